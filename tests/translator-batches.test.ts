import fc from 'fast-check';
import { createRandom } from '../models/random.ts';
import { makeBatch, makeBatches, makeSourceBatch, type EncodedExample } from '../models/translator/batches.ts';
import { BLANK, SPECIAL, type SourceIds } from '../models/translator/vocabulary.ts';
import { encodedExample } from './translator-support.ts';

const examples = fc.array(encodedExample(20, 30, 20), { minLength: 1, maxLength: 20 });

/** One example's column of ids, padding included. */
const column = (ids: ArrayLike<number>, size: number, index: number): number[] =>
  Array.from(ids).filter((_, row) => row % size === index);

/** The sources that a batch was made of, read from its arrays alone. */
function unpack({ characters, units, first, last }: ReturnType<typeof makeSourceBatch>): SourceIds[] {
  const batch = units.lengths.length;
  return Array.from(units.lengths, (count, index) => {
    const places = (rows: Int32Array): number[] =>
      column(rows, batch, index)
        .slice(0, count)
        .map((row) => {
          expect(row % batch).toBe(index);
          return Math.floor(row / batch);
        });
    return {
      characters: column(characters.ids, batch, index).slice(0, characters.lengths[index]),
      units: column(units.ids, batch, index).slice(0, count),
      first: places(first),
      last: places(last),
    };
  });
}

it('a batch of sources holds them all, with the places of each unit among the rows', () => {
  fc.assert(
    fc.property(examples, (list) => {
      const sources = list.map(({ source }) => source);
      expect(unpack(makeSourceBatch(sources))).toEqual(sources);
    }),
  );
});

it('is padded with blanks, and with places that exist', () => {
  fc.assert(
    fc.property(examples, (list) => {
      const { characters, units, first, last } = makeSourceBatch(list.map(({ source }) => source));
      const batch = list.length;
      for (const { ids, lengths } of [characters, units]) {
        const padding = Array.from(ids).filter((_, row) => Math.floor(row / batch) >= (lengths[row % batch] ?? 0));
        expect(padding.every((id) => id === BLANK)).toBe(true);
      }
      expect([first.length, last.length]).toEqual([units.ids.length, units.ids.length]);
      expect([...first, ...last].every((row) => row < characters.ids.length)).toBe(true);
    }),
  );
});

it('a batch counts units read and pieces written, ends included and padding aside', () => {
  fc.assert(
    fc.property(examples, (list) => {
      const { tokens, target } = makeBatch(list);
      const counted = list.reduce((sum, example) => sum + example.source.units.length + example.target.length + 1, 0);
      expect(tokens).toBe(counted);
      expect(column(target.input.ids, list.length, 0)[0]).toBe(SPECIAL.start);
      expect(column(target.output, list.length, 0)[list[0]?.target.length ?? NaN]).toBe(SPECIAL.end);
    }),
  );
});

describe('the batches of an epoch', () => {
  const key = ({ source, target }: EncodedExample): string => JSON.stringify([source, target]);

  it('hold every example once, and are the same from the same random numbers', () => {
    fc.assert(
      fc.property(examples, fc.integer({ min: 1, max: 7 }), fc.nat(), (list, batchSize, seed) => {
        const batches = makeBatches(list, batchSize, createRandom(seed));
        expect(makeBatches(list, batchSize, createRandom(seed))).toEqual(batches);
        const held = batches.flatMap(({ source, target }) =>
          unpack(source).map((one, index) => ({
            source: one,
            target: column(target.output, source.units.lengths.length, index).slice(
              0,
              (target.input.lengths[index] ?? NaN) - 1,
            ),
          })),
        );
        expect(held.map(key).sort()).toEqual(list.map(key).sort());
      }),
    );
  });

  it('put examples of like length together', () => {
    const short = fc.sample(encodedExample(20, 30, 20, { min: 1, max: 2 }), { numRuns: 20, seed: 1 });
    const long = fc.sample(encodedExample(20, 30, 20, { min: 11, max: 12 }), { numRuns: 20, seed: 1 });
    const mixed = short.flatMap((example, index) => [example, long[index] as EncodedExample]);
    for (const { source } of makeBatches(mixed, 10, createRandom(1))) {
      const lengths = Array.from(source.units.lengths);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(5);
    }
  });
});
