/** LSTM and GRU over a sequence on TensorFlow's own kernels; the same results as the portable form in `cells.ts`. */
import * as tf from '@tensorflow/tfjs-core';
import { addGradients, at, statesBefore, type CellInputs, type CellOps, type Matrix, type Steps } from './cells.ts';
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

const stackKernels = ({ kernel, recurrent }: CellInputs): Matrix => tf.concat([kernel, recurrent], 0);

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
    const sequences = [...before, ...outputs.saved.map((sequence) => unstackSteps(sequence))];
    const preActivations: Matrix[] = [];
    const transposed: Matrix = tf.transpose(inputs.recurrent);
    let hidden: Matrix | undefined;
    let memory: Matrix | undefined;
    for (let step = inputs.x.shape[0] - 1; step >= 0; step -= 1) {
      const [memoryBefore, slope] = lstmStepGrad(
        sequences.map((sequence) => at(sequence, step)),
        parameters,
        addGradients(gradients.memory(step), memory, inputs.memory),
        addGradients(gradients.hidden(step), hidden, inputs.hidden),
      );
      preActivations.unshift(slope);
      memory = memoryBefore;
      hidden = matMul(slope, transposed);
    }
    return {
      preActivations,
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
    const [xs, ...kept] = [inputs.x, ...outputs.saved, outputs.hidden].map((sequence) => unstackSteps(sequence));
    const preActivations: Matrix[] = [];
    let hidden: Matrix | undefined;
    for (let step = before.length - 1; step >= 0; step -= 1) {
      const [, previous, candidate, gates] = gruStepGrad(
        at(xs ?? [], step),
        at(before, step),
        weights,
        kept.map((sequence) => at(sequence, step)) as GruStep,
        addGradients(gradients.hidden(step), hidden, inputs.hidden),
      );
      const [reset, update] = tf.split(gates, 2, 1) as [Matrix, Matrix];
      preActivations.unshift(tf.concat([update, reset, candidate], 1));
      hidden = previous;
    }
    const units = inputs.hidden.shape[1];
    const gated = tf.mul(tf.reshape(at(outputs.saved, 0), [-1, units]), tf.concat(before, 0));
    return { preActivations, gated: gated as Matrix, hidden: addGradients(hidden, undefined, inputs.hidden) };
  },
};

/**
 * The cell on kernels of its own; undefined where the portable form serves better: for the basic RNN, which has none,
 * and for an LSTM whose batch and inputs are both odd numbers, where the kernel cannot align its rows and says so.
 */
export function nativeCell(cell: Cell, [, batch, inputs]: Steps['shape']): CellOps | undefined {
  if (cell === 'gru') return gru;
  return cell === 'lstm' && (batch % 2 === 0 || inputs % 2 === 0) ? lstm : undefined;
}
