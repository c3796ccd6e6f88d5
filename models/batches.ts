/**
 * Batches of padded sequence pairs, made ahead of time: an epoch's batches are plain arrays before its first step.
 * Sequences of like length go together, so that little of a batch is padding.
 */
import type { Random } from './random.ts';

/** A pair of sequences of ids, without start and end symbols. */
export interface SequencePair {
  source: readonly number[];
  target: readonly number[];
}

/** Ids of padded sequences, step after step: [steps · batch]. */
export interface PaddedIds {
  ids: Int32Array;
  steps: number;
  lengths: Int32Array; // [batch]
}

/** Target sequences as a decoder learns them. */
export interface TargetBatch {
  /** What the decoder is given (teacher forcing): the start symbol, then the target. */
  input: PaddedIds;
  /** What it has to say, at the same places: the target, then the end symbol. */
  output: Int32Array;
  /** 1 for each symbol of `output` that counts, 0 for padding. */
  weights: Float32Array;
  /** Symbols of `output` that count. */
  symbols: number;
}

export interface PairBatch extends Omit<TargetBatch, 'symbols'> {
  size: number;
  source: PaddedIds;
  /** Symbols read and written, padding aside. */
  tokens: number;
}

/** Lengths that differ by less than this are as good as equal; drawn anew each epoch, so that batches differ. */
const LENGTH_JITTER = 3;

/**
 * Numbers of the pairs, in batches of like length; batches come in random order.
 * @param lengths a pair's source and target length.
 */
export function bucketByLength(
  lengths: readonly (readonly [number, number])[],
  batchSize: number,
  random: Random,
): Int32Array[] {
  const keys = lengths.map(([source, target]) => source + target + random.uniform() * LENGTH_JITTER);
  // A random order first, so that pairs of equal keys are not always neighbours.
  const order = random.permutation(lengths.length).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
  const batches = Array.from({ length: Math.ceil(order.length / batchSize) }, (_, index) =>
    order.slice(index * batchSize, (index + 1) * batchSize),
  );
  return Array.from(random.permutation(batches.length), (index) => batches[index] ?? new Int32Array());
}

/** Sequences side by side, padded with `blank` to the longest. @throws when one is empty. */
export function padSequences(sequences: readonly (readonly number[])[], blank: number): PaddedIds {
  const batch = sequences.length;
  const lengths = Int32Array.from(sequences, ({ length }) => length);
  if (lengths.some((length) => length === 0)) throw new RangeError('A sequence is empty.');
  const steps = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  const ids = new Int32Array(steps * batch).fill(blank);
  sequences.forEach((sequence, index) => {
    sequence.forEach((id, step) => (ids[step * batch + index] = id));
  });
  return { ids, steps, lengths };
}

export interface SpecialSymbols {
  start: number;
  end: number;
  blank: number;
}

export const countSymbols = ({ lengths }: PaddedIds): number => lengths.reduce((sum, length) => sum + length, 0);

export function makeTargetBatch(
  targets: readonly (readonly number[])[],
  { start, end, blank }: SpecialSymbols,
): TargetBatch {
  const input = padSequences(
    targets.map((target) => [start, ...target]),
    blank,
  );
  const output = padSequences(
    targets.map((target) => [...target, end]),
    blank,
  );
  const size = targets.length;
  const weights = Float32Array.from({ length: output.ids.length }, (_, row) =>
    Math.floor(row / size) < (output.lengths[row % size] ?? 0) ? 1 : 0,
  );
  return { input, output: output.ids, weights, symbols: countSymbols(output) };
}

export function makePairBatch(pairs: readonly SequencePair[], symbols: SpecialSymbols): PairBatch {
  const source = padSequences(
    pairs.map((pair) => pair.source),
    symbols.blank,
  );
  const { symbols: written, ...target } = makeTargetBatch(
    pairs.map((pair) => pair.target),
    symbols,
  );
  return { size: pairs.length, source, ...target, tokens: countSymbols(source) + written };
}

/** All batches of an epoch. */
export function makePairBatches(
  pairs: readonly SequencePair[],
  batchSize: number,
  symbols: SpecialSymbols,
  random: Random,
): PairBatch[] {
  const lengths = pairs.map(({ source, target }) => [source.length, target.length] as const);
  return bucketByLength(lengths, batchSize, random).map((numbers) =>
    makePairBatch(
      Array.from(numbers, (number) => pairs[number]).filter((pair) => pair !== undefined),
      symbols,
    ),
  );
}
