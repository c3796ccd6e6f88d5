/**
 * Attention of a decoder over an encoder's outputs, for all decoder steps at once: with teacher forcing and attention
 * after the recurrence (Luong et al. 2015), no step waits for another. Sequences are time-major.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Lengths } from './padding.ts';
import { PADDED_SCORE } from './weights.ts';

export type Attention = {
  /** What each query attends to: [queries, batch, columns of the values]. */
  context: tf.Tensor3D;
  /** How much each query attends to each key; each row sums to 1: [batch, queries, keys]. */
  weights: tf.Tensor3D;
};

const batchFirst = (sequence: tf.Tensor3D): tf.Tensor3D => tf.transpose(sequence, [1, 0, 2]);

function attend(scores: tf.Tensor3D, values: tf.Tensor3D, lengths: Lengths | undefined): Attention {
  const [batch, , keys] = scores.shape;
  let masked: tf.Tensor3D = scores;
  if (lengths?.some((length) => length < keys) === true) {
    const penalties = Float32Array.from({ length: batch * keys }, (_, index) =>
      index % keys < (lengths[Math.floor(index / keys)] ?? 0) ? 0 : PADDED_SCORE,
    );
    masked = tf.add(scores, tf.tensor3d(penalties, [batch, 1, keys]));
  }
  const weights = tf.softmax(masked);
  return { context: batchFirst(tf.matMul<tf.Tensor3D>(weights, batchFirst(values))), weights };
}

/**
 * Scaled dot-product attention (Luong et al. 2015, "dot"; scaled by √columns as in Vaswani et al. 2017).
 * @param queries [queries, batch, columns] @param keys [keys, batch, columns] @param values [keys, batch, any]
 * @param lengths how many keys of each sequence count, from 1; all when left out.
 */
export function dotAttention(
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  values: tf.Tensor3D,
  lengths?: Lengths,
): Attention {
  return tf.tidy(() => {
    const scaled: tf.Tensor3D = tf.mul(queries, 1 / Math.sqrt(queries.shape[2]));
    // The keys are laid out for a plain product at once: WebAssembly is slow at one with a transposed operand.
    const scores = tf.matMul<tf.Tensor3D>(batchFirst(scaled), tf.transpose(keys, [1, 2, 0]));
    return attend(scores, values, lengths);
  });
}

/**
 * Additive attention (Bahdanau et al. 2015): score = vᵀ tanh(query + key), both projected to the same columns before.
 * Its scores need [batch, queries, keys, columns] floats, which is why `dotAttention` is many times faster.
 * @param score v: [columns, 1]
 */
export function additiveAttention(
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  values: tf.Tensor3D,
  score: tf.Tensor2D,
  lengths?: Lengths,
): Attention {
  return tf.tidy(() => {
    const [steps, batch, columns] = queries.shape;
    const sums = tf.add(tf.expandDims(batchFirst(queries), 2), tf.expandDims(batchFirst(keys), 1));
    const scores = tf.matMul(tf.reshape<tf.Rank.R2>(tf.tanh(sums), [-1, columns]), score);
    return attend(tf.reshape(scores, [batch, steps, keys.shape[0]]), values, lengths);
  });
}
