/** The sequence ops against `tf.layers`, over random shapes. */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { startBackend } from '../models/backend.ts';
import { createRandom } from '../models/random.ts';
import { runSequence, type RecurrentLayer } from '../models/recurrent.ts';
import { CELLS, GATES, type Cell } from '../models/weights.ts';
import { holds, type Example } from './recurrent-support.ts';
import { maxDifference, normalTensor } from './tensor-support.ts';

/** Where tf.layers has each of our gate blocks: its LSTM keeps i, f, g, o. */
const KERAS_ORDER: Record<Cell, number[]> = { rnn: [0], lstm: [0, 2, 1, 3], gru: [0, 1, 2] };

/** Runs the same layer as `tf.layers` has it, with our weights; the loss weighs its outputs as ours does. */
function kerasLayer(example: Example, outputWeights: tf.Tensor): { outputs: tf.Tensor; gradients: tf.Tensor[] } {
  const { cell } = example.layer;
  const create = { rnn: layers.layers.simpleRNN, lstm: layers.layers.lstm, gru: layers.layers.gru }[cell];
  // The weights are replaced; tf.layers' own initial ones would need tensor methods that tfjs-core leaves out.
  const initializers = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros' };
  const layer = create({
    units: example.layer.recurrent.shape[0],
    returnSequences: true,
    recurrentActivation: 'sigmoid',
    ...initializers,
  } as never);
  const batchMajor = tf.transpose(example.inputs, [1, 0, 2]);
  const initial = [example.initial.hidden, ...(example.initial.memory ? [example.initial.memory] : [])];
  const run = (): tf.Tensor => tf.transpose(layer.apply([batchMajor, ...initial]) as tf.Tensor3D, [1, 0, 2]);
  run(); // the first call creates the layer's weights
  layer.setWeights([example.layer.kernel, example.layer.recurrent, example.layer.bias].map((w) => reorder(w, cell)));
  // A layer's weight reads as the variable that holds it.
  const variables = layer.trainableWeights
    .map((weight) => weight.read())
    .filter((weight) => weight instanceof tf.Variable);
  const { grads } = tf.variableGrads(() => tf.sum(tf.mul(run(), outputWeights)), variables);
  const gradients = variables.map((variable) => {
    const gradient = grads[variable.name];
    if (gradient === undefined) throw new Error(`tf.layers gives no gradient for ${variable.name}`);
    return reorder(gradient, cell); // every order here is its own inverse
  });
  return { outputs: run(), gradients };
}

function reorder(weight: tf.Tensor, cell: Cell): tf.Tensor {
  const blocks = tf.split(weight, GATES[cell].length, -1);
  return tf.concat(
    KERAS_ORDER[cell].map((index) => blocks[index] ?? weight),
    -1,
  );
}

beforeAll(async () => {
  await startBackend();
});

describe.each(CELLS)('the %s sequence op, for any shapes,', (cell) => {
  it('gives the outputs and weight gradients of tf.layers', async () => {
    await holds((example) => {
      const { layer, inputs, initial } = example;
      const [steps, batch] = inputs.shape;
      const outputWeights = normalTensor([steps, batch, layer.recurrent.shape[0]], createRandom(1));
      const reference = kerasLayer(example, outputWeights);
      const { outputs } = runSequence(layer, inputs, { initial });
      expect(maxDifference(outputs, reference.outputs)).toBeLessThan(1e-5);
      const gradients = tf.grads((kernel, recurrent, bias) => {
        const changed = { cell, kernel, recurrent, bias } as RecurrentLayer;
        return tf.sum(tf.mul(runSequence(changed, inputs, { initial }).outputs, outputWeights));
      })([layer.kernel, layer.recurrent, layer.bias]);
      gradients.forEach((gradient, index) => {
        expect(maxDifference(gradient, reference.gradients[index] as tf.Tensor)).toBeLessThan(1e-4);
      });
    }, cell);
  });

  it('run in two parts gives what it gives run whole', async () => {
    await holds(({ layer, inputs, initial }) => {
      const [steps] = inputs.shape;
      if (steps === 1) return;
      const whole = runSequence(layer, inputs, { initial });
      const [first, second] = tf.split(inputs, [1, steps - 1], 0) as [tf.Tensor3D, tf.Tensor3D];
      const { state } = runSequence(layer, first, { initial });
      const rest = runSequence(layer, second, { initial: state });
      expect(maxDifference(whole.state.hidden, rest.state.hidden)).toBeLessThan(1e-6);
    }, cell);
  });
});
