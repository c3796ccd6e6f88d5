import fc from 'fast-check';
import { loadWords } from '../models/data/words.ts';
import { createRandom } from '../models/random.ts';
import { createNearestNeighbour } from '../models/translator/nearest-neighbour.ts';
import { createDistance } from '../models/translator/osa-distance.ts';
import { misspellWords } from '../models/typos.ts';

/** The definition, cell by cell. */
function osaDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          cell(row - 1, column) + 1,
          cell(row, column - 1) + 1,
          cell(row - 1, column - 1) + (isSame ? 0 : 1),
          isSwap && row > 1 && column > 1 ? cell(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return cell(left.length, right.length);
}

const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
const long = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '가'), maxLength: 100 });

describe('distance', () => {
  it('is the optimal string alignment, over any number of blocks', () => {
    fc.assert(
      fc.property(fc.oneof(short, long), fc.oneof(short, long), (left, right) => {
        expect(createDistance(left)(right, Infinity)).toBe(osaDistance(left, right));
      }),
      { numRuns: 300 },
    );
  });

  it('is so where little is wrong, across the borders of blocks', () => {
    fc.assert(
      fc.property(long, fc.integer({ min: 0, max: 1e9 }), (text, seed) => {
        const typo = misspellWords(text, createRandom(seed), { errors: 3, minLetters: 1 });
        expect(createDistance(text)(typo, Infinity)).toBe(osaDistance(text, typo));
      }),
    );
  });

  it('is exact up to the limit and above it otherwise', () => {
    fc.assert(
      fc.property(long, long, fc.nat(60), (left, right, limit) => {
        const [found, expected] = [createDistance(left)(right, limit), osaDistance(left, right)];
        if (expected <= limit) expect(found).toBe(expected);
        else expect(found).toBeGreaterThan(limit);
      }),
    );
  });
});

describe('nearest neighbour', () => {
  const neighbour = createNearestNeighbour([
    { source: 'Word', target: '단어' },
    { source: 'wood', target: '나무' },
    { source: 'word', target: '말' },
    { source: '안녕', target: 'hi' },
    { source: '안경', target: 'glasses' },
  ]);

  it.each([
    ['word', '단어', 0],
    [' WORD ', '단어', 0],
    ['wodr', '단어', 1],
    ['woood', '나무', 1],
    ['woqd', '단어', 1], // as near as wood, which comes later
    ['ㅏㄴ녕', 'hi', 1],
    ['안겨', 'glasses', 1],
    ['안녕'.normalize('NFD'), 'hi', 0],
  ])('of %j is %s', (text, expected, distance) => {
    expect(neighbour.translate(text)).toEqual({ text: expected, distance });
  });

  it('knows nothing where there is nothing to know', () => {
    expect(createNearestNeighbour([]).translate('word')).toEqual({ text: '', distance: Infinity });
  });

  it('is the first of the nearest, as a search through all of them finds it', () => {
    const sources = fc.array(fc.oneof(short, short, long), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sources, fc.oneof(short, long), (all, text) => {
        const pairs = all.map((source, index) => ({
          source: source,
          target: String(index),
        }));
        // Keys of Hangul, where there is any, are what is compared.
        const spell = (plain: string): string => plain.replaceAll('가', 'ㄱㅏ');
        const distances = all.map((source) => osaDistance(spell(source), spell(text)));
        const distance = Math.min(...distances);
        expect(createNearestNeighbour(pairs).translate(text)).toEqual({
          text: String(distances.indexOf(distance)),
          distance,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('puts most misspelt words of its own list right', () => {
    const pairs = loadWords().map(({ english }) => ({ source: english, target: english }));
    const words = createNearestNeighbour(pairs);
    const random = createRandom(1);
    const long = pairs.filter(({ source }) => /^[a-z]{7,}$/.test(source)).slice(0, 60);
    const right = long.filter(
      ({ source }) => words.translate(misspellWords(source, random, { errors: 1, minLetters: 5 })).text === source,
    );
    expect(right.length / long.length).toBeGreaterThan(0.9);
  });
});
