import * as tf from '@tensorflow/tfjs-core';
import { createAverage } from '../models/average.ts';
import { startBackend } from '../models/backend.ts';
import { createVariables, disposeVariables, readWeights, type Variables } from '../models/network.ts';
import { createRandom } from '../models/random.ts';
import { writeVariables } from '../models/training.ts';
import { normal, type Weights } from '../models/weights.ts';
import { maxDifference } from './tensor-support.ts';

const DECAY = 0.99;
const weightsOf = (seed: number): Weights => {
  const random = createRandom(seed);
  return { kernel: normal([2, 3], random), bias: normal([3], random) };
};

describe('the average of weights', () => {
  let variables: Variables;
  beforeAll(async () => {
    await startBackend();
  });
  beforeEach(() => {
    variables = createVariables(weightsOf(1));
  });
  afterEach(() => {
    disposeVariables(variables);
  });

  it('of variables that stay is what they are', () => {
    const average = createAverage(variables, DECAY);
    for (let step = 0; step < 500; step += 1) average.update();
    const averages = average.read();
    for (const [name, { values }] of Object.entries(readWeights(variables))) {
      expect(maxDifference(averages[name]?.values ?? [], values)).toBeLessThan(1e-6);
    }
    average.dispose();
  });

  it('goes over to where the variables have been for long', () => {
    const average = createAverage(variables, DECAY);
    writeVariables(variables, weightsOf(2));
    for (let step = 0; step < 2000; step += 1) average.update();
    expect(maxDifference(average.read()['kernel']?.values ?? [], weightsOf(2)['kernel']?.values ?? [])).toBeLessThan(
      1e-4,
    );
    average.dispose();
  });

  it('lies between the old weights and the new, nearer to the new the more steps it took in', () => {
    const average = createAverage(variables, DECAY);
    writeVariables(variables, weightsOf(2));
    const distances = Array.from({ length: 5 }, () => {
      for (let step = 0; step < 10; step += 1) average.update();
      return maxDifference(average.read()['bias']?.values ?? [], weightsOf(2)['bias']?.values ?? []);
    });
    const whole = maxDifference(weightsOf(1)['bias']?.values ?? [], weightsOf(2)['bias']?.values ?? []);
    expect([whole, ...distances]).toEqual([whole, ...distances].toSorted((a, b) => b - a));
    expect(distances.at(-1)).toBeGreaterThan(0);
    average.dispose();
  });

  it('swapped in and back leaves the variables untouched', () => {
    const average = createAverage(variables, DECAY);
    writeVariables(variables, weightsOf(2));
    const swapBack = average.swapIn();
    expect(readWeights(variables)).toEqual(weightsOf(1));
    swapBack();
    expect(readWeights(variables)).toEqual(weightsOf(2));
    average.dispose();
  });

  it('is the same after it was read and restored into another', () => {
    const [first, second] = [createAverage(variables, DECAY), createAverage(variables, DECAY)];
    writeVariables(variables, weightsOf(2));
    for (let step = 0; step < 25; step += 1) first.update();
    second.restore(first.read(), 25);
    for (const average of [first, second]) for (let step = 25; step < 40; step += 1) average.update();
    expect(second.read()).toEqual(first.read());
    for (const average of [first, second]) average.dispose();
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const average = createAverage(variables, DECAY);
    for (let step = 0; step < 20; step += 1) average.update();
    average.swapIn()();
    average.restore(average.read(), 20);
    average.apply();
    average.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
