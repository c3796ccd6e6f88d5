/**
 * A training run's state as one file in the safetensors format (a JSON header, then raw 32-bit floats; any tool that
 * reads it can look inside). Written beside and renamed into place, so that a run that is killed at any moment finds the
 * last one whole.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Weights } from './weights.ts';

/** What the loop needs besides tensors to go on exactly where it was. */
const stateSchema = v.object({
  /** What was trained; a run with other settings may not go on from here. */
  fingerprint: v.string(),
  /** Finished steps, of the whole run and of the epoch. */
  step: v.number(),
  epoch: v.number(),
  stepInEpoch: v.number(),
  /** Sum of the losses of the epoch so far. */
  lossSum: v.number(),
  /** Sum of the losses since the log's last entry of them. */
  lossSumSinceLog: v.number(),
  epochLosses: v.array(v.number()),
  /** Smoothed loss and the lowest it was, for telling divergence. */
  smoothedLoss: v.nullable(v.number()),
  lowestLoss: v.nullable(v.number()),
  best: v.nullable(v.object({ score: v.number(), step: v.number() })),
  evaluationsSinceBest: v.number(),
  /** Seconds trained so far. */
  seconds: v.number(),
  isFinished: v.boolean(),
});
export type RunState = v.InferOutput<typeof stateSchema>;

export interface Checkpoint {
  state: RunState;
  /** Variables, moments, averages and the best weights, by prefixed names. */
  tensors: Weights;
}

const FILE = 'checkpoint.safetensors';
const headerSchema = v.record(
  v.string(),
  v.union([
    v.object({ dtype: v.literal('F32'), shape: v.array(v.number()), data_offsets: v.tuple([v.number(), v.number()]) }),
    v.object({ state: v.string() }),
  ]),
);

export function saveCheckpoint(folder: string, { state, tensors }: Checkpoint): void {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: { state: JSON.stringify(state) } };
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  // The format wants the data to start at a multiple of eight.
  const json = JSON.stringify(header);
  const bytes = Buffer.from(json + ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE);
  const descriptor = openSync(`${file}.new`, 'w');
  try {
    writeSync(descriptor, length);
    writeSync(descriptor, bytes);
    for (const { values } of Object.values(tensors)) {
      writeSync(descriptor, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.new`, file);
}

/**
 * @returns undefined when the folder has none.
 * @throws when the file is damaged; the message names it and the fix.
 */
export function loadCheckpoint(folder: string): Checkpoint | undefined {
  const file = path.join(folder, FILE);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const start = 8 + Number(bytes.readBigUInt64LE(0));
    const header = v.parse(headerSchema, JSON.parse(bytes.toString('utf8', 8, start)));
    let state: RunState | undefined;
    const tensors: Weights = {};
    for (const [name, entry] of Object.entries(header)) {
      if ('state' in entry) {
        state = v.parse(stateSchema, JSON.parse(entry.state));
        continue;
      }
      const [from, to] = entry.data_offsets;
      if (start + to > bytes.length) throw new Error('it ends too early');
      // Copied, because the bytes of a file need not start where a float may.
      tensors[name] = {
        shape: entry.shape,
        values: new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer),
      };
    }
    if (state === undefined) throw new Error('it has no state of a run');
    return { state, tensors };
  } catch (error) {
    throw new Error(`${file} is damaged (${(error as Error).message}): delete it and train from the start.`, {
      cause: error,
    });
  }
}
