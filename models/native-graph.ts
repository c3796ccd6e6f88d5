/**
 * Graphs of TensorFlow kernels, run as one call on the native backend. `@tensorflow/tfjs-node` runs kernels one by one;
 * but it loads saved models, and one can be written here. In a graph independent kernels run side by side, and nothing
 * returns to JavaScript in between: a sequence of 28 steps of the basic RNN takes 16 ms with its gradient, kernel by
 * kernel 25. Where the products are larger (LSTM) it gains nothing.
 *
 * The files are TensorFlow's saved_model.proto, meta_graph.proto and graph.proto; only their fields in use stand here.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import protobuf from 'protobufjs';
import { nativeBackend } from './native-kernels.ts';

const SCHEMA = `
  syntax = "proto3";
  message SavedModel { int64 saved_model_schema_version = 1; repeated MetaGraphDef meta_graphs = 2; }
  message MetaGraphDef {
    message MetaInfoDef { repeated string tags = 4; }
    MetaInfoDef meta_info_def = 1; GraphDef graph_def = 2;
  }
  message GraphDef { repeated NodeDef node = 1; VersionDef versions = 4; }
  message VersionDef { int32 producer = 1; }
  message NodeDef { string name = 1; string op = 2; repeated string input = 3; map<string, AttrValue> attr = 5; }
  message TensorShapeProto { message Dim { int64 size = 1; } repeated Dim dim = 2; bool unknown_rank = 3; }
  message TensorProto { int32 dtype = 1; TensorShapeProto tensor_shape = 2; bytes tensor_content = 4; }
  message AttrValue {
    oneof value {
      int64 i = 3; float f = 4; bool b = 5; int32 type = 6; TensorShapeProto shape = 7; TensorProto tensor = 8;
    }
  }
`;
const SAVED_MODEL = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('SavedModel');
/** A version of the graph format that every TensorFlow 2 reads. */
const PRODUCER = 1087;
const TAG = 'serve';
const FLOAT = 1;
/** TensorFlow's numbers of the types. */
export const INT32 = 3;
const INT64 = 9;

type Attribute =
  { i: number } | { f: number } | { b: boolean } | { type: number } | { shape: object } | { tensor: object };

/** A graph under construction; nodes are known by their names, their further outputs as `name:1` and so on. */
export interface KernelGraph {
  /** A float input. */
  input(name: string): string;
  integers(values: readonly number[]): string;
  integer(value: number): string;
  /** A scalar of 64 bits. */
  longInteger(value: number): string;
  /** A kernel on floats. */
  node(operator: string, inputs: readonly string[], attributes?: Record<string, Attribute>): string;
  matMul(a: string, b: string, transposeA?: boolean): string;
  /** [steps, …] as one value a step. */
  unstack(value: string, steps: number): string[];
  stack(values: readonly string[]): string;
  concat(values: readonly string[]): string;
  sum(values: readonly string[]): string;
}

interface BuiltGraph {
  graph: KernelGraph;
  nodes: object[];
}

function createKernelGraph(): BuiltGraph {
  const nodes: object[] = [];
  const add = (op: string, input: readonly string[], attr: Record<string, Attribute>, name?: string): string => {
    const named = name ?? `${op}_${nodes.length}`;
    nodes.push({ name: named, op, input, attr });
    return named;
  };
  const element = { T: { type: FLOAT } };
  const constant = (dtype: number, values: Int32Array | BigInt64Array, dim: object[]): string => {
    const tensor = { dtype, tensor_shape: { dim }, tensor_content: new Uint8Array(values.buffer) };
    return add('Const', [], { dtype: { type: dtype }, value: { tensor } });
  };
  const graph: KernelGraph = {
    input: (name) => add('Placeholder', [], { dtype: { type: FLOAT }, shape: { shape: { unknown_rank: true } } }, name),
    integers: (values) => constant(INT32, Int32Array.from(values), [{ size: values.length }]),
    integer: (value) => constant(INT32, Int32Array.of(value), []),
    longInteger: (value) => constant(INT64, BigInt64Array.of(BigInt(value)), []),
    node: (operator, inputs, attributes = {}) => add(operator, inputs, { ...element, ...attributes }),
    matMul: (a, b, transposeA = false) =>
      graph.node('MatMul', [a, b], { transpose_a: { b: transposeA }, transpose_b: { b: false } }),
    unstack(value, steps) {
      const name = graph.node('Unpack', [value], { num: { i: steps }, axis: { i: 0 } });
      return Array.from({ length: steps }, (_, step) => (step === 0 ? name : `${name}:${step}`));
    },
    stack: (values) => graph.node('Pack', values, { N: { i: values.length }, axis: { i: 0 } }),
    concat(values) {
      // The kernel takes two values at least.
      const [first] = values;
      if (values.length === 1 && first !== undefined) return first;
      const attributes = { N: { i: values.length }, Tidx: { type: INT32 } };
      return graph.node('ConcatV2', [...values, graph.integer(0)], attributes);
    },
    sum: (values) => graph.node('AddN', values, { N: { i: values.length } }),
  };
  return { graph, nodes };
}

/** Writes the graph where the backend can load it, and loads it. @returns the session's number. */
function loadGraph(nodes: object[]): number {
  const graph_def = { node: nodes, versions: { producer: PRODUCER } };
  const model = { saved_model_schema_version: 1, meta_graphs: [{ meta_info_def: { tags: [TAG] }, graph_def }] };
  const folder = mkdtempSync(path.join(tmpdir(), 'malbeot-graph-'));
  try {
    writeFileSync(path.join(folder, 'saved_model.pb'), SAVED_MODEL.encode(SAVED_MODEL.fromObject(model)).finish());
    return nativeBackend().binding.loadSavedModel(folder, TAG);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Sessions by what their graph computes. A graph is loaded once for each number of steps, so there are not many. */
const sessions = new Map<string, { session: number; outputs: readonly string[] }>();

/**
 * Runs a graph, built and loaded the first time.
 * @param key says which graph it is; it must name everything that `build` depends on.
 * @param build makes the graph and names its outputs.
 */
export function runGraph(
  key: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  build: (graph: KernelGraph) => readonly string[],
): tf.Tensor[] {
  let loaded = sessions.get(key);
  if (loaded === undefined) {
    const { graph, nodes } = createKernelGraph();
    const outputs = build(graph);
    loaded = { session: loadGraph(nodes), outputs };
    sessions.set(key, loaded);
  }
  const native = nativeBackend();
  const ids = native.getInputTensorIds(Object.values(inputs));
  const names = Object.keys(inputs).join(',');
  const made = native.binding.runSavedModel(loaded.session, ids, names, loaded.outputs.join(','));
  return made.map((metadata) => native.createOutputTensor(metadata));
}
