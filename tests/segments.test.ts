import fc from 'fast-check';
import { createGlossary } from '../models/translator/glossary.ts';
import { PLACEHOLDERS, protect } from '../models/translator/protect.ts';
import { joinSegments, joinTranslations, splitSegments } from '../models/translator/segments.ts';
import { findTerms } from '../models/translator/terms.ts';

const textsOf = (text: string, maxCharacters = 60): string[] =>
  splitSegments(text, maxCharacters).map((segment) => segment.text);

describe('sentences', () => {
  test.each([
    ['Mr. Kim came. He sat.', ['Mr. Kim came.', 'He sat.']],
    ['Fruit, e.g. apples. Vegetables etc. Then more.', ['Fruit, e.g. apples.', 'Vegetables etc.', 'Then more.']],
    ['We met at 5 p.m. in the U.S. embassy.', ['We met at 5 p.m. in the U.S. embassy.']],
    ['It was me and I. You know.', ['It was me and I.', 'You know.']],
    ['No. I live at No. 5.', ['No.', 'I live at No. 5.']],
    ['1. First\n2. Second', ['1. First', '2. Second']],
    ['i went home. it was late', ['i went home.', 'it was late']],
    ['I am fine.Thanks! And you?Good', ['I am fine.', 'Thanks!', 'And you?', 'Good']],
    ['Node.js is 3.14 times faster.', ['Node.js is 3.14 times faster.']],
    ['ok... so what', ['ok... so what']],
    ['Well… Never mind.', ['Well…', 'Never mind.']],
    ['wow!! good ?! yes', ['wow!!', 'good ?!', 'yes']],
    ['He said "go." Then he left.', ['He said "go."', 'Then he left.']],
    ['갔어요.그래서 왔다.네. 응. 그래', ['갔어요.', '그래서 왔다.', '네.', '응.', '그래']],
    ['갔어요... 그런데 음... 몰라', ['갔어요...', '그런데 음... 몰라']],
    ['좋아ㅋㅋ 진짜? ㅠㅠ 왜', ['좋아ㅋㅋ', '진짜?', 'ㅠㅠ', '왜']],
    ['はい。OK', ['はい。', 'OK']],
    ['one\r\n\r\n two \u2028three', ['one', 'two', 'three']],
  ])('%s', (text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });
});

describe('a sentence that is too long is cut', () => {
  test.each([
    ['at a comma', 'I would like some coffee, please bring it', 30, ['I would like some coffee,', 'please bring it']],
    [
      'before a conjunction',
      'she was very tired because it was late',
      30,
      ['she was very tired', 'because it was late'],
    ],
    ['at a dash', 'we waited for hours - nobody came', 25, ['we waited for hours -', 'nobody came']],
    [
      'after a Korean ending',
      '배가 고파서 밥을 많이 먹었지만 아직 배고파',
      20,
      ['배가 고파서 밥을 많이 먹었지만', '아직 배고파'],
    ],
    ['not after 에서', '어제 학교에서 친한 친구를 만났어', 13, ['어제 학교에서 친한', '친구를 만났어']],
    ['at a space, not for a word alone', 'So, nobody knows where they are', 25, ['So, nobody knows where', 'they are']],
    [
      'not before the last word alone',
      'most systems need protective eyewear',
      32,
      ['most systems need', 'protective eyewear'],
    ],
    ['anywhere', 'a'.repeat(25), 10, ['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]],
    ['not in a grapheme cluster', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 12, ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧']],
    [
      'in a grapheme cluster that is too long',
      `a${'\u0301'.repeat(5)}b`,
      3,
      ['a\u0301\u0301', '\u0301'.repeat(3), 'b'],
    ],
  ])('%s', (_where, text, maxCharacters, expected) => {
    expect(textsOf(text, maxCharacters)).toEqual(expected);
  });
});

test('what has no letters passes through', () => {
  const passing = (text: string): string[] =>
    splitSegments(text, 60, findTerms(text, { language: 'en', glossary: createGlossary([pair]) }))
      .filter(({ isTranslatable }) => !isTranslatable)
      .map((segment) => segment.text);
  const pair = { english: 'Acme', korean: '에이크미' };
  expect(passing('hello\n42!\n👍\nhttps://example.com\nAcme\n@kim #cats\nhi @kim')).toEqual([
    '42!',
    '👍',
    'https://example.com',
    '@kim #cats',
  ]);
});

test('a term is never cut, counts as one character, and no segment has more than there are placeholders', () => {
  const url = `https://example.com/${'a/'.repeat(100)}Mr.?b`;
  const text = `see ${url} now. ${'@kim '.repeat(24)}`;
  const options = { language: 'en' as const };
  const segments = splitSegments(text, 30, findTerms(text, options));
  expect(segments.map((segment) => segment.text)).toEqual([
    `see ${url} now.`,
    '@kim @kim @kim @kim @kim @kim @kim @kim',
    '@kim @kim @kim @kim @kim @kim @kim @kim',
    '@kim @kim @kim @kim @kim @kim @kim @kim',
  ]);
  const counts = segments.map((segment) => protect(segment.text, options).terms.length);
  expect(counts).toEqual([1, ...Array.from({ length: 3 }, () => PLACEHOLDERS.length)]);
});

test('an initial that is a term ends no sentence', () => {
  const text = '존 F. 케네디는 대통령이었어요. 끝';
  const segments = splitSegments(text, 60, findTerms(text, { language: 'ko' }));
  expect(segments.map((segment) => segment.text)).toEqual(['존 F. 케네디는 대통령이었어요.', '끝']);
});

test('sentences that stood together are parted in the translation', () => {
  const segments = splitSegments('갔어요.그래서 왔다.\n네', 60);
  expect(joinTranslations(segments, ['I went.', 'So I came.', 'Yes'])).toBe('I went. So I came.\nYes');
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...Array.from(' \n\t.,!?"…-가고요ㅋaB1\u0301\u200d👨🇰'),
        ' Mr. ',
        ' and ',
        '지만 ',
        '다.',
        '\r\n',
        '@kim',
        '   ',
      ),
      { maxLength: 200 },
    )
    .map((parts) => parts.join('')),
);

test('segments and separators give back the text', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 80 }), fc.boolean(), (source, maxCharacters, hasTerms) => {
      const terms = hasTerms ? findTerms(source, { language: 'en' }) : [];
      expect(joinSegments(splitSegments(source, maxCharacters, terms))).toBe(source);
    }),
  );
});

test('a segment fits, has no space at its ends, and cuts no character in two', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 80 }), (source, maxCharacters) => {
      for (const [index, segment] of splitSegments(source, maxCharacters).entries()) {
        expect(Array.from(segment.text).length).toBeLessThanOrEqual(maxCharacters);
        expect(segment.text).toBe(segment.text.trim());
        expect(segment.separator.trim()).toBe('');
        if (index > 0) expect(segment.text).not.toBe('');
        if (source.isWellFormed()) expect(segment.text.isWellFormed()).toBe(true);
      }
    }),
  );
});
