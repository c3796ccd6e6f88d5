import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../models/backend.ts';
import { createVariables, disposeVariables, readWeights, type Variables } from '../models/network.ts';
import { train, type Development, type Progress, type TrainingOptions } from '../models/training.ts';
import { constant } from '../models/weights.ts';

const SEED = 2;
const RATE = 0.125;

let variables: Variables;
const weight = (name = 'weight'): tf.Variable => variables[name] as tf.Variable;
const valueOf = (name = 'weight'): number => weight(name).dataSync()[0] ?? NaN;

beforeAll(async () => {
  await startBackend();
});
beforeEach(() => {
  variables = createVariables({ weight: constant([1], 1) });
});
afterEach(() => {
  disposeVariables(variables);
});

/** A run whose batches are the slopes of the loss: Adam takes its first steps at the learning rate. */
const run = (slopes: number[], options: Partial<TrainingOptions<number>> = {}) =>
  train({
    seed: SEED,
    variables,
    epochs: 1,
    learningRate: RATE,
    batches: () => slopes,
    loss: (slope) => tf.sum(tf.mul(weight(), slope)),
    ...options,
  });
const repeat = (count: number, slope: number): number[] => new Array<number>(count).fill(slope);

describe('the training loop', () => {
  it('tells epoch, loss and time left after every step', async () => {
    const seen: Progress[] = [];
    await run([1, 2], {
      epochs: 2,
      loss: () => tf.sum(tf.square(weight())),
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    expect(seen.at(-1)?.secondsLeft).toBe(0);
    expect(seen.map(({ isLast }) => isLast)).toEqual([false, false, false, true]);
  });

  it('tells the mean loss of each epoch', async () => {
    const constantLoss = (value: number): tf.Scalar => tf.add(tf.mul(tf.sum(weight()), 0), value);
    const { losses, steps } = await run([1, 2, 6], { epochs: 2, loss: constantLoss });
    expect(losses).toEqual([3, 3]);
    expect(steps).toBe(6);
  });

  it('tells tokens per second once it knows them', async () => {
    const seen: Progress[] = [];
    await run(repeat(25, 1), { tokensOf: () => 100, onProgress: (progress) => seen.push(progress) });
    expect(seen[0]?.tokensPerSecond).toBeUndefined();
    expect(seen.at(-1)?.tokensPerSecond).toBeGreaterThan(0);
  });

  it('takes the learning rate of each step from a schedule', async () => {
    const seen: number[] = [];
    await run(repeat(4, 1), {
      learningRate: { peak: RATE, warmUpSteps: 2 },
      onProgress: () => seen.push(valueOf()),
    });
    const steps = seen.map((value, index) => (seen[index - 1] ?? 1) - value);
    expect(steps.map((step) => Number((step / RATE).toFixed(3)))).toEqual([0.5, 1, 1, 1]);
  });

  it('draws each epoch and each step anew, and the same in every run', async () => {
    const runs: number[][] = [];
    for (let repetition = 0; repetition < 2; repetition += 1) {
      const drawn: number[] = [];
      await run([], {
        epochs: 2,
        batches: (random) => [drawn.push(random.uniform()), 1],
        loss: (_, noise) => {
          drawn.push(noise.uniform());
          return tf.sum(weight());
        },
      });
      runs.push(drawn);
    }
    expect(new Set(runs[0]).size).toBe(6);
    expect(runs[1]).toEqual(runs[0]);
  });

  it('refuses an epoch without batches', async () => {
    await expect(run([])).rejects.toThrow('An epoch has no batches');
  });
});

describe('clipping by global norm', () => {
  /** Slopes 3 and 4 of two variables have the norm 5. */
  const slopes = (scale: number): tf.Scalar =>
    tf.sum(tf.mul(tf.add(tf.mul(weight(), 3), tf.mul(weight('other'), 4)), scale));
  const trainWith = async (scales: number[], options: Partial<TrainingOptions<number>> = {}) => {
    disposeVariables(variables);
    variables = createVariables({ weight: constant([1], 1), other: constant([1], 1) });
    await run(scales, { loss: slopes, ...options });
    return [valueOf(), valueOf('other')];
  };

  it('makes a step of a large gradient one of a gradient of that norm', async () => {
    const clipped = await trainWith([0.2, 20, 0.2], { clipNorm: 1 });
    const small = await trainWith([0.2, 0.2, 0.2]);
    clipped.forEach((value, index) => {
      expect(value).toBeCloseTo(small[index] ?? NaN, 5);
    });
  });

  it('changes what is learnt, so the test above means something', async () => {
    expect((await trainWith([0.2, 20, 0.2]))[0]).not.toBeCloseTo((await trainWith([0.2, 0.2, 0.2]))[0] ?? NaN, 2);
  });

  it('leaves gradients of a smaller norm alone', async () => {
    expect(await trainWith([0.2, 0.1, 0.2], { clipNorm: 1.01 })).toEqual(await trainWith([0.2, 0.1, 0.2]));
  });
});

describe('a run that goes wrong stops with the place:', () => {
  it('the loss is no number any more', async () => {
    // 0 / 0 at the second step
    const loss = (batch: number): tf.Scalar => tf.sum(tf.div(tf.mul(weight(), batch), batch));
    await expect(run([1, 0], { epochs: 3, loss })).rejects.toThrow('The loss became NaN at epoch 1, step 2');
  });

  it('a gradient is not finite, and it says which', async () => {
    disposeVariables(variables);
    variables = createVariables({ weight: constant([1], 1), other: constant([1], 0) });
    const loss = (): tf.Scalar => tf.add(tf.sum(weight()), tf.sum(tf.sqrt(weight('other')))); // slope ∞ at 0
    await expect(run([1], { loss })).rejects.toThrow('The gradient of other is not finite at epoch 1, step 1');
  });

  it('the loss rises far above where it was', async () => {
    const batches = [...repeat(101, 1), ...repeat(50, 500)];
    const loss = (height: number): tf.Scalar => tf.add(tf.mul(tf.sum(weight()), 0), height);
    await expect(run(batches, { loss })).rejects.toThrow(
      /The loss rose from 1\.000 to 10\.980 by epoch 1, step 102, so the training diverges: try a lower learning rate/,
    );
  });

  it('a figure of the development set is no number', async () => {
    const development = { evaluate: () => ({ score: NaN }), everySteps: 2, score: 'score', isHigherBetter: true };
    await expect(run([1, 1], { development })).rejects.toThrow("The development set's score became NaN after step 2.");
  });

  it('and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await expect(run([NaN], { averageDecay: 0.9 })).rejects.toThrow('The loss became NaN');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('evaluation on a development set', () => {
  /** Scores come one after the other; `at` notes the weight that each was made with. */
  function scripted(scores: number[], options: Partial<Development> = {}) {
    const at: number[] = [];
    const evaluate = (): Record<string, number> => {
      at.push(valueOf());
      return { score: scores[at.length - 1] ?? NaN, other: 0 };
    };
    return { at, development: { evaluate, everySteps: 1, score: 'score', isHigherBetter: true, ...options } };
  }

  it('stops after as many evaluations without a better score as patience has, and restores the best weights', async () => {
    const { at, development } = scripted([1, 5, 4, 5, 3, 9], { patience: 3 });
    const { best, steps } = await run(repeat(6, 1), { development });
    expect(steps).toBe(5);
    expect(best).toEqual({ score: 5, step: 2 });
    expect(valueOf()).toBe(at[1]);
    expect(new Set(at).size).toBe(5);
  });

  it('takes a lower score for the better one if told so', async () => {
    const { at, development } = scripted([3, 1, 2], { isHigherBetter: false });
    const { best } = await run(repeat(3, 1), { development });
    expect(best).toEqual({ score: 1, step: 2 });
    expect(valueOf()).toBe(at[1]);
  });

  it('stops at once at the target', async () => {
    const { development } = scripted([1, 7, 8], { target: 7 });
    const { best, steps, losses } = await run(repeat(3, 1), { development });
    expect(steps).toBe(2);
    expect(best).toEqual({ score: 7, step: 2 });
    expect(losses).toEqual([]); // the epoch was not finished
  });

  it('tells that a step is the last when it stops the run', async () => {
    const seen: Progress[] = [];
    const { development } = scripted([1, 7, 8], { target: 7 });
    await run(repeat(3, 1), { development, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ isLast, secondsLeft }) => [isLast, secondsLeft > 0])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('happens every so many steps, and at the end', async () => {
    const seen: Progress[] = [];
    const { at, development } = scripted([1, 2, 3], { everySteps: 2 });
    const { best } = await run(repeat(5, 1), { development, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ score }) => score?.value)).toEqual([undefined, 1, 1, 2, 2]);
    expect(best).toEqual({ score: 3, step: 5 });
    expect(at).toHaveLength(3);
  });

  it('happens once at the end where both fall together', async () => {
    const { at, development } = scripted([1, 2], { everySteps: 2 });
    await run(repeat(4, 1), { development });
    expect(at).toHaveLength(2);
  });

  it('refuses a score that is not among the figures', async () => {
    const { development } = scripted([1], { score: 'bleu' });
    await expect(run([1], { development })).rejects.toThrow('The evaluation gives no bleu.');
  });
});

describe('averaged weights', () => {
  it('are what a run ends with', async () => {
    const seen: number[] = [];
    await run(repeat(20, 1), { averageDecay: 0.5, onProgress: () => seen.push(valueOf()) });
    // Every tenth step is taken in; half and less of the average stays.
    const first = 1 + ((seen[9] ?? NaN) - 1) * (1 - Math.min(0.5 ** 10, 10 / 110));
    const second = first + ((seen[19] ?? NaN) - first) * (1 - Math.min(0.5 ** 10, 20 / 120));
    expect(valueOf()).toBeCloseTo(second, 5);
    expect(valueOf()).not.toBe(seen.at(-1));
  });

  it('are what is evaluated, without disturbing the training', async () => {
    const evaluated: number[] = [];
    const evaluate = (): Record<string, number> => ({ score: evaluated.push(valueOf()) });
    const seen: number[] = [];
    await run(repeat(20, 1), {
      averageDecay: 0.999,
      development: { evaluate, everySteps: 10, score: 'score', isHigherBetter: true },
      onProgress: () => seen.push(valueOf()),
    });
    const steps = seen.map((value, index) => (seen[index - 1] ?? 1) - value);
    for (const step of steps) expect(step).toBeCloseTo(RATE, 4);
    expect(evaluated[1]).not.toBeCloseTo(seen[19] ?? NaN, 2);
    expect(readWeights(variables)['weight']?.values[0]).toBe(evaluated[1]);
  });
});
