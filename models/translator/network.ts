/** One direction's exported network at work in ONNX Runtime: reads sources, steps hypotheses, scores outputs. */
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { makeTargetBatch } from '../batches.ts';
import { floats, floatsOf, outputOf } from '../inference.ts';
import { STATES, stateInput, stateOutput } from '../weights.ts';
import { makeSourceBatch } from './batches.ts';
import type { BeamStep, Candidates } from './beam.ts';
import { DECODERS } from './layers.ts';
import { SPECIAL, type SourceIds } from './vocabulary.ts';

const STATE_NAMES = DECODERS.flatMap((layer) => STATES.lstm.map((state) => stateInput(layer, state)));
/** What the encoder gives that every step of the decoder takes, and along which axis its sources lie. */
const MEMORY = { unit_values: 1, character_values: 1, unit_penalties: 0, character_penalties: 0 } as const;
const MEMORY_NAMES = Object.keys(MEMORY) as (keyof typeof MEMORY)[];

type Tensors = Record<string, Tensor>;

/** How an output came about, piece by piece, its end included. */
export interface Explanation {
  logProbabilities: number[];
  /** How much of each piece's attention went to each unit and to each character of the source; rows sum to 1. */
  units: Float32Array[];
  characters: Float32Array[];
}

export interface TranslationNetwork {
  /** Reads sources; the step writes for all of them. */
  read(sources: readonly SourceIds[]): Promise<BeamStep>;
  /** Log-probability of each of several outputs of one source, their ends included. */
  score(source: SourceIds, outputs: readonly (readonly number[])[]): Promise<number[]>;
  explain(source: SourceIds, pieces: readonly number[]): Promise<Explanation>;
  release(): Promise<void>;
}

const int64 = (values: ArrayLike<number>, shape: number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(Array.from(values), BigInt), shape);

/** Rows (along the middle axis, as [steps, rows, columns] or [1, rows, units]) picked out of a tensor, in this order. */
function pickRows(tensor: Tensor, rows: readonly number[], axis: 0 | 1): Tensor {
  const [first = 0, second = 0, columns = 0] = tensor.dims;
  const data = floatsOf(tensor);
  const [outer, count] = axis === 1 ? [first, second] : [1, first];
  const size = axis === 1 ? columns : second * columns;
  const picked = new Float32Array(outer * rows.length * size);
  for (let step = 0; step < outer; step += 1) {
    rows.forEach((row, index) => {
      const from = (step * count + row) * size;
      picked.set(data.subarray(from, from + size), (step * rows.length + index) * size);
    });
  }
  return floats(picked, axis === 1 ? [first, rows.length, columns] : [rows.length, second, columns]);
}

export function createTranslationNetwork(encoder: InferenceSession, decoder: InferenceSession): TranslationNetwork {
  const encode = async (sources: readonly SourceIds[]): Promise<Tensors> => {
    const { characters, units, first, last } = makeSourceBatch(sources);
    const batch = sources.length;
    const outputs = await encoder.run({
      characters: int64(characters.ids, [characters.steps, batch]),
      character_lengths: int64(characters.lengths, [batch]),
      units: int64(units.ids, [units.steps, batch]),
      unit_lengths: int64(units.lengths, [batch]),
      first: int64(first, [units.steps, batch]),
      last: int64(last, [units.steps, batch]),
    });
    return Object.fromEntries([...MEMORY_NAMES, ...STATE_NAMES].map((name) => [name, outputOf(outputs, name)]));
  };
  const NEXT = [...STATE_NAMES.map(stateOutput), 'candidates', 'log_probabilities'];

  return {
    async read(sources) {
      const encoded = await encode(sources);
      let states: Tensors = encoded;
      let memory: Tensors = encoded;
      let remembered: readonly number[] = sources.map((_, index) => index);
      return async (rows) => {
        const sourceRows = rows.map(({ source }) => source);
        // One source serves all its rows as it is; several are laid out row by row, anew only when rows change hands.
        if (sources.length > 1 && sourceRows.join() !== remembered.join()) {
          memory = Object.fromEntries(
            MEMORY_NAMES.map((name) => [name, pickRows(outputOf(encoded, name), sourceRows, MEMORY[name])]),
          );
          remembered = sourceRows;
        }
        const parents = rows.map(({ parent, source }) => (parent < 0 ? source : parent));
        const feeds: Tensors = {
          pieces: int64(
            rows.map(({ piece }) => piece),
            [1, rows.length],
          ),
        };
        for (const name of MEMORY_NAMES) feeds[name] = outputOf(memory, name);
        for (const name of STATE_NAMES) feeds[name] = pickRows(outputOf(states, name), parents, 1);
        const outputs = await decoder.run(feeds, NEXT);
        states = Object.fromEntries(STATE_NAMES.map((name) => [name, outputOf(outputs, stateOutput(name))]));
        return candidatesOf(outputOf(outputs, 'candidates'), outputOf(outputs, 'log_probabilities'));
      };
    },
    async score(source, outputs) {
      const encoded = await encode([source]);
      const { input, output, weights } = makeTargetBatch(outputs, SPECIAL);
      const rows = outputs.map(() => 0);
      const feeds: Tensors = { pieces: int64(input.ids, [input.steps, rows.length]) };
      for (const name of MEMORY_NAMES) feeds[name] = outputOf(encoded, name);
      for (const name of STATE_NAMES) feeds[name] = pickRows(outputOf(encoded, name), rows, 1);
      const all = outputOf(await decoder.run(feeds, ['all_log_probabilities']), 'all_log_probabilities');
      const values = floatsOf(all);
      const size = all.dims[2] ?? 0;
      const sums = rows.map(() => 0);
      output.forEach((piece, index) => {
        if (weights[index] === 0) return;
        const row = index % rows.length;
        sums[row] = (sums[row] ?? 0) + (values[index * size + piece] ?? -Infinity);
      });
      return sums;
    },
    async explain(source, pieces) {
      const encoded = await encode([source]);
      const given = [SPECIAL.start, ...pieces];
      const outputs = await decoder.run({ ...encoded, pieces: int64(given, [given.length, 1]) }, [
        'all_log_probabilities',
        'unit_attention',
        'character_attention',
      ]);
      const all = outputOf(outputs, 'all_log_probabilities');
      const [, , size = 0] = all.dims;
      const values = floatsOf(all);
      const rowsOf = (name: string): Float32Array[] => {
        const tensor = outputOf(outputs, name);
        const columns = tensor.dims.at(-1) ?? 0;
        return given.map((_, step) => floatsOf(tensor).subarray(step * columns, (step + 1) * columns));
      };
      return {
        logProbabilities: [...pieces, SPECIAL.end].map((piece, step) => values[step * size + piece] ?? -Infinity),
        units: rowsOf('unit_attention'),
        characters: rowsOf('character_attention'),
      };
    },
    async release() {
      await Promise.all([encoder.release(), decoder.release()]);
    },
  };
}

function candidatesOf(pieces: Tensor, logProbabilities: Tensor): Candidates[] {
  const [, rows = 0, count = 0] = pieces.dims;
  if (!(pieces.data instanceof BigInt64Array)) throw new Error(`Expected 64-bit integers, not ${pieces.type}.`);
  const numbers = Array.from(pieces.data, Number);
  const values = floatsOf(logProbabilities);
  return Array.from({ length: rows }, (_, row) => ({
    pieces: numbers.slice(row * count, (row + 1) * count),
    logProbabilities: values.subarray(row * count, (row + 1) * count),
  }));
}
