import fc from 'fast-check';
import {
  bucketByLength,
  makePairBatch,
  makePairBatches,
  padSequences,
  type PairBatch,
  type SequencePair,
} from '../models/batches.ts';
import { createRandom } from '../models/random.ts';

const SYMBOLS = { blank: 0, start: 1, end: 2 };
const sequences = fc.array(fc.integer({ min: 3, max: 90 }), { minLength: 1, maxLength: 12 });
const pairs: fc.Arbitrary<SequencePair[]> = fc.array(fc.record({ source: sequences, target: sequences }), {
  minLength: 1,
  maxLength: 40,
});
const batchSizes = fc.integer({ min: 1, max: 15 });
const seeds = fc.nat();

/** What stands at each step of one of a batch's sequences. */
const column = (ids: ArrayLike<number>, size: number, index: number): number[] =>
  Array.from(ids).filter((_, row) => row % size === index);

/** The pairs that a batch was made of, read from its arrays alone. */
function unpack({ size, source, input, output, weights }: PairBatch): SequencePair[] {
  return Array.from({ length: size }, (_, index) => {
    const counts = column(weights, size, index);
    const written = column(output, size, index).filter((_, step) => counts[step] === 1);
    expect(written.pop()).toBe(SYMBOLS.end);
    expect(column(input.ids, size, index).slice(0, written.length + 1)).toEqual([SYMBOLS.start, ...written]);
    return { source: column(source.ids, size, index).slice(0, source.lengths[index]), target: written };
  });
}

const sorted = (list: readonly SequencePair[]): string[] => list.map((pair) => JSON.stringify(pair)).sort();

describe('the batches of an epoch', () => {
  it('hold every pair exactly once', () => {
    fc.assert(
      fc.property(pairs, batchSizes, seeds, (list, batchSize, seed) => {
        const batches = makePairBatches(list, batchSize, SYMBOLS, createRandom(seed));
        expect(sorted(batches.flatMap(unpack))).toEqual(sorted(list));
      }),
    );
  });

  it('are full but for one', () => {
    fc.assert(
      fc.property(pairs, batchSizes, seeds, (list, batchSize, seed) => {
        const sizes = makePairBatches(list, batchSize, SYMBOLS, createRandom(seed)).map(({ size }) => size);
        expect(sizes).toHaveLength(Math.ceil(list.length / batchSize));
        expect(sizes.filter((size) => size !== batchSize).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are the same from the same random numbers', () => {
    fc.assert(
      fc.property(pairs, batchSizes, seeds, (list, batchSize, seed) => {
        const make = (): PairBatch[] => makePairBatches(list, batchSize, SYMBOLS, createRandom(seed));
        expect(make()).toEqual(make());
      }),
      { numRuns: 20 },
    );
  });

  it('differ from epoch to epoch', () => {
    const lengths = Array.from({ length: 100 }, (_, index) => [1 + (index % 10), 1 + (index % 10)] as const);
    const random = createRandom(1);
    const [first, second] = [bucketByLength(lengths, 10, random), bucketByLength(lengths, 10, random)];
    const contents = (batches: Int32Array[]): string[] => batches.map((batch) => batch.toSorted().join(' ')).sort();
    expect(contents(first)).not.toEqual(contents(second));
  });

  it('come in random order, not from short to long', () => {
    const lengths = Array.from({ length: 200 }, (_, index) => [1 + index, 1 + index] as const);
    const longest = bucketByLength(lengths, 10, createRandom(2)).map((batch) => Math.max(...batch));
    expect(longest).not.toEqual(longest.toSorted((a, b) => a - b));
  });

  it('put like lengths together: less than a third of the padding of random batches', () => {
    const random = createRandom(3);
    const lengths = Array.from({ length: 1000 }, () => {
      const length = 1 + Math.floor(40 * random.uniform());
      return [length, Math.max(1, length + Math.round(random.normal()))] as const;
    });
    const numbers = random.permutation(lengths.length);
    const randomly = Array.from({ length: 20 }, (_, index) => numbers.slice(50 * index, 50 * (index + 1)));
    const paddingOf = (batches: readonly Int32Array[]): number => {
      const columns = batches.flatMap((batch) =>
        [0, 1].map((side) => Array.from(batch, (number) => lengths[number]?.[side] ?? NaN)),
      );
      const places = columns.reduce((sum, column) => sum + column.length * Math.max(...column), 0);
      return 1 - columns.flat().reduce((sum, length) => sum + length, 0) / places;
    };
    expect(paddingOf(bucketByLength(lengths, 50, random))).toBeLessThan(paddingOf(randomly) / 3);
  });
});

describe('a batch', () => {
  it('is padded to its longest sequence with blanks, whose weight is 0', () => {
    const batch = makePairBatch(
      [
        { source: [7, 8, 9], target: [5] },
        { source: [6], target: [3, 4] },
      ],
      SYMBOLS,
    );
    expect(batch).toEqual({
      size: 2,
      source: { ids: Int32Array.of(7, 6, 8, 0, 9, 0), steps: 3, lengths: Int32Array.of(3, 1) },
      input: { ids: Int32Array.of(1, 1, 5, 3, 0, 4), steps: 3, lengths: Int32Array.of(2, 3) },
      output: Int32Array.of(5, 3, 2, 4, 0, 2),
      weights: Float32Array.of(1, 1, 1, 1, 0, 1),
      tokens: 9,
    });
  });

  it('counts its symbols, the end included and padding aside', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const symbols = list.reduce((sum, { source, target }) => sum + source.length + target.length + 1, 0);
        expect(makePairBatch(list, SYMBOLS).tokens).toBe(symbols);
      }),
    );
  });

  it('refuses an empty sequence', () => {
    expect(() => padSequences([[3], []], SYMBOLS.blank)).toThrow('A sequence is empty.');
  });
});
