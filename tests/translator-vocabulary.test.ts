import fc from 'fast-check';
import { PLACEHOLDERS } from '../models/translator/protect.ts';
import {
  createSourceVocabulary,
  createTargetVocabulary,
  learnSource,
  learnTarget,
  spell,
  TASKS,
  tidyText,
  UNKNOWN,
  type SourceIds,
  type SourceVocabulary,
  type TargetVocabulary,
} from '../models/translator/vocabulary.ts';
import type { Language } from '../shared/language.ts';

const TEXTS: Record<Language, string[]> = {
  en: [
    "I'm home! Don't go, NASA is at 7 o'clock.",
    'The iPhone and the PhD: "hello" (what?)',
    'a b c d e f g h i j k l m n o p q r s t u v w x y z - ; /',
    'aABc dDEf gGHi jJKl mMNo pPQr sSTu vVWx yYZz aCFt cIOt fLRn hUXt',
  ],
  ko: ['안녕하세요! 저는 학교에 가요.', '안녕? 학교는 어디예요, 가요 ㅋㅋ', '0 1 2 저는 안 가요: "네"'],
};
const twice = (language: Language): string[] => [...TEXTS[language], ...TEXTS[language]];
const targetOf = (language: Language, pieces: number): TargetVocabulary =>
  createTargetVocabulary(learnTarget(language, twice(language), { pieces, minCount: 2 }));
function sourceOf(language: Language, units = 60): SourceVocabulary {
  const learnt = learnSource(language, twice(language), { units, minCount: 2 });
  return createSourceVocabulary(language, learnt.characters, learnt.units);
}

/** Text of nothing but the characters that a list of texts has, spaces more often. */
const textOf = (language: Language, more = ''): fc.Arbitrary<string> => {
  const characters = [...new Set(Array.from(TEXTS[language].join('') + more))];
  return fc
    .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...characters) }, fc.constant(' ')), { maxLength: 40 })
    .map((parts) => parts.join(''));
};
const words = (...list: string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...list), { maxLength: 12 }).map((parts) => parts.join(''));

describe('what is written', () => {
  it.each([100, 300])('comes back as it was, in English of %d pieces, capitals included', (pieces) => {
    const target = targetOf('en', pieces);
    const capitals = words(
      'NASA',
      'Nasa',
      'iPhone',
      'PhD',
      "DON'T",
      "Don't",
      "I'm",
      'I',
      'TV',
      '-',
      ' ',
      '.',
      "'",
      's',
    );
    fc.assert(
      fc.property(fc.oneof(textOf('en'), capitals), (text) => {
        expect(target.decode(target.encode(text))).toBe(tidyText(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([110, 300])('comes back as it was, in Korean of %d pieces, unseen syllables included', (pieces) => {
    const target = targetOf('ko', pieces);
    fc.assert(
      fc.property(textOf('ko', '뷁훑가갛'), (text) => {
        expect(target.decode(target.encode(text))).toBe(tidyText(text));
      }),
    );
  });

  it('spells an unseen syllable in its jamo, and leaves out what it has no character for', () => {
    const target = targetOf('ko', 300);
    const pieces = target.encode('가뷁').map((id) => target.pieceOf(id));
    expect(pieces.slice(-3)).toEqual(Array.from('뷁'.normalize('NFD')));
    expect(target.decode(target.encode('안녕 中 가요'))).toBe('안녕 가요');
    const lower = createTargetVocabulary(learnTarget('en', ['a b', 'a b'], { pieces: 40, minCount: 2 }));
    expect(lower.decode(lower.encode('aB A'))).toBe('ab A');
  });

  it('says a capital by a marker, so that a word has one spelling', () => {
    const target = targetOf('en', 300);
    const piecesOf = (text: string): string[] => target.encode(text).map((id) => target.pieceOf(id));
    expect(piecesOf('The')).toEqual(['⇧', ...piecesOf('the')]);
    expect(piecesOf('THE')).toEqual(['⇪', ...piecesOf('the')]);
    expect(piecesOf('PhD').join('')).toBe('▁PhD');
    const described = target.describe(target.encode('The'));
    expect(described.map(({ piece }) => piece).join('')).toBe('▁The');
    expect(described[0]?.step).toBe(1);
  });

  it('has a piece for every placeholder, in either language, and they come back', () => {
    for (const language of ['en', 'ko'] as const) {
      const target = targetOf(language, 150);
      const text = PLACEHOLDERS.join(' ');
      for (const placeholder of PLACEHOLDERS) {
        const pieces = Array.from(target.idsWith(placeholder), (id) => target.pieceOf(id));
        expect(pieces).toContain(placeholder);
        expect(pieces.filter((piece) => !piece.includes(placeholder))).toEqual([]);
      }
      expect(target.decode(target.encode(text))).toBe(text);
    }
  });

  it('decodes any ids, known or not, without failing', () => {
    const target = targetOf('en', 150);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: target.size + 1 })), (ids) => {
        expect(target.decode(ids)).toBe(target.decode(ids).normalize('NFC').trim());
      }),
    );
  });

  it('has pieces of no more than the size asked for, where the characters leave room', () => {
    expect(targetOf('en', 100).pieces.length).toBeLessThanOrEqual(100);
    expect(targetOf('ko', 120).pieces.length).toBeLessThanOrEqual(120);
  });
});

/** The characters each unit stands on. */
const spellings = (vocabulary: SourceVocabulary, ids: SourceIds): string[] =>
  ids.first.map((first, unit) =>
    ids.characters
      .slice(first, (ids.last[unit] ?? -1) + 1)
      .map((id) => vocabulary.characters[id - (vocabulary.characterCount - vocabulary.characters.length)] ?? '?')
      .join(''),
  );
const unitsOf = (vocabulary: SourceVocabulary, ids: SourceIds): string[] =>
  ids.units.map((id) => vocabulary.units[id - (vocabulary.unitCount - vocabulary.units.length)] ?? '?');

describe('what is read', () => {
  it('begins with the task, as the first character and unit', () => {
    const vocabulary = sourceOf('en');
    const tags = TASKS.map((task) => vocabulary.encode('the', task));
    expect(new Set(tags.map(({ units }) => units[0])).size).toBe(TASKS.length);
    for (const { characters, units, first, last } of tags) {
      expect([characters[0], first[0], last[0]]).toEqual([units[0], 0, 0]);
    }
  });

  it.each([
    ['en', "Don't go, NASA!", ["don't", 'go', ',', 'nasa', '!']],
    ['ko', '안녕! 저는', ['안', '녕', '!', '저', '는'].map((syllable) => syllable.normalize('NFD'))],
  ] as const)('knows where each unit stands, in %s', (language, text, expected) => {
    const vocabulary = sourceOf(language, language === 'ko' ? 8 : 60);
    const ids = vocabulary.encode(text, 'translate');
    expect(spellings(vocabulary, ids).slice(1)).toEqual(expected);
  });

  it.each(['en', 'ko'] as const)('is every character of the text in order, each in one unit, in %s', (language) => {
    const vocabulary = sourceOf(language);
    fc.assert(
      fc.property(textOf(language), (text) => {
        const ids = vocabulary.encode(text, 'translate');
        const said = tidyText(text).toLowerCase();
        const spelt = ids.characters.map(
          (id) => vocabulary.characters[id - (vocabulary.characterCount - vocabulary.characters.length)] ?? '',
        );
        expect(spelt.join('')).toBe(spell(said, language).join(''));
        expect(spellings(vocabulary, ids).slice(1).join('')).toBe(spell(said.replaceAll(' ', ''), language).join(''));
        // Units follow each other, with nothing but a space between two.
        ids.first.slice(1).forEach((first, unit) => {
          expect(first - (ids.last[unit] ?? NaN)).toBeLessThanOrEqual(2);
        });
        unitsOf(vocabulary, ids).forEach((unit, at) => {
          if (unit !== '?')
            expect(spell(unit.replace('▁', ''), language).join('')).toBe(spellings(vocabulary, ids)[at]);
        });
      }),
    );
  });

  it('gives an unknown word one unknown unit but its own characters, in any case', () => {
    const vocabulary = sourceOf('en');
    const { characters, units } = vocabulary.encode('the Zyx', 'translate');
    expect(units.slice(1).map((unit) => unit === UNKNOWN)).toEqual([false, true]);
    expect(characters).not.toContain(UNKNOWN);
    expect(vocabulary.encode('THE zYX', 'translate')).toEqual(vocabulary.encode('the zyx', 'translate'));
    expect(vocabulary.encode('the 中', 'translate').characters.at(-1)).toBe(UNKNOWN);
  });

  it('reads an unseen syllable by its jamo, and knows every placeholder', () => {
    const vocabulary = sourceOf('ko');
    expect(vocabulary.encode('각', 'translate').characters).not.toContain(UNKNOWN);
    for (const language of ['en', 'ko'] as const) {
      const { characters, units } = sourceOf(language).encode(PLACEHOLDERS[0] ?? '', 'translate');
      expect([...characters, ...units]).not.toContain(UNKNOWN);
    }
  });

  it('is the same for texts that differ in Unicode form, quotation marks and spaces alone', () => {
    const vocabulary = sourceOf('en');
    const plain = vocabulary.encode(`don't say "the"`, 'translate');
    expect(vocabulary.encode(' don’t\n say \u00a0“the” ', 'translate')).toEqual(plain);
    const korean = sourceOf('ko');
    expect(korean.encode('안녕'.normalize('NFD'), 'translate')).toEqual(korean.encode('안녕', 'translate'));
  });
});
