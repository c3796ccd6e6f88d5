/**
 * An encoder-decoder with attention (Bahdanau et al. 2015; Luong et al. 2015): a bidirectional encoder, whose last state
 * starts the decoder; the decoder's outputs, all at once, attend to the encoder's. `createEncoderDecoderWeights` and
 * `encodeSource`, `decodeTarget` are the network on TensorFlow.js; `encoder-decoder-graph.ts` is the same one in ONNX.
 */
import * as tf from '@tensorflow/tfjs-core';
import { additiveAttention, dotAttention } from './attention.ts';
import type { PaddedIds, PairBatch } from './batches.ts';
import { flatten } from './cells.ts';
import {
  crossEntropy,
  dense,
  denseSteps,
  dropout,
  embed,
  recurrentLayer,
  variableOf,
  variationalDropout,
  type Variables,
} from './network.ts';
import { decodeGreedyBatch } from './greedy-batch.ts';
import type { Random } from './random.ts';
import type { Lengths } from './padding.ts';
import { runBidirectional, runSequence, type RecurrentState } from './recurrent.ts';
import { denseWeights, glorotUniform, normal, recurrentWeights, type Cell, type Weights } from './weights.ts';

export interface EncoderDecoderSettings {
  cell: Cell;
  /** Columns of the decoder's state and of the encoder's outputs; half of them for each direction, so an even number. */
  units: number;
  embedding: number;
  /** Layers of the encoder, and as many of the decoder. */
  layers: number;
  attention: 'dot' | 'additive';
  sourceSymbols: number;
  targetSymbols: number;
  /** Probability that a value is kept in training. */
  keepProbability: number;
  /** One dropout mask for all steps of a sequence, or one a step. */
  dropout: 'variational' | 'plain';
  labelSmoothing: number;
}

/** Names of the layers; a number follows where there are several. */
export const ENCODER_FORWARD = 'encoder_forward_';
export const ENCODER_BACKWARD = 'encoder_backward_';
export const DECODER = 'decoder_';

export function createEncoderDecoderWeights(settings: EncoderDecoderSettings, random: Random): Weights {
  const { cell, units, embedding, layers, attention, sourceSymbols, targetSymbols } = settings;
  if (units % 2 !== 0) throw new RangeError(`units is ${units}; each direction of the encoder takes half of them.`);
  const layerWeights = Array.from({ length: layers }, (_, index) => ({
    ...recurrentWeights(`${ENCODER_FORWARD}${index}`, cell, index === 0 ? embedding : units, units / 2, random),
    ...recurrentWeights(`${ENCODER_BACKWARD}${index}`, cell, index === 0 ? embedding : units, units / 2, random),
    ...recurrentWeights(`${DECODER}${index}`, cell, index === 0 ? embedding : units, units, random),
  }));
  return {
    'source.embedding': normal([sourceSymbols, embedding], random, 1 / Math.sqrt(embedding)),
    'target.embedding': normal([targetSymbols, embedding], random, 1 / Math.sqrt(embedding)),
    ...Object.fromEntries(layerWeights.flatMap((layer) => Object.entries(layer))),
    ...denseWeights('keys', units, units, random),
    ...(attention === 'additive' && {
      ...denseWeights('queries', units, units, random),
      'attention.kernel': glorotUniform([units, 1], random, units + 1),
    }),
    ...denseWeights('combined', 2 * units, units, random),
    ...denseWeights('output', units, targetSymbols, random),
  };
}

/** What the decoder needs to know of a batch of sources. */
export interface Encoded {
  /** Attended to: [steps, batch, units]. */
  outputs: tf.Tensor3D;
  keys: tf.Tensor3D; // the outputs, projected
  lengths: Lengths;
  /** One a layer, lowest first. */
  states: RecurrentState[];
}

type Drop = (sequence: tf.Tensor3D) => tf.Tensor3D;

/** @param training turns dropout on, drawn from this source. */
function dropoutOf({ keepProbability, dropout: kind }: EncoderDecoderSettings, training: Random | undefined): Drop {
  if (training === undefined || keepProbability === 1) return (sequence) => sequence;
  const drop = kind === 'variational' ? variationalDropout : dropout;
  return (sequence) => drop(sequence, keepProbability, training);
}

/** The states of both directions, side by side. */
function joinStates(forward: RecurrentState, backward: RecurrentState): RecurrentState {
  const hidden: tf.Tensor2D = tf.concat([forward.hidden, backward.hidden], 1);
  if (forward.memory === undefined || backward.memory === undefined) return { hidden };
  return { hidden, memory: tf.concat([forward.memory, backward.memory], 1) };
}

export function encodeSource(
  variables: Variables,
  settings: EncoderDecoderSettings,
  { ids, lengths }: PaddedIds,
  training?: Random,
): Encoded {
  return tf.tidy(() => {
    const drop = dropoutOf(settings, training);
    const layer = (name: string, index: number) => recurrentLayer(variables, `${name}${index}`, settings.cell);
    let outputs = embed(variableOf<tf.Rank.R2>(variables, 'source.embedding'), ids, lengths.length);
    const states = Array.from({ length: settings.layers }, (_, index) => {
      const directions = { forward: layer(ENCODER_FORWARD, index), backward: layer(ENCODER_BACKWARD, index) };
      const result = runBidirectional(directions, drop(outputs), lengths);
      outputs = result.outputs;
      return joinStates(result.forward, result.backward);
    });
    return { outputs, keys: denseSteps(variables, 'keys', outputs), lengths, states };
  });
}

export interface DecodedSteps {
  logits: tf.Tensor2D; // [steps · batch, target symbols], steps first
  states: RecurrentState[];
  /** How each step attends to the source: [batch, steps, source steps]. */
  attention: tf.Tensor3D;
}

/**
 * Logits of the symbol after each symbol given: the target's own in training (teacher forcing), else the decoder's.
 * @param ids step after step: [steps · batch].
 * @param states those before the first step; the encoder's at the start.
 */
export function decodeTarget(
  variables: Variables,
  settings: EncoderDecoderSettings,
  ids: Int32Array,
  encoded: Encoded,
  states: readonly RecurrentState[] = encoded.states,
  training?: Random,
): DecodedSteps {
  return tf.tidy(() => {
    const drop = dropoutOf(settings, training);
    const batch = encoded.lengths.length;
    let outputs = embed(variableOf<tf.Rank.R2>(variables, 'target.embedding'), ids, batch);
    const nextStates = states.map((initial, index) => {
      const layer = recurrentLayer(variables, `${DECODER}${index}`, settings.cell);
      const result = runSequence(layer, drop(outputs), { initial });
      outputs = result.outputs;
      return result.state;
    });
    const { context, weights } =
      settings.attention === 'dot'
        ? dotAttention(outputs, encoded.keys, encoded.outputs, encoded.lengths)
        : additiveAttention(
            denseSteps(variables, 'queries', outputs),
            encoded.keys,
            encoded.outputs,
            variableOf<tf.Rank.R2>(variables, 'attention.kernel'),
            encoded.lengths,
          );
    const combined = tf.tanh(dense(variables, 'combined', flatten(tf.concat([outputs, context], 2))));
    const dropped = drop(tf.reshape(combined, [-1, batch, settings.units]));
    return { logits: dense(variables, 'output', flatten(dropped)), states: nextStates, attention: weights };
  });
}

/** Mean cross-entropy a target symbol. */
export function pairLoss(
  variables: Variables,
  settings: EncoderDecoderSettings,
  batch: PairBatch,
  training?: Random,
): tf.Scalar {
  return tf.tidy(() => {
    const encoded = encodeSource(variables, settings, batch.source, training);
    const { logits } = decodeTarget(variables, settings, batch.input.ids, encoded, undefined, training);
    const labelSmoothing = training === undefined ? 0 : settings.labelSmoothing;
    return crossEntropy(logits, batch.output, { weights: batch.weights, labelSmoothing });
  });
}

/**
 * Greedy decoding of a batch at once, for evaluation during training.
 * @returns a sequence of ids for each source, the end symbol left out.
 */
export function decodeBatch(
  variables: Variables,
  settings: EncoderDecoderSettings,
  source: PaddedIds,
  symbols: { start: number; end: number },
  maxSteps: number,
): number[][] {
  return decodeGreedyBatch(
    source.lengths.length,
    () => {
      const encoded = encodeSource(variables, settings, source);
      return (symbols, states) => decodeTarget(variables, settings, symbols, encoded, states);
    },
    symbols,
    maxSteps,
  );
}
