/**
 * The completer: two LSTM layers over the letters of a word, the last state classified as the next letter (seed,
 * part 2). `createCompleterWeights` and `completerLogits` are the network on TensorFlow.js; `completerGraph` is the
 * same one in ONNX.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense, dropout, recurrentLayer, type Variables } from '../network.ts';
import { addDense, addOneHot, addRecurrent, addStates } from '../onnx-layers.ts';
import { createGraph, type Graph } from '../onnx.ts';
import type { Random } from '../random.ts';
import { runSequence, runToEnd } from '../recurrent.ts';
import { normal, recurrentWeights, stateInput, stateOutput, type Cell, type Weights } from '../weights.ts';
import { LAYERS } from './layers.ts';

export interface CompleterSettings {
  cell: Cell;
  units: number;
  /** Probability that an output of the first layer is kept in training. */
  keepProbability: number;
  learningRate: number;
  epochs: number;
  /** How many letters the network was taught to read before it names the next. */
  inputLetters: number;
}

/** The notebook's. */
export const COMPLETER_SETTINGS: CompleterSettings = {
  cell: 'lstm',
  units: 64,
  keepProbability: 0.5,
  learningRate: 0.01,
  epochs: 30,
  inputLetters: 3,
};

export function createCompleterWeights(
  { cell, units }: CompleterSettings,
  vocabularySize: number,
  random: Random,
): Weights {
  return {
    ...recurrentWeights(LAYERS[0], cell, vocabularySize, units, random),
    ...recurrentWeights(LAYERS[1], cell, units, units, random),
    'output.kernel': normal([units, vocabularySize], random),
    'output.bias': normal([vocabularySize], random),
  };
}

/**
 * Logits of the letter after each sequence.
 * @param ids letters of words of one length; an id outside the vocabulary is read as no letter.
 * @param training turns dropout on, drawn from this source.
 */
export function completerLogits(
  variables: Variables,
  { cell, keepProbability }: CompleterSettings,
  vocabularySize: number,
  ids: readonly (readonly number[])[],
  training?: Random,
): tf.Tensor2D {
  const [first = []] = ids;
  const letters = tf.transpose(tf.tensor2d(ids.flat(), [ids.length, first.length], 'int32')); // [steps, batch]
  const oneHot = tf.cast(tf.oneHot(letters, vocabularySize), 'float32') as tf.Tensor3D;
  const lower = runSequence(recurrentLayer(variables, LAYERS[0], cell), oneHot).outputs;
  const upper = training === undefined ? lower : dropout(lower, keepProbability, training);
  const state = runToEnd(recurrentLayer(variables, LAYERS[1], cell), upper);
  return dense(variables, 'output', state.hidden); // [batch, vocabulary]
}

/** Any number of letters at a time: a whole prefix, or one letter with the states so far. */
export function completerGraph(weights: Weights, { cell, units }: CompleterSettings, vocabularySize: number): Graph {
  const graph = createGraph('completer');
  graph.input('letters', 'int64', ['steps', 'batch']);
  let input = addOneHot(graph, 'letters', vocabularySize);
  for (const layer of LAYERS) {
    input = addRecurrent(graph, { layer, cell, weights, input, ...addStates(graph, layer, cell, units) });
  }
  const axis = graph.integers('first_axis', [0]);
  const last = graph.node('Squeeze', [stateOutput(stateInput(LAYERS[1], 'hidden')), axis], 'last_state');
  addDense(graph, weights, 'output', last, 'logits');
  graph.output('logits', 'float', ['batch', vocabularySize]);
  return graph;
}
