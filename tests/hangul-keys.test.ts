import fc from 'fast-check';
import { FIRST_SYLLABLE, fromKeys, LAST_SYLLABLE, toKeys } from '../models/hangul-keys.ts';
import { neighbours } from '../models/keyboard.ts';

const syllables = fc
  .array(fc.integer({ min: FIRST_SYLLABLE, max: LAST_SYLLABLE }))
  .map((codes) => String.fromCharCode(...codes));

it.each([
  ['안녕', 'ㅇㅏㄴㄴㅕㅇ'],
  ['읽다', 'ㅇㅣㄹㄱㄷㅏ'],
  ['괜찮아', 'ㄱㅗㅐㄴㅊㅏㄴㅎㅇㅏ'],
  ['의사', 'ㅇㅡㅣㅅㅏ'],
  ['꽃', 'ㄲㅗㅊ'],
  ['있어', 'ㅇㅣㅆㅇㅓ'],
  ['예', 'ㅇㅖ'],
])('%s is typed %s', (text, keys) => {
  expect(toKeys(text)).toBe(keys);
  expect(fromKeys(keys)).toBe(text);
});

it.each([
  ['ㄱㅏㄱ', '각', 'a consonant closes the syllable'],
  ['ㄱㅏㄱㅏ', '가가', 'and leaves it for a vowel'],
  ['ㄱㅏㄴㅈㅏ', '간자', 'half of a compound leaves too'],
  ['ㄱㅏㄸㅏ', '가따', 'ㄸ closes no syllable'],
  ['ㄱㅏㄱㄱ', '각ㄱ', 'ㄱㄱ is no ㄲ'],
  ['ㄱㅅㅏ', 'ㄱ사', 'consonants alone make no compound'],
  ['ㅏㄴㄴㅕㅇ', 'ㅏㄴ녕', 'a vowel alone takes no final'],
  ['ㅗㅏ', 'ㅘ', 'vowels alone make a compound'],
  ['ㄱㅏㅏ', '가ㅏ', 'others stand apart'],
  ['ㄱㅗㅏㅣ', '과ㅣ', 'of three vowels two go together'],
  ['ㅋㅋㅋ', 'ㅋㅋㅋ', 'laughter stays laughter'],
  ['ㄱㅏㄳㅏ', '가ㄳㅏ', 'what no key has composes with nothing'],
  ['ㅎㅏa1ㄴ', '하a1ㄴ', 'what is not Hangul ends the syllable'],
])('%s gives %s: %s', (keys, text) => {
  expect(fromKeys(keys)).toBe(text);
});

it('composes every text of syllables as it was', () => {
  fc.assert(
    fc.property(syllables, (text) => {
      expect(fromKeys(toKeys(text))).toBe(text);
    }),
  );
});

it('loses no key, whatever is typed', () => {
  const keys = fc.string({ unit: fc.constantFrom(...Array.from('ㄱㄲㄴㄹㅂㅅㅎㄸㅇㅏㅐㅗㅜㅡㅣㅖ')), maxLength: 12 });
  fc.assert(
    fc.property(keys, (typed) => {
      const text = fromKeys(typed);
      expect(toKeys(text)).toBe(typed);
      expect(text.normalize('NFC')).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

describe('neighbouring keys', () => {
  it.each([
    ['g', 'tyfhvb'],
    ['q', 'wa'],
    ['p', 'ol'],
    ['M', 'JKN'],
    ['ㅎ', 'ㅅㅛㄹㅗㅍㅠ'],
    ['ㄱ', 'ㄷㅅㅇㄹㄲ'],
    ['ㄲ', 'ㄸㅆㅇㄹㄱ'],
    ['ㅡ', 'ㅓㅏㅜ'],
    ['é', ''],
    ['5', ''],
  ])('of %s are %s', (letter, expected) => {
    expect(Array.from(neighbours(letter)).sort()).toEqual(Array.from(expected).sort());
  });

  it('are neighbours both ways, but for shift', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyzㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ') {
      for (const other of neighbours(letter)) expect(neighbours(other)).toContain(letter);
    }
  });
});
