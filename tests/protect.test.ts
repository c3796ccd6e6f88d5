import fc from 'fast-check';
import type { Language } from '../shared/language.ts';
import { createGlossary } from '../models/translator/glossary.ts';
import { PLACEHOLDERS, protect, restore } from '../models/translator/protect.ts';
import { findTerms } from '../models/translator/terms.ts';

const glossary = createGlossary([
  { english: 'Acme', korean: '에이크미' },
  { english: 'standup', korean: '아침 회의' },
  { english: 'sprint', korean: '스프린트' },
]);

/** The text with its terms in brackets. */
function marked(text: string, language: Language): string {
  return findTerms(text, { language, glossary })
    .toReversed()
    .reduce(
      (result, { start, end }) => `${result.slice(0, start)}[${result.slice(start, end)}]${result.slice(end)}`,
      text,
    );
}

describe('what the network must not touch in English', () => {
  test.each([
    ['see https://example.com/a?b=c#d.', 'see [https://example.com/a?b=c#d].'],
    ['(https://en.wikipedia.org/wiki/Mercury_(planet))', '([https://en.wikipedia.org/wiki/Mercury_(planet)])'],
    ['https://ko.wikipedia.org/wiki/한국', '[https://ko.wikipedia.org/wiki/한국]'],
    ['www.example.com, example.co.kr/x and youtu.be/abc', '[www.example.com], [example.co.kr/x] and [youtu.be/abc]'],
    ['it was late.so we left', 'it was late.so we left'],
    ['mail me.too@example.com.', 'mail [me.too@example.com].'],
    ['hey @min_su, look #cats', 'hey [@min_su], look [#cats]'],
    ['run `npm test` now', 'run [`npm test`] now'],
    ['great 👍🏽👨‍👩‍👧 🇰🇷 1️⃣ ♥', 'great [👍🏽👨‍👩‍👧 🇰🇷 1️⃣ ♥]'],
    ['3.14, 1,000 and 10:30', '[3.14], [1,000] and [10:30]'],
    ['on 2026-11-24 at 9', 'on [2026-11-24] at 9'],
    ['call +82 10-1234-5678 or (02) 123-4567.', 'call [+82 10-1234-5678] or [(02) 123-4567].'],
    ['I have 2 cats and 15 dogs', 'I have 2 cats and 15 dogs'],
    ['50% of $5 and 100km at -3°C', '[50%] of [$5] and [100km] at [-3°C]'],
    ['v1.2.3 on an RTX4090', '[v1.2.3] on an [RTX4090]'],
    ['what does 사랑 해 mean, Привет?', 'what does [사랑 해] mean, [Привет]?'],
    ['Acme has a Standup', '[Acme] has a [Standup]'],
    ['https://acme.com/standup', '[https://acme.com/standup]'],
    ['a\ue000b\u{f0000}', 'a[\ue000]b[\u{f0000}]'],
    ["don't, café, naïve", "don't, café, naïve"],
  ])('%s', (text, expected) => {
    expect(marked(text, 'en')).toBe(expected);
  });
});

describe('what the network must not touch in Korean', () => {
  test.each([
    ['https://example.com에서 봤어요', '[https://example.com]에서 봤어요'],
    ['@minsu야 New York에 갔어', '[@minsu]야 [New York]에 갔어'],
    ['iPhone 15로 C++를 짰어요', '[iPhone] 15로 [C++]를 짰어요'],
    ['iPhone15는 1,000,000원이에요', '[iPhone15]는 [1,000,000]원이에요'],
    ['2026년 3월 5일 10:30에', '[2026]년 3월 5일 [10:30]에'],
    ['大韓民國 만세 ありがとう', '[大韓民國] 만세 [ありがとう]'],
    ['에이크미의 아침 회의는', '[에이크미]의 [아침 회의]는'],
    ['좋아요😀ㅋㅋ', '좋아요[😀]ㅋㅋ'],
  ])('%s', (text, expected) => {
    expect(marked(text, 'ko')).toBe(expected);
  });
});

/** Translates as if the network said `translation`, where A, B, C stand for the placeholders. */
function translate(source: string, language: Language, translation: string): string {
  const { terms } = protect(source, { language, glossary });
  const said = translation.replace(/[A-H]/g, (letter) => PLACEHOLDERS[letter.charCodeAt(0) - 65] ?? '');
  return restore(said, terms, { language: language === 'en' ? 'ko' : 'en' });
}

test('placeholders stand for the terms, in their order', () => {
  expect(protect('Acme pays 1,000 to @kim', { language: 'en', glossary })).toEqual({
    text: '\ue000 pays \ue001 to \ue002',
    terms: ['에이크미', '1,000', '@kim'].map((text) => ({ text, isGlued: { before: false, after: false } })),
  });
});

describe('particles take their shape from what is put in', () => {
  test.each([
    ['Acme is big', 'A은 커요', '에이크미는 커요'],
    ['a sprint', 'A을 해요', '스프린트를 해요'],
    ['with @kim', 'A과 있어요', '@kim과 있어요'],
    ['with @lee', 'A과 있어요', '@lee와 있어요'],
    ['It is 3.16', 'A로 가요', '3.16으로 가요'],
    ['It is 3.11', 'A으로 가요', '3.11로 가요'],
    ['It is 50%', 'A이에요!', '50%예요!'],
    ['It is 100km', 'A은 멀어요', '100km는 멀어요'],
    ['a standup', '"A"이랑 회의', '"아침 회의"랑 회의'],
    ['a standup', 'A이나', '아침 회의나'],
    ['a standup', 'A으로부터', '아침 회의로부터'],
    ['a standup', 'A이라도요', '아침 회의라도요'],
    ['a standup', 'A 을 해요', '아침 회의를 해요'],
    ['a standup', 'A 이 사람', '아침 회의 이 사람'],
    ['a standup', 'A에서 가지', '아침 회의에서 가지'],
    ['a standup', 'A가다', '아침 회의가다'],
    ['I saw 東京', 'A을 봤어요', '東京을 봤어요'],
    ['café? `é`', 'A를 먹어요', '`é`를 먹어요'],
  ])('%s: %s', (source, translation, expected) => {
    expect(translate(source, 'en', translation)).toBe(expected);
  });
});

describe('what the network does with placeholders is put right', () => {
  test.each([
    ['a forgotten one is appended', 'see @kim and #cats', '봐요 B.', '봐요 #cats. @kim'],
    ['all are appended to nothing', 'see @kim and #cats', '', '@kim #cats'],
    ['a repeated one is used once, with its particle', 'see @kim', 'A는 A를 봐요', '@kim은 봐요'],
    ['one that stands for nothing is taken out', 'see @kim', 'D A를 봐요', '@kim을 봐요'],
    ['a space that was lost is put back', 'I like @kim', '저는A를', '저는 @kim을'],
    ['two that ran together are parted', 'ask @kim #cats', 'AB', '@kim #cats'],
  ])('%s', (_what, source, translation, expected) => {
    expect(translate(source, 'en', translation)).toBe(expected);
  });

  test('in English words stand apart', () => {
    expect(translate('에이크미를 봤어', 'ko', 'I sawAtoday')).toBe('I saw Acme today');
    expect(translate('에이크미의 고양이', 'ko', "A's cat")).toBe("Acme's cat");
  });
});

const unicode = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'https://a.kr/x',
          '@kim',
          '#1',
          'Acme',
          '아침 회의',
          '3.14',
          '1',
          '👨‍👩‍👧',
          '\ue000',
          'ж',
          'NY',
          '를',
        ),
        fc.constantFrom(' ', '.', '"', 'a', '가', ',', '`', '(', '\n'),
      ),
    )
    .map((parts) => parts.join('')),
);
const language = fc.constantFrom<Language>('en', 'ko');

test('at most eight placeholders stand in a text, each once, and nothing else of their kind', () => {
  fc.assert(
    fc.property(unicode, language, (text, source) => {
      const { text: said, terms } = protect(text, { language: source, glossary });
      expect(said.match(/\p{Co}/gu) ?? []).toEqual(PLACEHOLDERS.slice(0, terms.length));
    }),
  );
});

test('a text comes back as it was when nothing is translated', () => {
  fc.assert(
    fc.property(unicode, (text) => {
      const { text: said, terms } = protect(text, { language: 'en' });
      expect(restore(said, terms, { language: 'en' })).toBe(text);
    }),
  );
});

test('every term is in the translation exactly once, whatever the network says', () => {
  const said = fc.string({
    unit: fc.constantFrom(...PLACEHOLDERS, ...PLACEHOLDERS, ...Array.from('\ue008 .ㅁ는을로')),
  });
  fc.assert(
    fc.property(unicode, language, said, language, (text, source, translation, target) => {
      const { terms } = protect(text, { language: source, glossary });
      const restored = restore(translation, terms, { language: target });
      const order = [...new Set([...(translation.match(/\p{Co}/gu) ?? []), ...PLACEHOLDERS])];
      const wanted = order.flatMap((symbol) => terms[PLACEHOLDERS.indexOf(symbol)]?.text ?? []);
      let rest = restored;
      for (const term of wanted) {
        // Between the terms is only what the network said.
        const place = rest.indexOf(term);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(rest.slice(0, place)).toMatch(/^[ .ㅁ는은을를로으]*$/);
        rest = rest.slice(place + term.length);
      }
      expect(rest).toMatch(/^[ .ㅁ는은을를로으]*$/);
    }),
    { numRuns: 1000 },
  );
});

test('terms come out in the order and number of the input', () => {
  fc.assert(
    fc.property(unicode, language, (text, source) => {
      const found = findTerms(text, { language: source, glossary });
      const places = found.flatMap(({ start, end }) => [start, end]);
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(found.every(({ start, end }) => end > start && end <= text.length)).toBe(true);
    }),
  );
});
