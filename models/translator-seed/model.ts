/**
 * The translator: an encoder reads the letters of a word, its last state starts a decoder that writes the translation
 * (seed, part 3; Sutskever et al. 2014). `createTranslatorWeights`, `encode` and `decodeSteps` are the network on
 * TensorFlow.js; `translatorGraph` is the same one in ONNX.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense, dropout, recurrentLayer, type Variables } from '../network.ts';
import { addDense, addOneHot, addRecurrent, addStates } from '../onnx-layers.ts';
import { createGraph, type Graph } from '../onnx.ts';
import type { Random } from '../random.ts';
import { runSequence, runToEnd, type RecurrentState } from '../recurrent.ts';
import { denseWeights, recurrentWeights, type Cell, type Weights } from '../weights.ts';
import { DECODER, ENCODER, STATE } from './layers.ts';

export interface TranslatorSettings {
  cell: Cell;
  units: number;
  /** Probability that an output of the decoder is kept in training. */
  keepProbability: number;
  learningRate: number;
  epochs: number;
  /** The decoder writes at most so many symbols. */
  maxOutputSymbols: number;
}

/** The notebook's; it has no bound on the output. */
export const TRANSLATOR_SETTINGS: TranslatorSettings = {
  cell: 'rnn',
  units: 128,
  keepProbability: 0.5,
  learningRate: 0.01,
  epochs: 100,
  maxOutputSymbols: 16,
};

export function createTranslatorWeights(
  { cell, units }: TranslatorSettings,
  vocabularySize: number,
  random: Random,
): Weights {
  return {
    ...recurrentWeights(ENCODER, cell, vocabularySize, units, random),
    ...recurrentWeights(DECODER, cell, vocabularySize, units, random),
    ...denseWeights('output', units, vocabularySize, random),
  };
}

/** Symbols of texts of one length as one-hot vectors, steps first. */
function oneHotSteps(ids: readonly (readonly number[])[], vocabularySize: number): tf.Tensor3D {
  const [first = []] = ids;
  const steps = tf.transpose<tf.Tensor2D>(tf.tensor2d(ids.flat(), [ids.length, first.length], 'int32'));
  return tf.cast(tf.oneHot(steps, vocabularySize), 'float32') as tf.Tensor3D; // [steps, batch, vocabulary]
}

/**
 * The encoder's state after each text. The notebook wraps the encoder in dropout too, but on outputs that nothing
 * reads: the state passes it by.
 */
export function encode(
  variables: Variables,
  { cell }: TranslatorSettings,
  vocabularySize: number,
  ids: readonly (readonly number[])[],
): RecurrentState {
  return runToEnd(recurrentLayer(variables, ENCODER, cell), oneHotSteps(ids, vocabularySize));
}

/**
 * Logits of the symbol after each symbol given (teacher forcing in training, the decoder's own output otherwise).
 * @param training turns dropout on, drawn from this source.
 * @returns logits [steps · batch, vocabulary], steps first.
 */
export function decodeSteps(
  variables: Variables,
  { cell, units, keepProbability }: TranslatorSettings,
  vocabularySize: number,
  ids: readonly (readonly number[])[],
  initial: RecurrentState,
  training?: Random,
): { logits: tf.Tensor2D; state: RecurrentState } {
  const { outputs, state } = runSequence(recurrentLayer(variables, DECODER, cell), oneHotSteps(ids, vocabularySize), {
    initial,
  });
  const kept = training === undefined ? outputs : dropout(outputs, keepProbability, training);
  return { logits: dense(variables, 'output', tf.reshape(kept, [-1, units])), state };
}

/**
 * One network with two steps: `decode` false reads symbols into the state, true writes from it. Both take any number
 * of symbols and the state so far; reading gives no logits (an empty tensor).
 */
export function translatorGraph(weights: Weights, { cell, units }: TranslatorSettings, vocabularySize: number): Graph {
  const graph = createGraph('translator');
  graph.input('decode', 'bool', []);
  graph.input('symbols', 'int64', ['steps', 'batch']);
  const { states, nextStates } = addStates(graph, STATE, cell, units);
  const input = addOneHot(graph, 'symbols', vocabularySize);
  const branch = (layer: typeof ENCODER | typeof DECODER): Graph => {
    const body = createGraph(layer);
    const ends = states.map((state) => `${layer}.${state}`);
    const outputs = addRecurrent(body, { layer, cell, weights, input, states, nextStates: ends });
    const logits =
      layer === DECODER
        ? addDense(body, weights, 'output', outputs, 'decoder.logits')
        : body.node('ConstantOfShape', [body.integers('nothing', [0, 0, vocabularySize])], 'encoder.logits');
    body.output(logits, 'float', ['output_steps', 'output_batch', vocabularySize]);
    for (const end of ends) body.output(end, 'float', [1, 'batch', units]);
    return body;
  };
  graph.output('logits', 'float', ['output_steps', 'output_batch', vocabularySize]);
  graph.nodes('If', ['decode'], ['logits', ...nextStates], {
    then_branch: branch(DECODER),
    else_branch: branch(ENCODER),
  });
  return graph;
}
