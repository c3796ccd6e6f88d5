/** Greedy decoding, the same for TensorFlow.js and ONNX Runtime. */
import { argmax, softmax } from '../inference.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { findSpecialIds } from './layers.ts';

export interface Decoded {
  text: string;
  /** Probability of the whole output, its end included: the product of its symbols' probabilities. */
  score: number;
}

/** One step of a decoder: logits [vocabulary] of the next symbol, and the state after `symbol`. */
export type DecoderStep<State> = (symbol: number, state: State) => Promise<{ logits: Float32Array; state: State }>;

/**
 * Feeds the decoder its own last output until it says the end or `maxSymbols` are out; it always returns.
 * Start and blank are no output, so they are never chosen.
 */
export async function decodeGreedily<State>(
  step: DecoderStep<State>,
  initial: State,
  vocabulary: Vocabulary,
  maxSymbols: number,
): Promise<Decoded> {
  const { start, end, blank } = findSpecialIds(vocabulary);
  let symbol = start;
  let state = initial;
  let text = '';
  let score = 1;
  for (let count = 0; count <= maxSymbols; count += 1) {
    const next = await step(symbol, state);
    state = next.state;
    const probabilities = softmax(next.logits);
    probabilities[start] = 0;
    probabilities[blank] = 0;
    // At the bound only the end is left to say, and the score tells how likely that was.
    symbol = count === maxSymbols ? end : argmax(probabilities);
    score *= probabilities[symbol] ?? 0;
    if (symbol === end) break;
    text += vocabulary.symbolOf(symbol);
  }
  return { text, score };
}
