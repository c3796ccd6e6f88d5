import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../models/backend.ts';
import { loadCheckpoint, type RunState } from '../models/checkpoint.ts';
import { createVariables, disposeVariables, readWeights } from '../models/network.ts';
import { createRandom } from '../models/random.ts';
import { readTrainingLog, type LogEntry } from '../models/training-log.ts';
import { train, type TrainingResult } from '../models/training.ts';
import { normal, type Weights } from '../models/weights.ts';
import { ROOT } from './server-support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'resume-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What an entry says of the training; how long it took is another matter. */
const figuresOf = ({ step, epoch, loss, learningRate, gradientNorm, development }: LogEntry) => ({
  ...{ step, epoch, loss, learningRate, gradientNorm, development },
});

describe('a run that goes on from its checkpoint', () => {
  const STEPS = 12; // an epoch
  interface Outcome {
    result: TrainingResult;
    weights: Weights;
    log: ReturnType<typeof figuresOf>[];
    /** What the checkpoint is left with. */
    state: Partial<RunState>;
  }

  beforeAll(async () => {
    await startBackend();
  });

  /** @param dieAt the step, of the whole run, that is not finished. */
  async function run(name: string, { resume = false, dieAt = 0, fingerprint = 'a line' } = {}): Promise<Outcome> {
    const variables = createVariables({ line: normal([3], createRandom(1)), other: normal([3], createRandom(2)) });
    const [line, other] = [variables['line'], variables['other']] as [tf.Variable, tf.Variable];
    const logFile = path.join(folder, name, 'log.jsonl');
    try {
      const result = await train({
        seed: 5,
        variables,
        epochs: 3,
        learningRate: { peak: 0.05, warmUpSteps: 10, decay: 'cosine', totalSteps: 3 * STEPS },
        clipNorm: 0.5,
        averageDecay: 0.9,
        batches: (random) => Array.from({ length: STEPS }, () => random.normal()),
        loss: (batch, noise) => tf.mean(tf.square(tf.add(tf.mul(line, batch), tf.mul(other, noise.normal())))),
        development: {
          evaluate: () => ({ size: tf.tidy(() => tf.sum(tf.abs(line)).dataSync()[0] ?? NaN) }),
          everySteps: 5,
          score: 'size',
          isHigherBetter: true, // so the best comes early, and patience ends at step 30
          patience: 5,
        },
        checkpoint: { folder: path.join(folder, name), resume, fingerprint, everySeconds: 0 },
        logFile,
        onProgress: ({ epoch, step }) => {
          if ((epoch - 1) * STEPS + step === dieAt) throw new Error('killed');
        },
      });
      const state = { ...loadCheckpoint(path.join(folder, name))?.state, seconds: 0 };
      return { result, weights: readWeights(variables), log: readTrainingLog(logFile).map(figuresOf), state };
    } finally {
      disposeVariables(variables);
    }
  }
  const comparable = ({ result: { losses, steps, best }, weights, log, state }: Outcome) => ({
    ...{ losses, steps, best, weights, log, state },
  });

  it.each([
    ['before the first checkpoint', 1],
    ['in an epoch', 8],
    ['where it evaluates', 16],
    ['at the end of an epoch', 25],
    ['in the last step', 30],
  ])('ends with the weights, losses and log of one that was not broken off %s', async (_, dieAt) => {
    await expect(run('broken', { dieAt })).rejects.toThrow('killed');
    expect(comparable(await run('broken', { resume: true }))).toEqual(comparable(await run('whole')));
  });

  it('trains no further when it had ended', async () => {
    const first = await run('whole');
    expect(comparable(await run('whole', { resume: true, dieAt: 1 }))).toEqual(comparable(first));
  });

  it('starts anew when not told to go on', async () => {
    await run('whole');
    await expect(run('whole', { dieAt: 1 })).rejects.toThrow('killed');
  });

  it('is refused with other settings, naming both', async () => {
    await run('whole');
    const other = run('whole', { resume: true, fingerprint: 'a curve' });
    await expect(other).rejects.toThrow('is of other settings (a line, not a curve): train with those, or start anew');
  });
});

describe('npm run train, killed with SIGKILL', () => {
  const SIZE = ['--units', '8', '--epochs', '2', '--batches', '25', '--unseen', '20', '--every', '0'];
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  function start(name: string, ...options: string[]): ChildProcess {
    const script = ['--import', 'tsx', 'models/train.ts', 'copy', ...SIZE, '--folder', path.join(folder, name)];
    const child = spawn(process.execPath, [...script, ...options], { cwd: ROOT, stdio: 'ignore' });
    children.add(child);
    return child;
  }
  async function waitForExit(child: ChildProcess): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }
  const readLog = (name: string): LogEntry[] => readTrainingLog(path.join(folder, name, 'log.jsonl'));
  function hasEvaluated(name: string): boolean {
    try {
      return readFileSync(path.join(folder, name, 'log.jsonl'), 'utf8').includes('development');
    } catch {
      return false; // not there yet
    }
  }

  it('resumes to the same losses', async () => {
    const whole = start('whole');
    const killed = start('killed');
    while (!hasEvaluated('killed') && killed.exitCode === null) await sleep(5);
    killed.kill('SIGKILL');
    await waitForExit(killed);
    const { state } = loadCheckpoint(path.join(folder, 'killed')) ?? {};
    expect(state?.step).toBeGreaterThan(0);
    expect(state?.isFinished).toBe(false);

    expect(await waitForExit(start('killed', '--resume'))).toBe(0);
    expect(await waitForExit(whole)).toBe(0);
    const [expected, actual] = [readLog('whole'), readLog('killed')];
    expect(actual.map(({ step }) => step)).toEqual([20, 25, 40, 50]);
    expect(expected.map(({ step }) => step)).toEqual([20, 25, 40, 50]);
    expected.forEach(({ loss, development }, index) => {
      expect(Math.abs((actual[index]?.loss ?? 0) - (loss ?? 0))).toBeLessThan(1e-6);
      const [theirs, ours] = [development?.['loss'] ?? 0, actual[index]?.development?.['loss'] ?? 0];
      expect(Math.abs(ours - theirs)).toBeLessThan(1e-6);
    });
  });
});
