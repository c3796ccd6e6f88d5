import { aloud, readable, strongest } from '../client/attention-text.ts';

test('jamo stand as letters, syllables as they are, and a space is seen', () => {
  expect(Array.from('각쌀'.normalize('NFD'), readable)).toEqual(['ㄱ', 'ㅏ', 'ㄱ', 'ㅆ', 'ㅏ', 'ㄹ']);
  expect(readable('값'.normalize('NFD'))).toBe('값');
  expect(['ㅎ', 'a', ' ', '▁love', '사랑'].map(readable)).toEqual(['ㅎ', 'a', '␣', '␣love', '사랑']);
});

test('every modern jamo has its letter', () => {
  const syllables = Array.from({ length: 11_172 }, (_, index) => String.fromCodePoint(0xac00 + index));
  const letters = new Set(syllables.flatMap((syllable) => Array.from(syllable.normalize('NFD'), readable)));
  expect(letters.size).toBe(51);
  expect([...letters].every((letter) => /^[\u3131-\u3163]$/.test(letter))).toBe(true);
});

test('a space is said by its name', () => {
  expect(['▁love', ' ', '사'].map((piece) => aloud(piece, 'space'))).toEqual(['space love', 'space', '사']);
});

test('the strongest letters come first, and those that got nothing are none', () => {
  expect(strongest([0.1, 0.6, 0.3])).toEqual([1, 2]);
  expect(strongest([0, 1, 0.001])).toEqual([1]);
  expect(strongest([])).toEqual([]);
});
