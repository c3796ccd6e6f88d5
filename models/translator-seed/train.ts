/** Trains the translator on the seed's six pairs, all of them one batch. */
import * as tf from '@tensorflow/tfjs-core';
import type { ArtifactContent } from '../artifact.ts';
import { createVariables, crossEntropy, disposeVariables, readWeights, type Variables } from '../network.ts';
import { encodeModel } from '../onnx.ts';
import { createRandom, type Random } from '../random.ts';
import type { RecurrentState } from '../recurrent.ts';
import { train, type RunOptions } from '../training.ts';
import { createVocabulary, type Vocabulary } from '../vocabulary.ts';
import { countParameters, describeNetwork, type Weights } from '../weights.ts';
import { MISSPELT, PAIRS, SYMBOLS } from './data.ts';
import { decodeGreedily, type Decoded } from './decode.ts';
import { findSpecialIds } from './layers.ts';
import { createTranslatorWeights, decodeSteps, encode, translatorGraph, type TranslatorSettings } from './model.ts';

export interface TrainedTranslator {
  weights: Weights;
  losses: number[];
  /** Share of the six pairs translated right; the pairs are those it was trained on. */
  accuracy: number;
  /** What it writes for each word it was trained on, and for the misspelt ones. */
  predictions: Record<string, string>;
}

export interface TranslatorRun extends RunOptions {
  settings: TranslatorSettings;
}

/** Ids of a text's symbols; an unknown one is read as the blank. */
export function encodeText(text: string, vocabulary: Vocabulary): number[] {
  const { blank } = findSpecialIds(vocabulary);
  return Array.from(text, (symbol) => vocabulary.idOf(symbol) ?? blank);
}

/** Translates a word with the network on TensorFlow.js: the reference that the exported one is held against. */
export async function translateWord(
  variables: Variables,
  settings: TranslatorSettings,
  vocabulary: Vocabulary,
  word: string,
): Promise<Decoded> {
  const disposeState = ({ hidden, memory }: RecurrentState): void => {
    hidden.dispose();
    memory?.dispose();
  };
  const initial = tf.tidy(() => encode(variables, settings, vocabulary.size, [encodeText(word, vocabulary)]));
  let last = initial;
  const decoded = await decodeGreedily<RecurrentState>(
    async (symbol, state) => {
      const next = tf.tidy(() => decodeSteps(variables, settings, vocabulary.size, [[symbol]], state));
      const logits = await next.logits.data<'float32'>();
      next.logits.dispose();
      disposeState(state);
      last = next.state;
      return { logits, state: next.state };
    },
    initial,
    vocabulary,
    settings.maxOutputSymbols,
  );
  disposeState(last);
  return decoded;
}

export async function trainTranslator({ settings, seed, onProgress }: TranslatorRun): Promise<TrainedTranslator> {
  const vocabulary = createVocabulary(SYMBOLS);
  const { start, end } = findSpecialIds(vocabulary);
  const sources = PAIRS.map(([source]) => encodeText(source, vocabulary));
  const targets = PAIRS.map(([, target]) => encodeText(target, vocabulary));
  const inputs = targets.map((target) => [start, ...target]);
  const outputs = targets.map((target) => [...target, end]);
  const stepsFirst = outputs[0]?.flatMap((_, step) => outputs.map((output) => output[step] ?? end)) ?? [];
  const variables = createVariables(createTranslatorWeights(settings, vocabulary.size, createRandom(seed)));
  const loss = (_batch: unknown, noise: Random): tf.Scalar => {
    const context = encode(variables, settings, vocabulary.size, sources);
    const { logits } = decodeSteps(variables, settings, vocabulary.size, inputs, context, noise);
    return crossEntropy(logits, stepsFirst);
  };
  try {
    const { losses } = await train({
      seed,
      variables,
      epochs: settings.epochs,
      learningRate: settings.learningRate,
      batches: () => [PAIRS],
      loss,
      onProgress,
    });
    const predictions: Record<string, string> = {};
    for (const word of [...PAIRS.map(([source]) => source), ...MISSPELT]) {
      predictions[word] = (await translateWord(variables, settings, vocabulary, word)).text;
    }
    const right = PAIRS.filter(([source, target]) => predictions[source] === target).length;
    return { weights: readWeights(variables), losses, accuracy: right / PAIRS.length, predictions };
  } finally {
    disposeVariables(variables);
  }
}

/** The trained network as `saveArtifact` takes it. */
export function translatorArtifact(
  { weights, losses, accuracy, predictions }: TrainedTranslator,
  { settings, seed }: TranslatorRun,
): ArtifactContent {
  const pairs = PAIRS.map(([source, target]) => `${source} ${target}`).join(', ');
  return {
    card: {
      model: 'translator',
      name: 'seed',
      network: `encoder-decoder, each ${describeNetwork(settings)}`,
      parameters: countParameters(weights),
      settings: { ...settings, seed },
      data: {
        description: `The course notebook's six pairs, which are training and test data at once: ${pairs}`,
        licence: 'part of this repository',
      },
      metrics: { trainingAccuracy: accuracy, lastLoss: losses.at(-1), predictions, notebook: { trainingAccuracy: 1 } },
    },
    model: encodeModel(translatorGraph(weights, settings, SYMBOLS.length)),
    symbols: SYMBOLS,
  };
}
