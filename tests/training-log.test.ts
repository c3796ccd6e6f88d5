import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../models/backend.ts';
import { createVariables, disposeVariables } from '../models/network.ts';
import { openTrainingLog, readTrainingLog, type LogEntry } from '../models/training-log.ts';
import { train } from '../models/training.ts';
import { constant } from '../models/weights.ts';

const entry = (step: number, more: Partial<LogEntry> = {}): LogEntry => ({
  step,
  epoch: 1,
  seconds: step / 10,
  ...more,
});
const ENTRIES = [
  entry(20, { loss: 2.5, learningRate: 0.001, gradientNorm: 0.5, tokensPerSecond: 900 }),
  entry(25, { development: { loss: 2.25, exact: 0.5 } }),
  entry(40, { loss: 1.5 }),
];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  file = path.join(folder, 'deeper', 'log.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(entries: readonly LogEntry[], resumeStep?: number): void {
  const log = openTrainingLog(file, resumeStep);
  for (const item of entries) log.append(item);
}

describe('the training log', () => {
  it('is read as it was written', () => {
    write(ENTRIES);
    expect(readTrainingLog(file)).toEqual(ENTRIES);
  });

  it('is a JSON object a line', () => {
    write(ENTRIES);
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(ENTRIES);
  });

  it('is empty when a new run starts', () => {
    write(ENTRIES);
    write([]);
    expect(readTrainingLog(file)).toEqual([]);
  });

  it('loses what is later than the step where a run goes on', () => {
    write(ENTRIES);
    write([entry(40, { loss: 1.25 })], 25);
    expect(readTrainingLog(file)).toEqual([...ENTRIES.slice(0, 2), entry(40, { loss: 1.25 })]);
  });

  it('starts where a run goes on whose log is gone', () => {
    write([entry(40)], 25);
    expect(readTrainingLog(file)).toEqual([entry(40)]);
  });

  it('is read without the half line that a killed run left', () => {
    write(ENTRIES);
    appendFileSync(file, '{"step":60,"epo');
    expect(readTrainingLog(file)).toEqual(ENTRIES);
  });

  it('goes on after a half line with a whole one', () => {
    write(ENTRIES);
    appendFileSync(file, '{"step":60,"epo');
    write([entry(60)], 40);
    expect(readTrainingLog(file)).toEqual([...ENTRIES, entry(60)]);
  });

  it.each([
    ['no JSON', 'loss 2.5'],
    ['no entry', '{"step":"first"}'],
  ])('says which line is %s', (_, line) => {
    write(ENTRIES.slice(0, 1));
    writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`);
    expect(() => readTrainingLog(file)).toThrow(/log\.jsonl:2 is no entry of a training log: /);
  });
});

describe('a run', () => {
  beforeAll(async () => {
    await startBackend();
  });

  /** Its loss is the number of the step, and the slope of each of its four weights 2. */
  async function logRun(development?: Record<string, number>): Promise<LogEntry[]> {
    const variables = createVariables({ weight: constant([4], 0) });
    const weight = variables['weight'] as tf.Variable;
    await train({
      seed: 1,
      variables,
      epochs: 2,
      learningRate: { peak: 0.5, warmUpSteps: 40 },
      clipNorm: 1,
      batches: () => Array.from({ length: 25 }, (_, index) => index + 1),
      loss: (batch) => {
        const sum = tf.sum(tf.mul(weight, 2));
        return tf.add(tf.sub(sum, sum.dataSync()[0] ?? NaN), batch);
      },
      tokensOf: () => 10,
      logFile: file,
      ...(development && {
        development: { evaluate: () => development, everySteps: 30, score: 'exact', isHigherBetter: true },
      }),
    });
    disposeVariables(variables);
    return readTrainingLog(file);
  }

  it('logs the mean loss since the entry before, over the end of an epoch too', async () => {
    const entries = await logRun();
    expect(entries.map(({ step, epoch }) => [step, epoch])).toEqual([
      [20, 1],
      [40, 2],
    ]);
    expect(entries[0]?.loss).toBeCloseTo(10.5, 4); // 1 … 20
    expect(entries[1]?.loss).toBeCloseTo((115 + 120) / 20, 4); // 21 … 25, then 1 … 15
  });

  it('logs learning rate, norm before clipping, tokens per second and time', async () => {
    const entries = await logRun();
    expect(entries.map(({ learningRate }) => learningRate)).toEqual([0.25, 0.5]);
    for (const { gradientNorm, tokensPerSecond, seconds } of entries) {
      expect(gradientNorm).toBeCloseTo(4, 4);
      expect(tokensPerSecond).toBeGreaterThan(0);
      expect(seconds).toBeGreaterThan(0);
    }
  });

  it('logs every evaluation', async () => {
    const figures = { exact: 0.5, loss: 2 };
    const evaluations = (await logRun(figures)).filter(({ development }) => development !== undefined);
    expect(evaluations).toMatchObject([
      { step: 30, development: figures },
      { step: 50, development: figures },
    ]);
  });
});
