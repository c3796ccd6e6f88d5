import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { startBackend } from '../models/backend.ts';
import {
  compareWithTable,
  createVariables,
  crossEntropy,
  dense,
  disposeVariables,
  dropout,
  embed,
  variationalDropout,
  type CrossEntropyOptions,
} from '../models/network.ts';
import { createRandom } from '../models/random.ts';
import { maxDifference, normalTensor, numericGradient, onEachBackend } from './tensor-support.ts';

beforeAll(async () => {
  await startBackend();
});
beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
});

/** The definition: -Σ targets · log softmax(logits), averaged over the rows by their weights. */
function plainCrossEntropy(
  logits: readonly (readonly number[])[],
  ids: readonly number[],
  { weights = new Float32Array(logits.length).fill(1), labelSmoothing = 0 }: CrossEntropyOptions,
): number {
  const losses = logits.map((row, index) => {
    const normaliser = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0));
    const target = (id: number): number => labelSmoothing / row.length + (id === ids[index] ? 1 - labelSmoothing : 0);
    return row.reduce((sum, logit, id) => sum - target(id) * (logit - normaliser), 0);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return losses.reduce((sum, loss, index) => sum + (loss * (weights[index] ?? 0)) / total, 0);
}

interface Example {
  logits: number[][];
  ids: number[];
  options: { weights?: Float32Array; labelSmoothing: number };
}
const WEIGHTS = [0, 1, 0.5, 3];
const examples: fc.Arbitrary<Example> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 7 }))
  .chain(([rows, classes]) => {
    const listOf = <T>(of: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> =>
      fc.array(of, { minLength: length, maxLength: length });
    const weights = listOf(fc.constantFrom(...WEIGHTS), rows)
      .filter((list) => list.some((weight) => weight > 0))
      .map((list) => Float32Array.from(list));
    return fc.record({
      logits: listOf(listOf(fc.double({ min: -8, max: 8, noNaN: true }), classes), rows),
      ids: listOf(fc.integer({ min: 0, max: classes - 1 }), rows),
      options: fc.record(
        { weights, labelSmoothing: fc.constantFrom(0, 0.1, 0.9) },
        { requiredKeys: ['labelSmoothing'] },
      ),
    });
  });

describe('cross-entropy', () => {
  it('is what its definition gives, with weights and label smoothing', async () => {
    await onEachBackend(() => {
      fc.assert(
        fc.property(examples, ({ logits, ids, options }) => {
          const loss = tf.tidy(() => crossEntropy(tf.tensor2d(logits), ids, options).dataSync()[0]);
          expect(loss).toBeCloseTo(plainCrossEntropy(logits, ids, options), 4);
        }),
        { numRuns: 30 },
      );
    });
  });

  it('has the gradient that finite differences of its definition have', async () => {
    await onEachBackend(() => {
      fc.assert(
        fc.property(examples, ({ logits, ids, options }) => {
          const lossAt = (row: number, column: number, delta: number): number => {
            const moved = logits.map((list) => [...list]);
            (moved[row] as number[])[column] = (logits[row]?.[column] ?? 0) + delta;
            return plainCrossEntropy(moved, ids, options);
          };
          const numeric = logits.flatMap((list, row) =>
            list.map((_, column) => (lossAt(row, column, 1e-4) - lossAt(row, column, -1e-4)) / 2e-4),
          );
          const difference = tf.tidy(() => {
            // Weighed, so that the gradient from above counts.
            const loss = (x: tf.Tensor2D): tf.Scalar => tf.mul(crossEntropy(x, ids, options), 3);
            return maxDifference(
              tf.grad(loss as (x: tf.Tensor) => tf.Tensor)(tf.tensor2d(logits)),
              numeric.map((slope) => 3 * slope),
            );
          });
          expect(difference).toBeLessThan(1e-4);
        }),
        { numRuns: 30 },
      );
    });
  });
});

it('embedding picks rows, and sums their gradients where an id comes twice', async () => {
  await onEachBackend(() => {
    tf.tidy(() => {
      const random = createRandom(1);
      const table = normalTensor([5, 3], random) as tf.Tensor2D;
      const weights = normalTensor([3, 2, 3], random) as tf.Tensor3D;
      const ids = Int32Array.of(4, 0, 2, 4, 4, 1);
      const oneHot = tf.tensor2d(Array.from(ids, (id) => [0, 1, 2, 3, 4].map((row) => (row === id ? 1 : 0))));
      const reference = (x: tf.Tensor): tf.Tensor3D => tf.reshape(tf.matMul(oneHot, x), [3, 2, 3]);
      expect(maxDifference(embed(table, ids, 2), reference(table))).toBeLessThan(1e-6);
      const gradient = tf.grad((x) => tf.sum(tf.mul(embed(x as tf.Tensor2D, ids, 2), weights)))(table);
      const expected = tf.grad((x) => tf.sum(tf.mul(reference(x), weights)))(table);
      expect(maxDifference(gradient, expected)).toBeLessThan(1e-5);
    });
  });
});

it('a dense layer gives outputs and gradients of the plain ops it is made of', async () => {
  await onEachBackend(() => {
    const random = createRandom(2);
    const draw = (...shape: number[]) => ({ shape, values: Float32Array.from(normalTensor(shape, random).dataSync()) });
    const variables = createVariables({ 'layer.kernel': draw(4, 3), 'layer.bias': draw(3) });
    tf.tidy(() => {
      const { 'layer.kernel': kernel, 'layer.bias': bias } = variables as Record<string, tf.Variable>;
      const input = normalTensor([5, 4], random) as tf.Tensor2D;
      const weights = normalTensor([5, 3], random) as tf.Tensor2D;
      const ours = (x: tf.Tensor): tf.Tensor => dense(variables, 'layer', x as tf.Tensor2D);
      const plain = (x: tf.Tensor): tf.Tensor => tf.add(tf.matMul(x, kernel as tf.Tensor), bias as tf.Tensor);
      expect(maxDifference(ours(input), plain(input))).toBeLessThan(1e-5);
      const [of, expected] = [ours, plain].map((layer) => {
        const { grads } = tf.variableGrads(() => tf.sum(tf.mul(layer(input), weights)), [
          kernel,
          bias,
        ] as tf.Variable[]);
        return [tf.grad((x) => tf.sum(tf.mul(layer(x), weights)))(input), ...Object.values(grads)];
      });
      expect(of).toHaveLength(3);
      of?.forEach((gradient, index) => {
        expect(maxDifference(gradient, expected?.[index] as tf.Tensor)).toBeLessThan(1e-5);
      });
    });
    disposeVariables(variables);
  });
});

it('a comparison with a table is the product with it, and has the gradients of finite differences', async () => {
  await onEachBackend(() => {
    tf.tidy(() => {
      const random = createRandom(6);
      const input = normalTensor([4, 3], random) as tf.Tensor2D;
      const table = normalTensor([5, 3], random) as tf.Tensor2D;
      const weights = normalTensor([4, 5], random) as tf.Tensor2D;
      const compare = (tensors: tf.Tensor[]): tf.Tensor2D => compareWithTable(...(tensors as [tf.Tensor2D, tf.Tensor2D]));
      expect(maxDifference(compare([input, table]), tf.matMul(input, table, false, true))).toBeLessThan(1e-5);
      const lossOf = (tensors: tf.Tensor[]): tf.Scalar => tf.sum(tf.mul(compare(tensors), weights));
      const gradients = tf.grads((...tensors) => lossOf(tensors))([input, table]);
      [input, table].forEach((tensor, which) => {
        for (let index = 0; index < tensor.size; index += 1) {
          const numeric = numericGradient(lossOf, [input, table], which, index, 1e-2);
          expect(Math.abs((gradients[which]?.dataSync()[index] ?? NaN) - numeric)).toBeLessThan(0.01);
        }
      });
    });
  });
});

describe('dropout', () => {
  const [STEPS, BATCH, COLUMNS] = [4, 20, 50];
  const KEEP = 0.8;
  const ones = (): tf.Tensor3D => tf.ones([STEPS, BATCH, COLUMNS]);
  const steps = (sequence: tf.Tensor): number[][] => tf.unstack(sequence).map((step) => Array.from(step.dataSync()));

  it('has one mask for all steps when it is variational', () => {
    const [first, ...others] = steps(variationalDropout(ones(), KEEP, createRandom(3)));
    for (const step of others) expect(step).toEqual(first);
  });

  it('has a mask of its own for each step when it is plain', () => {
    const [first, second] = steps(dropout(ones(), KEEP, createRandom(3)));
    expect(first).not.toEqual(second);
  });

  it.each([
    ['variational', variationalDropout],
    ['plain', dropout<tf.Tensor3D>],
  ])('keeps the mean when it is %s', (_, drop) => {
    const values = Array.from(drop(ones(), KEEP, createRandom(4)).dataSync());
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / KEEP)]));
    // The mean of 1000 draws is within four deviations.
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 1)).toBeLessThan(0.064);
  });

  it('differs among the sequences of a batch', () => {
    const [first] = steps(variationalDropout(ones(), KEEP, createRandom(5)));
    expect(first?.slice(0, COLUMNS)).not.toEqual(first?.slice(COLUMNS, 2 * COLUMNS));
  });
});
