/**
 * Recurrent layers as sequence ops: a basic RNN, LSTM or GRU over all steps of a batch is one op on the gradient tape,
 * where `tf.layers` records every kernel of every step. Sequences are time-major, so a step is a contiguous slice, and
 * padded on the right. Lengths cost nothing in the time loop: what stands after a sequence's end cannot reach what
 * stands before it, so outputs are masked, and final states picked, when the loop is over.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  PORTABLE_CELLS,
  flatten,
  type CellInputs,
  type CellOps,
  type Matrix,
  type StateGradients,
  type Steps,
} from './cells.ts';
import { runCustomOp } from './custom-op.ts';
import { matMulTransposedB, unstackSteps } from './kernels.ts';
import { nativeCell } from './native-cells.ts';
import { isNative } from './native-kernels.ts';
import type { Cell } from './weights.ts';

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

export interface SequenceOptions {
  /** The state before the first step; zeros when left out. */
  initial?: RecurrentState | undefined;
  /** How many steps of each sequence count, from 1; all when left out. Outputs after them are zero. */
  lengths?: Lengths | undefined;
  /** Reads each sequence from its last step that counts to its first; outputs stay where their inputs are. */
  reverse?: boolean;
}
export type Lengths = readonly number[] | Int32Array;

export interface SequenceResult {
  outputs: tf.Tensor3D; // [steps, batch, units]
  /** After each sequence's last step that counts (its first, when reversed). */
  state: RecurrentState;
}

/** The cell on the fastest kernels that the active backend has. */
const cellOps = (cell: Cell, shape: Steps['shape']): CellOps =>
  (isNative() ? nativeCell(cell, shape) : undefined) ?? PORTABLE_CELLS[cell];

/** Where padded sequences end. */
interface Padding {
  lengths: Lengths;
  /** Rows of the last steps that count, in [steps · batch]. */
  rows: tf.Tensor2D; // [batch, 1], int32
  /** 1 for each step that counts. */
  mask: tf.Tensor3D; // [steps, batch, 1]
}

function describePadding(lengths: Lengths, steps: number, batch: number): Padding {
  const mask = Float32Array.from({ length: steps * batch }, (_, row) =>
    Math.floor(row / batch) < (lengths[row % batch] ?? 0) ? 1 : 0,
  );
  const rows = Int32Array.from(lengths, (length, sequence) => (length - 1) * batch + sequence);
  return { lengths, rows: tf.tensor2d(rows, [batch, 1], 'int32'), mask: tf.tensor3d(mask, [steps, batch, 1]) };
}

/** Each sequence's last step that counts. */
function lastSteps(sequence: Steps, padding: Padding | undefined): Matrix {
  const [steps, batch, units] = sequence.shape;
  if (padding !== undefined) return tf.gather(flatten(sequence), tf.reshape(padding.rows, [batch]));
  return tf.reshape(tf.slice(sequence, [steps - 1, 0, 0], [1, batch, units]), [batch, units]);
}

/** The gradients of the op's outputs as they reach the states after the steps. */
function stateGradients(
  sequence: Steps | undefined,
  hidden: Matrix,
  memory: Matrix | undefined,
  padding: Padding | undefined,
): StateGradients {
  if (padding === undefined) return { sequence, hidden, memory, memories: [] };
  const [steps, batch] = padding.mask.shape;
  const spread = (gradient: Matrix): Steps => {
    const units = gradient.shape[1];
    return tf.reshape(tf.scatterND(padding.rows, gradient, [steps * batch, units]), [steps, batch, units]);
  };
  const ends = new Set(padding.lengths);
  const memories = memory && unstackSteps(spread(memory));
  return {
    sequence: sequence === undefined ? spread(hidden) : tf.add(tf.mul(sequence, padding.mask), spread(hidden)),
    hidden: undefined,
    memory: undefined,
    memories: memories?.map((gradient, step) => (ends.has(step + 1) ? gradient : undefined)) ?? [],
  };
}

/** @throws RangeError when a length is not 1 … steps, or their number is not the batch's. */
function checkLengths(lengths: Lengths, steps: number, batch: number): void {
  if (lengths.length !== batch) throw new RangeError(`${lengths.length} lengths for a batch of ${batch}.`);
  for (const length of lengths) {
    if (!Number.isInteger(length) || length < 1 || length > steps) {
      throw new RangeError(`A length is ${length}; it has to be from 1 to ${steps}.`);
    }
  }
}

/** The op itself: final hidden state, final memory (LSTM), then, if asked for, all hidden states. */
function runOp(
  layer: RecurrentLayer,
  x: Steps,
  initial: RecurrentState | undefined,
  lengths: Lengths | undefined,
  withSequence: boolean,
): { state: RecurrentState; outputs?: Steps } {
  const [steps, batch] = x.shape;
  const { cell, kernel, recurrent, bias } = layer;
  const units = recurrent.shape[0];
  if (steps === 0) throw new RangeError('A sequence has at least one step.');
  if (lengths !== undefined) checkLengths(lengths, steps, batch);
  const isPadded = lengths?.some((length) => length < steps) === true;
  const ops = cellOps(cell, x.shape);
  const hasMemory = cell === 'lstm';
  const hidden = initial?.hidden ?? tf.zeros<tf.Rank.R2>([batch, units]);
  const memory = initial?.memory ?? tf.zeros<tf.Rank.R2>([batch, units]);
  const padding = isPadded ? describePadding(lengths, steps, batch) : undefined;

  const results = runCustomOp({
    inputs: { x, hidden, memory, kernel, recurrent, bias },
    forward(save) {
      const forward = ops.forward({ x, hidden, memory, kernel, recurrent, bias });
      const kept = [x, hidden, memory, kernel, recurrent, bias, forward.hidden, forward.memory ?? forward.hidden];
      save([...kept, ...(padding === undefined ? [] : [padding.rows, padding.mask]), ...forward.saved]);
      const outputs = [lastSteps(forward.hidden, padding)];
      if (forward.memory !== undefined) outputs.push(lastSteps(forward.memory, padding));
      if (!withSequence) return outputs;
      // A clone, because an op may not return what it also saves.
      return [...outputs, padding === undefined ? tf.clone(forward.hidden) : tf.mul(forward.hidden, padding.mask)];
    },
    backward(gradients, saved) {
      const [x, hidden, memory, kernel, recurrent, bias, hiddens, memories, ...rest] = saved as [
        ...[Steps, Matrix, Matrix, Matrix, Matrix, tf.Tensor1D, Steps, Steps],
        ...tf.Tensor[],
      ];
      const savedPadding = padding && {
        lengths: padding.lengths,
        rows: rest.shift() as tf.Tensor2D,
        mask: rest.shift() as tf.Tensor3D,
      };
      const made = tf.tidy(() => {
        const sequence = withSequence ? (gradients.at(-1) as Steps) : undefined;
        const finalMemory = hasMemory ? (gradients[1] as Matrix) : undefined;
        const reached = stateGradients(sequence, gradients[0] as Matrix, finalMemory, savedPadding);
        const inputs: CellInputs = { x, hidden, memory, kernel, recurrent, bias };
        return ops.backward(inputs, { hidden: hiddens, memory: memories, saved: rest }, reached);
      });
      return {
        x: () => tf.reshape(matMulTransposedB(made.preActivations, kernel), x.shape),
        hidden: () => made.hidden,
        memory: () => made.memory ?? tf.zerosLike(memory),
        kernel: () => made.kernel,
        recurrent: () => made.recurrent,
        bias: () => made.bias,
      };
    },
  });

  const [finalHidden, ...rest] = results as [Matrix, ...tf.Tensor[]];
  return {
    state: { hidden: finalHidden, ...(hasMemory && { memory: rest[0] as Matrix }) },
    ...(withSequence && { outputs: rest.at(-1) as Steps }),
  };
}

/** Turns each sequence round within its length; what stands after it stays. Its own inverse. */
export function reverseSteps(sequence: tf.Tensor3D, lengths?: Lengths): tf.Tensor3D {
  const [steps, batch, columns] = sequence.shape;
  if (lengths === undefined) return tf.reverse(sequence, 0);
  const rows = Int32Array.from({ length: steps * batch }, (_, row) => {
    const [step, index] = [Math.floor(row / batch), row % batch];
    const length = lengths[index] ?? steps;
    return (step < length ? length - 1 - step : step) * batch + index;
  });
  // TensorFlow.js's own gradient of `gather` is a sum by ids, which WebAssembly lacks; here it is the same `gather`.
  const pick = (from: tf.Tensor3D): tf.Tensor3D =>
    tf.reshape(tf.gather(flatten(from), tf.tensor1d(rows, 'int32')), [steps, batch, columns]);
  const [reversed] = runCustomOp({
    inputs: { sequence },
    forward: (): [tf.Tensor3D] => [pick(sequence)],
    backward: ([gradient]) => ({ sequence: () => pick(gradient as tf.Tensor3D) }),
  });
  return reversed;
}

/**
 * Runs a layer over sequences, differentiable in the inputs, the initial state and the weights.
 * @param inputs [steps, batch, inputs]; at least one step.
 */
export function runSequence(
  layer: RecurrentLayer,
  inputs: tf.Tensor3D,
  { initial, lengths, reverse = false }: SequenceOptions = {},
): SequenceResult {
  return tf.tidy(() => {
    const x = reverse ? reverseSteps(inputs, lengths) : inputs;
    const { state, outputs = x } = runOp(layer, x, initial, lengths, true);
    return { outputs: reverse ? reverseSteps(outputs, lengths) : outputs, state };
  });
}

/** As `runSequence`, for the final state alone, which is cheaper. */
export function runToEnd(
  layer: RecurrentLayer,
  inputs: tf.Tensor3D,
  { initial, lengths, reverse = false }: SequenceOptions = {},
): RecurrentState {
  return tf.tidy(() => runOp(layer, reverse ? reverseSteps(inputs, lengths) : inputs, initial, lengths, false).state);
}

export interface BidirectionalResult {
  outputs: tf.Tensor3D; // [steps, batch, 2 · units], forward first
  forward: RecurrentState;
  backward: RecurrentState;
}

/** Two layers over the same sequences, one in each direction (Schuster & Paliwal 1997). */
export function runBidirectional(
  layers: { forward: RecurrentLayer; backward: RecurrentLayer },
  inputs: tf.Tensor3D,
  lengths?: Lengths,
): BidirectionalResult {
  return tf.tidy(() => {
    const forward = runSequence(layers.forward, inputs, { lengths });
    const backward = runSequence(layers.backward, inputs, { lengths, reverse: true });
    const outputs: tf.Tensor3D = tf.concat([forward.outputs, backward.outputs], 2);
    return { outputs, forward: forward.state, backward: backward.state };
  });
}

export interface StackOptions extends Omit<SequenceOptions, 'initial'> {
  /** One a layer. */
  initial?: readonly (RecurrentState | undefined)[];
  /** Applied to what goes from one layer to the next; for training. */
  dropout?: ((sequence: tf.Tensor3D) => tf.Tensor3D) | undefined;
}

/** Layers on top of each other. @returns the top one's outputs, and each one's final state, lowest first. */
export function runStack(
  layers: readonly RecurrentLayer[],
  inputs: tf.Tensor3D,
  { initial = [], dropout, ...options }: StackOptions = {},
): { outputs: tf.Tensor3D; states: RecurrentState[] } {
  return tf.tidy(() => {
    let outputs = inputs;
    const states = layers.map((layer, index) => {
      const input = index > 0 && dropout !== undefined ? dropout(outputs) : outputs;
      const result = runSequence(layer, input, { ...options, initial: initial[index] });
      outputs = result.outputs;
      return result.state;
    });
    return { outputs, states };
  });
}
