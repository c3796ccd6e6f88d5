/**
 * Sequences of unequal length in one batch, padded on the right. Nothing of it enters a time loop: what stands after a
 * sequence's end cannot reach what stands before it, so outputs are masked, and final states picked, when the loop is
 * over.
 */
import * as tf from '@tensorflow/tfjs-core';
import { flatten, type Matrix, type StateGradients, type Steps } from './cells.ts';
import { runCustomOp } from './custom-op.ts';

/** How many steps of each sequence count, from 1. */
export type Lengths = readonly number[] | Int32Array;

/** Where padded sequences end. */
export interface Padding {
  lengths: Lengths;
  /** Rows of the last steps that count, in [steps · batch]. */
  rows: tf.Tensor2D; // [batch, 1], int32
  /** 1 for each step that counts. */
  mask: tf.Tensor3D; // [steps, batch, 1]
}

/**
 * @returns undefined where every sequence has all steps.
 * @throws RangeError when a length is not 1 … steps, or their number is not the batch's.
 */
export function describePadding(lengths: Lengths | undefined, steps: number, batch: number): Padding | undefined {
  if (lengths === undefined) return undefined;
  checkLengths(lengths, steps, batch);
  if (lengths.every((length) => length === steps)) return undefined;
  const mask = Float32Array.from({ length: steps * batch }, (_, row) =>
    Math.floor(row / batch) < (lengths[row % batch] ?? 0) ? 1 : 0,
  );
  const rows = Int32Array.from(lengths, (length, sequence) => (length - 1) * batch + sequence);
  return { lengths, rows: tf.tensor2d(rows, [batch, 1], 'int32'), mask: tf.tensor3d(mask, [steps, batch, 1]) };
}

/** Each sequence's last step that counts. */
export function lastSteps(sequence: Steps, padding: Padding | undefined): Matrix {
  const [steps, batch, units] = sequence.shape;
  if (padding !== undefined) return tf.gather(flatten(sequence), tf.reshape(padding.rows, [batch]));
  return tf.reshape(tf.slice(sequence, [steps - 1, 0, 0], [1, batch, units]), [batch, units]);
}

/** The gradients of the op's outputs as they reach the states after the steps. */
export function stateGradients(
  sequence: Steps | undefined,
  hidden: Matrix,
  memory: Matrix | undefined,
  padding: Padding | undefined,
): StateGradients {
  if (padding === undefined) return { sequence, hidden, memory, memories: undefined };
  const [steps, batch] = padding.mask.shape;
  const spread = (gradient: Matrix): Steps => {
    const units = gradient.shape[1];
    return tf.reshape(tf.scatterND(padding.rows, gradient, [steps * batch, units]), [steps, batch, units]);
  };
  return {
    sequence: sequence === undefined ? spread(hidden) : tf.add(tf.mul(sequence, padding.mask), spread(hidden)),
    hidden: undefined,
    memory: undefined,
    memories: memory && spread(memory),
  };
}

function checkLengths(lengths: Lengths, steps: number, batch: number): void {
  if (lengths.length !== batch) throw new RangeError(`${lengths.length} lengths for a batch of ${batch}.`);
  for (const length of lengths) {
    if (!Number.isInteger(length) || length < 1 || length > steps) {
      throw new RangeError(`A length is ${length}; it has to be from 1 to ${steps}.`);
    }
  }
}

/** Turns each sequence round within its length; what stands after it stays. Its own inverse. */
export function reverseSteps(sequence: tf.Tensor3D, lengths?: Lengths): tf.Tensor3D {
  const [steps, batch, columns] = sequence.shape;
  if (lengths === undefined) return tf.reverse(sequence, 0);
  const rows = Int32Array.from({ length: steps * batch }, (_, row) => {
    const [step, index] = [Math.floor(row / batch), row % batch];
    const length = lengths[index] ?? steps;
    return (step < length ? length - 1 - step : step) * batch + index;
  });
  // TensorFlow.js's own gradient of `gather` is a sum by ids, which WebAssembly lacks; here it is the same `gather`.
  const pick = (from: tf.Tensor3D): tf.Tensor3D =>
    tf.reshape(tf.gather(flatten(from), tf.tensor1d(rows, 'int32')), [steps, batch, columns]);
  const [reversed] = runCustomOp({
    inputs: { sequence },
    forward: (): [tf.Tensor3D] => [pick(sequence)],
    backward: ([gradient]) => ({ sequence: () => pick(gradient as tf.Tensor3D) }),
  });
  return reversed;
}
