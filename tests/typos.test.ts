import fc from 'fast-check';
import { isHangul, toKeys } from '../models/hangul-keys.ts';
import { neighbours } from '../models/keyboard.ts';
import { createRandom, type Random } from '../models/random.ts';
import { createDistance } from '../models/translator/osa-distance.ts';
import { misspell, misspellWords } from '../models/typos.ts';

const sources = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(createRandom);
const english = fc.string({ unit: fc.constantFrom(...Array.from("abehlostyzEO ,.!?'0123")), maxLength: 20 });
const korean = fc
  .array(fc.oneof(fc.integer({ min: 0xac00, max: 0xd7a3 }), fc.constantFrom(0x20, 0x21, 0x30)), { maxLength: 8 })
  .map((codes) => String.fromCharCode(...codes));
const texts = fc.oneof(
  english,
  korean,
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.normalize('NFC')),
);

const errorsOf = (text: string, count: number, seed = 1): Set<string> => {
  const random = createRandom(seed);
  return new Set(Array.from({ length: count }, () => misspell(text, random)));
};

const LETTER = /[A-Za-zㄱ-ㅣ가-힣]/;
const keep = (text: string, letter: RegExp): string => text.replace(new RegExp(letter, 'gu'), '');

it('makes every kind of error there is in a word', () => {
  const found = errorsOf('the', 3000);
  for (const typo of ['hte', 'teh', 'te', 'th', 'tthe', 'thee', 'tge', 'tjhe', 'thje', 'thed']) {
    expect(found).toContain(typo);
  }
  expect(found).not.toContain('the');
});

it('misspells Hangul in its keys, as an input method shows them', () => {
  const found = errorsOf('안녕', 5000);
  // Swapped, dropped, doubled, missed, hit with its neighbour.
  for (const typo of ['안ㄴ여', 'ㅏㄴ녕', '아녕', '아ㅏㄴ녕', '안녕ㅇ', '안년', '안넝', '안녕ㄴ']) {
    expect(found).toContain(typo);
  }
  expect(found).not.toContain('안녕');
});

it('forgets shift, or holds it too long', () => {
  expect(errorsOf('토끼', 3000)).toContain('토기');
  expect(errorsOf('바다', 3000)).toContain('바따');
});

it('is one error and no more, and keeps all that is no letter', () => {
  fc.assert(
    fc.property(fc.oneof(english, korean), sources, (text, random) => {
      const misspelt = misspell(text, random);
      const [keys, typed] = [toKeys(text).toLowerCase(), toKeys(misspelt).toLowerCase()];
      expect(createDistance(keys)(typed, Infinity)).toBe(LETTER.test(text) ? 1 : 0);
      expect(keep(misspelt, LETTER)).toBe(keep(text, LETTER));
    }),
    { numRuns: 2000 },
  );
});

it('never gives back a text with a letter, whatever it is, and always NFC', () => {
  fc.assert(
    fc.property(texts, sources, (text, random) => {
      const misspelt = misspell(text, random);
      if (LETTER.test(text)) expect(misspelt).not.toBe(text);
      expect(misspelt).toBe(misspelt.normalize('NFC'));
    }),
    { numRuns: 2000 },
  );
});

it.each(['', ' ', '12:30', '!?', '日本', '😀'])('leaves %j alone', (text) => {
  expect(misspell(text, createRandom(1))).toBe(text);
});

it('drops no word of one letter', () => {
  for (const typo of errorsOf('I am', 2000)) expect(typo).toMatch(/^[A-Za-z]+ [A-Za-z]+$/);
});

it('gives a wrong letter the case of its place', () => {
  const found = errorsOf('The', 3000);
  expect(found).toContain('Hte');
  expect(found).toContain('Tthe');
  for (const typo of errorsOf('OK', 2000)) expect(typo).toBe(typo.toUpperCase());
});

it.each([
  ['because', 0.02, 0.07],
  ['안녕하세요', 0.01, 0.04], // of twelve keys
])('rarely misspells the first letter of %s', (word, least, most) => {
  const random = createRandom(2);
  const count = 20_000;
  const first = toKeys(word).charAt(0);
  let wrong = 0;
  for (let drawn = 0; drawn < count; drawn += 1) wrong += toKeys(misspell(word, random)).startsWith(first) ? 0 : 1;
  expect(wrong / count).toBeGreaterThan(least);
  expect(wrong / count).toBeLessThan(most);
});

it('hits keys beside the right ones only', () => {
  for (const typo of errorsOf('mmmm', 2000)) {
    for (const letter of typo) expect(`m${neighbours('m')}`).toContain(letter);
  }
});

it('is the same for the same seed', () => {
  expect(errorsOf('What is your name?', 100, 7)).toEqual(errorsOf('What is your name?', 100, 7));
});

describe('in each word', () => {
  const options = { errors: 1, minLetters: 5 };
  const misspelt = (text: string, random: Random): string => misspellWords(text, random, options);

  it('of enough letters there is an error, and in no other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'time', "don't", 'green', 'because', '안녕', '나', '3', '!')),
        sources,
        (words, random) => {
          const result = misspelt(words.join(' '), random).split(' ');
          expect(result.length).toBe(words.length || 1);
          words.forEach((word, at) => {
            const isLong = ['green', 'because', '안녕'].includes(word);
            expect(result[at] !== word).toBe(isLong);
          });
        },
      ),
    );
  });

  it('there are as many as asked for', () => {
    const random = createRandom(3);
    const distanceTo = createDistance('understand');
    const distances = Array.from({ length: 1000 }, () =>
      distanceTo(misspellWords('understand', random, { errors: 2, minLetters: 5 }), Infinity),
    );
    expect(Math.max(...distances)).toBe(3); // a key between two swapped ones, which the distance counts as three
    expect(Math.min(...distances)).toBe(1); // both on one key
    expect(distances.filter((distance) => distance === 2).length).toBeGreaterThan(850);
  });

  it('an apostrophe belongs to a word and a hyphen parts two', () => {
    const random = createRandom(4);
    const seen = Array.from({ length: 200 }, () =>
      misspellWords("couldn't well-known", random, { errors: 1, minLetters: 5 }),
    );
    for (const text of seen) expect(text).toMatch(/^[a-z]+'[a-z]+ well-[a-z]+$/);
    expect(seen.filter((text) => /^couldn't | well-known$/.test(text))).toEqual([]);
  });

  it('none leaves the text as it is', () => {
    expect(misspellWords('Good morning', createRandom(1), { errors: 0, minLetters: 1 })).toBe('Good morning');
  });
});

it('lone jamo stay Hangul', () => {
  for (const typo of errorsOf('ㅋㅋㅋ', 500))
    for (const letter of typo) expect(isHangul(letter.charCodeAt(0))).toBe(true);
});
