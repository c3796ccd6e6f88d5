/** The network of encoder-decoder.ts in ONNX: one graph that reads a source, and one that writes a target from it. */
import { DECODER, ENCODER_BACKWARD, ENCODER_FORWARD, type EncoderDecoderSettings } from './encoder-decoder.ts';
import {
  addAdditiveAttention,
  addDense,
  addDotAttention,
  addEmbedding,
  addInt32,
  addPenalties,
  addRecurrent,
  addStates,
} from './onnx-layers.ts';
import { createGraph, type Graph } from './onnx.ts';
import { STATES, stateInput, type Weights } from './weights.ts';

/**
 * Takes `source` [steps, batch] and `lengths` [batch]; gives what the decoder takes: `keys` and `values`
 * [steps, batch, units], `penalties` [batch, 1, steps], and the states of each decoder layer [1, batch, units].
 */
export function encoderGraph(weights: Weights, { cell, units, layers }: EncoderDecoderSettings): Graph {
  const graph = createGraph('encoder');
  graph.input('source', 'int64', ['steps', 'batch']);
  graph.input('lengths', 'int64', ['batch']);
  const lengths = addInt32(graph, 'lengths', 'lengths_int32');
  let input = addEmbedding(graph, weights, 'source', 'source');
  for (let index = 0; index < layers; index += 1) {
    const directions = [ENCODER_FORWARD, ENCODER_BACKWARD].map((name) => {
      const layer = `${name}${index}`;
      const nextStates = STATES[cell].map((state) => `${layer}.${state}`);
      const reverse = name === ENCODER_BACKWARD;
      const outputs = addRecurrent(graph, { layer, cell, weights, input, states: [], nextStates, lengths, reverse });
      return { outputs, nextStates };
    });
    input = graph.node(
      'Concat',
      directions.map(({ outputs }) => outputs),
      index === layers - 1 ? 'values' : `encoder_${index}.outputs`,
      { axis: 2 },
    );
    STATES[cell].forEach((state, which) => {
      const name = stateInput(`${DECODER}${index}`, state);
      const halves = directions.map(({ nextStates }) => nextStates[which] ?? '');
      graph.node('Concat', halves, name, { axis: 2 });
      graph.output(name, 'float', [1, 'batch', units]);
    });
  }
  addDense(graph, weights, 'keys', 'values', 'keys');
  addPenalties(graph, 'source', 'lengths', 'penalties');
  graph.output('keys', 'float', ['steps', 'batch', units]);
  graph.output('values', 'float', ['steps', 'batch', units]);
  graph.output('penalties', 'float', ['batch', 1, 'steps']);
  return graph;
}

/**
 * Takes `symbols` [steps, batch], what the encoder gave, and the states so far; gives `logits`
 * [steps, batch, target symbols], `attention` [batch, steps, source steps] and the next states.
 */
export function decoderGraph(weights: Weights, settings: EncoderDecoderSettings): Graph {
  const { cell, units, layers, attention, targetSymbols } = settings;
  const graph = createGraph('decoder');
  graph.input('symbols', 'int64', ['steps', 'batch']);
  graph.input('keys', 'float', ['source_steps', 'batch', units]);
  graph.input('values', 'float', ['source_steps', 'batch', units]);
  graph.input('penalties', 'float', ['batch', 1, 'source_steps']);
  let input = addEmbedding(graph, weights, 'target', 'symbols');
  for (let index = 0; index < layers; index += 1) {
    const layer = `${DECODER}${index}`;
    input = addRecurrent(graph, { layer, cell, weights, input, ...addStates(graph, layer, cell, units) });
  }
  const attended = { keys: 'keys', values: 'values', penalties: 'penalties' };
  const context =
    attention === 'dot'
      ? addDotAttention(graph, { ...attended, queries: input }, units, 'attention')
      : addAdditiveAttention(
          graph,
          { ...attended, queries: addDense(graph, weights, 'queries', input, 'queries') },
          weights,
          'attention',
        );
  const both = graph.node('Concat', [input, context], 'both', { axis: 2 });
  const combined = graph.node('Tanh', [addDense(graph, weights, 'combined', both, 'combined')], 'combined_squashed');
  addDense(graph, weights, 'output', combined, 'logits');
  graph.output('logits', 'float', ['steps', 'batch', targetSymbols]);
  graph.output('attention', 'float', ['batch', 'steps', 'source_steps']);
  return graph;
}
