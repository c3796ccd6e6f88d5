/** The layers of our networks in ONNX: how their weights are laid out there, and the nodes they become. */
import { decodeInitializers, type Graph } from './onnx.ts';
import { GATES, STATES, stateInput, stateOutput, type Cell, type Weight, type Weights } from './weights.ts';

/** Where ONNX has each of our gate blocks (ours: see GATES); its LSTM keeps input, output, forget, cell. */
const ONNX_GATE_ORDER: Record<Cell, number[]> = { rnn: [0], lstm: [0, 3, 2, 1], gru: [0, 1, 2] };

/** Calls `visit` with each weight's place in our [rows, gates · units] and in ONNX's [1, gates · units, rows]. */
function visitKernel(cell: Cell, rows: number, columns: number, visit: (ours: number, onnx: number) => void): void {
  const units = columns / GATES[cell].length;
  ONNX_GATE_ORDER[cell].forEach((block, position) => {
    for (let unit = 0; unit < units; unit += 1) {
      for (let row = 0; row < rows; row += 1) {
        visit(row * columns + block * units + unit, (position * units + unit) * rows + row);
      }
    }
  });
}

function toOnnxKernel({ shape, values }: Weight, cell: Cell): Weight {
  const [rows = 0, columns = 0] = shape;
  const result = new Float32Array(values.length);
  visitKernel(cell, rows, columns, (ours, onnx) => (result[onnx] = values[ours] ?? NaN));
  return { shape: [1, columns, rows], values: result };
}

function fromOnnxKernel({ shape, values }: Weight, cell: Cell): Weight {
  const [, columns = 0, rows = 0] = shape;
  const result = new Float32Array(values.length);
  visitKernel(cell, rows, columns, (ours, onnx) => (result[ours] = values[onnx] ?? NaN));
  return { shape: [rows, columns], values: result };
}

/** ONNX has a bias for the input and one for the state; ours is the first, the second is zero. */
function toOnnxBias({ values }: Weight, cell: Cell): Weight {
  const input = toOnnxKernel({ shape: [1, values.length], values }, cell);
  const both = new Float32Array(2 * values.length);
  both.set(input.values);
  return { shape: [1, both.length], values: both };
}

function fromOnnxBias({ values }: Weight, cell: Cell): Weight {
  const length = values.length / 2;
  const input = fromOnnxKernel({ shape: [1, length, 1], values: values.subarray(0, length) }, cell);
  return { shape: [length], values: input.values };
}

/** Reads a network's weights back out of a model that `encodeModel` made, branches included. */
export function decodeWeights(model: Uint8Array, cell: Cell): Weights {
  const weights: Weights = {};
  for (const { name, shape, bytes } of decodeInitializers(model)) {
    const [layer = '', part = ''] = name.split('.');
    // Copied, because the bytes of a message need not start where a float may.
    const weight = { shape, values: new Float32Array(Uint8Array.from(bytes).buffer) };
    if (part === 'W') weights[`${layer}.kernel`] = fromOnnxKernel(weight, cell);
    else if (part === 'R') weights[`${layer}.recurrent`] = fromOnnxKernel(weight, cell);
    else if (part === 'B') weights[`${layer}.bias`] = fromOnnxBias(weight, cell);
    else if (part === 'kernel' || part === 'bias') weights[name] = weight;
  }
  return weights;
}

function weightOf(weights: Weights, name: string): Weight {
  const weight = weights[name];
  if (weight === undefined)
    throw new Error(`No weight is called ${name}; there are: ${Object.keys(weights).join(', ')}`);
  return weight;
}

/**
 * Adds a recurrent layer. `states` names the values it starts from, `nextStates` those it ends with, each of the
 * shape [1, batch, units].
 * @returns the value with the hidden states of all steps: [steps, batch, units].
 */
export function addRecurrent(graph: Graph, { layer, cell, weights, input, states, nextStates }: OnnxRecurrent): string {
  const kernel = weightOf(weights, `${layer}.kernel`);
  const recurrent = weightOf(weights, `${layer}.recurrent`);
  const inputs = [
    input,
    graph.weight(`${layer}.W`, toOnnxKernel(kernel, cell)),
    graph.weight(`${layer}.R`, toOnnxKernel(recurrent, cell)),
    graph.weight(`${layer}.B`, toOnnxBias(weightOf(weights, `${layer}.bias`), cell)),
    '', // sequence_lens: every sequence has all steps
    ...states,
  ];
  graph.nodes(cell.toUpperCase(), inputs, [`${layer}.sequence`, ...nextStates], {
    hidden_size: recurrent.shape[0] ?? 0,
  });
  const directionAxis = graph.integers(`${layer}.directions`, [1]);
  return graph.node('Squeeze', [`${layer}.sequence`, directionAxis], `${layer}.outputs`);
}

export interface OnnxRecurrent {
  /** Prefix of the layer's weights. */
  layer: string;
  cell: Cell;
  weights: Weights;
  /** [steps, batch, inputs] */
  input: string;
  states: string[];
  nextStates: string[];
}

/** Declares a layer's states as inputs and outputs of the whole network, and names them. */
export function addStates(
  graph: Graph,
  layer: string,
  cell: Cell,
  units: number,
): Pick<OnnxRecurrent, 'states' | 'nextStates'> {
  const states = STATES[cell].map((state) => graph.input(stateInput(layer, state), 'float', [1, 'batch', units]));
  const nextStates = states.map(stateOutput);
  for (const name of nextStates) graph.output(name, 'float', [1, 'batch', units]);
  return { states, nextStates };
}

/** One-hot vectors of ids; an id that is no letter of the vocabulary (its size, say) gives zeros. */
export function addOneHot(graph: Graph, ids: string, vocabularySize: number): string {
  const depth = graph.integers('vocabulary_size', [vocabularySize], []);
  const values = graph.weight('off_on', { shape: [2], values: Float32Array.of(0, 1) });
  return graph.node('OneHot', [ids, depth, values], 'one_hot', { axis: -1 });
}

/** A dense layer: input · kernel + bias. */
export function addDense(graph: Graph, weights: Weights, layer: string, input: string, output: string): string {
  const kernel = graph.weight(`${layer}.kernel`, weightOf(weights, `${layer}.kernel`));
  const bias = graph.weight(`${layer}.bias`, weightOf(weights, `${layer}.bias`));
  return graph.node('Add', [graph.node('MatMul', [input, kernel], `${output}.product`), bias], output);
}
