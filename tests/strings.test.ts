import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { startBackend } from '../models/backend.ts';
import { createRandom } from '../models/random.ts';
import { FIRST_LETTER, STRING_TASKS, drawStrings, pairOf, showString } from '../models/strings/data.ts';
import { STRINGS_SETTINGS, trainStrings, type StringsRunSettings } from '../models/strings/train.ts';

/** The task at toy size: 120 steps. */
const TOY: StringsRunSettings = {
  ...STRINGS_SETTINGS,
  letters: 8,
  minLength: 3,
  maxLength: 4,
  cell: 'gru',
  units: 48,
  embedding: 16,
  learningRate: 0.01,
  batchSize: 32,
  batchesAnEpoch: 20,
  epochs: 40,
  unseen: 200,
};

describe('random strings', () => {
  const settings = fc
    .record({
      letters: fc.integer({ min: 5, max: 26 }),
      minLength: fc.integer({ min: 3, max: 6 }),
      more: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ more, ...others }) => ({ ...others, maxLength: others.minLength + more }));

  it('have the lengths and letters asked for', () => {
    fc.assert(
      fc.property(settings, fc.nat(), (limits, seed) => {
        for (const string of drawStrings(20, limits, createRandom(seed))) {
          expect(string.length).toBeGreaterThanOrEqual(limits.minLength);
          expect(string.length).toBeLessThanOrEqual(limits.maxLength);
          expect(string.every((id) => id >= FIRST_LETTER && id < FIRST_LETTER + limits.letters)).toBe(true);
        }
      }),
    );
  });

  it('are distinct, and not among those taken before', () => {
    fc.assert(
      fc.property(settings, fc.nat(), (limits, seed) => {
        const random = createRandom(seed);
        const taken = new Set<string>();
        const all = [...drawStrings(30, limits, random, taken), ...drawStrings(30, limits, random, taken)];
        expect(new Set(all.map((string) => string.join(' '))).size).toBe(60);
        expect(taken.size).toBe(60);
      }),
    );
  });

  it('are refused where there are not as many', () => {
    const limits = { letters: 2, minLength: 1, maxLength: 2 };
    expect(() => drawStrings(7, limits, createRandom(1))).toThrow('There are not 7 strings of these settings');
  });

  it('are paired with themselves or their reverse', () => {
    expect(pairOf([3, 4, 5], 'copy').target).toEqual([3, 4, 5]);
    expect(pairOf([3, 4, 5], 'reverse').target).toEqual([5, 4, 3]);
  });

  it('are shown as letters', () => {
    expect(showString([3, 4, 28])).toBe('abz');
  });
});

describe('training on strings', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('learns to reverse 99 of 100 strings it has not seen', async () => {
    const { testAccuracy, best, samples } = await trainStrings({ task: 'reverse', settings: TOY, seed: 1 });
    expect(testAccuracy).toBeGreaterThanOrEqual(0.99);
    expect(best?.score).toBeGreaterThanOrEqual(0.99);
    expect(samples).toHaveLength(3);
    for (const { source, output } of samples) expect(output).toBe(Array.from(source).reverse().join(''));
  });

  it.each(STRING_TASKS)('gives the same weights from the same seed for %s', async (task) => {
    const settings = { ...TOY, units: 8, embedding: 4, batchesAnEpoch: 2, epochs: 2, unseen: 10 };
    const [first, second, other] = [
      await trainStrings({ task, settings, seed: 3 }),
      await trainStrings({ task, settings, seed: 3 }),
      await trainStrings({ task, settings, seed: 4 }),
    ];
    expect(second.weights).toEqual(first.weights);
    expect(other.losses).not.toEqual(first.losses);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const settings = { ...TOY, units: 8, embedding: 4, batchesAnEpoch: 3, epochs: 2, unseen: 10 };
    await trainStrings({ task: 'copy', settings, seed: 5 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
