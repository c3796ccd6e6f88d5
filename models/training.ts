/**
 * The training loop of every model: epochs of batches, Adam, a learning-rate schedule, clipping by global norm, an
 * exponential average of the weights, early stopping on a development set, checkpoints that resume to the same curve,
 * progress, a log, and a stop with the place where it goes wrong.
 *
 * Batches of an epoch and the noise of a step (dropout) are drawn from seeds derived from their numbers, so a run that
 * resumes at a step does what it would have done there.
 */
import * as tf from '@tensorflow/tfjs-core';
import { createAverage, type Average } from './average.ts';
import { loadCheckpoint, saveCheckpoint, type RunState } from './checkpoint.ts';
import { readWeights, type Variables } from './network.ts';
import { createAdam, type Optimizer } from './optimizer.ts';
import { createRandom, deriveSeed, type Random } from './random.ts';
import { createSchedule, type ScheduleOptions } from './schedule.ts';
import { openTrainingLog } from './training-log.ts';
import { takeStep, watchDivergence } from './training-step.ts';
import type { Weights } from './weights.ts';

export interface Progress {
  epoch: number; // from 1
  epochs: number;
  step: number; // in the epoch, from 1
  steps: number;
  /** Mean loss of the epoch so far. */
  loss: number;
  /** The development set's last score, and what it is. */
  score?: { name: string; value: number } | undefined;
  /** In the last second or so; only where batches know their tokens. */
  tokensPerSecond?: number | undefined;
  /** Estimated from the time the finished steps took. */
  secondsLeft: number;
  /** Whether no step follows, be it that all are done or that the run stops early. */
  isLast: boolean;
}

/** What every training run takes besides its settings. */
export interface RunOptions {
  seed: number;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** A measurement on data that the training does not see. */
export interface Development {
  /** Called with the averaged weights in place; figures by name. */
  evaluate: () => Record<string, number> | Promise<Record<string, number>>;
  everySteps: number;
  /** The figure that decides, and whether a higher one is better. */
  score: string;
  isHigherBetter: boolean;
  /** Stops after so many evaluations in a row without a better score. */
  patience?: number;
  /** Stops as soon as the score is this good. */
  target?: number;
}

export interface CheckpointOptions {
  folder: string;
  /** Goes on from the folder's checkpoint, if it has one. */
  resume: boolean;
  /** Says what is trained, and how; a checkpoint of anything else is refused. */
  fingerprint: string;
  everySeconds?: number;
}

export interface TrainingOptions<Batch> extends RunOptions {
  variables: Variables;
  epochs: number;
  /** One rate, or a schedule of it. */
  learningRate: number | ScheduleOptions;
  /** The batches of one epoch; drawn anew each epoch, always in the same way from the same `random`. */
  batches: (random: Random) => readonly Batch[];
  /** @param noise for dropout. */
  loss: (batch: Batch, noise: Random) => tf.Scalar;
  /** Gradients together are scaled down to this norm (Pascanu et al. 2013). */
  clipNorm?: number;
  /** Share of the average that stays each step, e.g. 0.999; the trained weights are then the averaged ones. */
  averageDecay?: number;
  development?: Development;
  checkpoint?: CheckpointOptions | undefined;
  /** File for a JSON line every `LOG_STEPS` steps and every evaluation. */
  logFile?: string | undefined;
  tokensOf?: (batch: Batch) => number;
}

export interface TrainingResult {
  /** Mean loss of each epoch that was finished. */
  losses: number[];
  steps: number;
  seconds: number;
  /** The best evaluation; the variables hold the weights it was made with. */
  best: { score: number; step: number } | null;
}

const LOG_STEPS = 20;
const CHECKPOINT_SECONDS = 60;
const newState = (fingerprint: string): RunState => ({
  fingerprint,
  step: 0,
  epoch: 0,
  stepInEpoch: 0,
  lossSum: 0,
  lossSumSinceLog: 0,
  epochLosses: [],
  smoothedLoss: null,
  lowestLoss: null,
  best: null,
  evaluationsSinceBest: 0,
  seconds: 0,
  isFinished: false,
});

/**
 * Trains `variables` in place.
 * @throws when a loss or gradient is not finite, or the loss rises far above where it was; the message says where.
 */
export async function train<Batch>(options: TrainingOptions<Batch>): Promise<TrainingResult> {
  const { variables, averageDecay, checkpoint } = options;
  const optimizer = createAdam(variables);
  const average = averageDecay === undefined ? undefined : createAverage(variables, averageDecay);
  try {
    return await runLoop(options, {
      optimizer,
      average,
      ...restoreRun(options, optimizer, average, checkpoint),
    });
  } finally {
    optimizer.dispose();
    average?.dispose();
  }
}

interface Run {
  state: RunState;
  /** The weights of the best evaluation so far. */
  bestWeights: Weights | undefined;
  optimizer: Optimizer;
  average: Average | undefined;
}

const withPrefix = (prefix: string, weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [prefix + name, weight]));
const withoutPrefix = (prefix: string, weights: Weights): Weights =>
  Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, weight]) => [name.slice(prefix.length), weight]),
  );

/** Puts weights into the variables. @throws when one is missing. */
export function writeVariables(variables: Variables, weights: Weights): void {
  for (const [name, variable] of Object.entries(variables)) {
    const weight = weights[name];
    if (weight === undefined) throw new Error(`The weights lack ${name}.`);
    tf.tidy(() => {
      variable.assign(tf.tensor(weight.values, weight.shape));
    });
  }
}

function restoreRun(
  { variables }: { variables: Variables },
  optimizer: Optimizer,
  average: Average | undefined,
  checkpoint: CheckpointOptions | undefined,
): Pick<Run, 'state' | 'bestWeights'> {
  const found = checkpoint?.resume === true ? loadCheckpoint(checkpoint.folder) : undefined;
  if (found === undefined || checkpoint === undefined) {
    return { state: newState(checkpoint?.fingerprint ?? ''), bestWeights: undefined };
  }
  const { state, tensors } = found;
  if (state.fingerprint !== checkpoint.fingerprint) {
    throw new Error(
      `The checkpoint in ${checkpoint.folder} is of other settings (${state.fingerprint}, not ` +
        `${checkpoint.fingerprint}): train with those, or start anew without --resume.`,
    );
  }
  writeVariables(variables, withoutPrefix('variable/', tensors));
  optimizer.restore(withoutPrefix('adam/', tensors), state.step);
  average?.restore(withoutPrefix('average/', tensors), state.step);
  const best = withoutPrefix('best/', tensors);
  return { state, bestWeights: Object.keys(best).length > 0 ? best : undefined };
}

async function runLoop<Batch>(options: TrainingOptions<Batch>, run: Run): Promise<TrainingResult> {
  const { variables, epochs, seed, batches, development, checkpoint, onProgress, tokensOf } = options;
  const { state } = run;
  const rate = options.learningRate;
  const rateOf = typeof rate === 'number' ? () => rate : createSchedule(rate);
  const log = options.logFile === undefined ? undefined : openTrainingLog(options.logFile, state.step);
  const secondsBefore = state.seconds;
  const startedMs = performance.now();
  let savedMs = startedMs;
  let logged = { tokens: 0, ms: startedMs };
  let latest: Progress['score'];
  let tokensPerSecond: number | undefined;

  const updateSeconds = (): number => (state.seconds = secondsBefore + (performance.now() - startedMs) / 1000);
  const save = (): void => {
    if (checkpoint === undefined) return;
    updateSeconds();
    saveCheckpoint(checkpoint.folder, {
      state,
      tensors: {
        ...withPrefix('variable/', readWeights(variables)),
        ...withPrefix('adam/', run.optimizer.read()),
        ...withPrefix('average/', run.average?.read() ?? {}),
        ...withPrefix('best/', run.bestWeights ?? {}),
      },
    });
    savedMs = performance.now();
  };
  /** @returns whether to stop. */
  const evaluate = async ({ evaluate, score, isHigherBetter, patience, target }: Development): Promise<boolean> => {
    const swapped = run.average?.swapIn();
    const figures = await evaluate();
    const broken = Object.entries(figures).find(([, figure]) => !Number.isFinite(figure));
    if (broken) throw new Error(`The development set's ${broken[0]} became ${broken[1]} after step ${state.step}.`);
    const value = figures[score];
    if (value === undefined) throw new Error(`The evaluation gives no ${score}.`);
    latest = { name: score, value };
    const isBetter = (other: number): boolean => (isHigherBetter ? value > other : value < other);
    if (state.best === null || isBetter(state.best.score)) {
      state.best = { score: value, step: state.step };
      state.evaluationsSinceBest = 0;
      run.bestWeights = readWeights(variables);
    } else state.evaluationsSinceBest += 1;
    swapped?.();
    log?.append({ step: state.step, epoch: state.epoch + 1, seconds: updateSeconds(), development: figures });
    const isReached = target !== undefined && (value === target || isBetter(target));
    return isReached || (patience !== undefined && state.evaluationsSinceBest >= patience);
  };

  while (state.epoch < epochs && !state.isFinished) {
    const epochBatches = batches(createRandom(deriveSeed(seed, state.epoch)));
    if (epochBatches.length === 0) throw new Error('An epoch has no batches: there is too little data for one.');
    while (state.stepInEpoch < epochBatches.length && !state.isFinished) {
      const batch = epochBatches[state.stepInEpoch] as Batch;
      state.step += 1;
      state.stepInEpoch += 1;
      const place = `epoch ${state.epoch + 1}, step ${state.stepInEpoch}`;
      const learningRate = rateOf(state.step);
      const { loss, gradientNorm } = takeStep(options, run.optimizer, batch, learningRate, state.step, place);
      run.average?.update();
      state.lossSum += loss;
      state.lossSumSinceLog += loss;
      watchDivergence(state, loss, place);

      logged.tokens += tokensOf?.(batch) ?? 0;
      if (state.step % LOG_STEPS === 0) {
        const nowMs = performance.now();
        tokensPerSecond = tokensOf && (logged.tokens * 1000) / (nowMs - logged.ms);
        log?.append({
          step: state.step,
          epoch: state.epoch + 1,
          loss: state.lossSumSinceLog / LOG_STEPS,
          learningRate,
          gradientNorm,
          ...(tokensPerSecond !== undefined && { tokensPerSecond: Math.round(tokensPerSecond) }),
          seconds: updateSeconds(),
        });
        state.lossSumSinceLog = 0;
        logged = { tokens: 0, ms: nowMs };
      }
      if (development !== undefined && state.step % development.everySteps === 0) {
        state.isFinished = await evaluate(development);
        logged.ms = performance.now();
      }
      const done = state.epoch + state.stepInEpoch / epochBatches.length;
      const isLast = state.isFinished || done === epochs;
      onProgress?.({
        epoch: state.epoch + 1,
        epochs,
        step: state.stepInEpoch,
        steps: epochBatches.length,
        loss: state.lossSum / state.stepInEpoch,
        score: latest,
        tokensPerSecond,
        secondsLeft: isLast ? 0 : (updateSeconds() / done) * (epochs - done),
        isLast,
      });
      const everySeconds = checkpoint?.everySeconds ?? CHECKPOINT_SECONDS;
      if (performance.now() - savedMs >= everySeconds * 1000) save();
      // Progress can be drawn and Ctrl+C handled between steps.
      await new Promise(setImmediate);
    }
    if (state.stepInEpoch === epochBatches.length) {
      state.epochLosses.push(state.lossSum / epochBatches.length);
      state.epoch += 1;
      state.stepInEpoch = 0;
      state.lossSum = 0;
    }
  }
  if (development !== undefined && !state.isFinished && state.step % development.everySteps !== 0) {
    await evaluate(development);
  }
  state.isFinished = true;
  save();
  if (run.bestWeights !== undefined) writeVariables(variables, run.bestWeights);
  else run.average?.apply();
  return { losses: state.epochLosses, steps: state.step, seconds: updateSeconds(), best: state.best };
}
