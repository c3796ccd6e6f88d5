/**
 * Recurrent layers as sequence ops: a basic RNN, LSTM or GRU over all steps of a batch is one op on the gradient tape,
 * where `tf.layers` records every kernel of every step. Sequences are time-major, so a step is a contiguous slice, and
 * padded on the right.
 */
import * as tf from '@tensorflow/tfjs-core';
import { canRunBidirectionalLstm, runBidirectionalLstm } from './bidirectional-lstm.ts';
import { PORTABLE_CELLS, type CellInputs, type CellOps, type Matrix, type Steps } from './cells.ts';
import { runCustomOp } from './custom-op.ts';
import { matMulTransposedB } from './kernels.ts';
import { nativeCell } from './native-cells.ts';
import { isNative } from './native-kernels.ts';
import { describePadding, lastSteps, reverseSteps, stateGradients, type Lengths } from './padding.ts';
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

export interface SequenceResult {
  outputs: tf.Tensor3D; // [steps, batch, units]
  /** After each sequence's last step that counts (its first, when reversed). */
  state: RecurrentState;
}

/** The cell on the fastest kernels that the active backend has. */
const cellOps = (cell: Cell, shape: Steps['shape']): CellOps =>
  (isNative() ? nativeCell(cell, shape) : undefined) ?? PORTABLE_CELLS[cell];

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
  const ops = cellOps(cell, x.shape);
  const hasMemory = cell === 'lstm';
  const hidden = initial?.hidden ?? tf.zeros<tf.Rank.R2>([batch, units]);
  const memory = initial?.memory ?? tf.zeros<tf.Rank.R2>([batch, units]);
  const padding = describePadding(lengths, steps, batch);

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

export type BidirectionalResult = {
  outputs: tf.Tensor3D; // [steps, batch, 2 · units], forward first
  forward: RecurrentState;
  backward: RecurrentState;
};

/** Two layers over the same sequences, one in each direction (Schuster & Paliwal 1997). */
export function runBidirectional(
  layers: { forward: RecurrentLayer; backward: RecurrentLayer },
  inputs: tf.Tensor3D,
  lengths?: Lengths,
): BidirectionalResult {
  return tf.tidy(() => {
    if (canRunBidirectionalLstm(layers, inputs)) return { ...runBidirectionalLstm(layers, inputs, lengths) };
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
