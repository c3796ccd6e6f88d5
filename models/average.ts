/**
 * An exponential average of a network's weights over the steps of its training (Polyak & Juditsky 1992): it generalises
 * better than the last step's weights, most of all at a high learning rate.
 */
import * as tf from '@tensorflow/tfjs-core';
import { readWeights, type Variables } from './network.ts';
import type { Weights } from './weights.ts';

export interface Average {
  /** Takes the variables of one more step in. */
  update(): void;
  /** Puts the averages into the variables, for good. */
  apply(): void;
  /** Puts the averages into the variables. @returns what puts the variables back. */
  swapIn(): () => void;
  read(): Weights;
  /** @throws when one is missing. */
  restore(weights: Weights, steps: number): void;
  dispose(): void;
}

/** The average is over every so manieth step: as good, and a tenth of the time. */
const EVERY_STEPS = 10;

/** @param decay share of the average that stays each step. */
export function createAverage(variables: Variables, decay: number): Average {
  const averages: Record<string, tf.Variable> = {};
  for (const [name, variable] of Object.entries(variables)) {
    averages[name] = tf.tidy(() => tf.variable(tf.clone(variable), false));
  }
  let steps = 0;
  const apply = (): void => {
    for (const [name, variable] of Object.entries(variables)) variable.assign(averages[name] as tf.Tensor);
  };
  return {
    apply,
    update() {
      steps += 1;
      if (steps % EVERY_STEPS !== 0) return;
      // While there are few steps to average over, the first ones, which are bad, count less.
      const kept = Math.min(decay ** EVERY_STEPS, steps / (steps + 10 * EVERY_STEPS));
      for (const [name, variable] of Object.entries(variables)) {
        tf.tidy(() => {
          const average = averages[name] as tf.Variable;
          average.assign(tf.add(average, tf.mul(tf.sub(variable, average), 1 - kept)));
        });
      }
    },
    swapIn() {
      const before: Record<string, tf.Tensor> = {};
      for (const [name, variable] of Object.entries(variables)) {
        // Kept, because a training step's `tidy` may be around.
        before[name] = tf.keep(tf.clone(variable));
      }
      apply();
      return () => {
        for (const [name, variable] of Object.entries(variables)) variable.assign(before[name] as tf.Tensor);
        tf.dispose(before);
      };
    },
    read: () => readWeights(averages),
    restore(weights, restoredSteps) {
      for (const [name, average] of Object.entries(averages)) {
        const weight = weights[name];
        if (weight === undefined) throw new Error(`The checkpoint has no average of ${name}.`);
        tf.tidy(() => {
          average.assign(tf.tensor(weight.values, weight.shape));
        });
      }
      steps = restoredSteps;
    },
    dispose() {
      tf.dispose(averages);
    },
  };
}
