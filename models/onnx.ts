/**
 * Writes ONNX models: a small graph builder over the part of the ONNX schema that recurrent networks need.
 * Only operators of the standard domain are used, so any ONNX runtime can run the result.
 * Source: onnx.proto3 of ONNX 1.12 (IR version 8, operator set 17); field numbers are the standard's.
 */
import protobuf from 'protobufjs';
import * as v from 'valibot';
import type { Weight } from './weights.ts';

const SCHEMA = `
  syntax = "proto3";
  message AttributeProto {
    string name = 1; int64 i = 3; bytes s = 4; GraphProto g = 6; repeated int64 ints = 8; int32 type = 20;
  }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message NodeProto {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message ModelProto {
    int64 ir_version = 1; string producer_name = 2; GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8;
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

const ELEMENT_TYPES = { float: 1, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;
const ATTRIBUTE_TYPES = { int: 2, string: 3, graph: 5, ints: 7 } as const;

type Attribute = number | number[] | string | Graph;
/** A dimension: a fixed length, or a name for one that is known only when the model runs. */
type Dimension = number | string;

/** Element types by their number in ONNX, for operators that take one. */
export const elementType = (type: ElementType): number => ELEMENT_TYPES[type];

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

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int8Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function attributeProto(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPES.int, i: value };
  if (Array.isArray(value)) return { name, type: ATTRIBUTE_TYPES.ints, ints: value };
  if (typeof value === 'string') return { name, type: ATTRIBUTE_TYPES.string, s: Buffer.from(value) };
  return { name, type: ATTRIBUTE_TYPES.graph, g: value.toProto() };
}

export interface GraphOptions {
  /**
   * Keeps large weights as 8-bit integers with a scale for each row, a quarter of the size. ONNX Runtime turns them back
   * into floats when it loads the model, so running it costs the same.
   */
  quantise?: boolean;
}

/** Smaller weights are not worth rounding. */
const QUANTISED_FROM = 1024;

/** Rows along the last axis, each scaled to -127 … 127. */
export function quantiseRows({ shape, values }: Weight): { integers: Int8Array; scales: Float32Array } {
  const columns = shape.at(-1) ?? 1;
  const scales = new Float32Array(values.length / columns);
  const integers = new Int8Array(values.length);
  for (let row = 0; row < scales.length; row += 1) {
    let largest = 0;
    for (let column = 0; column < columns; column += 1) {
      largest = Math.max(largest, Math.abs(values[row * columns + column] ?? 0));
    }
    const scale = Math.fround(largest / 127) || 1;
    scales[row] = scale;
    for (let column = 0; column < columns; column += 1) {
      integers[row * columns + column] = Math.round((values[row * columns + column] ?? 0) / scale);
    }
  }
  return { integers, scales };
}

export function createGraph(name: string, { quantise = false }: GraphOptions = {}): Graph {
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
  const addFloats = (weightName: string, { shape, values }: Weight): string => {
    const tensor = { name: weightName, dims: shape, data_type: ELEMENT_TYPES.float, raw_data: bytesOf(values) };
    proto.initializer.push(tensor);
    return weightName;
  };
  const graph: Graph = {
    input(inputName, type, dims) {
      proto.input.push(valueInfo(inputName, type, dims));
      return inputName;
    },
    output(outputName, type, dims) {
      proto.output.push(valueInfo(outputName, type, dims));
    },
    weight(weightName, weight) {
      const { shape, values } = weight;
      if (quantise && shape.length > 1 && values.length >= QUANTISED_FROM) {
        const { integers, scales } = quantiseRows(weight);
        const data = { name: `${weightName}.int8`, dims: shape, data_type: ELEMENT_TYPES.int8 };
        proto.initializer.push({ ...data, raw_data: bytesOf(integers) });
        const scale = { shape: [...shape.slice(0, -1), 1], values: scales };
        const cast = graph.node('Cast', [data.name], `${weightName}.rounded`, { to: ELEMENT_TYPES.float });
        return graph.node('Mul', [cast, addFloats(`${weightName}.scale`, scale)], weightName);
      }
      return addFloats(weightName, weight);
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

const initializers = v.array(
  v.object({ name: v.string(), dims: v.array(v.number()), raw_data: v.instance(Uint8Array) }),
);
const decodedGraph = v.object({
  initializer: initializers,
  node: v.array(v.object({ attribute: v.array(v.object({ g: v.nullish(v.object({ initializer: initializers })) })) })),
});

/** A constant of a model, as it stands in the file. */
export interface Initializer {
  name: string;
  shape: number[];
  bytes: Uint8Array;
}

/** The constants of a model that `encodeModel` made, those of its branches included. */
export function decodeInitializers(model: Uint8Array): Initializer[] {
  const decoded = MODEL_PROTO.toObject(MODEL_PROTO.decode(model), { arrays: true, longs: Number });
  const { graph } = v.parse(v.object({ graph: decodedGraph }), decoded);
  const branches = graph.node.flatMap(({ attribute }) => attribute.map(({ g }) => g)).filter((g) => g != null);
  return [graph, ...branches]
    .flatMap(({ initializer }) => initializer)
    .map(({ name, dims, raw_data }) => ({ name, shape: dims, bytes: raw_data }));
}
