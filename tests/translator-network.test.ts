/** The translator's network on TensorFlow.js against the same weights in ONNX Runtime, and its gradients. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { createSession } from '../models/artifact.ts';
import { startBackend } from '../models/backend.ts';
import { createVariables, disposeVariables, type Variables } from '../models/network.ts';
import { encodeModel, type GraphOptions } from '../models/onnx.ts';
import { createRandom } from '../models/random.ts';
import { makeBatch, type EncodedExample } from '../models/translator/batches.ts';
import { searchBeams } from '../models/translator/beam.ts';
import { CANDIDATES, decoderGraph, encoderGraph } from '../models/translator/graph.ts';
import {
  createTranslatorWeights,
  decodeBatch,
  decodeTarget,
  encodeSource,
  translationLoss,
  type NetworkSettings,
} from '../models/translator/model.ts';
import { createTranslationNetwork, type TranslationNetwork } from '../models/translator/network.ts';
import { SPECIAL } from '../models/translator/vocabulary.ts';
import type { Weights } from '../models/weights.ts';
import { maxDifference, onEachBackend } from './tensor-support.ts';
import { encodedExample } from './translator-support.ts';

const SETTINGS: NetworkSettings = {
  characterEmbedding: 5,
  characterUnits: 6,
  unitEmbedding: 7,
  encoderUnits: 8,
  decoderUnits: 8,
  targetEmbedding: 9,
  keepProbability: 0.8,
  labelSmoothing: 0.1,
};
const SIZES = { characters: 12, units: 15, targetPieces: 20 };
const example = encodedExample(SIZES.characters, SIZES.units, SIZES.targetPieces);
const examples = fc.array(example, { minLength: 1, maxLength: 4 });
const seeds = fc.integer({ min: 1, max: 2 ** 31 });
const FEW = { numRuns: 12 };

const weightsOf = (seed: number, settings = SETTINGS, sizes = SIZES): Weights =>
  createTranslatorWeights(settings, sizes, createRandom(seed));

async function exported(
  weights: Weights,
  options?: GraphOptions,
  settings = SETTINGS,
  sizes = SIZES,
): Promise<TranslationNetwork> {
  const sessions = await Promise.all([
    createSession(encodeModel(encoderGraph(weights, settings, options))),
    createSession(encodeModel(decoderGraph(weights, settings, sizes.targetPieces, options))),
  ]);
  return createTranslationNetwork(...sessions);
}

/** What each example's pieces, and its end, are given in a batch of all. */
function logProbabilitiesOf(variables: Variables, list: readonly EncodedExample[], settings = SETTINGS): number[][] {
  const { source, target } = makeBatch(list);
  const [values, classes] = tf.tidy(() => {
    const { logits } = decodeTarget(variables, settings, target.input.ids, encodeSource(variables, settings, source));
    return [tf.logSoftmax(logits).dataSync(), logits.shape[1]] as const;
  });
  return list.map(({ target: pieces }, index) =>
    [...pieces, SPECIAL.end].map((piece, step) => values[(step * list.length + index) * classes + piece] ?? NaN),
  );
}

beforeAll(async () => {
  await startBackend();
});

describe('exported, the translator', () => {
  it('gives pieces the log-probabilities of TensorFlow.js, for any batch, lengths and weights', async () => {
    await fc.assert(
      fc.asyncProperty(examples, seeds, async (list, seed) => {
        const weights = weightsOf(seed);
        const variables = createVariables(weights);
        const expected = logProbabilitiesOf(variables, list);
        disposeVariables(variables);
        const network = await exported(weights);
        for (const [index, { source, target }] of list.entries()) {
          const { logProbabilities, units, characters } = await network.explain(source, target);
          expect(maxDifference(logProbabilities, expected[index] ?? [])).toBeLessThan(1e-4);
          const [sum = NaN, empty] = await network.score(source, [target, []]);
          expect(sum).toBeCloseTo(
            logProbabilities.reduce((all, value) => all + value, 0),
            3,
          );
          expect(empty).toBeLessThan(0);
          for (const row of [...units, ...characters]) {
            expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
          }
        }
        // The same from a padded batch, step by step, among the candidates.
        const step = await network.read(list.map(({ source }) => source));
        const first = await step(list.map((_, source) => ({ source, piece: SPECIAL.start, parent: -1 })));
        first.forEach(({ pieces, logProbabilities }, index) => {
          expect(Array.from(logProbabilities)).toEqual(Array.from(logProbabilities).sort((a, b) => b - a));
          const place = Array.from(pieces).indexOf(list[index]?.target[0] ?? NaN);
          if (place < 0) return;
          expect(Math.abs((logProbabilities[place] ?? NaN) - (expected[index]?.[0] ?? NaN))).toBeLessThan(1e-4);
        });
        await network.release();
      }),
      FEW,
    );
  });

  it('translates several sources at once as each alone, with several hypotheses each', async () => {
    const network = await exported(weightsOf(7));
    const settings = { start: SPECIAL.start, end: SPECIAL.end, width: 3, lengthPenalty: 0.8, margin: 2 };
    const bounds = { maxPieces: 8, required: [], forbidden: new Set([SPECIAL.blank]) };
    await fc.assert(
      fc.asyncProperty(examples, async (list) => {
        const sources = list.map(({ source }) => source);
        const together = await searchBeams(
          await network.read(sources),
          settings,
          sources.map(() => bounds),
        );
        for (const [index, source] of sources.entries()) {
          const [alone = []] = await searchBeams(await network.read([source]), settings, [bounds]);
          expect(together[index]?.map(({ pieces }) => pieces)).toEqual(alone.map(({ pieces }) => pieces));
          const scores = together[index]?.map(({ score }) => score) ?? [];
          expect(
            maxDifference(
              scores,
              alone.map(({ score }) => score),
            ),
          ).toBeLessThan(1e-4);
        }
      }),
      FEW,
    );
    await network.release();
  });

  it('with weights of 8 bits is a quarter of the size and stays close', async () => {
    const settings = { ...SETTINGS, encoderUnits: 24, decoderUnits: 32, targetEmbedding: 24 };
    const sizes = { ...SIZES, targetPieces: 500 };
    const weights = weightsOf(3, settings, sizes);
    const bytes = (options: GraphOptions): number =>
      encodeModel(decoderGraph(weights, settings, sizes.targetPieces, options)).length;
    expect(bytes({ quantise: true })).toBeLessThan(0.4 * bytes({}));
    const variables = createVariables(weights);
    const list = fc.sample(example, { numRuns: 4, seed: 2 });
    const expected = logProbabilitiesOf(variables, list, settings);
    disposeVariables(variables);
    const network = await exported(weights, { quantise: true }, settings, sizes);
    for (const [index, { source, target }] of list.entries()) {
      const { logProbabilities } = await network.explain(source, target);
      expect(maxDifference(logProbabilities, expected[index] ?? [])).toBeLessThan(0.05);
    }
    await network.release();
  });

  it('gives as many candidates as it says', async () => {
    const network = await exported(weightsOf(1));
    const step = await network.read([{ characters: [2], units: [2], first: [0], last: [0] }]);
    const [candidates] = await step([{ source: 0, piece: SPECIAL.start, parent: -1 }]);
    expect(candidates?.pieces).toHaveLength(CANDIDATES);
    await network.release();
  });
});

describe('on TensorFlow.js, the translator', () => {
  it('reads and writes the same whatever stands beside it in a batch', async () => {
    await onEachBackend(() => {
      const variables = createVariables(weightsOf(5));
      const list = fc.sample(example, { numRuns: 5, seed: 3 });
      const together = logProbabilitiesOf(variables, list);
      const { source } = makeBatch(list);
      const written = decodeBatch(variables, SETTINGS, source, SPECIAL, 6);
      for (const [index, one] of list.entries()) {
        const [alone = []] = logProbabilitiesOf(variables, [one]);
        expect(maxDifference(together[index] ?? [], alone)).toBeLessThan(1e-4);
        expect(decodeBatch(variables, SETTINGS, makeBatch([one]).source, SPECIAL, 6)).toEqual([written[index]]);
      }
      disposeVariables(variables);
    });
  });

  it('has a loss that is the mean of what its pieces cost', () => {
    const variables = createVariables(weightsOf(6));
    const list = fc.sample(example, { numRuns: 3, seed: 4 });
    const costs = logProbabilitiesOf(variables, list).flat();
    const loss = tf.tidy(() => translationLoss(variables, SETTINGS, makeBatch(list)).dataSync()[0]);
    disposeVariables(variables);
    expect(loss).toBeCloseTo(-costs.reduce((sum, value) => sum + value, 0) / costs.length, 4);
  });

  it('learns every weight, the same on every backend, and keeps no tensor', async () => {
    const weights = weightsOf(8);
    const batch = makeBatch(fc.sample(example, { numRuns: 6, seed: 5 }));
    let reference: Record<string, Float32Array> | undefined;
    await onEachBackend(() => {
      const before = tf.memory().numTensors;
      const variables = createVariables(weights);
      const gradients = tf.tidy(() => {
        const list = Object.values(variables);
        const { grads } = tf.variableGrads(() => translationLoss(variables, SETTINGS, batch, createRandom(1)), list);
        return Object.fromEntries(
          Object.entries(variables).map(([name, { name: inner }]) => [
            name,
            Float32Array.from(grads[inner]?.dataSync() ?? []),
          ]),
        );
      });
      decodeBatch(variables, SETTINGS, batch.source, SPECIAL, 4);
      disposeVariables(variables);
      expect(tf.memory().numTensors).toBe(before);
      reference ??= gradients;
      for (const [name, gradient] of Object.entries(gradients)) {
        expect([name, gradient.some((slope) => slope !== 0)]).toEqual([name, true]);
        expect(maxDifference(gradient, reference[name] ?? [])).toBeLessThan(1e-4);
      }
      expect(Object.keys(gradients)).toEqual(Object.keys(weights));
    });
  });
});
