import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { startBackend } from '../models/backend.ts';
import { createVariables, disposeVariables, readWeights, type Variables } from '../models/network.ts';
import { createAdam, squaredNorm, type Gradients } from '../models/optimizer.ts';
import { createRandom } from '../models/random.ts';
import { writeVariables } from '../models/training.ts';
import { normal, type Weights } from '../models/weights.ts';
import { maxDifference, normalTensor, onEachBackend } from './tensor-support.ts';

const SHAPES = { kernel: [3, 4], bias: [4], scale: [] };
const RATE = 0.05;

function createWeights(seed: number): Weights {
  const random = createRandom(seed);
  return Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, normal(shape, random)]));
}

/** Gradients of a step, the same for every optimizer; their size differs from step to step. */
function gradientsOf(step: number, without?: string): Gradients {
  const random = createRandom(1000 + step);
  return Object.fromEntries(
    Object.entries(SHAPES)
      .map(([name, shape]) => [name, tf.mul(normalTensor(shape, random), step)] as const)
      .filter(([name]) => name !== without),
  );
}

function takeSteps(adam: ReturnType<typeof createAdam>, from: number, to: number): void {
  for (let step = from; step <= to; step += 1) {
    tf.tidy(() => {
      adam.step(gradientsOf(step), RATE);
    });
  }
}

function expectSame(actual: Weights, expected: Weights, tolerance = 1e-6): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, { shape, values }] of Object.entries(expected)) {
    expect(actual[name]?.shape).toEqual(shape);
    expect(maxDifference(actual[name]?.values ?? [], values)).toBeLessThanOrEqual(tolerance);
  }
}

describe('Adam', () => {
  beforeAll(async () => {
    await startBackend();
  });

  it('changes variables as tf.train.adam with the same constants does', async () => {
    await onEachBackend(() => {
      const [ours, theirs] = [createVariables(createWeights(1)), createVariables(createWeights(1))];
      const adam = createAdam(ours);
      const reference = tf.train.adam(RATE, 0.9, 0.999, 1e-8);
      for (let step = 1; step <= 10; step += 1) {
        tf.tidy(() => {
          const gradients = gradientsOf(step);
          adam.step(gradients, RATE);
          const named = Object.entries(gradients).map(([name, tensor]) => ({ name: nameOf(theirs, name), tensor }));
          reference.applyGradients(named);
        });
      }
      // Theirs keeps the powers of beta in 32 bits, which ours does not.
      expectSame(readWeights(ours), readWeights(theirs), 1e-4);
      adam.dispose();
      reference.dispose();
      disposeVariables(ours);
      disposeVariables(theirs);
    });
  });

  it('moves a variable by the learning rate at its first step, however large the gradient', async () => {
    await onEachBackend(() => {
      const variables = createVariables({ weight: { shape: [2], values: Float32Array.of(1, 1) } });
      const adam = createAdam(variables);
      tf.tidy(() => {
        adam.step({ weight: tf.tensor1d([1000, -0.001]) }, 0.25);
      });
      expectSame(readWeights(variables), { weight: { shape: [2], values: Float32Array.of(0.75, 1.25) } }, 1e-5);
      adam.dispose();
      disposeVariables(variables);
    });
  });

  it('leaves a variable without a gradient as it is', async () => {
    await onEachBackend(() => {
      const variables = createVariables(createWeights(2));
      const before = readWeights(variables);
      const adam = createAdam(variables);
      tf.tidy(() => {
        adam.step(gradientsOf(1, 'bias'), RATE);
      });
      const after = readWeights(variables);
      expect(after['bias']).toEqual(before['bias']);
      expect(after['kernel']).not.toEqual(before['kernel']);
      adam.dispose();
      disposeVariables(variables);
    });
  });

  it('goes on to the same values after its moments were read and restored into another', async () => {
    await onEachBackend(() => {
      const whole = createVariables(createWeights(3));
      const first = createAdam(whole);
      takeSteps(first, 1, 4);
      const moments = first.read();
      const halfway = readWeights(whole);
      takeSteps(first, 5, 8);

      const resumed = createVariables(createWeights(4));
      const second = createAdam(resumed);
      writeVariables(resumed, halfway);
      second.restore(moments, 4);
      takeSteps(second, 5, 8);
      expect(second.steps).toBe(first.steps);
      expectSame(readWeights(resumed), readWeights(whole), 0);
      expectSame(second.read(), first.read(), 0);
      for (const adam of [first, second]) adam.dispose();
      for (const variables of [whole, resumed]) disposeVariables(variables);
    });
  });

  it('refuses moments of another network by name', () => {
    const variables = createVariables(createWeights(5));
    const adam = createAdam(variables);
    const others = Object.fromEntries(Object.entries(adam.read()).filter(([name]) => name !== 'variance/bias'));
    expect(() => {
      adam.restore(others, 1);
    }).toThrow('The checkpoint has no variance/bias.');
    adam.dispose();
    disposeVariables(variables);
  });

  it('holds as many tensors after every step, read and restore, and none once disposed of', async () => {
    await onEachBackend(() => {
      const before = tf.memory().numTensors;
      const variables = createVariables(createWeights(6));
      const own = tf.memory().numTensors;
      const adam = createAdam(variables);
      const created = tf.memory().numTensors;
      takeSteps(adam, 1, 5);
      adam.restore(adam.read(), 5);
      expect(tf.memory().numTensors).toBe(created);
      adam.dispose();
      expect(tf.memory().numTensors).toBe(own);
      disposeVariables(variables);
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});

it('the squared norm is the sum of the squares of all gradients', async () => {
  const values = fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), { minLength: 1, maxLength: 20 });
  await onEachBackend(() => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (lists) => {
        const squares = lists.flat().reduce((sum, value) => sum + value * value, 0);
        const norm = tf.tidy(() => {
          const gradients = Object.fromEntries(lists.map((list, index) => [index, tf.tensor(list)]));
          return squaredNorm(gradients).dataSync()[0] ?? NaN;
        });
        expect(Math.abs(norm - squares)).toBeLessThanOrEqual(1e-5 * squares + 1e-30);
      }),
      { numRuns: 30 },
    );
  });
});

/** The name that TensorFlow.js gave a variable. */
function nameOf(variables: Variables, name: string): string {
  const variable = variables[name];
  if (variable === undefined) throw new Error(name);
  return variable.name;
}
