/**
 * What basic RNN, LSTM and GRU compute over a sequence, and its gradient, in ops that every backend has. All input
 * projections are one product, the time loop keeps what the gradient needs, and the gradient leaves the loop as one
 * matrix of pre-activation gradients, so that the weights' gradients are one product for the whole sequence.
 *
 * Equations: RNN Elman 1990; LSTM Hochreiter & Schmidhuber 1997 with a forget gate (Gers 2000), no peepholes;
 * GRU Cho et al. 2014 with the reset gate before the product, as in tf.layers and ONNX (`linear_before_reset` 0).
 */
import * as tf from '@tensorflow/tfjs-core';
import { matMul, matMulTransposedA, sigmoidGrad, tanhGrad, unstackSteps } from './kernels.ts';
import { GATES, type Cell } from './weights.ts';

export type Matrix = tf.Tensor2D;
export type Steps = tf.Tensor3D; // [steps, batch, …]

/** A sequence to run over, the state before it, and the weights. */
export interface CellInputs {
  x: Steps; // [steps, batch, inputs]
  hidden: Matrix; // [batch, units]
  memory: Matrix; // [batch, units]; only an LSTM reads it
  kernel: Matrix; // [inputs, gates · units]
  recurrent: Matrix; // [units, gates · units]
  bias: tf.Tensor1D; // [gates · units]
}

export interface CellOutputs {
  hidden: Steps; // [steps, batch, units]
  memory?: Steps;
  /** What `backward` needs besides inputs and outputs. */
  saved: tf.Tensor[];
}

/** The gradients that reach the states after steps from outside the recurrence; undefined for none. */
export interface StateGradients {
  /** Of every hidden state. */
  sequence: Steps | undefined;
  /** Of the last step's hidden state and memory, besides. */
  hidden: Matrix | undefined;
  memory: Matrix | undefined;
  /** Of every memory. */
  memories: Steps | undefined;
}

export type CellGradients = {
  /** Of all pre-activations: [steps · batch, gates · units]. */
  preActivations: Matrix;
  kernel: Matrix;
  recurrent: Matrix;
  bias: tf.Tensor1D;
  /** Of the state before the first step. */
  hidden: Matrix;
  memory?: Matrix;
};

export interface CellOps {
  forward(inputs: CellInputs): CellOutputs;
  backward(inputs: CellInputs, outputs: CellOutputs, gradients: StateGradients): CellGradients;
}

export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`step ${index} of ${list.length}`);
  return item;
}

/** The sum of the gradients that are there. */
export function addGradients(first: Matrix | undefined, second: Matrix | undefined, like: Matrix): Matrix {
  if (first === undefined) return second ?? tf.zerosLike(like);
  return second === undefined ? first : tf.add(first, second);
}

/** What reaches the state after each step from outside. */
export function gradientsAt(
  { sequence, hidden, memory, memories }: StateGradients,
  steps: number,
): (step: number) => { hidden: Matrix | undefined; memory: Matrix | undefined } {
  const outputs = sequence && unstackSteps(sequence);
  const each = memories && unstackSteps(memories);
  const both = (first: Matrix | undefined, second: Matrix | undefined): Matrix | undefined =>
    first === undefined || second === undefined ? (first ?? second) : tf.add(first, second);
  return (step) =>
    step < steps - 1
      ? { hidden: outputs?.[step], memory: each?.[step] }
      : { hidden: both(outputs?.[step], hidden), memory: both(each?.[step], memory) };
}

/** [steps, batch, columns] as [steps · batch, columns] */
export const flatten = (sequence: Steps): Matrix => tf.reshape(sequence, [-1, sequence.shape[2]]);

/** The state before each step: the first one, then all but the last. */
export const statesBefore = (initial: Matrix, sequence: Steps): Matrix[] => [
  initial,
  ...unstackSteps(sequence).slice(0, -1),
];

/** x · kernel + bias for all steps at once, one [batch, gates · units] a step. */
function project({ x, kernel, bias }: CellInputs): Matrix[] {
  const [steps, batch] = x.shape;
  const projected = tf.add(matMul(flatten(x), kernel), bias);
  return unstackSteps(tf.reshape(projected, [steps, batch, kernel.shape[1]]));
}

const split = (tensor: Matrix, parts: number): Matrix[] => tf.split(tensor, parts, 1);

const rnn: CellOps = {
  forward(inputs) {
    let { hidden } = inputs;
    const steps = project(inputs).map((input) => {
      hidden = tf.tanh(tf.add(input, matMul(hidden, inputs.recurrent)));
      return hidden;
    });
    return { hidden: tf.stack(steps) as Steps, saved: [] };
  },
  backward(inputs, outputs, gradients) {
    const hiddens = unstackSteps(outputs.hidden);
    const outside = gradientsAt(gradients, hiddens.length);
    const preActivations: Matrix[] = [];
    const transposed: Matrix = tf.transpose(inputs.recurrent);
    let hidden: Matrix | undefined;
    for (let step = hiddens.length - 1; step >= 0; step -= 1) {
      const value = at(hiddens, step);
      const slope = tanhGrad(value, addGradients(outside(step).hidden, hidden, value));
      preActivations.unshift(slope);
      hidden = matMul(slope, transposed);
    }
    return {
      ...weightGradients('rnn', inputs, outputs, preActivations),
      hidden: addGradients(hidden, undefined, at(hiddens, 0)),
    };
  },
};

const lstm: CellOps = {
  forward(inputs) {
    let { hidden, memory } = inputs;
    const hiddens: Matrix[] = [];
    const memories: Matrix[] = [];
    const saved: Matrix[] = [];
    for (const input of project(inputs)) {
      const [i, g, f, o] = split(tf.add(input, matMul(hidden, inputs.recurrent)), 4).map((gate, index) =>
        index === 1 ? tf.tanh(gate) : tf.sigmoid(gate),
      ) as [Matrix, Matrix, Matrix, Matrix];
      memory = tf.add(tf.mul(f, memory), tf.mul(i, g));
      const squashed: Matrix = tf.tanh(memory);
      hidden = tf.mul(o, squashed);
      hiddens.push(hidden);
      memories.push(memory);
      saved.push(i, g, f, o, squashed);
    }
    return { hidden: tf.stack(hiddens) as Steps, memory: tf.stack(memories) as Steps, saved };
  },
  backward(inputs, outputs, gradients) {
    const before = statesBefore(inputs.memory, outputs.memory as Steps);
    const outside = gradientsAt(gradients, before.length);
    const preActivations: Matrix[] = [];
    const transposed: Matrix = tf.transpose(inputs.recurrent);
    let hidden: Matrix | undefined;
    let memory: Matrix | undefined;
    for (let step = before.length - 1; step >= 0; step -= 1) {
      const kept = outputs.saved.slice(step * 5, step * 5 + 5) as [Matrix, Matrix, Matrix, Matrix, Matrix];
      const [i, g, f, o, squashed] = kept;
      const reached = outside(step);
      const total = addGradients(reached.hidden, hidden, o);
      const cell: Matrix = tf.add(addGradients(reached.memory, memory, o), tanhGrad(squashed, tf.mul(total, o)));
      const slope: Matrix = tf.concat(
        [
          sigmoidGrad(i, tf.mul(cell, g)),
          tanhGrad(g, tf.mul(cell, i)),
          sigmoidGrad(f, tf.mul(cell, at(before, step))),
          sigmoidGrad(o, tf.mul(total, squashed)),
        ],
        1,
      );
      preActivations.unshift(slope);
      hidden = matMul(slope, transposed);
      memory = tf.mul(cell, f);
    }
    const like = inputs.hidden;
    return {
      ...weightGradients('lstm', inputs, outputs, preActivations),
      hidden: addGradients(hidden, undefined, like),
      memory: addGradients(memory, undefined, like),
    };
  },
};

/** The GRU's recurrent kernel apart: the two gates' columns, and the candidate's. */
function gruKernels(recurrent: Matrix): [gates: Matrix, candidate: Matrix] {
  const [units] = recurrent.shape;
  return tf.split(recurrent, [2 * units, units], 1) as [Matrix, Matrix];
}

const gru: CellOps = {
  forward(inputs) {
    let { hidden } = inputs;
    const [units] = inputs.recurrent.shape;
    const [gateKernel, candidateKernel] = gruKernels(inputs.recurrent);
    const hiddens: Matrix[] = [];
    const saved: Matrix[] = [];
    for (const input of project(inputs)) {
      const [gateInput, candidateInput] = tf.split(input, [2 * units, units], 1) as [Matrix, Matrix];
      const gates: Matrix = tf.sigmoid(tf.add(gateInput, matMul(hidden, gateKernel)));
      const [z, r] = split(gates, 2) as [Matrix, Matrix];
      const gated: Matrix = tf.mul(r, hidden);
      const candidate: Matrix = tf.tanh(tf.add(candidateInput, matMul(gated, candidateKernel)));
      hidden = tf.add(candidate, tf.mul(z, tf.sub(hidden, candidate)));
      hiddens.push(hidden);
      saved.push(z, r, candidate, gated);
    }
    return { hidden: tf.stack(hiddens) as Steps, saved };
  },
  backward(inputs, outputs, gradients) {
    const before = statesBefore(inputs.hidden, outputs.hidden);
    const outside = gradientsAt(gradients, before.length);
    const preActivations: Matrix[] = [];
    const [gateKernel, candidateKernel] = gruKernels(inputs.recurrent);
    const [gatesTransposed, candidateTransposed]: Matrix[] = [tf.transpose(gateKernel), tf.transpose(candidateKernel)];
    let hidden: Matrix | undefined;
    for (let step = before.length - 1; step >= 0; step -= 1) {
      const [z, r, candidate] = outputs.saved.slice(step * 4, step * 4 + 3) as [Matrix, Matrix, Matrix];
      const previous = at(before, step);
      const total = addGradients(outside(step).hidden, hidden, z);
      const candidateSlope = tanhGrad(candidate, tf.mul(total, tf.sub(1, z)));
      const gatedGradient: Matrix = matMul(candidateSlope, candidateTransposed as Matrix);
      const gateSlope: Matrix = tf.concat(
        [sigmoidGrad(z, tf.mul(total, tf.sub(previous, candidate))), sigmoidGrad(r, tf.mul(gatedGradient, previous))],
        1,
      );
      preActivations.unshift(tf.concat([gateSlope, candidateSlope], 1));
      hidden = tf.add(tf.add(tf.mul(total, z), tf.mul(gatedGradient, r)), matMul(gateSlope, gatesTransposed as Matrix));
    }
    const gated = tf.concat(outputs.saved.filter((_, index) => index % 4 === 3) as Matrix[], 0);
    return {
      ...weightGradients('gru', inputs, outputs, preActivations, gated),
      hidden: addGradients(hidden, undefined, inputs.hidden),
    };
  },
};

export const PORTABLE_CELLS: Record<Cell, CellOps> = { rnn, lstm, gru };

/**
 * Gradients of the weights from those of all pre-activations: [x, state before, 1]ᵀ · pre-activations, one product
 * instead of three (20 ms against 16 for the LSTM of the benchmark).
 * @param stepGradients gradients of each step's pre-activations: [batch, gates · units].
 * @param gated what each step multiplied with the recurrent kernel's candidate columns, where that is not the hidden
 * state before it (GRU): [steps · batch, units].
 */
export function weightGradients(
  cell: Cell,
  { x, hidden }: CellInputs,
  outputs: CellOutputs,
  stepGradients: readonly Matrix[],
  gated?: Matrix,
): Pick<CellGradients, 'preActivations' | 'kernel' | 'recurrent' | 'bias'> {
  const [steps, batch, inputs] = x.shape;
  const preActivations: Matrix = tf.concat(stepGradients as Matrix[], 0);
  const units = hidden.shape[1];
  const ones: Matrix = tf.ones([steps * batch, 1]);
  const product = (recurrentInput: Matrix, gradients: Matrix): Matrix =>
    matMulTransposedA(tf.concat([flatten(x), recurrentInput, ones], 1), gradients);

  const before: Matrix = tf.concat(
    [hidden, flatten(tf.slice(outputs.hidden, [0, 0, 0], [steps - 1, batch, units]))],
    0,
  );
  let together: Matrix;
  if (gated === undefined) {
    together = product(before, preActivations);
  } else {
    const gateColumns = (GATES[cell].length - 1) * units;
    const [gates, candidate] = tf.split(preActivations, [gateColumns, units], 1) as [Matrix, Matrix];
    together = tf.concat([product(before, gates), product(gated, candidate)], 1);
  }
  const [kernel, recurrent, bias] = tf.split(together, [inputs, units, 1], 0) as [Matrix, Matrix, Matrix];
  return { preActivations, kernel, recurrent, bias: tf.reshape(bias, [-1]) };
}
