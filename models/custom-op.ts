/**
 * An op of our own on the gradient tape: like `tf.customGrad`, but with several outputs, and with gradients that are
 * computed only where they are wanted. Both save real time: `tf.customGrad` would make us return one packed tensor,
 * whose slices are padded and added again on the way back, and would compute the gradient of a batch of images that
 * nobody trains.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface CustomOp<Input extends string, Output extends tf.Tensor[]> {
  inputs: Record<Input, tf.Tensor>;
  /** Computes the outputs; what `backward` uses, inputs included, has to be handed to `save`. */
  forward: (save: (tensors: tf.Tensor[]) => void) => Output;
  /**
   * @param gradients one for each output; zeros for an output that nothing used.
   * @param saved what `forward` saved, in that order.
   * @returns the gradient of each input; a function is called only when that input's gradient is wanted. Each is
   * called in a `tf.tidy` of its own, so what two of them share has to be computed before.
   */
  backward: (gradients: tf.Tensor[], saved: tf.Tensor[]) => Record<Input, () => tf.Tensor>;
}

/** The method behind `tf.customGrad`; TensorFlow.js declares it private, though its own gradients are built on it. */
interface Tape {
  runKernelFunc(kernel: {
    inputs: Record<string, tf.Tensor>;
    forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => tf.Tensor[];
    backwardsFunc: (gradients: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
  }): tf.Tensor[];
}

export function runCustomOp<Input extends string, Output extends tf.Tensor[]>(op: CustomOp<Input, Output>): Output {
  const tape = tf.engine() as unknown as Tape;
  return tape.runKernelFunc({
    inputs: op.inputs,
    forwardFunc: (_backend, save) => op.forward(save),
    // A single output's gradient comes without a list around it.
    backwardsFunc: (gradients, saved) => op.backward(Array.isArray(gradients) ? gradients : [gradients], saved),
  }) as Output;
}
