/** What the training loop and the attention encoder-decoder have to do together, at toy size. */
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../models/backend.ts';
import { makePairBatches, type PairBatch } from '../models/batches.ts';
import { createEncoderDecoderWeights, pairLoss, type EncoderDecoderSettings } from '../models/encoder-decoder.ts';
import { createVariables, disposeVariables } from '../models/network.ts';
import { createRandom, type Random } from '../models/random.ts';
import { SPECIAL, drawStrings, pairOf } from '../models/strings/data.ts';
import { train, type TrainingOptions } from '../models/training.ts';
import { onEachBackend } from './tensor-support.ts';

const SETTINGS: EncoderDecoderSettings = {
  cell: 'lstm',
  units: 8,
  embedding: 6,
  layers: 1,
  attention: 'dot',
  sourceSymbols: 11,
  targetSymbols: 11,
  keepProbability: 0.8,
  dropout: 'variational',
  labelSmoothing: 0.1,
};

const drawBatches = (count: number, maxLength: number, random: Random): PairBatch[] =>
  makePairBatches(
    drawStrings(4 * count, { letters: 8, minLength: 1, maxLength }, random).map((text) => pairOf(text, 'reverse')),
    4,
    SPECIAL,
    random,
  );

async function trainToy(settings: EncoderDecoderSettings, options: Partial<TrainingOptions<PairBatch>>) {
  const variables = createVariables(createEncoderDecoderWeights(settings, createRandom(1)));
  try {
    return await train({
      seed: 2,
      variables,
      epochs: 20,
      learningRate: 0.01,
      clipNorm: 1,
      averageDecay: 0.99,
      batches: (random) => drawBatches(1, 6, random),
      loss: (batch, noise) => pairLoss(variables, settings, batch, noise),
      ...options,
    });
  } finally {
    disposeVariables(variables);
  }
}

// A thousand of the cheapest cell; the number of tensors may not differ from one step to the next.
it.each([
  ['rnn', 50],
  ['lstm', 5],
  ['gru', 5],
] as const)('training steps with %s leave no tensor: %d epochs of twenty', async (cell, epochs) => {
  await startBackend();
  const before = tf.memory().numTensors;
  const counts: number[] = [];
  const { steps } = await trainToy(
    { ...SETTINGS, cell },
    {
      epochs,
      batches: (random) => drawBatches(20, 3, random),
      onProgress: () => counts.push(tf.memory().numTensors),
      development: { evaluate: () => ({ score: counts.length }), everySteps: 25, score: 'score', isHigherBetter: true },
    },
  );
  expect(steps).toBe(20 * epochs);
  expect(new Set(counts).size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});

it.each<Partial<EncoderDecoderSettings>>([
  { cell: 'rnn', attention: 'dot' },
  { cell: 'lstm', attention: 'dot', layers: 2 },
  { cell: 'gru', attention: 'additive', dropout: 'plain' },
])('the losses of twenty steps of %j are the same on every backend, to a thousandth', async (settings) => {
  const curves: number[][] = [];
  await onEachBackend(async () => {
    curves.push((await trainToy({ ...SETTINGS, ...settings }, {})).losses);
    expect(curves.at(-1)).toHaveLength(20);
    curves.at(-1)?.forEach((loss, step) => {
      expect(loss / (curves[0]?.[step] ?? NaN)).toBeCloseTo(1, 3);
    });
  });
  expect(curves.length).toBeGreaterThanOrEqual(2);
});
