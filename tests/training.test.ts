import * as tf from '@tensorflow/tfjs-core';
import { BACKENDS, findBackends, startBackend } from '../models/backend.ts';
import { COMPLETER_SETTINGS } from '../models/completer/model.ts';
import { trainCompleter } from '../models/completer/train.ts';
import { compareDigitNetworks } from '../models/digits/compare.ts';
import { DIGITS_SETTINGS } from '../models/digits/model.ts';
import { trainDigits } from '../models/digits/train.ts';
import { TRANSLATOR_SETTINGS } from '../models/translator-seed/model.ts';
import { trainTranslator } from '../models/translator-seed/train.ts';
import { CELLS } from '../models/weights.ts';

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
