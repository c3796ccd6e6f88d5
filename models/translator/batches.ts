/** Batches of the translator: examples of like length side by side, padded. */
import {
  bucketByLength,
  countSymbols,
  makeTargetBatch,
  padSequences,
  type PaddedIds,
  type TargetBatch,
} from '../batches.ts';
import type { Random } from '../random.ts';
import { BLANK, SPECIAL, type SourceIds } from './vocabulary.ts';

export interface EncodedExample {
  source: SourceIds;
  target: readonly number[];
}

export interface SourceBatch {
  characters: PaddedIds;
  units: PaddedIds;
  /** Rows of the characters, steps first, where each unit begins and ends: [units · batch]. */
  first: Int32Array;
  last: Int32Array;
}

export interface TranslationBatch {
  source: SourceBatch;
  target: TargetBatch;
  /** Units read and pieces written, padding aside. */
  tokens: number;
}

export function makeSourceBatch(sources: readonly SourceIds[]): SourceBatch {
  const batch = sources.length;
  const units = padSequences(
    sources.map((source) => source.units),
    BLANK,
  );
  // A padded unit reads the first row, which the lengths then leave out.
  const rowsOf = (places: (source: SourceIds) => readonly number[]): Int32Array =>
    padSequences(
      sources.map((source, index) => places(source).map((place) => place * batch + index)),
      0,
    ).ids;
  return {
    characters: padSequences(
      sources.map((source) => source.characters),
      BLANK,
    ),
    units,
    first: rowsOf(({ first }) => first),
    last: rowsOf(({ last }) => last),
  };
}

export function makeBatch(examples: readonly EncodedExample[]): TranslationBatch {
  const source = makeSourceBatch(examples.map((example) => example.source));
  const target = makeTargetBatch(
    examples.map((example) => example.target),
    SPECIAL,
  );
  return { source, target, tokens: countSymbols(source.units) + target.symbols };
}

/** All batches of an epoch, in random order. */
export function makeBatches(
  examples: readonly EncodedExample[],
  batchSize: number,
  random: Random,
): TranslationBatch[] {
  const lengths = examples.map(
    // Characters are the longer sequence, but pieces cost more each.
    ({ source, target }) => [source.characters.length, 3 * target.length] as const,
  );
  return bucketByLength(lengths, batchSize, random).map((numbers) =>
    makeBatch(Array.from(numbers, (number) => examples[number]).filter((example) => example !== undefined)),
  );
}
