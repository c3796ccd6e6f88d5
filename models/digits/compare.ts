/**
 * What the notebook promises and never shows: the same digits, batches and optimizer given to logistic regression, a
 * small convolutional network, and each recurrent cell.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense, variableOf, type Variables } from '../network.ts';
import type { RunOptions } from '../training.ts';
import {
  CELLS,
  constant,
  countParameters,
  denseWeights,
  describeNetwork,
  glorotUniform,
  type Weights,
} from '../weights.ts';
import { CLASSES, COLUMNS, PIXELS, ROWS } from './shape.ts';
import { recurrentNetwork, trainDigitNetwork, type DigitNetwork, type DigitsRun } from './train.ts';

type NamedNetwork = DigitNetwork & { name: string };

const KERNEL = 3;
const CHANNELS = [1, 8, 16] as const;
/** 28 → convolution 26 → pooling 13 → convolution 11 → pooling 5 (its last row and column are left out). */
const POOLED = 5;

const logisticRegression: NamedNetwork = {
  name: 'logistic regression',
  createWeights: (random) => ({
    ...denseWeights('output', PIXELS, CLASSES, random),
  }),
  logits: (variables, pixels) => dense(variables, 'output', tf.tensor2d(pixels, [pixels.length / PIXELS, PIXELS])),
};

const convolutional: NamedNetwork = {
  name: `CNN, 2 × (${KERNEL}×${KERNEL} convolution, pooling)`,
  createWeights: (random) => {
    const layer = (name: string, inputs: number, outputs: number, fans: number): Weights => ({
      [`${name}.kernel`]: glorotUniform([inputs, outputs], random, fans),
      [`${name}.bias`]: constant([outputs], 0),
    });
    const area = KERNEL * KERNEL;
    const features = POOLED * POOLED * CHANNELS[2];
    return {
      ...layer('first', area * CHANNELS[0], CHANNELS[1], area * (CHANNELS[0] + CHANNELS[1])),
      ...layer('second', area * CHANNELS[1], CHANNELS[2], area * (CHANNELS[1] + CHANNELS[2])),
      ...layer('output', features, CLASSES, features + CLASSES),
    };
  },
  logits: (variables, pixels) => {
    const images = tf.tensor4d(pixels, [pixels.length / PIXELS, ROWS, COLUMNS, 1]);
    const features = pool(convolve(variables, 'second', pool(convolve(variables, 'first', images))));
    return dense(variables, 'output', tf.reshape(features, [pixels.length / PIXELS, -1]));
  },
};

/**
 * A convolution as one matrix product over all patches, then ReLU. `tf.conv2d` would be shorter, but the WebAssembly
 * backend has no gradient for it.
 * @param images [batch, height, width, channels] @returns [batch, height - 2, width - 2, outputs]
 */
function convolve(variables: Variables, layer: string, images: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [height - KERNEL + 1, width - KERNEL + 1];
  const shifted = Array.from({ length: KERNEL * KERNEL }, (_, index) =>
    tf.slice(images, [0, Math.floor(index / KERNEL), index % KERNEL, 0], [batch, rows, columns, channels]),
  );
  const patches: tf.Tensor2D = tf.reshape(tf.concat(shifted, 3), [-1, KERNEL * KERNEL * channels]);
  const outputs = variableOf<tf.Rank.R1>(variables, `${layer}.bias`).shape[0];
  return tf.reshape(tf.relu(dense(variables, layer, patches)), [batch, rows, columns, outputs]);
}

/** Max pooling over 2 × 2; an odd last row or column is left out. */
function pool(images: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const corner = (top: number, left: number): tf.Tensor => {
    const even = tf.slice(images, [0, 0, 0, 0], [batch, rows * 2, columns * 2, channels]);
    const blocks = tf.reshape(even, [batch * rows, 2, columns, 2 * channels]);
    return tf.slice(blocks, [0, top, 0, left * channels], [batch * rows, 1, columns, channels]);
  };
  const highest = tf.maximum(tf.maximum(corner(0, 0), corner(0, 1)), tf.maximum(corner(1, 0), corner(1, 1)));
  return tf.reshape(highest, [batch, rows, columns, channels]);
}

export interface ComparedNetwork {
  name: string;
  testAccuracy: number;
  parameters: number;
  /** Training time, the final test included. */
  seconds: number;
}

export interface ComparisonRun extends Omit<DigitsRun, 'onProgress'> {
  /** Shows the progress of the network of this name. */
  progressOf?: (name: string) => RunOptions['onProgress'];
}

/** Trains each network anew, one after the other, with the same settings and seed. */
export async function compareDigitNetworks({ progressOf, ...run }: ComparisonRun): Promise<ComparedNetwork[]> {
  const recurrent = CELLS.map((cell): NamedNetwork => {
    const settings = { ...run.settings, cell };
    return { name: describeNetwork(settings), ...recurrentNetwork(settings) };
  });
  const compared: ComparedNetwork[] = [];
  for (const network of [logisticRegression, convolutional, ...recurrent]) {
    const { name } = network;
    const startedMs = performance.now();
    const { weights, testAccuracy } = await trainDigitNetwork(network, { ...run, onProgress: progressOf?.(name) });
    const seconds = (performance.now() - startedMs) / 1000;
    compared.push({ name, testAccuracy, parameters: countParameters(weights), seconds });
  }
  return compared;
}
