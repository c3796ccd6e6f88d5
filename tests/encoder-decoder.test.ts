/** The attention encoder-decoder on TensorFlow.js against the same weights in ONNX Runtime, and its attention itself. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { createSession } from '../models/artifact.ts';
import { additiveAttention, dotAttention } from '../models/attention.ts';
import { startBackend } from '../models/backend.ts';
import { padSequences } from '../models/batches.ts';
import { decoderGraph, encoderGraph } from '../models/encoder-decoder-graph.ts';
import {
  createEncoderDecoderWeights,
  decodeBatch,
  decodeTarget,
  encodeSource,
  type EncoderDecoderSettings,
} from '../models/encoder-decoder.ts';
import { argmax, floatsOf, outputOf, type States } from '../models/inference.ts';
import { createVariables, disposeVariables } from '../models/network.ts';
import { decodeWeights } from '../models/onnx-layers.ts';
import { encodeModel } from '../models/onnx.ts';
import { createRandom } from '../models/random.ts';
import { CELLS, stateOutput } from '../models/weights.ts';
import { maxDifference, numericGradient } from './tensor-support.ts';

const SYMBOLS = 7;
const [START, END] = [1, 2];
const settingsOf = (overrides: Partial<EncoderDecoderSettings>): EncoderDecoderSettings => ({
  cell: 'lstm',
  units: 6,
  embedding: 5,
  layers: 1,
  attention: 'dot',
  sourceSymbols: SYMBOLS,
  targetSymbols: SYMBOLS,
  keepProbability: 1,
  dropout: 'variational',
  labelSmoothing: 0,
  ...overrides,
});

const settings = fc.record({
  cell: fc.constantFrom(...CELLS),
  layers: fc.integer({ min: 1, max: 2 }),
  attention: fc.constantFrom('dot' as const, 'additive' as const),
});
const sequences = fc.array(fc.array(fc.integer({ min: 3, max: SYMBOLS - 1 }), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 4,
});
const weightSeed = fc.integer({ min: 1, max: 2 ** 31 });

const ids = (values: ArrayLike<number>, shape: number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(Array.from(values, BigInt)), shape);

/** Greedy decoding of one source with the exported graphs, one symbol a run. */
async function writeInOnnx(
  encoder: InferenceSession,
  decoder: InferenceSession,
  source: readonly number[],
  maxSteps: number,
): Promise<number[]> {
  const encoded = await encoder.run({ source: ids(source, [source.length, 1]), lengths: ids([source.length], [1]) });
  const { keys, values, penalties, ...initial } = encoded as States;
  let states: States = initial;
  let symbol = START;
  const written: number[] = [];
  while (written.length < maxSteps) {
    const fixed = { keys, values, penalties } as States;
    const outputs = await decoder.run({ symbols: ids([symbol], [1, 1]), ...fixed, ...states });
    symbol = argmax(floatsOf(outputOf(outputs, 'logits')));
    if (symbol === END) break;
    written.push(symbol);
    states = Object.fromEntries(Object.keys(states).map((name) => [name, outputOf(outputs, stateOutput(name))]));
  }
  return written;
}

beforeAll(async () => {
  await startBackend();
});

describe('exported, the encoder-decoder', () => {
  it('has the logits and the attention of TensorFlow.js, for any cell, lengths and weights', async () => {
    await fc.assert(
      fc.asyncProperty(settings, sequences, sequences, weightSeed, async (chosen, sources, targets, seed) => {
        const network = settingsOf(chosen);
        const weights = createEncoderDecoderWeights(network, createRandom(seed));
        const variables = createVariables(weights);
        const source = padSequences(sources, 0);
        const batch = sources.length;
        const given = padSequences(
          sources.map((_, index) => [START, ...(targets[index % targets.length] ?? [])]),
          0,
        );
        const reference = tf.tidy(() => {
          const encoded = encodeSource(variables, network, source);
          const { logits, attention } = decodeTarget(variables, network, given.ids, encoded);
          return { logits: logits.dataSync(), attention: attention.dataSync() };
        });
        const encoder = await createSession(encodeModel(encoderGraph(weights, network)));
        const decoder = await createSession(encodeModel(decoderGraph(weights, network)));
        const encoded = await encoder.run({
          source: ids(source.ids, [source.steps, batch]),
          lengths: ids(source.lengths, [batch]),
        });
        const outputs = await decoder.run({ symbols: ids(given.ids, [given.steps, batch]), ...(encoded as States) });
        disposeVariables(variables);
        await Promise.all([encoder.release(), decoder.release()]);
        expect(maxDifference(floatsOf(outputOf(outputs, 'logits')), reference.logits)).toBeLessThan(1e-4);
        expect(maxDifference(floatsOf(outputOf(outputs, 'attention')), reference.attention)).toBeLessThan(1e-4);
      }),
      { numRuns: 25 },
    );
  });

  it('writes symbol by symbol what TensorFlow.js writes for a whole batch', async () => {
    const network = settingsOf({ layers: 2 });
    const weights = createEncoderDecoderWeights(network, createRandom(3));
    const variables = createVariables(weights);
    const sources = [[3, 4, 5], [6], [5, 5, 3, 4, 6]];
    const written = decodeBatch(variables, network, padSequences(sources, 0), { start: START, end: END }, 8);
    disposeVariables(variables);
    const encoder = await createSession(encodeModel(encoderGraph(weights, network)));
    const decoder = await createSession(encodeModel(decoderGraph(weights, network)));
    for (const [index, source] of sources.entries()) {
      expect(await writeInOnnx(encoder, decoder, source, 8)).toEqual(written[index]);
    }
    await Promise.all([encoder.release(), decoder.release()]);
  });

  it.each(CELLS)('gives its %s weights back unchanged', (cell) => {
    const network = settingsOf({ cell, attention: 'additive' });
    const weights = createEncoderDecoderWeights(network, createRandom(2));
    const decoded = {
      ...decodeWeights(encodeModel(encoderGraph(weights, network)), cell),
      ...decodeWeights(encodeModel(decoderGraph(weights, network)), cell),
    };
    expect(decoded).toEqual(weights);
  });
});

describe.each(['dot', 'additive'] as const)('%s attention', (kind) => {
  const draw = (...shape: [number, number, number]): tf.Tensor3D => tf.randomNormal(shape, 0, 1, 'float32', 5);
  const [QUERIES, KEYS, BATCH, COLUMNS] = [2, 5, 3, 4];
  const score = (): tf.Tensor2D => tf.tensor2d([1, -1, 0.5, 2], [COLUMNS, 1]);
  const attend = (queries: tf.Tensor3D, keys: tf.Tensor3D, values: tf.Tensor3D, lengths?: number[]) =>
    kind === 'dot'
      ? dotAttention(queries, keys, values, lengths)
      : additiveAttention(queries, keys, values, score(), lengths);

  it('gives weights that sum to one over the keys that count, and none to the others', () => {
    tf.tidy(() => {
      const lengths = [5, 1, 3];
      const { weights } = attend(
        draw(QUERIES, BATCH, COLUMNS),
        draw(KEYS, BATCH, COLUMNS),
        draw(KEYS, BATCH, 2),
        lengths,
      );
      expect(weights.shape).toEqual([BATCH, QUERIES, KEYS]);
      const rows = weights.arraySync();
      rows.forEach((queries, sequence) => {
        for (const row of queries) {
          expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
          expect(row.slice(lengths[sequence]).every((weight) => weight === 0)).toBe(true);
        }
      });
    });
  });

  it('does not change with what stands after a sequence', () => {
    tf.tidy(() => {
      const [queries, keys, values] = [draw(QUERIES, 1, COLUMNS), draw(KEYS, 1, COLUMNS), draw(KEYS, 1, 2)];
      const padded = attend(queries, keys, values, [3]).context;
      const cut = (tensor: tf.Tensor3D): tf.Tensor3D => tf.slice(tensor, [0, 0, 0], [3, 1, -1]);
      const short = attend(queries, cut(keys), cut(values)).context;
      expect(maxDifference(padded.dataSync(), short.dataSync())).toBeLessThan(1e-6);
    });
  });

  it('has the gradients that finite differences have', () => {
    tf.tidy(() => {
      const tensors = [draw(QUERIES, BATCH, COLUMNS), draw(KEYS, BATCH, COLUMNS), draw(KEYS, BATCH, 2)];
      const outputWeights = draw(QUERIES, BATCH, 2);
      const lossOf = (args: tf.Tensor[]): tf.Scalar => {
        const [queries, keys, values] = args as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
        return tf.sum(tf.mul(attend(queries, keys, values, [5, 2, 3]).context, outputWeights));
      };
      const gradients = tf.grads((...args) => lossOf(args))(tensors);
      tensors.forEach((tensor, which) => {
        for (const index of [0, Math.floor(tensor.size / 2), tensor.size - 1]) {
          const numeric = numericGradient(lossOf, tensors, which, index, 1e-2);
          expect(Math.abs((gradients[which]?.dataSync()[index] ?? NaN) - numeric)).toBeLessThan(0.01);
        }
      });
    });
  });
});
