/** The network of model.ts in ONNX: one graph that reads a source, and one that writes a target from it. */
import {
  addDense,
  addDotAttention,
  addEmbedding,
  addInt32,
  addPenalties,
  addRecurrent,
  addStates,
} from '../onnx-layers.ts';
import { createGraph, type Graph, type GraphOptions } from '../onnx.ts';
import { STATES, stateInput, type Weights } from '../weights.ts';
import { BRIDGED, CHARACTERS, DECODERS, UNITS } from './layers.ts';
import type { NetworkSettings } from './model.ts';

/** Candidates for the next piece that the decoder gives, the most likely first. */
export const CANDIDATES = 16;

/** A bidirectional layer. @returns the outputs of each direction [steps, batch, units], and its final hidden states. */
function addBidirectional(
  graph: Graph,
  weights: Weights,
  names: { forward: string; backward: string },
  input: string,
  lengths: string,
): { outputs: [string, string]; ends: [string, string] } {
  const add = (layer: string, reverse: boolean): [outputs: string, end: string] => {
    const nextStates = STATES.lstm.map((state) => `${layer}.${state}`);
    const outputs = addRecurrent(graph, {
      layer,
      cell: 'lstm',
      weights,
      input,
      states: [],
      nextStates,
      lengths,
      reverse,
    });
    return [outputs, nextStates[0] ?? ''];
  };
  const [forward, forwardEnd] = add(names.forward, false);
  const [backward, backwardEnd] = add(names.backward, true);
  return { outputs: [forward, backward], ends: [forwardEnd, backwardEnd] };
}

/**
 * Takes `characters` [characters, batch], `units` [units, batch], their lengths [batch], and the rows of all characters,
 * steps first, where each unit begins and ends: `first`, `last` [units, batch].
 *
 * Gives what the decoder takes: `unit_values` [units, batch, 2 · encoderUnits], `character_values`
 * [characters, batch, 2 · characterUnits], penalties [batch, 1, units or characters], and the decoder's first states.
 */
export function encoderGraph(weights: Weights, settings: NetworkSettings, options: GraphOptions = {}): Graph {
  const { characterUnits, encoderUnits, decoderUnits } = settings;
  const graph = createGraph('encoder', options);
  graph.input('characters', 'int64', ['characters', 'batch']);
  graph.input('character_lengths', 'int64', ['batch']);
  graph.input('units', 'int64', ['units', 'batch']);
  graph.input('unit_lengths', 'int64', ['batch']);
  graph.input('first', 'int64', ['units', 'batch']);
  graph.input('last', 'int64', ['units', 'batch']);
  const characterLengths = addInt32(graph, 'character_lengths', 'character_lengths_int32');
  const unitLengths = addInt32(graph, 'unit_lengths', 'unit_lengths_int32');

  const letters = addEmbedding(graph, weights, 'character', 'characters');
  const spelt = addBidirectional(graph, weights, CHARACTERS, letters, characterLengths);
  graph.node('Concat', spelt.outputs, 'character_values', { axis: 2 });
  const rows = graph.integers('rows', [-1, characterUnits]);
  const edges = (['last', 'first'] as const).map((edge, direction) => {
    const table = graph.node('Reshape', [spelt.outputs[direction] ?? '', rows], `${edge}.rows`);
    return graph.node('Gather', [table, edge], `${edge}.states`);
  });
  const known = addEmbedding(graph, weights, 'unit', 'units');
  const composed = graph.node('Concat', [known, ...edges], 'composed', { axis: 2 });
  const read = addBidirectional(graph, weights, UNITS, composed, unitLengths);
  graph.node('Concat', read.outputs, 'unit_values', { axis: 2 });
  const ends = graph.node('Concat', read.ends, 'ends', { axis: 2 });
  const bridge = graph.node('Tanh', [addDense(graph, weights, 'bridge', ends, 'bridge')], 'bridge_squashed');
  const names = DECODERS.flatMap((layer) => STATES.lstm.map((state) => stateInput(layer, state)));
  const sizes = graph.integers('bridge_sizes', new Array<number>(BRIDGED).fill(decoderUnits));
  graph.nodes('Split', [bridge, sizes], names, { axis: 2 });

  addPenalties(graph, 'units', 'unit_lengths', 'unit_penalties');
  addPenalties(graph, 'characters', 'character_lengths', 'character_penalties');
  graph.output('unit_values', 'float', ['units', 'batch', 2 * encoderUnits]);
  graph.output('character_values', 'float', ['characters', 'batch', 2 * characterUnits]);
  graph.output('unit_penalties', 'float', ['batch', 1, 'units']);
  graph.output('character_penalties', 'float', ['batch', 1, 'characters']);
  for (const name of names) graph.output(name, 'float', [1, 'batch', decoderUnits]);
  return graph;
}

/**
 * One step or several: takes `pieces` [steps, batch], what the encoder gave (of one source, or of each), and the states
 * so far. Gives the `CANDIDATES` likeliest next pieces, `candidates` [steps, batch, n], with their `log_probabilities`;
 * `all_log_probabilities` [steps, batch, pieces] for whoever asks for them; what was attended to,
 * `unit_attention` and `character_attention` [batch, steps, units or characters]; and the next states.
 */
export function decoderGraph(
  weights: Weights,
  { characterUnits, encoderUnits, decoderUnits }: NetworkSettings,
  targetPieces: number,
  options: GraphOptions = {},
): Graph {
  const graph = createGraph('decoder', options);
  const attendTo = (name: 'unit' | 'character', columns: number, queries: string): string => {
    const values = graph.input(`${name}_values`, 'float', [`${name}s`, `${name}_batch`, columns]);
    const penalties = graph.input(`${name}_penalties`, 'float', [`${name}_batch`, 1, `${name}s`]);
    const asked = addDense(graph, weights, `${name}_queries`, queries, `${name}_queries`);
    graph.output(`${name}_attention`, 'float', ['batch', 'steps', `${name}s`]);
    return addDotAttention(graph, { queries: asked, keys: values, values, penalties }, columns, `${name}_attention`);
  };
  graph.input('pieces', 'int64', ['steps', 'batch']);
  const addDecoder = (layer: string, input: string): string =>
    addRecurrent(graph, { layer, cell: 'lstm', weights, input, ...addStates(graph, layer, 'lstm', decoderUnits) });
  const first = addDecoder(DECODERS[0], addEmbedding(graph, weights, 'target', 'pieces'));
  const contexts = [attendTo('unit', 2 * encoderUnits, first), attendTo('character', 2 * characterUnits, first)];
  const both = graph.node('Concat', [first, ...contexts], 'read', { axis: 2 });
  const attended = graph.node('Tanh', [addDense(graph, weights, 'attended', both, 'attended')], 'attended_squashed');
  const second = addDecoder(DECODERS[1], attended);
  const top = graph.node('Concat', [second, attended], 'top', { axis: 2 });
  const written = addDense(graph, weights, 'written', top, 'written');
  // The table is there already, for the pieces read.
  const table = graph.node('Transpose', ['target.embedding'], 'target.columns', { perm: [1, 0] });
  const bias = graph.weight('output.bias', weights['output.bias'] ?? { shape: [0], values: new Float32Array() });
  const scores = graph.node('Add', [graph.node('MatMul', [written, table], 'products'), bias], 'scores');
  const probabilities = graph.node('LogSoftmax', [scores], 'all_log_probabilities', { axis: -1 });
  const count = graph.integers('candidate_count', [CANDIDATES]);
  graph.nodes('TopK', [probabilities, count], ['log_probabilities', 'candidates'], { axis: -1 });
  graph.output('log_probabilities', 'float', ['steps', 'batch', CANDIDATES]);
  graph.output('candidates', 'int64', ['steps', 'batch', CANDIDATES]);
  graph.output('all_log_probabilities', 'float', ['steps', 'batch', targetPieces]);
  return graph;
}
