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
  weightGradients,
  type CellInputs,
  type CellOps,
  type Matrix,
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

/** Where sequences end in [steps · batch] rows, and which rows count. */
interface Ends {
  rows: tf.Tensor2D; // [batch, 1], int32
  mask: tf.Tensor3D; // [steps, batch, 1]
}

function findEnds(lengths: Lengths, steps: number, batch: number): Ends {
  const mask = Float32Array.from({ length: steps * batch }, (_, row) =>
    Math.floor(row / batch) < (lengths[row % batch] ?? 0) ? 1 : 0,
  );
  const rows = Int32Array.from(lengths, (length, sequence) => (length - 1) * batch + sequence);
  return { rows: tf.tensor2d(rows, [batch, 1], 'int32'), mask: tf.tensor3d(mask, [steps, batch, 1]) };
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
  const ends = isPadded ? findEnds(lengths, steps, batch) : undefined;

  const last = (sequence: Steps): Matrix =>
    ends === undefined
      ? tf.reshape(tf.slice(sequence, [steps - 1, 0, 0], [1, batch, units]), [batch, units])
      : tf.gather(flatten(sequence), tf.reshape(ends.rows, [batch]));
  const results = runCustomOp({
    inputs: { x, hidden, memory, kernel, recurrent, bias },
    forward(save) {
      const forward = ops.forward({ x, hidden, memory, kernel, recurrent, bias });
      save([
        ...[x, hidden, memory, kernel, recurrent, bias, forward.hidden, forward.memory ?? forward.hidden],
        ...(ends === undefined ? [] : [ends.rows, ends.mask]),
        ...forward.saved,
      ]);
      const outputs = [last(forward.hidden)];
      if (forward.memory !== undefined) outputs.push(last(forward.memory));
      if (!withSequence) return outputs;
      // A clone, because an op may not return what it also saves.
      return [...outputs, ends === undefined ? tf.clone(forward.hidden) : tf.mul(forward.hidden, ends.mask)];
    },
    backward(gradients, saved) {
      const [x, hidden, memory, kernel, recurrent, bias] = saved as [
        Steps,
        Matrix,
        Matrix,
        Matrix,
        Matrix,
        tf.Tensor1D,
      ];
      const inputs: CellInputs = { x, hidden, memory, kernel, recurrent, bias };
      const outputs = {
        hidden: saved[6] as Steps,
        memory: saved[7] as Steps,
        saved: saved.slice(ends === undefined ? 8 : 10),
      };
      const finalHidden = gradients[0] as Matrix;
      const finalMemory = hasMemory ? (gradients[1] as Matrix) : undefined;
      const sequence = withSequence ? (gradients.at(-1) as Steps) : undefined;
      const made = tf.tidy(() => {
        const back = ops.backward(
          inputs,
          outputs,
          stateGradients(sequence, finalHidden, finalMemory, { rows: saved[8], mask: saved[9] } as Ends),
        );
        const preActivations: Matrix = tf.concat(back.preActivations, 0);
        const weights = weightGradients(cell, inputs, outputs, preActivations, back.gated);
        return { ...weights, preActivations, hidden: back.hidden, memory: back.memory };
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

  /** What reaches the state after each step: from the outputs, and at a sequence's end from its final state. */
  function stateGradients(
    sequence: Steps | undefined,
    finalHidden: Matrix,
    finalMemory: Matrix | undefined,
    { rows, mask }: Ends,
  ): { hidden: (step: number) => Matrix | undefined; memory: (step: number) => Matrix | undefined } {
    if (ends === undefined) {
      const outputs = sequence && unstackSteps(sequence);
      return {
        hidden: (step) => {
          const output = outputs?.[step];
          if (step < steps - 1) return output;
          return output === undefined ? finalHidden : tf.add(output, finalHidden);
        },
        memory: (step) => (step < steps - 1 ? undefined : finalMemory),
      };
    }
    // The rows that were saved: those made for the forward run are disposed of, which WebAssembly notices.
    const spread = (gradient: Matrix): Steps =>
      tf.reshape(tf.scatterND(rows, gradient, [steps * batch, units]), [steps, batch, units]);
    const fromFinal = spread(finalHidden);
    const hiddens = unstackSteps(sequence === undefined ? fromFinal : tf.add(tf.mul(sequence, mask), fromFinal));
    const memories = finalMemory && unstackSteps(spread(finalMemory));
    const isEnd = new Set(lengths);
    return {
      hidden: (step) => hiddens[step],
      memory: (step) => (isEnd.has(step + 1) ? memories?.[step] : undefined),
    };
  }

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
