/**
 * Recurrent layers as sequence ops on TensorFlow.js: one `tf.customGrad` over all steps of a basic RNN, LSTM or GRU.
 *
 * `tf.layers` records every kernel of every step on the gradient tape; here all input projections are one matrix
 * product, the time loop keeps only what its gradient needs, and the gradients of a whole sequence are stacked and
 * multiplied once. Sequences are time-major, so a step is a contiguous slice.
 *
 * Equations: RNN Elman 1990; LSTM Hochreiter & Schmidhuber 1997 with a forget gate (Gers 2000), no peepholes;
 * GRU Cho et al. 2014 with the reset gate before the product, as in tf.layers and ONNX (`linear_before_reset` 0).
 */
import * as tf from '@tensorflow/tfjs-core';
import { matMulTransposedA, matMulTransposedB, unstackSteps } from './kernels.ts';
import { GATES, type Cell } from './weights.ts';

/** Trainable weights of one layer. */
export interface RecurrentLayer {
  cell: Cell;
  kernel: tf.Tensor2D; // [inputs, gates · units]
  recurrent: tf.Tensor2D; // [units, gates · units]
  bias: tf.Tensor1D; // [gates · units]
}

/** The state after a step; `memory` (the LSTM's cell state) only for an LSTM. */
export type RecurrentState = {
  hidden: tf.Tensor2D; // [batch, units]
  memory?: tf.Tensor2D; // [batch, units]
};

export interface SequenceResult {
  outputs: tf.Tensor3D; // [steps, batch, units]
  state: RecurrentState;
}

type Matrix = tf.Tensor2D;

/** What one cell's forward pass kept for its gradient, and how to use it. */
interface CellSteps {
  /** Rows the op returns: the hidden state of each step, then (LSTM) the final memory. */
  rows: Matrix[];
  saved: Matrix[];
}

/** Gradients of a sequence: of all pre-activations, stacked, and of the initial states. */
interface CellGradients {
  preActivations: Matrix[]; // one a step, [batch, gates · units]
  hidden: Matrix;
  memory?: Matrix;
}

interface CellOps {
  /** `projected`: one [batch, gates · units] a step, bias included. */
  forward(projected: Matrix[], recurrent: Matrix, hidden: Matrix, memory: Matrix): CellSteps;
  /** `gradients` and `rows`: one [batch, units] for each row that `forward` returned. */
  backward(gradients: Matrix[], rows: Matrix[], saved: Matrix[], recurrent: Matrix): CellGradients;
  /** The gradient of the recurrent kernel, from the stacked pre-activation gradients. */
  recurrentGradient(previousHidden: Matrix, preActivations: Matrix, saved: Matrix[]): Matrix;
}

const split = (tensor: Matrix, parts: number): Matrix[] => tf.split(tensor, parts, 1);
const rowsOf = (steps: Matrix[]): Matrix => tf.concat(steps, 0);
/** a · (1 − a): the derivative of the logistic function, from its value. */
const logisticSlope = (a: Matrix): Matrix => tf.sub(a, tf.square(a));
/** 1 − a²: the derivative of tanh, from its value. */
const tanhSlope = (a: Matrix): Matrix => tf.sub(1, tf.square(a));
const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new RangeError(`step ${index} of ${list.length}`);
  return item;
};

const rnn: CellOps = {
  forward(projected, recurrent, hidden) {
    const rows: Matrix[] = [];
    for (const input of projected) {
      hidden = tf.tidy(() => tf.tanh(tf.add(input, tf.matMul(hidden, recurrent))));
      rows.push(hidden);
    }
    return { rows, saved: [] };
  },
  backward(gradients, outputs, _saved, recurrent) {
    const preActivations: Matrix[] = [];
    const recurrentTransposed: Matrix = tf.transpose(recurrent);
    let hidden: Matrix | undefined;
    for (let step = gradients.length - 1; step >= 0; step -= 1) {
      const total = hidden === undefined ? at(gradients, step) : tf.add(at(gradients, step), hidden);
      const slope: Matrix = tf.mul(total, tanhSlope(at(outputs, step)));
      preActivations.unshift(slope);
      hidden = tf.matMul(slope, recurrentTransposed);
    }
    if (hidden === undefined) throw new RangeError('a sequence has at least one step');
    return { preActivations, hidden };
  },
  recurrentGradient: (previousHidden, preActivations) => matMulTransposedA(previousHidden, preActivations),
};

const lstm: CellOps = {
  forward(projected, recurrent, hidden, memory) {
    const rows: Matrix[] = [];
    const saved: Matrix[] = [];
    for (const input of projected) {
      const previous = memory;
      const [i, g, f, o] = split(tf.add(input, tf.matMul(hidden, recurrent)), 4).map((gate, index) =>
        index === 1 ? tf.tanh(gate) : tf.sigmoid(gate),
      ) as [Matrix, Matrix, Matrix, Matrix];
      memory = tf.add(tf.mul(f, previous), tf.mul(i, g));
      const squashed: Matrix = tf.tanh(memory);
      hidden = tf.mul(o, squashed);
      rows.push(hidden);
      saved.push(i, g, f, o, previous, squashed);
    }
    return { rows: [...rows, memory], saved };
  },
  backward(gradients, _rows, saved, recurrent) {
    const preActivations: Matrix[] = [];
    const recurrentTransposed: Matrix = tf.transpose(recurrent);
    let hidden: Matrix | undefined;
    let memory = at(gradients, gradients.length - 1);
    for (let step = gradients.length - 2; step >= 0; step -= 1) {
      const kept = saved.slice(step * 6, step * 6 + 6) as [Matrix, Matrix, Matrix, Matrix, Matrix, Matrix];
      const [i, g, f, o, previous, squashed] = kept;
      const total = hidden === undefined ? at(gradients, step) : tf.add(at(gradients, step), hidden);
      const cell: Matrix = tf.add(memory, tf.mul(tf.mul(total, o), tanhSlope(squashed)));
      const slope: Matrix = tf.concat(
        [
          tf.mul(tf.mul(cell, g), logisticSlope(i)),
          tf.mul(tf.mul(cell, i), tanhSlope(g)),
          tf.mul(tf.mul(cell, previous), logisticSlope(f)),
          tf.mul(tf.mul(total, squashed), logisticSlope(o)),
        ],
        1,
      );
      preActivations.unshift(slope);
      hidden = tf.matMul(slope, recurrentTransposed);
      memory = tf.mul(cell, f);
    }
    if (hidden === undefined) throw new RangeError('a sequence has at least one step');
    return { preActivations, hidden, memory };
  },
  recurrentGradient: (previousHidden, preActivations) => matMulTransposedA(previousHidden, preActivations),
};

/** The GRU's recurrent kernel apart: the two gates' columns, and the candidate's. */
function gruKernels(recurrent: Matrix): [gates: Matrix, candidate: Matrix] {
  const [units] = recurrent.shape;
  return tf.split(recurrent, [2 * units, units], 1) as [Matrix, Matrix];
}

const gru: CellOps = {
  forward(projected, recurrent, hidden) {
    const rows: Matrix[] = [];
    const saved: Matrix[] = [];
    const [gateKernel, candidateKernel] = gruKernels(recurrent);
    for (const input of projected) {
      const previous = hidden;
      const [units] = recurrent.shape;
      const [gateInput, candidateInput] = tf.split(input, [2 * units, units], 1) as [Matrix, Matrix];
      const gates: Matrix = tf.sigmoid(tf.add(gateInput, tf.matMul(previous, gateKernel)));
      const [z, r] = split(gates, 2) as [Matrix, Matrix];
      const gated: Matrix = tf.mul(r, previous);
      const candidate: Matrix = tf.tanh(tf.add(candidateInput, tf.matMul(gated, candidateKernel)));
      hidden = tf.add(candidate, tf.mul(z, tf.sub(previous, candidate)));
      rows.push(hidden);
      saved.push(z, r, candidate, previous, gated);
    }
    return { rows, saved };
  },
  backward(gradients, _rows, saved, recurrent) {
    const preActivations: Matrix[] = [];
    const [gatesTransposed, candidateTransposed] = gruKernels(recurrent).map((kernel) => tf.transpose(kernel)) as [
      Matrix,
      Matrix,
    ];
    let hidden: Matrix | undefined;
    for (let step = gradients.length - 1; step >= 0; step -= 1) {
      const kept = saved.slice(step * 5, step * 5 + 5) as [Matrix, Matrix, Matrix, Matrix, Matrix];
      const [z, r, candidate, previous] = kept;
      const total = hidden === undefined ? at(gradients, step) : tf.add(at(gradients, step), hidden);
      const candidateSlope: Matrix = tf.mul(tf.mul(total, tf.sub(1, z)), tanhSlope(candidate));
      const gatedGradient = tf.matMul(candidateSlope, candidateTransposed);
      const gateSlope: Matrix = tf.concat(
        [
          tf.mul(tf.mul(total, tf.sub(previous, candidate)), logisticSlope(z)),
          tf.mul(tf.mul(gatedGradient, previous), logisticSlope(r)),
        ],
        1,
      );
      preActivations.unshift(tf.concat([gateSlope, candidateSlope], 1));
      hidden = tf.add(tf.add(tf.mul(total, z), tf.mul(gatedGradient, r)), tf.matMul(gateSlope, gatesTransposed));
    }
    if (hidden === undefined) throw new RangeError('a sequence has at least one step');
    return { preActivations, hidden };
  },
  recurrentGradient(previousHidden, preActivations, saved) {
    const units = at(previousHidden.shape, 1);
    const [gates, candidate] = tf.split(preActivations, [2 * units, units], 1) as [Matrix, Matrix];
    const gated = rowsOf(saved.filter((_, index) => index % 5 === 4));
    return tf.concat([matMulTransposedA(previousHidden, gates), matMulTransposedA(gated, candidate)], 1);
  },
};

const CELL_OPS: Record<Cell, CellOps> = { rnn, lstm, gru };

/**
 * Runs a layer over a sequence, differentiable in the inputs, the initial state and the weights.
 * @param inputs [steps, batch, inputs]; at least one step.
 * @param initial the state before the first step; zeros when left out.
 */
export function runSequence(layer: RecurrentLayer, inputs: tf.Tensor3D, initial?: RecurrentState): SequenceResult {
  const [steps, batch, features] = inputs.shape;
  const units = layer.recurrent.shape[0];
  const ops = CELL_OPS[layer.cell];
  const gates = GATES[layer.cell].length;
  const isLstm = layer.cell === 'lstm';

  const op = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const [x, hidden, memory, kernel, recurrent, bias] = args as [
      tf.Tensor3D,
      Matrix,
      Matrix,
      Matrix,
      Matrix,
      tf.Tensor1D,
    ];
    const flat: Matrix = tf.reshape(x, [steps * batch, features]);
    const projected = tf.add(tf.matMul(flat, kernel), bias);
    const forward = ops.forward(
      unstackSteps(tf.reshape(projected, [steps, batch, gates * units])),
      recurrent,
      hidden,
      memory,
    );
    const value = tf.stack(forward.rows);
    // What is not saved here is freed before the gradient is asked for.
    save([flat, hidden, kernel, recurrent, value, ...forward.saved]);

    const gradFunc = (gradient: tf.Tensor, kept: tf.Tensor[]): tf.Tensor[] => {
      const [savedFlat, savedHidden, savedKernel, savedRecurrent, savedRows] = kept as [
        Matrix,
        Matrix,
        Matrix,
        Matrix,
        tf.Tensor,
      ];
      const saved = kept.slice(5) as Matrix[];
      const rows = unstackSteps(savedRows);
      const back = ops.backward(unstackSteps(gradient), rows, saved, savedRecurrent);
      const stacked = rowsOf(back.preActivations); // [steps · batch, gates · units]
      const previousHidden = rowsOf([savedHidden, ...rows.slice(0, steps - 1)]);
      return [
        tf.reshape(matMulTransposedB(stacked, savedKernel), [steps, batch, features]),
        back.hidden,
        back.memory ?? tf.zerosLike(savedHidden),
        matMulTransposedA(savedFlat, stacked),
        ops.recurrentGradient(previousHidden, stacked, saved),
        tf.sum(stacked, 0),
      ];
    };
    return { value, gradFunc };
  });

  return tf.tidy(() => {
    const zeros = (): Matrix => tf.zeros([batch, units]);
    const hidden = initial?.hidden ?? zeros();
    const memory = initial?.memory ?? zeros();
    const rows = op(inputs, hidden, memory, layer.kernel, layer.recurrent, layer.bias) as tf.Tensor3D;
    const row = (index: number): Matrix => tf.reshape(tf.slice(rows, [index, 0, 0], [1, batch, units]), [batch, units]);
    return {
      outputs: isLstm ? tf.slice(rows, [0, 0, 0], [steps, batch, units]) : rows,
      state: { hidden: row(steps - 1), ...(isLstm && { memory: row(steps) }) },
    };
  });
}
