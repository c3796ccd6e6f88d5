import * as tf from '@tensorflow/tfjs-core';
import { BACKENDS, findBackends, startBackend } from '../models/backend.ts';
import { COMPLETER_SETTINGS } from '../models/completer/model.ts';
import { trainCompleter } from '../models/completer/train.ts';
import { compareDigitNetworks } from '../models/digits/compare.ts';
import { DIGITS_SETTINGS } from '../models/digits/model.ts';
import { trainDigits } from '../models/digits/train.ts';
import { createVariables, disposeVariables } from '../models/network.ts';
import { createProgressLine, formatDuration } from '../models/progress.ts';
import { train, type Progress } from '../models/training.ts';
import { TRANSLATOR_SETTINGS } from '../models/translator/model.ts';
import { trainTranslator } from '../models/translator/train.ts';
import { CELLS, constant } from '../models/weights.ts';

const SEED = 2;
const ignore = { seed: SEED, onProgress: undefined };

describe('training the seed models', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('teaches the completer all ten words', async () => {
    const { losses, accuracy, predictions } = await trainCompleter({ settings: COMPLETER_SETTINGS, ...ignore });
    expect(losses).toHaveLength(30);
    expect(losses.at(-1)).toBeLessThan(1);
    expect(accuracy).toBe(1);
    expect(predictions).toMatchObject({ wor: 'word', kin: 'kind' });
  });

  it('teaches the translator all six pairs', async () => {
    const { losses, accuracy, predictions } = await trainTranslator({ settings: TRANSLATOR_SETTINGS, ...ignore });
    expect(losses).toHaveLength(100);
    expect(losses.at(-1)).toBeLessThan(0.01);
    expect(accuracy).toBe(1);
    expect(predictions).toMatchObject({ word: '단어', love: '사랑' });
    expect(Object.keys(predictions)).toEqual(expect.arrayContaining(['wodr', 'loev', 'abcd']));
  });

  it.each(CELLS)('teaches the digits to a %s network, whose loss falls from epoch to epoch', async (cell) => {
    const settings = { ...DIGITS_SETTINGS, cell, units: 32, batchSize: 50, epochs: 3, learningRate: 0.005 };
    const { losses, testAccuracy } = await trainDigits({ settings, limit: 1000, ...ignore });
    expect(losses[2]).toBeLessThan(losses[0] ?? 0);
    expect(testAccuracy).toBeGreaterThan(0.3);
  });

  it('compares five networks on the same digits', async () => {
    const settings = { ...DIGITS_SETTINGS, units: 16, batchSize: 50, epochs: 1 };
    const networks = await compareDigitNetworks({ settings, seed: SEED, limit: 500 });
    expect(networks.map(({ name }) => name)).toEqual([
      'logistic regression',
      expect.stringContaining('CNN'),
      'basic RNN, 16 units',
      'LSTM, 16 units',
      'GRU, 16 units',
    ]);
    expect(networks.map(({ parameters }) => parameters)).toEqual([7850, 5258, 890, 3050, 2330]);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await trainCompleter({ settings: { ...COMPLETER_SETTINGS, epochs: 2 }, ...ignore });
    await trainTranslator({ settings: { ...TRANSLATOR_SETTINGS, epochs: 2 }, ...ignore });
    await trainDigits({ settings: { ...DIGITS_SETTINGS, batchSize: 50, epochs: 1 }, limit: 100, ...ignore });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the training loop', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('stops with the place when the loss is no number any more', async () => {
    const variables = createVariables({ weight: constant([1], 1) });
    const weight = variables['weight'] as tf.Variable;
    const run = train({
      seed: SEED,
      variables,
      epochs: 3,
      learningRate: 1,
      batches: () => [1, 0],
      // 0 / 0 at the second step
      loss: (batch) => tf.sum(tf.div(tf.mul(weight, batch), batch)),
    });
    await expect(run).rejects.toThrow('The loss became NaN at epoch 1, step 2');
    disposeVariables(variables);
  });

  it('tells epoch, loss and time left after every step', async () => {
    const variables = createVariables({ weight: constant([1], 1) });
    const seen: Progress[] = [];
    await train({
      seed: SEED,
      variables,
      epochs: 2,
      learningRate: 0.1,
      batches: () => [1, 2],
      loss: () => tf.sum(tf.square(variables['weight'] as tf.Variable)),
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    expect(seen.at(-1)?.secondsLeft).toBe(0);
    disposeVariables(variables);
  });
});

it('gives the same losses from the same seed on every backend that is here', async () => {
  const backends = await findBackends();
  expect(BACKENDS).toEqual(expect.arrayContaining(backends));
  expect(backends).toEqual(expect.arrayContaining(['wasm', 'cpu']));
  const curves: number[][] = [];
  for (const backend of backends) {
    await startBackend(backend);
    const settings = { ...COMPLETER_SETTINGS, units: 8, epochs: 5 };
    curves.push((await trainCompleter({ settings, ...ignore })).losses);
  }
  for (const curve of curves)
    curve.forEach((loss, epoch) => {
      expect(loss).toBeCloseTo(curves[0]?.[epoch] ?? NaN, 3);
    });
});

describe('the progress line', () => {
  const progress = { epoch: 1, epochs: 40, step: 1, steps: 1, loss: 0.5, secondsLeft: 65 };

  it('is about ten lines where there is no terminal', () => {
    const lines: string[] = [];
    const show = createProgressLine('digits', { write: (text) => lines.push(text) });
    for (let epoch = 1; epoch <= 40; epoch += 1) show({ ...progress, epoch });
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('digits  epoch 1/40  loss 0.5000  1 min 05 s left\n');
  });

  it('is drawn over on a terminal and gone at the end', () => {
    const writes: string[] = [];
    const show = createProgressLine('digits', { isTTY: true, write: (text) => writes.push(text) });
    show(progress);
    show({ ...progress, epoch: 40 });
    expect(writes[0]).toContain('epoch 1/40');
    expect(writes.at(-1)).toBe('\r\x1b[K');
  });

  it.each([
    [0.4, '0 s'],
    [59.6, '1 min 00 s'],
    [3725, '1 h 02 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
