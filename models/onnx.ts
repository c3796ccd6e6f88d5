/**
 * Writes ONNX models: a small graph builder over the part of the ONNX schema that recurrent networks need.
 * Only operators of the standard domain are used, so any ONNX runtime can run the result.
 * Source: onnx.proto3 of ONNX 1.12 (IR version 8, operator set 17); field numbers are the standard's.
 */
import protobuf from 'protobufjs';
import * as v from 'valibot';
import { GATES, STATES, stateInput, stateOutput, type Cell, type Weight, type Weights } from './weights.ts';

const SCHEMA = `
  syntax = "proto3";
  message AttributeProto {
    string name = 1; float f = 2; int64 i = 3; bytes s = 4; TensorProto t = 5; GraphProto g = 6;
    repeated int64 ints = 8; int32 type = 20;
  }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message NodeProto {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message StringStringEntryProto { string key = 1; string value = 2; }
  message ModelProto {
    int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8; repeated StringStringEntryProto metadata_props = 14;
  }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message GraphProto {
    repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
  }
  message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message TensorShapeProto {
    message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
    repeated Dimension dim = 1;
  }
  message TypeProto {
    message Tensor { int32 elem_type = 1; TensorShapeProto shape = 2; }
    oneof value { Tensor tensor_type = 1; }
  }
`;
const IR_VERSION = 8;
const OPERATOR_SET = 17;
const MODEL_PROTO = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('ModelProto');

const ELEMENT_TYPES = { float: 1, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;
const ATTRIBUTE_TYPES = { int: 2, string: 3, graph: 5, ints: 7 } as const;

type Attribute = number | string | number[] | Graph;
/** A dimension: a fixed length, or a name for one that is known only when the model runs. */
type Dimension = number | string;

/** A graph under construction; node methods return the name of the value they make. */
export interface Graph {
  input(name: string, type: ElementType, dims: Dimension[]): string;
  output(name: string, type: ElementType, dims: Dimension[]): void;
  /** A float constant, e.g. a weight. */
  weight(name: string, weight: Weight): string;
  /** An int64 constant; a scalar when `dims` is empty. */
  integers(name: string, values: number[], dims?: number[]): string;
  /** Adds a node with one output. */
  node(operator: string, inputs: string[], output: string, attributes?: Record<string, Attribute>): string;
  /** Adds a node with several outputs; '' leaves one out. */
  nodes(operator: string, inputs: string[], outputs: string[], attributes?: Record<string, Attribute>): void;
  toProto(): object;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function attributeProto(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPES.int, i: value };
  if (typeof value === 'string') return { name, type: ATTRIBUTE_TYPES.string, s: new TextEncoder().encode(value) };
  if (Array.isArray(value)) return { name, type: ATTRIBUTE_TYPES.ints, ints: value };
  return { name, type: ATTRIBUTE_TYPES.graph, g: value.toProto() };
}

export function createGraph(name: string): Graph {
  const proto = {
    name,
    node: [] as object[],
    initializer: [] as object[],
    input: [] as object[],
    output: [] as object[],
  };
  const valueInfo = (valueName: string, type: ElementType, dims: Dimension[]): object => ({
    name: valueName,
    type: {
      tensor_type: {
        elem_type: ELEMENT_TYPES[type],
        shape: { dim: dims.map((dim) => (typeof dim === 'number' ? { dim_value: dim } : { dim_param: dim })) },
      },
    },
  });
  const graph: Graph = {
    input(inputName, type, dims) {
      proto.input.push(valueInfo(inputName, type, dims));
      return inputName;
    },
    output(outputName, type, dims) {
      proto.output.push(valueInfo(outputName, type, dims));
    },
    weight(weightName, { shape, values }) {
      const tensor = { name: weightName, dims: shape, data_type: ELEMENT_TYPES.float, raw_data: bytesOf(values) };
      proto.initializer.push(tensor);
      return weightName;
    },
    integers(constantName, values, dims = [values.length]) {
      const raw_data = bytesOf(BigInt64Array.from(values, BigInt));
      proto.initializer.push({ name: constantName, dims, data_type: ELEMENT_TYPES.int64, raw_data });
      return constantName;
    },
    node(operator, inputs, output, attributes) {
      graph.nodes(operator, inputs, [output], attributes);
      return output;
    },
    nodes(operator, input, output, attributes = {}) {
      const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(key, value));
      proto.node.push({ op_type: operator, name: `${operator}_${proto.node.length}`, input, output, attribute });
    },
    toProto: () => proto,
  };
  return graph;
}

/** The model as the bytes of a `.onnx` file. */
export function encodeModel(graph: Graph): Uint8Array {
  const model = {
    ir_version: IR_VERSION,
    producer_name: 'malbeot',
    opset_import: [{ domain: '', version: OPERATOR_SET }],
    graph: graph.toProto(),
  };
  return MODEL_PROTO.encode(MODEL_PROTO.create(model)).finish();
}

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

const initializers = v.array(
  v.object({ name: v.string(), dims: v.array(v.number()), raw_data: v.instance(Uint8Array) }),
);
const decodedGraph = v.object({
  initializer: initializers,
  node: v.array(v.object({ attribute: v.array(v.object({ g: v.nullish(v.object({ initializer: initializers })) })) })),
});

/** Reads a network's weights back out of a model that `encodeModel` made, branches included. */
export function decodeWeights(model: Uint8Array, cell: Cell): Weights {
  const decoded = MODEL_PROTO.toObject(MODEL_PROTO.decode(model), { arrays: true, longs: Number });
  const { graph } = v.parse(v.object({ graph: decodedGraph }), decoded);
  const branches = graph.node.flatMap(({ attribute }) => attribute.map(({ g }) => g)).filter((g) => g != null);
  const weights: Weights = {};
  for (const { name, dims, raw_data } of [graph, ...branches].flatMap(({ initializer }) => initializer)) {
    const [layer = '', part = ''] = name.split('.');
    // Copied, because the bytes of a message need not start where a float may.
    const weight = { shape: dims, values: new Float32Array(Uint8Array.from(raw_data).buffer) };
    if (part === 'W') weights[`${layer}.kernel`] = fromOnnxKernel(weight, cell);
    else if (part === 'R') weights[`${layer}.recurrent`] = fromOnnxKernel(weight, cell);
    else if (part === 'B') weights[`${layer}.bias`] = fromOnnxBias(weight, cell);
    else if (part === 'kernel' || part === 'bias') weights[name] = weight;
  }
  return weights;
}

export function weightOf(weights: Weights, name: string): Weight {
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
