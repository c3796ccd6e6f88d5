/** Trains the completer on the seed's ten words, the whole list one batch. */
import * as tf from '@tensorflow/tfjs-core';
import type { ArtifactContent } from '../artifact.ts';
import { createVariables, crossEntropy, disposeVariables, readWeights } from '../network.ts';
import { encodeModel } from '../onnx.ts';
import { createRandom } from '../random.ts';
import { train, type RunOptions } from '../training.ts';
import { createVocabulary } from '../vocabulary.ts';
import { countParameters, describeNetwork, type Weights } from '../weights.ts';
import { SYMBOLS, WORDS } from './data.ts';
import { completerGraph, completerLogits, createCompleterWeights, type CompleterSettings } from './model.ts';

export interface TrainedCompleter {
  weights: Weights;
  losses: number[];
  /** Share of the words completed right; the words are those it was trained on. */
  accuracy: number;
  /** The completed word for each three-letter beginning. */
  predictions: Record<string, string>;
}

export interface CompleterRun extends RunOptions {
  settings: CompleterSettings;
}

export async function trainCompleter({ settings, seed, onProgress }: CompleterRun): Promise<TrainedCompleter> {
  const vocabulary = createVocabulary(SYMBOLS);
  const ids = WORDS.map((word) => Array.from(word, (letter) => vocabulary.idOf(letter) ?? vocabulary.size));
  const inputs = ids.map((word) => word.slice(0, settings.inputLetters));
  const targets = ids.map((word) => word[settings.inputLetters] ?? vocabulary.size);
  const variables = createVariables(createCompleterWeights(settings, vocabulary.size, createRandom(seed)));
  try {
    const { losses } = await train({
      seed,
      variables,
      epochs: settings.epochs,
      learningRate: settings.learningRate,
      batches: () => [inputs],
      loss: (batch, noise) =>
        crossEntropy(completerLogits(variables, settings, vocabulary.size, batch, noise), targets),
      onProgress,
    });
    const predicted = tf.tidy(() =>
      tf.argMax(completerLogits(variables, settings, vocabulary.size, inputs), 1).dataSync(),
    );
    const predictions = Object.fromEntries(
      WORDS.map((word, index) => {
        const beginning = word.slice(0, settings.inputLetters);
        return [beginning, beginning + vocabulary.symbolOf(predicted[index] ?? -1)];
      }),
    );
    const right = WORDS.filter((word) => predictions[word.slice(0, settings.inputLetters)] === word).length;
    return { weights: readWeights(variables), losses, accuracy: right / WORDS.length, predictions };
  } finally {
    disposeVariables(variables);
  }
}

/** The trained network as `saveArtifact` takes it. */
export function completerArtifact(
  { weights, losses, accuracy, predictions }: TrainedCompleter,
  { settings, seed }: CompleterRun,
): ArtifactContent {
  return {
    card: {
      model: 'completer',
      name: 'seed',
      network: describeNetwork(settings, '2 × '),
      parameters: countParameters(weights),
      settings: { ...settings, seed },
      data: {
        description: `The course notebook's ten words, which are training and test data at once: ${WORDS.join(', ')}`,
        licence: 'part of this repository',
      },
      metrics: { trainingAccuracy: accuracy, lastLoss: losses.at(-1), predictions, notebook: { trainingAccuracy: 1 } },
    },
    model: encodeModel(completerGraph(weights, settings, SYMBOLS.length)),
    symbols: SYMBOLS,
  };
}
