/** Greedy decoding of a batch at once, for evaluation during training. */
import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentState } from './recurrent.ts';

/** What a decoder says after one symbol of each sequence; `states` undefined at the first step. */
export type BatchStep = (
  symbols: Int32Array,
  states: RecurrentState[] | undefined,
) => { logits: tf.Tensor2D; states: RecurrentState[] };

/** @returns a sequence of ids for each of the batch, the end symbol left out. */
export function decodeGreedyBatch(
  batch: number,
  begin: () => BatchStep,
  { start, end }: { start: number; end: number },
  maxSteps: number,
): number[][] {
  const written: number[][] = Array.from({ length: batch }, () => []);
  const isDone = new Array<boolean>(batch).fill(false);
  tf.tidy(() => {
    const decode = begin();
    let symbols: Int32Array = new Int32Array(batch).fill(start);
    let states: RecurrentState[] | undefined;
    for (let step = 0; step < maxSteps && isDone.includes(false); step += 1) {
      const next = decode(symbols, states);
      states = next.states;
      symbols = Int32Array.from(tf.argMax(next.logits, 1).dataSync());
      symbols.forEach((symbol, index) => {
        if (symbol === end) isDone[index] = true;
        else if (isDone[index] === false) written[index]?.push(symbol);
      });
    }
  });
  return written;
}
