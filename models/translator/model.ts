/**
 * The translator's network. A bidirectional LSTM reads a text's characters; what it says at the edges of each unit, and
 * the unit's own embedding if it is known, go into a second bidirectional LSTM, over units (characters composed into
 * words: Ling et al. 2015; Luong & Manning 2016). The decoder writes subwords: its first LSTM attends to units and to
 * characters at once, each by the general score of Luong et al. 2015, and what it attended to goes into its second
 * (Wu et al. 2016), whose output is compared with the embeddings of all pieces (Press & Wolf 2017).
 *
 * Here it is on TensorFlow.js; graph.ts is the same one in ONNX.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dotAttention } from '../attention.ts';
import { flatten } from '../cells.ts';
import {
  compareWithTable,
  crossEntropy,
  dense,
  denseSteps,
  embed,
  recurrentLayer,
  variableOf,
  variationalDropout,
  type Variables,
} from '../network.ts';
import { decodeGreedyBatch } from '../greedy-batch.ts';
import type { Random } from '../random.ts';
import type { Lengths } from '../padding.ts';
import { runBidirectional, runSequence, type RecurrentState } from '../recurrent.ts';
import { constant, denseWeights, normal, recurrentWeights, type Weights } from '../weights.ts';
import type { SourceBatch, TranslationBatch } from './batches.ts';
import { BRIDGED, CHARACTERS, DECODERS, UNITS } from './layers.ts';

export interface NetworkSettings {
  characterEmbedding: number;
  /** Of each direction. */
  characterUnits: number;
  unitEmbedding: number;
  /** Of each direction. */
  encoderUnits: number;
  decoderUnits: number;
  /** Columns of a target piece's embedding, which is also its row of the output layer. */
  targetEmbedding: number;
  keepProbability: number;
  labelSmoothing: number;
}

export interface NetworkSizes {
  characters: number;
  units: number;
  targetPieces: number;
}

export function createTranslatorWeights(settings: NetworkSettings, sizes: NetworkSizes, random: Random): Weights {
  const { characterEmbedding, characterUnits, unitEmbedding, encoderUnits, decoderUnits, targetEmbedding } = settings;
  const embedding = (layer: string, rows: number, columns: number): Weights => ({
    [`${layer}.embedding`]: normal([rows, columns], random, 1 / Math.sqrt(columns)),
  });
  const both = (names: { forward: string; backward: string }, inputs: number, units: number): Weights => ({
    ...recurrentWeights(names.forward, 'lstm', inputs, units, random),
    ...recurrentWeights(names.backward, 'lstm', inputs, units, random),
  });
  const contexts = 2 * encoderUnits + 2 * characterUnits;
  return {
    ...embedding('character', sizes.characters, characterEmbedding),
    ...both(CHARACTERS, characterEmbedding, characterUnits),
    ...embedding('unit', sizes.units, unitEmbedding),
    ...both(UNITS, unitEmbedding + 2 * characterUnits, encoderUnits),
    ...denseWeights('bridge', 2 * encoderUnits, BRIDGED * decoderUnits, random),
    ...embedding('target', sizes.targetPieces, targetEmbedding),
    ...recurrentWeights(DECODERS[0], 'lstm', targetEmbedding, decoderUnits, random),
    ...denseWeights('unit_queries', decoderUnits, 2 * encoderUnits, random),
    ...denseWeights('character_queries', decoderUnits, 2 * characterUnits, random),
    ...denseWeights('attended', decoderUnits + contexts, decoderUnits, random),
    ...recurrentWeights(DECODERS[1], 'lstm', decoderUnits, decoderUnits, random),
    ...denseWeights('written', 2 * decoderUnits, targetEmbedding, random),
    'output.bias': constant([sizes.targetPieces], 0),
  };
}

/** What the decoder needs to know of a batch of sources. */
export interface Encoded {
  units: tf.Tensor3D; // [units, batch, 2 · encoderUnits]
  characters: tf.Tensor3D; // [characters, batch, 2 · characterUnits]
  unitLengths: Lengths;
  characterLengths: Lengths;
  states: RecurrentState[]; // of the decoder's layers
}

type Drop = (sequence: tf.Tensor3D) => tf.Tensor3D;

const dropoutOf = ({ keepProbability }: NetworkSettings, training: Random | undefined): Drop =>
  training === undefined || keepProbability === 1
    ? (sequence) => sequence
    : (sequence) => variationalDropout(sequence, keepProbability, training);

const layersOf = (variables: Variables, { forward, backward }: { forward: string; backward: string }) => ({
  forward: recurrentLayer(variables, forward, 'lstm'),
  backward: recurrentLayer(variables, backward, 'lstm'),
});

const tableOf = (variables: Variables, name: string): tf.Tensor2D => variableOf<tf.Rank.R2>(variables, name);

/** @param training turns dropout on, drawn from this source. */
export function encodeSource(
  variables: Variables,
  settings: NetworkSettings,
  { characters, units, first, last }: SourceBatch,
  training?: Random,
): Encoded {
  return tf.tidy(() => {
    const drop = dropoutOf(settings, training);
    const batch = units.lengths.length;
    const spelt = runBidirectional(
      layersOf(variables, CHARACTERS),
      drop(embed(tableOf(variables, 'character.embedding'), characters.ids, batch)),
      characters.lengths,
    ).outputs;
    const [forward, backward] = tf.split(flatten(spelt), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    // A unit is known by what was read up to its last character, and backwards down to its first.
    const composed = tf.concat(
      [
        embed(tableOf(variables, 'unit.embedding'), units.ids, batch),
        embed(forward, last, batch),
        embed(backward, first, batch),
      ],
      2,
    );
    const read = runBidirectional(layersOf(variables, UNITS), drop(composed), units.lengths);
    const ends: tf.Tensor2D = tf.concat([read.forward.hidden, read.backward.hidden], 1);
    const bridged = tf.split<tf.Tensor2D>(tf.tanh(dense(variables, 'bridge', ends)), BRIDGED, 1);
    const states = DECODERS.map((_, layer) => ({
      hidden: bridged[2 * layer] as tf.Tensor2D,
      memory: bridged[2 * layer + 1] as tf.Tensor2D,
    }));
    return {
      units: read.outputs,
      characters: spelt,
      unitLengths: units.lengths,
      characterLengths: characters.lengths,
      states,
    };
  });
}

/**
 * Logits of the piece after each piece given: the target's own in training (teacher forcing), else the decoder's.
 * @param ids step after step: [steps · batch].
 * @param states those before the first step; the bridge's at the start.
 * @returns logits [steps · batch, target pieces], steps first.
 */
export function decodeTarget(
  variables: Variables,
  settings: NetworkSettings,
  ids: Int32Array,
  encoded: Encoded,
  states: readonly RecurrentState[] = encoded.states,
  training?: Random,
): { logits: tf.Tensor2D; states: RecurrentState[] } {
  return tf.tidy(() => {
    const drop = dropoutOf(settings, training);
    const batch = encoded.unitLengths.length;
    const table = tableOf(variables, 'target.embedding');
    const [attending, writing] = DECODERS.map((layer) => recurrentLayer(variables, layer, 'lstm'));
    if (attending === undefined || writing === undefined) throw new Error('The decoder has two layers.');
    const first = runSequence(attending, drop(embed(table, ids, batch)), startingFrom(states[0]));
    const unitContext = dotAttention(
      denseSteps(variables, 'unit_queries', first.outputs),
      encoded.units,
      encoded.units,
      encoded.unitLengths,
    ).context;
    const characterContext = dotAttention(
      denseSteps(variables, 'character_queries', first.outputs),
      encoded.characters,
      encoded.characters,
      encoded.characterLengths,
    ).context;
    const read = tf.concat([first.outputs, unitContext, characterContext], 2);
    const attended = tf.tanh(denseSteps(variables, 'attended', read));
    const second = runSequence(writing, drop(attended), startingFrom(states[1]));
    const written = denseSteps(variables, 'written', drop(tf.concat([second.outputs, attended], 2)));
    const logits: tf.Tensor2D = tf.add(
      compareWithTable(flatten(written), table),
      variableOf<tf.Rank.R1>(variables, 'output.bias'),
    );
    return { logits, states: [first.state, second.state] };
  });
}

const startingFrom = (state: RecurrentState | undefined) => (state === undefined ? {} : { initial: state });

/** Mean cross-entropy of a target piece, each example weighed alike within its batch. */
export function translationLoss(
  variables: Variables,
  settings: NetworkSettings,
  { source, target }: TranslationBatch,
  training?: Random,
): tf.Scalar {
  return tf.tidy(() => {
    const encoded = encodeSource(variables, settings, source, training);
    const { logits } = decodeTarget(variables, settings, target.input.ids, encoded, undefined, training);
    const labelSmoothing = training === undefined ? 0 : settings.labelSmoothing;
    return crossEntropy(logits, target.output, { weights: target.weights, labelSmoothing });
  });
}

/**
 * Greedy decoding of a batch at once, for evaluation during training.
 * @returns a sequence of ids for each source, the end symbol left out.
 */
export function decodeBatch(
  variables: Variables,
  settings: NetworkSettings,
  source: SourceBatch,
  symbols: { start: number; end: number },
  maxSteps: number,
): number[][] {
  return decodeGreedyBatch(
    source.units.lengths.length,
    () => {
      const encoded = encodeSource(variables, settings, source);
      return (symbols, states) => decodeTarget(variables, settings, symbols, encoded, states);
    },
    symbols,
    maxSteps,
  );
}
