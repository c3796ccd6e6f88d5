/**
 * Kernels whose best form depends on the backend. They are for use inside ops of our own: none is on the gradient tape.
 *
 * Three that the WebAssembly backend of TensorFlow.js 4.22 runs badly have a detour there. Measured on [14336, 128]: a
 * product with a transposed operand 300 ms against 30 ms with an explicit transpose (its fast path, XNNPACK, takes only
 * plain operands); `unstack` into 28 steps 84 ms against 3 ms with `gather` (each of its slices reads the whole tensor).
 *
 * TensorFlow has two products: `tf.matMul` takes the batched one (BatchMatMulV2), which oneDNN runs slower unless the
 * second operand is transposed. In µs, batched against plain: [512, 128]·[128, 128] 265 : 179, [14336, 157]ᵀ·[14336, 512]
 * 13,800 : 11,800, but [128, 1024]·[256, 1024]ᵀ 434 : 739.
 *
 * The slopes of tanh and the logistic function are one kernel each in TensorFlow, two or three elsewhere.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as native from './native-kernels.ts';

const isWasm = (): boolean => tf.getBackend() === 'wasm';

/** a · b */
export function matMul(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return native.isNative() ? native.matMul(a, b) : tf.matMul(a, b);
}

/** aᵀ · b */
export function matMulTransposedA(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  if (native.isNative()) return native.matMul(a, b, true);
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

/** dy · (1 − y²): the gradient of tanh, from its value. */
export function tanhGrad(y: tf.Tensor2D, dy: tf.Tensor2D): tf.Tensor2D {
  return native.isNative() ? native.tanhGrad(y, dy) : tf.mul(dy, tf.sub(1, tf.square(y)));
}

/** dy · y · (1 − y): the gradient of the logistic function, from its value. */
export function sigmoidGrad(y: tf.Tensor2D, dy: tf.Tensor2D): tf.Tensor2D {
  return native.isNative() ? native.sigmoidGrad(y, dy) : tf.mul(dy, tf.sub(y, tf.square(y)));
}

/** Rows of `off` with an `on` at each id; WebAssembly's `oneHot` writes integers whatever type is asked for. */
export function oneHot(ids: tf.Tensor1D, classes: number, on = 1, off = 0): tf.Tensor2D {
  if (!isWasm()) return tf.oneHot(ids, classes, on, off, 'float32') as tf.Tensor2D;
  const rows = tf.cast(tf.oneHot(ids, classes), 'float32') as tf.Tensor2D;
  return on === 1 && off === 0 ? rows : tf.add(tf.mul(rows, on - off), off);
}
