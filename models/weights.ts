/** Weights as plain arrays: how they leave TensorFlow.js for the ONNX export, and how they are made from a seed. */
import type { Random } from './random.ts';

export interface Weight {
  shape: number[];
  values: Float32Array;
}

/** A network's weights by name, e.g. `encoder.kernel`. */
export type Weights = Record<string, Weight>;

/** Recurrent cells a network can be built from: basic (Elman) RNN, LSTM, GRU. */
export const CELLS = ['rnn', 'lstm', 'gru'] as const;
export type Cell = (typeof CELLS)[number];

const CELL_NAMES: Record<Cell, string> = { rnn: 'basic RNN', lstm: 'LSTM', gru: 'GRU' };

/** E.g. `2 × LSTM, 64 units`. */
export function describeNetwork({ cell, units }: { cell: Cell; units: number }, layers = ''): string {
  return `${layers}${CELL_NAMES[cell]}, ${units} units`;
}

/** How many blocks of `units` columns a cell's kernels have, and in which order. */
export const GATES: Record<Cell, readonly string[]> = {
  rnn: ['h'],
  // The order of TensorFlow's BasicLSTMCell and BlockLSTM: input, candidate, forget, output.
  lstm: ['i', 'g', 'f', 'o'],
  // Update, reset, candidate, as Keras and ONNX have them.
  gru: ['z', 'r', 'h'],
};

/** States a cell carries from step to step. */
export const STATES: Record<Cell, readonly string[]> = { rnn: ['hidden'], lstm: ['hidden', 'memory'], gru: ['hidden'] };

/** What an exported network calls the state that it takes, and the one it gives in return. */
export const stateInput = (layer: string, state: string): string => `${layer}_${state}`;
export const stateOutput = (input: string): string => `next_${input}`;

/** Added to the attention score of a key after its sequence's end; exp of it is 0 in 32-bit floats. */
export const PADDED_SCORE = -1e9;

const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export function countParameters(weights: Weights): number {
  return Object.values(weights).reduce((sum, { shape }) => sum + size(shape), 0);
}

export function constant(shape: number[], value: number): Weight {
  return { shape, values: new Float32Array(size(shape)).fill(value) };
}

export function normal(shape: number[], random: Random, deviation = 1): Weight {
  return { shape, values: Float32Array.from({ length: size(shape) }, () => random.normal() * deviation) };
}

/** Glorot & Bengio 2010; what TensorFlow gives a kernel by default. `fans`: rows and columns it is judged by. */
export function glorotUniform(shape: number[], random: Random, fans: number): Weight {
  const limit = Math.sqrt(6 / fans);
  return { shape, values: Float32Array.from({ length: size(shape) }, () => (2 * random.uniform() - 1) * limit) };
}

/** A dense layer's: kernel [inputs, outputs] and a bias of zeros. */
export const denseWeights = (layer: string, inputs: number, outputs: number, random: Random): Weights => ({
  [`${layer}.kernel`]: glorotUniform([inputs, outputs], random, inputs + outputs),
  [`${layer}.bias`]: constant([outputs], 0),
});

/**
 * A recurrent layer's weights as TensorFlow 1's BasicRNNCell, BasicLSTMCell and GRUCell start them: one Glorot-uniform
 * kernel over input and state together; the LSTM's forget gate is open (bias 1), as are the GRU's gates.
 */
export function recurrentWeights(
  prefix: string,
  cell: Cell,
  inputSize: number,
  units: number,
  random: Random,
): Weights {
  const gates = GATES[cell];
  // TF1's GRUCell draws the candidate's kernel apart from the gates', so its fans are its own.
  const fans = inputSize + units + (cell === 'gru' ? 2 : gates.length) * units;
  const bias = constant([gates.length * units], 0);
  gates.forEach((gate, index) => {
    const isOpen = (cell === 'lstm' && gate === 'f') || (cell === 'gru' && gate !== 'h');
    if (isOpen) bias.values.fill(1, index * units, (index + 1) * units);
  });
  return {
    [`${prefix}.kernel`]: glorotUniform([inputSize, gates.length * units], random, fans),
    [`${prefix}.recurrent`]: glorotUniform([units, gates.length * units], random, fans),
    [`${prefix}.bias`]: bias,
  };
}
