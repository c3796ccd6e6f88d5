/**
 * Three kernels that the WebAssembly backend of TensorFlow.js 4.22 runs badly, each with a detour there. Measured on
 * [14336, 128]: a product with a transposed operand 300 ms against 30 ms with an explicit transpose (its fast path,
 * XNNPACK, takes only plain operands); `unstack` into 28 steps 84 ms against 3 ms with `gather` (each of its slices
 * reads the whole tensor).
 */
import * as tf from '@tensorflow/tfjs-core';

const isWasm = (): boolean => tf.getBackend() === 'wasm';

/** aᵀ · b */
export function matMulTransposedA(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return isWasm() ? tf.matMul(tf.transpose(a), b) : tf.matMul(a, b, true);
}

/** a · bᵀ */
export function matMulTransposedB(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return isWasm() ? tf.matMul(a, tf.transpose(b)) : tf.matMul(a, b, false, true);
}

/** [steps, rows, columns] as one [rows, columns] a step. */
export function unstackSteps(sequence: tf.Tensor): tf.Tensor2D[] {
  if (!isWasm()) return tf.unstack(sequence) as tf.Tensor2D[];
  const [steps = 0, ...shape] = sequence.shape;
  return Array.from({ length: steps }, (_, step) =>
    tf.reshape(tf.gather(sequence, tf.tensor1d([step], 'int32')), shape as [number, number]),
  );
}
