/** What tests of layers and of training share. */
import * as tf from '@tensorflow/tfjs-core';
import { findBackends, startBackend, type BackendName } from '../models/backend.ts';
import type { Random } from '../models/random.ts';

/** Runs a check on every backend that starts here, and says which one it fails on. */
export async function onEachBackend(check: (backend: BackendName) => void | Promise<void>): Promise<void> {
  for (const backend of await findBackends()) {
    await startBackend(backend);
    try {
      await check(backend);
    } catch (error) {
      (error as Error).message = `on ${backend}: ${(error as Error).message}`;
      throw error;
    }
  }
  await startBackend();
}

export const normalTensor = (shape: number[], random: Random): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()),
    shape,
  );

/** The largest difference of two tensors or lists of as many values; NaN where one is. */
export function maxDifference(a: tf.Tensor | ArrayLike<number>, b: tf.Tensor | ArrayLike<number>): number {
  const [left, right] = [a, b].map((values) => (values instanceof tf.Tensor ? values.dataSync() : values));
  if (left === undefined || right?.length !== left.length) throw new Error('Not as many values.');
  return Array.from(left, (value, index) => Math.abs(value - (right[index] ?? NaN))).reduce(
    (largest, difference) => (Number.isNaN(difference) ? NaN : Math.max(largest, difference)),
    0,
  );
}

/** The slope of a loss in one value of one of its tensors, by central difference. */
export function numericGradient(
  lossOf: (tensors: tf.Tensor[]) => tf.Scalar,
  tensors: readonly tf.Tensor[],
  which: number,
  index: number,
  step: number,
): number {
  const lossAt = (delta: number): number =>
    tf.tidy(() => {
      const args = tensors.map((tensor, other) => {
        if (other !== which) return tensor;
        const moved = Float32Array.from(tensor.dataSync());
        moved[index] = (moved[index] ?? NaN) + delta;
        return tf.tensor(moved, tensor.shape);
      });
      return lossOf(args).dataSync()[0] ?? NaN;
    });
  return (lossAt(step) - lossAt(-step)) / (2 * step);
}
