/** The training loop: epochs of batches, Adam, the mean loss of each epoch, progress, and a stop when it diverges. */
import * as tf from '@tensorflow/tfjs-core';
import type { Variables } from './network.ts';

export interface Progress {
  epoch: number; // from 1
  epochs: number;
  step: number; // in the epoch, from 1
  steps: number;
  /** Mean loss of the epoch so far. */
  loss: number;
  /** Estimated from the time the finished steps took. */
  secondsLeft: number;
}

/** What every training run takes besides its settings. */
export interface RunOptions {
  seed: number;
  onProgress?: ((progress: Progress) => void) | undefined;
}

export interface TrainingOptions<Batch> {
  variables: Variables;
  epochs: number;
  learningRate: number;
  /** The batches of one epoch; drawn anew each epoch. */
  batches: () => Batch[];
  loss: (batch: Batch) => tf.Scalar;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Adam's usual constants (Kingma & Ba 2015); TensorFlow.js's own default for epsilon is ten times larger. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/**
 * Trains `variables` in place.
 * @returns the mean loss of each epoch.
 * @throws when a loss is not a finite number; the message says at which epoch and step.
 */
export async function train<Batch>(options: TrainingOptions<Batch>): Promise<number[]> {
  const { variables, epochs, batches, loss, onProgress } = options;
  const optimizer = tf.train.adam(options.learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  const trainable = Object.values(variables);
  const losses: number[] = [];
  const startedMs = performance.now();
  try {
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      let sum = 0;
      const epochBatches = batches();
      for (const [step, batch] of epochBatches.entries()) {
        const value = tf.tidy(() => optimizer.minimize(() => loss(batch), true, trainable)?.dataSync()[0] ?? NaN);
        if (!Number.isFinite(value)) {
          throw new Error(`The loss became ${value} at epoch ${epoch}, step ${step + 1}: try a lower learning rate.`);
        }
        sum += value;
        const done = epoch - 1 + (step + 1) / epochBatches.length;
        const secondsLeft = ((performance.now() - startedMs) / 1000 / done) * (epochs - done);
        onProgress?.({
          epoch,
          epochs,
          step: step + 1,
          steps: epochBatches.length,
          loss: sum / (step + 1),
          secondsLeft,
        });
        // Progress can be drawn and Ctrl+C handled between steps.
        await new Promise(setImmediate);
      }
      losses.push(sum / epochBatches.length);
    }
  } finally {
    optimizer.dispose();
  }
  return losses;
}
