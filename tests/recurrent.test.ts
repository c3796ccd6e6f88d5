import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { startBackend } from '../models/backend.ts';
import { createRandom } from '../models/random.ts';
import { runSequence, type RecurrentLayer, type RecurrentState } from '../models/recurrent.ts';
import { CELLS, GATES, STATES, recurrentWeights, type Cell } from '../models/weights.ts';

const STEPS = 4;
const BATCH = 3;
const INPUTS = 5;
const UNITS = 6;
/** Where tf.layers has each of our gate blocks: its LSTM keeps i, f, g, o. */
const KERAS_ORDER: Record<Cell, number[]> = { rnn: [0], lstm: [0, 2, 1, 3], gru: [0, 1, 2] };

interface Example {
  layer: RecurrentLayer;
  inputs: tf.Tensor3D;
  initial: RecurrentState;
  /** Weighs the outputs into a scalar loss, so that every output's gradient counts differently. */
  outputWeights: tf.Tensor3D;
  stateWeights: tf.Tensor2D;
}

function createExample(cell: Cell, seed: number, steps = STEPS): Example {
  const random = createRandom(seed);
  const draw = (...shape: number[]): tf.Tensor =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
      shape,
    );
  const weights = recurrentWeights('layer', cell, INPUTS, UNITS, random);
  const tensor = (name: string): tf.Tensor => {
    const weight = weights[`layer.${name}`];
    if (weight === undefined) throw new Error(name);
    return tf.tensor(weight.values, weight.shape);
  };
  return {
    layer: {
      cell,
      kernel: tensor('kernel') as tf.Tensor2D,
      recurrent: tensor('recurrent') as tf.Tensor2D,
      bias: tensor('bias') as tf.Tensor1D,
    },
    inputs: draw(steps, BATCH, INPUTS) as tf.Tensor3D,
    initial: {
      hidden: draw(BATCH, UNITS) as tf.Tensor2D,
      ...(STATES[cell].includes('memory') && { memory: draw(BATCH, UNITS) as tf.Tensor2D }),
    },
    outputWeights: draw(steps, BATCH, UNITS) as tf.Tensor3D,
    stateWeights: draw(BATCH, UNITS) as tf.Tensor2D,
  };
}

const tensorsOf = ({ layer, inputs, initial }: Example): tf.Tensor[] => [
  inputs,
  layer.kernel,
  layer.recurrent,
  layer.bias,
  initial.hidden,
  ...(initial.memory ? [initial.memory] : []),
];

function lossOf(example: Example, tensors: tf.Tensor[]): tf.Scalar {
  const [inputs, kernel, recurrent, bias, hidden, memory] = tensors as [
    tf.Tensor3D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor2D?,
  ];
  const layer = { ...example.layer, kernel, recurrent, bias };
  const { outputs, state } = runSequence(layer, inputs, { initial: { hidden, ...(memory && { memory }) } });
  const last = state.memory ?? state.hidden;
  return tf.add(tf.sum(tf.mul(outputs, example.outputWeights)), tf.sum(tf.mul(last, example.stateWeights)));
}

function maxDifference(a: tf.Tensor, b: tf.Tensor): number {
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? NaN);
}

/** Runs the same layer as `tf.layers` has it, with our weights; the loss weighs its outputs as ours does. */
function kerasLayer(example: Example): { outputs: tf.Tensor; gradients: tf.Tensor[] } {
  const { cell } = example.layer;
  const create = { rnn: layers.layers.simpleRNN, lstm: layers.layers.lstm, gru: layers.layers.gru }[cell];
  // The weights are replaced; tf.layers' own initial ones would need tensor methods that tfjs-core leaves out.
  const initializers = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros' };
  const layer = create({
    units: UNITS,
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
  const { grads } = tf.variableGrads(() => tf.sum(tf.mul(run(), example.outputWeights)), variables);
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

describe.each(CELLS)('the %s sequence op', (cell) => {
  beforeAll(async () => {
    await startBackend();
  });
  beforeEach(() => {
    tf.engine().startScope();
  });
  afterEach(() => {
    tf.engine().endScope();
  });

  it('gives the outputs and weight gradients of tf.layers', () => {
    const example = createExample(cell, 1);
    const reference = kerasLayer(example);
    const { outputs } = runSequence(example.layer, example.inputs, { initial: example.initial });
    expect(maxDifference(outputs, reference.outputs)).toBeLessThan(1e-5);
    const gradients = tf.grads((kernel, recurrent, bias) => {
      const layer = { cell, kernel, recurrent, bias } as RecurrentLayer;
      return tf.sum(
        tf.mul(runSequence(layer, example.inputs, { initial: example.initial }).outputs, example.outputWeights),
      );
    })([example.layer.kernel, example.layer.recurrent, example.layer.bias]);
    gradients.forEach((gradient, index) => {
      expect(maxDifference(gradient, reference.gradients[index] as tf.Tensor)).toBeLessThan(1e-4);
    });
  });

  it('has the gradients that finite differences have, for inputs, initial states, weights and final state', () => {
    const example = createExample(cell, 2);
    const tensors = tensorsOf(example);
    const gradients = tf.grads((...args) => lossOf(example, args))(tensors);
    const step = 1e-2;
    tensors.forEach((tensor, which) => {
      const values = tensor.dataSync();
      for (const index of [0, Math.floor(values.length / 2), values.length - 1]) {
        const lossAt = (delta: number): number => {
          const moved = Float32Array.from(values);
          moved[index] = (moved[index] ?? 0) + delta;
          const args = tensors.map((other, i) => (i === which ? tf.tensor(moved, other.shape) : other));
          return lossOf(example, args).dataSync()[0] ?? NaN;
        };
        const numeric = (lossAt(step) - lossAt(-step)) / (2 * step);
        const analytic = gradients[which]?.dataSync()[index] ?? NaN;
        expect(Math.abs(analytic - numeric)).toBeLessThan(0.02 * Math.max(1, Math.abs(numeric)));
      }
    });
  });

  it('run in two halves gives what it gives run whole', () => {
    const { layer, inputs, initial } = createExample(cell, 3);
    const whole = runSequence(layer, inputs, { initial });
    const [first, second] = tf.split(inputs, 2, 0) as [tf.Tensor3D, tf.Tensor3D];
    const { state } = runSequence(layer, first, { initial });
    const halves = runSequence(layer, second, { initial: state });
    expect(maxDifference(whole.state.hidden, halves.state.hidden)).toBeLessThan(1e-6);
  });

  it('leaks no tensor over a hundred gradient steps', () => {
    const example = createExample(cell, 4);
    const tensors = tensorsOf(example);
    const step = (): void => {
      tf.tidy(() => {
        tf.grads((...args) => lossOf(example, args))(tensors);
      });
    };
    step();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 100; i += 1) step();
    expect(tf.memory().numTensors).toBe(before);
  });
});
