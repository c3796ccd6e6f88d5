/** The layers of our networks in ONNX: how their weights are laid out there, and the nodes they become. */
import { decodeInitializers, elementType, type Graph } from './onnx.ts';
import {
  GATES,
  PADDED_SCORE,
  STATES,
  stateInput,
  stateOutput,
  type Cell,
  type Weight,
  type Weights,
} from './weights.ts';

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

/** Weights that are laid out alike here and there. */
const PLAIN_PARTS = new Set(['kernel', 'bias', 'embedding']);

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
    else if (PLAIN_PARTS.has(part)) weights[name] = weight;
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
export function addRecurrent(
  graph: Graph,
  { layer, cell, weights, input, states, nextStates, lengths = '', reverse = false }: OnnxRecurrent,
): string {
  const kernel = weightOf(weights, `${layer}.kernel`);
  const recurrent = weightOf(weights, `${layer}.recurrent`);
  const inputs = [
    input,
    graph.weight(`${layer}.W`, toOnnxKernel(kernel, cell)),
    graph.weight(`${layer}.R`, toOnnxKernel(recurrent, cell)),
    graph.weight(`${layer}.B`, toOnnxBias(weightOf(weights, `${layer}.bias`), cell)),
    lengths,
    ...states,
  ];
  graph.nodes(cell.toUpperCase(), inputs, [`${layer}.sequence`, ...nextStates], {
    hidden_size: recurrent.shape[0] ?? 0,
    ...(reverse && { direction: 'reverse' }),
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
  /** int32 [batch]: the steps of each sequence that count; all when left out. */
  lengths?: string;
  reverse?: boolean;
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

/** Rows of a table: ids [steps, batch] become [steps, batch, columns]. */
export function addEmbedding(graph: Graph, weights: Weights, layer: string, ids: string): string {
  const table = graph.weight(`${layer}.embedding`, weightOf(weights, `${layer}.embedding`));
  return graph.node('Gather', [table, ids], `${layer}.embedded`);
}

/**
 * What is added to the scores of keys: nothing, or after a sequence's end so much that it gets no attention.
 * @param sequence [steps, batch] @param lengths int64 [batch] @returns [batch, 1, steps]
 */
export function addPenalties(graph: Graph, sequence: string, lengths: string, output: string): string {
  const zero = graph.integers(`${output}.zero`, [0], []);
  const one = graph.integers(`${output}.one`, [1], []);
  const steps = graph.node('Gather', [graph.node('Shape', [sequence], `${output}.shape`), zero], `${output}.steps`);
  const places = graph.node('Range', [zero, steps, one], `${output}.places`);
  const axes = graph.integers(`${output}.axes`, [1, 2]);
  const ends = graph.node('Unsqueeze', [lengths, axes], `${output}.ends`);
  const counts = graph.node('Less', [places, ends], `${output}.counts`);
  const nothing = graph.weight(`${output}.nothing`, { shape: [], values: Float32Array.of(0) });
  const much = graph.weight(`${output}.much`, { shape: [], values: Float32Array.of(PADDED_SCORE) });
  return graph.node('Where', [counts, nothing, much], output);
}

export interface OnnxAttention {
  /** [queries, batch, columns], [keys, batch, columns], [keys, batch, any], [batch, 1, keys] */
  queries: string;
  keys: string;
  values: string;
  penalties: string;
}

/** Softmax of the scores and the weighted sum. @returns the context [queries, batch, any]. */
function addAttended(graph: Graph, scores: string, { values, penalties }: OnnxAttention, weights: string): string {
  const penalised = graph.node('Add', [scores, penalties], `${weights}.penalised`);
  graph.node('Softmax', [penalised], weights, { axis: -1 });
  const valuesFirst = graph.node('Transpose', [values], `${weights}.values`, { perm: [1, 0, 2] });
  const context = graph.node('MatMul', [weights, valuesFirst], `${weights}.context`);
  return graph.node('Transpose', [context], `${weights}.steps`, { perm: [1, 0, 2] });
}

/**
 * `dotAttention` of attention.ts. Keys and values of a batch of one serve every query's row.
 * @param weights name of the output with the weights [batch, queries, keys]; other nodes are named after it.
 */
export function addDotAttention(graph: Graph, inputs: OnnxAttention, columns: number, weights: string): string {
  const scale = graph.weight(`${weights}.scale`, { shape: [], values: Float32Array.of(1 / Math.sqrt(columns)) });
  const scaled = graph.node('Mul', [inputs.queries, scale], `${weights}.scaled`);
  const queries = graph.node('Transpose', [scaled], `${weights}.queries`, { perm: [1, 0, 2] });
  const keys = graph.node('Transpose', [inputs.keys], `${weights}.keys`, { perm: [1, 2, 0] });
  return addAttended(graph, graph.node('MatMul', [queries, keys], `${weights}.scores`), inputs, weights);
}

/** `additiveAttention` of attention.ts, with the weight `attention.kernel` [columns, 1]. */
export function addAdditiveAttention(graph: Graph, inputs: OnnxAttention, weights: Weights, output: string): string {
  const transposed = (name: string, input: string): string =>
    graph.node('Transpose', [input], `attention.${name}_first`, { perm: [1, 0, 2] });
  const [two, one, last] = [2, 1, 3].map((axis) => graph.integers(`attention.axis_${axis}`, [axis])) as [
    string,
    string,
    string,
  ];
  const queries = graph.node('Unsqueeze', [transposed('queries', inputs.queries), two], 'attention.queries');
  const keys = graph.node('Unsqueeze', [transposed('keys', inputs.keys), one], 'attention.keys');
  const sums = graph.node('Tanh', [graph.node('Add', [queries, keys], 'attention.sums')], 'attention.squashed');
  const kernel = graph.weight('attention.kernel', weightOf(weights, 'attention.kernel'));
  const products = graph.node('MatMul', [sums, kernel], 'attention.products');
  return addAttended(graph, graph.node('Squeeze', [products, last], 'attention.scores'), inputs, output);
}

/** int64 as int32, which is what recurrent layers take as lengths. */
export const addInt32 = (graph: Graph, input: string, output: string): string =>
  graph.node('Cast', [input], output, { to: elementType('int32') });
