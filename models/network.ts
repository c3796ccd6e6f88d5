/** The training half of a network on TensorFlow.js: weights as variables, and the layers that are not recurrent. */
import * as tf from '@tensorflow/tfjs-core';
import type { Random } from './random.ts';
import type { RecurrentLayer } from './recurrent.ts';
import type { Cell, Weights } from './weights.ts';

/** A network's trainable variables, by the names of its weights. */
export type Variables = Record<string, tf.Variable>;

export function createVariables(weights: Weights): Variables {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => {
      const initial = tf.tensor(values, shape);
      // TensorFlow.js names the variable itself, so that two networks can live at once.
      const variable = tf.variable(initial);
      initial.dispose();
      return [name, variable];
    }),
  );
}

export function readWeights(variables: Variables): Weights {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      name,
      { shape: variable.shape, values: Float32Array.from(variable.dataSync()) },
    ]),
  );
}

export function variableOf<Rank extends tf.Rank>(variables: Variables, name: string): tf.Tensor<Rank> {
  const variable = variables[name];
  if (variable === undefined) throw new Error(`The network has no variable ${name}`);
  return variable as tf.Tensor as tf.Tensor<Rank>;
}

export function recurrentLayer(variables: Variables, layer: string, cell: Cell): RecurrentLayer {
  return {
    cell,
    kernel: variableOf<tf.Rank.R2>(variables, `${layer}.kernel`),
    recurrent: variableOf<tf.Rank.R2>(variables, `${layer}.recurrent`),
    bias: variableOf<tf.Rank.R1>(variables, `${layer}.bias`),
  };
}

/** input · kernel + bias over the last axis. */
export function dense(variables: Variables, layer: string, input: tf.Tensor2D): tf.Tensor2D {
  const kernel = variableOf<tf.Rank.R2>(variables, `${layer}.kernel`);
  return tf.add(tf.matMul(input, kernel), variableOf<tf.Rank.R1>(variables, `${layer}.bias`));
}

/** Dropout (Srivastava et al. 2014), scaled so that nothing changes when it is off. For training only. */
export function dropout<T extends tf.Tensor>(input: T, keepProbability: number, random: Random): T {
  const mask = Float32Array.from({ length: input.size }, () =>
    random.uniform() < keepProbability ? 1 / keepProbability : 0,
  );
  return tf.mul(input, tf.tensor(mask, input.shape));
}

/** Mean cross-entropy of logits [rows, classes] against class ids, one a row. */
export function crossEntropy(logits: tf.Tensor2D, ids: ArrayLike<number>): tf.Scalar {
  const targets = tf.oneHot(tf.tensor1d(Int32Array.from(ids), 'int32'), logits.shape[1]);
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1)));
}

export function disposeVariables(variables: Variables): void {
  for (const variable of Object.values(variables)) variable.dispose();
}
