/**
 * Adam (Kingma & Ba 2015) over a network's variables: one kernel a variable, in place, on native TensorFlow; the same
 * arithmetic in ops that every backend has elsewhere. The optimizers of TensorFlow.js take a dozen kernels a variable
 * and cannot be saved and resumed.
 */
import * as tf from '@tensorflow/tfjs-core';
import { applyAdam, createResourceVariable, halfSquaredNorm, isNative } from './native-kernels.ts';
import { readWeights, type Variables } from './network.ts';
import type { Weight, Weights } from './weights.ts';

/** Gradients by the names of the variables. */
export type Gradients = Readonly<Record<string, tf.Tensor>>;

export interface Optimizer {
  /** Changes the variables; one without a gradient stays. */
  step(gradients: Gradients, learningRate: number): void;
  /** Steps taken. */
  readonly steps: number;
  /** Both moments of every variable, as `mean/NAME` and `variance/NAME`. */
  read(): Weights;
  /** Goes on from moments that `read` gave. @throws when one is missing. */
  restore(moments: Weights, steps: number): void;
  dispose(): void;
}

/** The paper's constants; TensorFlow.js's own default for epsilon is ten times larger. */
const BETAS: [number, number] = [0.9, 0.999];
const EPSILON = 1e-8;

/** Both moments of one variable, wherever they are kept. */
interface Slot {
  step(gradient: tf.Tensor, powers: [number, number], learningRate: number): void;
  read(): { mean: tf.Tensor; variance: tf.Tensor };
  /** Takes over what `variable` now holds, and these moments. */
  restore(mean: tf.Tensor, variance: tf.Tensor): void;
  dispose(): void;
}

function nativeSlot(variable: tf.Variable): Slot {
  const zeros = tf.zerosLike(variable);
  const value = createResourceVariable(variable);
  const [mean, variance] = [createResourceVariable(zeros), createResourceVariable(zeros)];
  zeros.dispose();
  return {
    step(gradient, powers, learningRate) {
      applyAdam({ value, mean, variance, gradient, powers, learningRate, betas: BETAS, epsilon: EPSILON });
      const next = value.read();
      variable.assign(next);
      next.dispose();
    },
    read: () => ({ mean: mean.read(), variance: variance.read() }),
    restore(newMean, newVariance) {
      value.assign(variable);
      mean.assign(newMean);
      variance.assign(newVariance);
    },
    dispose() {
      for (const resource of [value, mean, variance]) resource.dispose();
    },
  };
}

function portableSlot(variable: tf.Variable): Slot {
  const zeros = tf.zerosLike(variable);
  const [mean, variance] = [tf.variable(zeros, false), tf.variable(zeros, false)];
  zeros.dispose();
  const mix = (old: tf.Tensor, value: tf.Tensor, beta: number): tf.Tensor =>
    tf.add(tf.mul(old, beta), tf.mul(value, 1 - beta));
  return {
    step(gradient, [power1, power2], learningRate) {
      tf.tidy(() => {
        mean.assign(mix(mean, gradient, BETAS[0]));
        variance.assign(mix(variance, tf.square(gradient), BETAS[1]));
        const deviation = tf.add(tf.sqrt(tf.div(variance, 1 - power2)), EPSILON);
        variable.assign(tf.sub(variable, tf.div(tf.mul(mean, learningRate / (1 - power1)), deviation)));
      });
    },
    read: () => ({ mean: tf.clone(mean), variance: tf.clone(variance) }),
    restore(newMean, newVariance) {
      mean.assign(newMean);
      variance.assign(newVariance);
    },
    dispose() {
      mean.dispose();
      variance.dispose();
    },
  };
}

export function createAdam(variables: Variables): Optimizer {
  const slots = new Map(
    Object.entries(variables).map(([name, variable]) => [
      name,
      isNative() ? nativeSlot(variable) : portableSlot(variable),
    ]),
  );
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    step(gradients, learningRate) {
      steps += 1;
      const powers: [number, number] = [BETAS[0] ** steps, BETAS[1] ** steps];
      for (const [name, slot] of slots) {
        const gradient = gradients[name];
        if (gradient !== undefined) slot.step(gradient, powers, learningRate);
      }
    },
    read() {
      const moments = Array.from(slots, ([name, slot]) => {
        const { mean, variance } = slot.read();
        const tensors = { [`mean/${name}`]: mean, [`variance/${name}`]: variance };
        const weights = readWeights(tensors);
        tf.dispose(tensors);
        return weights;
      });
      return Object.assign({}, ...moments) as Weights;
    },
    restore(moments, restoredSteps) {
      const tensor = (name: string): tf.Tensor => {
        const weight: Weight | undefined = moments[name];
        if (weight === undefined) throw new Error(`The checkpoint has no ${name}.`);
        return tf.tensor(weight.values, weight.shape);
      };
      tf.tidy(() => {
        for (const [name, slot] of slots) slot.restore(tensor(`mean/${name}`), tensor(`variance/${name}`));
      });
      steps = restoredSteps;
    },
    dispose() {
      for (const slot of slots.values()) slot.dispose();
    },
  };
}

/** Σ x² over all gradients. */
export function squaredNorm(gradients: Gradients): tf.Scalar {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) =>
      isNative() ? tf.mul<tf.Scalar>(halfSquaredNorm(gradient), 2) : tf.sum<tf.Scalar>(tf.square(gradient)),
    );
    return tf.addN(squares);
  });
}
