import { countCharacters, matchCase, normalise, wordAtEnd } from '../shared/text.ts';

it('brings text to NFC and mends lone surrogates', () => {
  expect(normalise('사랑'.normalize('NFD'))).toBe('사랑');
  expect(normalise('a\ud800b')).toBe('a\ufffdb');
});

it('counts characters as code points', () => {
  expect(countCharacters('사랑👍')).toBe(3);
});

it.each([
  ['', ''],
  ['wor', 'wor'],
  ['in the woo', 'woo'],
  ["don't", "don't"],
  ['word ', ''],
  ['word.', ''],
  ['나는 사', '사'],
])('finds the word at the end of "%s": "%s"', (text, word) => {
  expect(wordAtEnd(text)).toBe(word);
});

it.each([
  ['word', 'wo', 'word'],
  ['word', 'Wo', 'Word'],
  ['word', 'WO', 'WORD'],
  ['word', 'W', 'Word'],
  ['word', 'wO', 'wOrd'],
  ['word', '', 'word'],
])('writes %s after %s as %s', (word, typed, cased) => {
  expect(matchCase(word, typed)).toBe(cased);
});
