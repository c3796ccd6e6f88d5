/**
 * The digit reader: a recurrent layer over the 28 rows of an MNIST image, its last state classified (seed, part 1).
 * `createDigitsWeights` and `digitLogits` are the network on TensorFlow.js; `digitsGraph` is the same one in ONNX.
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense, recurrentLayer, type Variables } from '../network.ts';
import { addDense, addRecurrent, addStates } from '../onnx-layers.ts';
import { createGraph, type Graph } from '../onnx.ts';
import type { Random } from '../random.ts';
import { runToEnd } from '../recurrent.ts';
import { normal, recurrentWeights, stateInput, stateOutput, type Cell, type Weights } from '../weights.ts';
import { CLASSES, COLUMNS, LAYER, ROWS } from './shape.ts';

export interface DigitsSettings {
  cell: Cell;
  units: number;
  learningRate: number;
  batchSize: number;
  epochs: number;
}

/** The notebook's. */
export const DIGITS_SETTINGS: DigitsSettings = {
  cell: 'rnn',
  units: 128,
  learningRate: 0.001,
  batchSize: 512,
  epochs: 20,
};

export function createDigitsWeights({ cell, units }: DigitsSettings, random: Random): Weights {
  return {
    ...recurrentWeights(LAYER, cell, COLUMNS, units, random),
    'output.kernel': normal([units, CLASSES], random),
    'output.bias': normal([CLASSES], random),
  };
}

/** @param images grey levels 0–1, image after image: [batch · 784]. */
export function digitLogits(variables: Variables, cell: Cell, images: Float32Array): tf.Tensor2D {
  const rows = tf.transpose(tf.tensor3d(images, [images.length / (ROWS * COLUMNS), ROWS, COLUMNS]), [1, 0, 2]);
  const state = runToEnd(recurrentLayer(variables, LAYER, cell), rows);
  return dense(variables, 'output', state.hidden); // [batch, classes]
}

/** Any number of rows at a time: all 28 of a batch of images, or one row with the state so far. */
export function digitsGraph(weights: Weights, { cell, units }: DigitsSettings): Graph {
  const graph = createGraph('digits');
  graph.input('rows', 'float', ['batch', 'steps', COLUMNS]);
  const states = addStates(graph, LAYER, cell, units);
  const input = graph.node('Transpose', ['rows'], 'steps_first', { perm: [1, 0, 2] });
  addRecurrent(graph, { layer: LAYER, cell, weights, input, ...states });
  const axis = graph.integers('first_axis', [0]);
  const last = graph.node('Squeeze', [stateOutput(stateInput(LAYER, 'hidden')), axis], 'last_state');
  addDense(graph, weights, 'output', last, 'logits');
  graph.output('logits', 'float', ['batch', CLASSES]);
  return graph;
}
