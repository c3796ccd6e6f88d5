import fc from 'fast-check';
import type { Language } from '../shared/language.ts';
import {
  GLOSSARY_LIMITS,
  GlossaryError,
  createGlossary,
  parseGlossary,
  type Glossary,
  type GlossaryFinding,
} from '../models/translator/glossary.ts';

const glossary = createGlossary([
  { english: 'Acme', korean: '에이크미' },
  { english: 'Acme Cloud', korean: '에이크미 클라우드' },
  { english: 'apple', korean: '사과' },
  { english: 'C++', korean: 'C++' },
  { english: 'sprint', korean: '스프린트' },
]);

/** The text with what is found in brackets. */
function marked(text: string, language: Language, terms: Glossary = glossary): string {
  const matches = terms.findMatches(text, language).toReversed();
  return matches.reduce(
    (result, { start, end }) => `${result.slice(0, start)}[${result.slice(start, end)}]${result.slice(end)}`,
    text,
  );
}

/** What a glossary that is refused is refused for. */
function findingsOf(create: () => Glossary): readonly GlossaryFinding[] {
  try {
    create();
  } catch (error) {
    if (error instanceof GlossaryError) return error.findings;
    throw error;
  }
  return [];
}

test.each([
  ['I work at acme.', 'I work at [acme].'],
  ['ACME CLOUD and Acme', '[ACME CLOUD] and [Acme]'],
  ["Acme's apples, an apple", "[Acme]'s apples, an [apple]"],
  ['pineapple, apple_pie', 'pineapple, [apple]_pie'],
  ['Acme\u00a0Cloud', '[Acme\u00a0Cloud]'],
  ['I like C++, not C+', 'I like [C++], not C+'],
  ['𐐀apple apple𐐀', '𐐀apple apple𐐀'],
])('in English whole words are found in any case: %s', (text, expected) => {
  expect(marked(text, 'en')).toBe(expected);
});

test.each([
  ['사과를 먹었어요', '[사과]를 먹었어요'],
  ['사과나 배', '[사과]나 배'],
  ['사과나무', '사과나무'],
  ['풋사과', '풋사과'],
  ['사과예요. 사과입니다만', '[사과]예요. 사과입니다만'],
  ['에이크미에서는 에이크미 클라우드를 써요', '[에이크미]에서는 [에이크미 클라우드]를 써요'],
  ['새C++로 짰어', '새[C++]로 짰어'],
])('in Korean a term may have a particle: %s', (text, expected) => {
  expect(marked(text, 'ko')).toBe(expected);
});

test('the first of several pairs with the same term counts, in each direction', () => {
  const terms = createGlossary([
    { english: 'deck', korean: '발표 자료' },
    { english: 'slides', korean: '발표 자료' },
    { english: 'Deck', korean: '갑판' },
  ]);
  expect(terms.findMatches('deck', 'en')).toEqual([{ start: 0, end: 4, replacement: '발표 자료' }]);
  expect(terms.findMatches('slides', 'en')[0]?.replacement).toBe('발표 자료');
  expect(terms.findMatches('발표 자료', 'ko')[0]?.replacement).toBe('deck');
  expect(terms.findMatches('갑판', 'ko')[0]?.replacement).toBe('Deck');
});

test('a term is NFC with single spaces, however it was written', () => {
  expect(createGlossary([{ english: ' big  data ', korean: '빅데이터'.normalize('NFD') }]).pairs).toEqual([
    { english: 'big data', korean: '빅데이터' },
  ]);
});

test.each([
  ['an empty term', { english: ' ', korean: '사과' }, 'english is empty'],
  ['a control character', { english: 'a\u0007', korean: '사과' }, 'english has a control or private-use character'],
  ['a line break', { english: 'a', korean: '사\n과' }, 'korean has a control or private-use character'],
  ['a placeholder', { english: '\ue000', korean: '사과' }, 'english has a control or private-use character'],
  ['a term too long', { english: 'a', korean: '가'.repeat(101) }, 'korean has more than 100 characters'],
])('%s is refused', (_what, pair, problem) => {
  const fine = { english: 'pear', korean: '배' };
  expect(findingsOf(() => createGlossary([fine, pair]))).toEqual([{ line: 2, problem }]);
});

test('a term is counted in characters, not in code units', () => {
  expect(createGlossary([{ english: '🍎'.repeat(GLOSSARY_LIMITS.termChars), korean: '사과' }]).pairs).toHaveLength(1);
});

test('there is a bound on pairs', () => {
  const pairs = Array.from({ length: 1001 }, (_, index) => ({ english: `w${index}`, korean: `낱말${index}` }));
  expect(createGlossary(pairs.slice(1)).pairs).toHaveLength(1000);
  expect(findingsOf(() => createGlossary(pairs))).toEqual([{ line: 1001, problem: 'has more than 1000 pairs' }]);
});

test('a file may have a header, a byte order mark, CRLF and empty lines', () => {
  expect(parseGlossary('\ufeffenglish\tkorean\r\napple\t사과\r\n\r\npear\t배').pairs).toEqual([
    { english: 'apple', korean: '사과' },
    { english: 'pear', korean: '배' },
  ]);
  expect(parseGlossary('').pairs).toEqual([]);
});

test('what is wrong in a file is said with its line', () => {
  expect(() => parseGlossary('apple\t사과\npear\n\nplum\t\nfig\t무화과\tnote')).toThrow(
    [
      'line 2: has 1 columns: it takes two (english, korean), a TAB between them',
      'line 4: korean is empty',
      'line 5: has 3 columns: it takes two (english, korean), a TAB between them',
    ].join('\n'),
  );
});

test('any text is a glossary or is refused for a line of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '가', '\t', '\n', ' ', '\ue000') }), (tsv) => {
      const lines = tsv.split('\n').length;
      expect(findingsOf(() => parseGlossary(tsv)).every(({ line }) => line >= 1 && line <= lines)).toBe(true);
    }),
  );
});

test('what is found is a term, and a term between spaces is found', () => {
  const word = fc.string({ unit: fc.constantFrom(...Array.from('aAbİß가나😀 ')), minLength: 1 });
  const usable = word.filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(usable, word, (term, around) => {
      const terms = createGlossary([{ english: term, korean: 'x' }]);
      const text = `${around}, ${terms.pairs[0]?.english ?? ''} ,${around}`;
      const found = terms.findMatches(text, 'en').map(({ start, end }) => text.slice(start, end).toLowerCase());
      expect(found).toContain(terms.pairs[0]?.english.toLowerCase());
    }),
  );
});
