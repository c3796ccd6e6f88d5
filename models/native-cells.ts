/** The cells over a sequence on TensorFlow's own kernels; the same results as the portable form in `cells.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import {
  addGradients,
  at,
  gradientsAt,
  statesBefore,
  weightGradients,
  type CellInputs,
  type CellOps,
  type Matrix,
  type Steps,
} from './cells.ts';
import { INT32, runGraph } from './native-graph.ts';
import { matMul, unstackSteps } from './kernels.ts';
import {
  blockLstm,
  gruStep,
  gruStepGrad,
  lstmStepGrad,
  type GruKernelWeights,
  type GruStep,
} from './native-kernels.ts';
import type { Cell } from './weights.ts';

/** Both kernels as the kernels take them: the input's above the recurrent one. */
export const stackKernels = ({ kernel, recurrent }: CellInputs): Matrix => tf.concat([kernel, recurrent], 0);

const lstm: CellOps = {
  forward(inputs) {
    const { x, memory, hidden, bias } = inputs;
    const steps = blockLstm(x, memory, hidden, stackKernels(inputs), bias);
    const [input, memories, forget, output, candidate, squashed, hiddens] = steps;
    return { hidden: hiddens, memory: memories, saved: [input, memories, forget, output, candidate, squashed] };
  },
  backward(inputs, outputs, gradients) {
    const peephole: tf.Tensor1D = tf.zeros([inputs.hidden.shape[1]]);
    const parameters = { weights: stackKernels(inputs), bias: inputs.bias, peephole };
    const before = [
      unstackSteps(inputs.x),
      statesBefore(inputs.memory, outputs.memory as Steps),
      statesBefore(inputs.hidden, outputs.hidden),
    ];
    const outside = gradientsAt(gradients, inputs.x.shape[0]);
    const sequences = [...before, ...outputs.saved.map((sequence) => unstackSteps(sequence))];
    const preActivations: Matrix[] = [];
    const transposed: Matrix = tf.transpose(inputs.recurrent);
    let hidden: Matrix | undefined;
    let memory: Matrix | undefined;
    for (let step = inputs.x.shape[0] - 1; step >= 0; step -= 1) {
      const reached = outside(step);
      const [memoryBefore, slope] = lstmStepGrad(
        sequences.map((sequence) => at(sequence, step)),
        parameters,
        addGradients(reached.memory, memory, inputs.memory),
        addGradients(reached.hidden, hidden, inputs.hidden),
      );
      preActivations.unshift(slope);
      memory = memoryBefore;
      hidden = matMul(slope, transposed);
    }
    return {
      ...weightGradients('lstm', inputs, outputs, preActivations),
      hidden: addGradients(hidden, undefined, inputs.hidden),
      memory: addGradients(memory, undefined, inputs.memory),
    };
  },
};

/** Our blocks are update, reset, candidate; the kernels want reset, update and the candidate apart. */
function gruWeights(inputs: CellInputs): GruKernelWeights {
  const [update, reset, candidate] = tf.split(stackKernels(inputs), 3, 1) as [Matrix, Matrix, Matrix];
  const [updateBias, resetBias, candidateBias] = tf.split(inputs.bias, 3) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  const gateBias: tf.Tensor1D = tf.concat([resetBias, updateBias]);
  return { gates: tf.concat([reset, update], 1), candidate, gateBias, candidateBias };
}

const gru: CellOps = {
  forward(inputs) {
    const weights = gruWeights(inputs);
    let { hidden } = inputs;
    const steps = unstackSteps(inputs.x).map((x) => {
      const step = gruStep(x, hidden, weights);
      hidden = step[3];
      return step;
    });
    const [reset, update, candidate, hiddens] = [0, 1, 2, 3].map((part) =>
      tf.stack(steps.map((step) => at(step, part))),
    ) as [Steps, Steps, Steps, Steps];
    return { hidden: hiddens, saved: [reset, update, candidate] };
  },
  backward(inputs, outputs, gradients) {
    const weights = gruWeights(inputs);
    const before = statesBefore(inputs.hidden, outputs.hidden);
    const outside = gradientsAt(gradients, before.length);
    const [xs, ...kept] = [inputs.x, ...outputs.saved, outputs.hidden].map((sequence) => unstackSteps(sequence));
    const preActivations: Matrix[] = [];
    let hidden: Matrix | undefined;
    for (let step = before.length - 1; step >= 0; step -= 1) {
      const [, previous, candidate, gates] = gruStepGrad(
        at(xs ?? [], step),
        at(before, step),
        weights,
        kept.map((sequence) => at(sequence, step)) as GruStep,
        addGradients(outside(step).hidden, hidden, inputs.hidden),
      );
      const [reset, update] = tf.split(gates, 2, 1) as [Matrix, Matrix];
      preActivations.unshift(tf.concat([update, reset, candidate], 1));
      hidden = previous;
    }
    const units = inputs.hidden.shape[1];
    const gated: Matrix = tf.mul(tf.reshape(at(outputs.saved, 0) as Matrix, [-1, units]), tf.concat(before, 0));
    return {
      ...weightGradients('gru', inputs, outputs, preActivations, gated),
      hidden: addGradients(hidden, undefined, inputs.hidden),
    };
  },
};

/**
 * The basic RNN has no kernel of its own, and its products are too small for two threads each; as a graph, a step's share
 * of the weight gradients is multiplied beside the next step of the loop.
 */
const rnn: CellOps = {
  forward({ x, hidden, kernel, recurrent, bias }) {
    const [steps, , features] = x.shape;
    const units = hidden.shape[1];
    const inputs = { x, hidden, kernel, recurrent, bias };
    const [hiddens] = runGraph(`rnn ${steps} ${features} ${units}`, inputs, (graph) => {
      for (const name of Object.keys(inputs)) graph.input(name);
      const shape = (size: number[]) => graph.integers(size);
      const reshape = { Tshape: { type: INT32 } };
      const flat = graph.node('Reshape', ['x', shape([-1, features])], reshape);
      const projected = graph.node('BiasAdd', [graph.matMul(flat, 'kernel'), 'bias']);
      const steppedShape = shape([steps, -1, units]);
      let state = 'hidden';
      const states = graph
        .unstack(graph.node('Reshape', [projected, steppedShape], reshape), steps)
        .map((input) => (state = graph.node('Tanh', [graph.node('AddV2', [input, graph.matMul(state, 'recurrent')])])));
      return [graph.stack(states)];
    });
    return { hidden: hiddens as Steps, saved: [] };
  },
  backward({ x, hidden, recurrent }, outputs, gradients) {
    const [steps] = x.shape;
    const transposed: Matrix = tf.transpose(recurrent);
    const last = gradients.hidden ?? tf.zerosLike(hidden);
    const { sequence } = gradients;
    const inputs = { x, hidden, transposed, last, hiddens: outputs.hidden, ...(sequence && { sequence }) };
    const key = `rnn gradient ${steps} ${sequence === undefined ? 'state' : 'sequence'}`;
    const [preActivations, kernelGradient, recurrentGradient, bias, first] = runGraph(key, inputs, (graph) => {
      for (const name of Object.keys(inputs)) graph.input(name);
      const [xs, hiddens] = ['x', 'hiddens'].map((name) => graph.unstack(name, steps)) as [string[], string[]];
      const outside = sequence && graph.unstack('sequence', steps);
      const slopes: string[] = [];
      const parts: Record<'kernel' | 'recurrent' | 'bias', string[]> = { kernel: [], recurrent: [], bias: [] };
      const rows = graph.integer(0);
      let gradient = 'last';
      for (let step = steps - 1; step >= 0; step -= 1) {
        const total = outside === undefined ? gradient : graph.node('AddV2', [gradient, at(outside, step)]);
        const slope = graph.node('TanhGrad', [at(hiddens, step), total]);
        slopes.unshift(slope);
        gradient = graph.matMul(slope, 'transposed');
        parts.bias.push(graph.node('Sum', [slope, rows], { Tidx: { type: INT32 }, keep_dims: { b: false } }));
        parts.kernel.push(graph.matMul(at(xs, step), slope, true));
        parts.recurrent.push(graph.matMul(step === 0 ? 'hidden' : at(hiddens, step - 1), slope, true));
      }
      const sums = [parts.kernel, parts.recurrent, parts.bias].map((list) => graph.sum(list));
      return [graph.concat(slopes), ...sums, gradient];
    }) as [Matrix, Matrix, Matrix, tf.Tensor1D, Matrix];
    return {
      preActivations,
      kernel: kernelGradient,
      recurrent: recurrentGradient,
      bias,
      hidden: first,
    };
  },
};

/**
 * The cell on kernels of its own; undefined where the portable form serves better: for an LSTM whose batch and inputs
 * are both odd numbers, where the kernel cannot align its rows and says so.
 */
export function nativeCell(cell: Cell, [, batch, inputs]: Steps['shape']): CellOps | undefined {
  if (cell !== 'lstm') return { rnn, gru }[cell];
  return batch % 2 === 0 || inputs % 2 === 0 ? lstm : undefined;
}
