/**
 * Training against PyTorch, Keras and `tf.layers`: the MNIST classifiers (basic RNN and LSTM of 128 units, batch 512)
 * and the attention encoder-decoder (256 units, 30 source and 40 target steps, batch 128). In turns in one run; a turn
 * trains as many batches as fill about two seconds.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { findBackends, startBackend, type BackendName } from '../../models/backend.ts';
import { makePairBatch, type PairBatch } from '../../models/batches.ts';
import { drawBatches, loadDigitImages, pickDigits, type Digits } from '../../models/digits/data.ts';
import { DIGITS_SETTINGS, createDigitsWeights, digitLogits } from '../../models/digits/model.ts';
import { createEncoderDecoderWeights, pairLoss, type EncoderDecoderSettings } from '../../models/encoder-decoder.ts';
import { createVariables, crossEntropy } from '../../models/network.ts';
import { createRandom } from '../../models/random.ts';
import { summarise, type Spread } from '../../models/report.ts';
import { train } from '../../models/training.ts';
import { GATES } from '../../models/weights.ts';
import { startPythonPeer, type PythonPeer } from './python-peer.ts';

const TASKS = ['rnn', 'lstm', 'encoder-decoder'] as const;
type Task = (typeof TASKS)[number];

export interface TrainingResult {
  task: Task;
  contender: string;
  /** Milliseconds a batch; one turn only where a batch takes longer than `SLOW_MS`. */
  batchMs: Spread;
  examples: number;
  /** Share of the fastest product of two large matrices that any contender reaches here. */
  peakShare: number;
}

export interface TrainingBench {
  results: TrainingResult[];
  /** Operations a second of the fastest large product in this run. */
  peakFlops: number;
  /** Contenders that could not take part, and why. */
  missing: string[];
}

export const PYTORCH = 'PyTorch';
export const DIGITS_EPOCH = Math.floor(60_000 / DIGITS_SETTINGS.batchSize);
const ROUNDS = 5;
const TURN_MS = 2000;
const SLOW_MS = 4000;
/** Plain JavaScript would take minutes for one batch of the encoder-decoder. */
const TOO_SLOW: readonly { backend: BackendName; task: Task }[] = [{ backend: 'cpu', task: 'encoder-decoder' }];

const PAIRS = { batch: 128, sourceSteps: 30, targetSteps: 40, symbols: 512 };
const NETWORK: EncoderDecoderSettings = {
  cell: 'lstm',
  units: 256,
  embedding: 256,
  layers: 1,
  attention: 'dot',
  sourceSymbols: PAIRS.symbols,
  targetSymbols: PAIRS.symbols,
  keepProbability: 1,
  dropout: 'variational',
  labelSmoothing: 0,
};

const examplesOf = (task: Task): number => (task === 'encoder-decoder' ? PAIRS.batch : DIGITS_SETTINGS.batchSize);

/** Multiplications and additions of all products in a batch's forward pass and gradients. */
function operationsOf(task: Task): number {
  /** Forward, then a product of the same size for the weights' gradient, and one for the inputs' where wanted. */
  const product = (rows: number, inputs: number, outputs: number, isInputTrained = true): number =>
    2 * rows * inputs * outputs * (isInputTrained ? 3 : 2);
  if (task !== 'encoder-decoder') {
    const { units, batchSize } = DIGITS_SETTINGS;
    const rows = 28 * batchSize;
    const columns = GATES[task].length * units;
    return product(rows, 28, columns, false) + product(rows, units, columns) + product(batchSize, units, 10);
  }
  const { units } = NETWORK;
  const { batch, sourceSteps, targetSteps, symbols } = PAIRS;
  const [read, written] = [batch * sourceSteps, batch * targetSteps];
  const direction = product(read, units, 2 * units) + product(read, units / 2, 2 * units);
  const decoder = product(written, units, 4 * units) + product(written, units, 4 * units);
  const attention = 2 * product(written, units, sourceSteps);
  const dense = product(read, units, units) + product(written, 2 * units, units) + product(written, units, symbols);
  return 2 * direction + decoder + attention + dense;
}

interface Contender {
  name: string;
  prepare?: () => Promise<unknown>;
  /** @returns seconds for so many batches. */
  run: (batches: number) => Promise<number>;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
};

const repeat = <T>(list: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, index) => list[index % list.length] as T);

async function ourDigits(backend: BackendName, cell: 'rnn' | 'lstm', digits: Digits): Promise<Contender> {
  await startBackend(backend);
  const settings = { ...DIGITS_SETTINGS, cell };
  const variables = createVariables(createDigitsWeights(settings, createRandom(1)));
  return {
    name: `ours, ${backend}`,
    prepare: () => startBackend(backend),
    run: (batches) =>
      timed(() =>
        train({
          seed: 1,
          variables,
          epochs: 1,
          learningRate: settings.learningRate,
          batches: (random) => repeat(drawBatches(digits.count, settings.batchSize, random), batches),
          loss: (batch) => {
            const { pixels, labels } = pickDigits(digits, batch);
            return crossEntropy(digitLogits(variables, cell, pixels), labels);
          },
        }),
      ),
  };
}

async function layersDigits(backend: BackendName, cell: 'rnn' | 'lstm', digits: Digits): Promise<Contender> {
  await startBackend(backend);
  const { units, batchSize, learningRate } = DIGITS_SETTINGS;
  const create = cell === 'rnn' ? layers.layers.simpleRNN : layers.layers.lstm;
  // tf.layers' own orthogonal start needs tensor methods that tfjs-core leaves out; it makes no difference to the time.
  const recurrent = create({ units, inputShape: [28, 28], recurrentInitializer: 'glorotUniform' });
  const model = layers.sequential({ layers: [recurrent, layers.layers.dense({ units: 10, activation: 'softmax' })] });
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'sparseCategoricalCrossentropy' });
  const [first] = drawBatches(digits.count, batchSize, createRandom(1));
  const { pixels, labels } = pickDigits(digits, first ?? new Int32Array());
  return {
    name: `tf.layers, ${backend}`,
    prepare: () => startBackend(backend),
    run: (batches) =>
      timed(async () => {
        for (let batch = 0; batch < batches; batch += 1) {
          const x = tf.tensor3d(pixels, [batchSize, 28, 28]);
          const y = tf.tensor1d(Float32Array.from(labels));
          await model.trainOnBatch(x, y);
          tf.dispose([x, y]);
        }
      }),
  };
}

function drawPairs(): PairBatch {
  const random = createRandom(1);
  const draw = (length: number): number[] => Array.from({ length }, () => 3 + Math.floor(random.uniform() * 500));
  const pairs = Array.from({ length: PAIRS.batch }, () => ({
    source: draw(PAIRS.sourceSteps),
    target: draw(PAIRS.targetSteps - 1), // the start and end symbols make it the full length
  }));
  return makePairBatch(pairs, { blank: 0, start: 1, end: 2 });
}

async function ourEncoderDecoder(backend: BackendName): Promise<Contender> {
  await startBackend(backend);
  const variables = createVariables(createEncoderDecoderWeights(NETWORK, createRandom(1)));
  const pairs = drawPairs();
  return {
    name: `ours, ${backend}`,
    prepare: () => startBackend(backend),
    run: (batches) =>
      timed(() =>
        train({
          seed: 1,
          variables,
          epochs: 1,
          learningRate: 0.001,
          clipNorm: 1e9,
          batches: () => repeat([pairs], batches),
          loss: (batch, noise) => pairLoss(variables, NETWORK, batch, noise),
        }),
      ),
  };
}

const pythonContender = (peer: PythonPeer, name: string, task: Task): Contender => ({
  name,
  run: (batches) => peer.run(task, batches),
});

/** Milliseconds a batch of each contender, from `ROUNDS` turns; one that fails is left out with its reason. */
async function contest(
  contenders: readonly Contender[],
  onTurn: (text: string) => void,
): Promise<{ times: Map<string, Spread>; missing: string[] }> {
  const turns = new Map<string, { batches: number; values: number[] }>();
  const missing: string[] = [];
  for (const { name, prepare, run } of contenders) {
    onTurn(`${name}, first batches`);
    try {
      await prepare?.();
      const first = 1000 * (await run(1)); // compiled code and caches are not what is compared
      const second = first > SLOW_MS ? first : (1000 * (await run(2))) / 2;
      const batches = Math.min(DIGITS_EPOCH, Math.max(1, Math.round(TURN_MS / second)));
      turns.set(name, { batches, values: second > SLOW_MS ? [second] : [] });
    } catch (error) {
      missing.push(`${name}: ${(error as Error).message.split('\n')[0] ?? ''}`);
    }
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { name, prepare, run } of contenders) {
      const turn = turns.get(name);
      if (turn === undefined || (turn.batches === 1 && turn.values.length > 0)) continue;
      onTurn(`${name}, turn ${round}/${ROUNDS}`);
      await prepare?.();
      turn.values.push((1000 * (await run(turn.batches))) / turn.batches);
    }
  }
  return { times: new Map(Array.from(turns, ([name, { values }]) => [name, summarise(values)])), missing };
}

/** Operations a second of TensorFlow.js's fastest large product. */
async function measureProduct(backend: BackendName): Promise<number> {
  await startBackend(backend);
  const size = 2048;
  const a = tf.randomUniform<tf.Rank.R2>([size, size]);
  const run = (): Float32Array => tf.tidy(() => tf.slice(tf.matMul(a, a), [0, 0], [1, 1]).dataSync<'float32'>());
  run();
  const seconds = await timed(() => {
    for (let i = 0; i < 5; i += 1) run();
    return Promise.resolve();
  });
  a.dispose();
  return (5 * 2 * size ** 3) / seconds;
}

export async function benchTraining(onTurn: (text: string) => void): Promise<TrainingBench> {
  const backends = await findBackends();
  const missing: string[] = [];
  const peers: { peer: PythonPeer; name: string; tasks: readonly Task[] }[] = [];
  for (const { script, name, tasks } of [
    { script: 'torch_peer.py', name: PYTORCH, tasks: TASKS },
    { script: 'keras_peer.py', name: 'Keras', tasks: ['rnn', 'lstm'] as const },
  ]) {
    const peer = await startPythonPeer(script);
    if ('missing' in peer) missing.push(`${name}: ${peer.missing}`);
    else peers.push({ peer, name, tasks });
  }
  const [fastest = 'cpu'] = backends;
  // Measured again after each task: a shared machine is not always as fast.
  let peakFlops = Math.max(await measureProduct(fastest), ...peers.map(({ peer }) => peer.flops ?? 0));

  const digits = loadDigitImages('train');
  const measured: Omit<TrainingResult, 'peakShare'>[] = [];
  try {
    for (const task of TASKS) {
      const contenders: Contender[] = [];
      for (const backend of backends) {
        if (TOO_SLOW.some((slow) => slow.backend === backend && slow.task === task)) continue;
        if (task === 'encoder-decoder') {
          contenders.push(await ourEncoderDecoder(backend));
        } else {
          contenders.push(await ourDigits(backend, task, digits), await layersDigits(backend, task, digits));
        }
      }
      for (const { peer, name, tasks } of peers) {
        if (tasks.includes(task)) contenders.push(pythonContender(peer, name, task));
      }
      const contested = await contest(contenders, (text) => {
        onTurn(`${task}: ${text}`);
      });
      missing.push(...contested.missing.map((line) => `${task}: ${line}`));
      for (const [contender, batchMs] of contested.times) {
        measured.push({ task, contender, batchMs, examples: examplesOf(task) });
      }
      peakFlops = Math.max(peakFlops, await measureProduct(fastest));
    }
  } finally {
    for (const { peer } of peers) peer.close();
  }
  const results = measured.map((result) => ({
    ...result,
    peakShare: operationsOf(result.task) / (result.batchMs.median / 1000) / peakFlops,
  }));
  return { results, peakFlops, missing };
}
