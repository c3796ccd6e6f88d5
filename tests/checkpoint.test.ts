import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { loadCheckpoint, saveCheckpoint, type Checkpoint, type RunState } from '../models/checkpoint.ts';
import type { Weights } from '../models/weights.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'checkpoint-'));
  file = path.join(folder, 'checkpoint.safetensors');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const STATE: RunState = {
  fingerprint: 'a network',
  step: 7,
  epoch: 1,
  stepInEpoch: 2,
  lossSum: 0.25,
  lossSumSinceLog: 1.5,
  epochLosses: [3, 2.5],
  smoothedLoss: 2.75,
  lowestLoss: null,
  best: { score: 0.5, step: 4 },
  evaluationsSinceBest: 1,
  seconds: 12.5,
  isFinished: false,
};
const TENSORS: Weights = {
  'variable/kernel': { shape: [2, 2], values: Float32Array.of(1, -2, 0.5, 4) },
  'variable/bias': { shape: [1], values: Float32Array.of(0.25) },
};

const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0); // JSON has no -0
const counts = fc.nat();
const states: fc.Arbitrary<RunState> = fc.record({
  fingerprint: fc.string({ unit: 'grapheme' }),
  step: counts,
  epoch: counts,
  stepInEpoch: counts,
  lossSum: numbers,
  lossSumSinceLog: numbers,
  epochLosses: fc.array(numbers),
  smoothedLoss: fc.option(numbers),
  lowestLoss: fc.option(numbers),
  best: fc.option(fc.record({ score: numbers, step: counts })),
  evaluationsSinceBest: counts,
  seconds: numbers,
  isFinished: fc.boolean(),
});
const tensors: fc.Arbitrary<Weights> = fc.dictionary(
  fc.string({ unit: 'grapheme' }).map((name) => `variable/${name}`),
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    // 32 bits, with NaN, infinities and -0 among them.
    return fc
      .array(fc.float(), { minLength: length, maxLength: length })
      .map((values) => ({ shape, values: Float32Array.from(values) }));
  }),
  { maxKeys: 6 },
);

describe('a checkpoint', () => {
  it('comes back as it was saved, whatever the shapes and values', () => {
    fc.assert(
      fc.property(fc.record({ state: states, tensors }), (checkpoint: Checkpoint) => {
        saveCheckpoint(folder, checkpoint);
        const loaded = loadCheckpoint(folder);
        expect(loaded?.state).toEqual(checkpoint.state);
        expect({ ...loaded?.tensors }).toEqual({ ...checkpoint.tensors });
      }),
      { numRuns: 50 },
    );
  });

  it('is a safetensors file', () => {
    saveCheckpoint(folder, { state: STATE, tensors: TENSORS });
    const bytes = readFileSync(file);
    const length = Number(bytes.readBigUInt64LE(0));
    expect(length % 8).toBe(0);
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, unknown>;
    expect(header).toEqual({
      __metadata__: { state: JSON.stringify(STATE) },
      'variable/kernel': { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
      'variable/bias': { dtype: 'F32', shape: [1], data_offsets: [16, 20] },
    });
    const data = bytes.subarray(8 + length);
    expect(data).toHaveLength(20);
    expect([0, 4, 8, 12, 16].map((offset) => data.readFloatLE(offset))).toEqual([1, -2, 0.5, 4, 0.25]);
  });

  it('makes its folder', () => {
    const deeper = path.join(folder, 'a', 'b');
    saveCheckpoint(deeper, { state: STATE, tensors: TENSORS });
    expect(loadCheckpoint(deeper)?.state).toEqual(STATE);
  });

  it('is undefined where there is none', () => {
    expect(loadCheckpoint(folder)).toBeUndefined();
    expect(loadCheckpoint(path.join(folder, 'nowhere'))).toBeUndefined();
  });

  it('stays whole when the next one was killed half-written', () => {
    saveCheckpoint(folder, { state: STATE, tensors: TENSORS });
    writeFileSync(`${file}.new`, 'half of a che');
    expect(loadCheckpoint(folder)?.tensors).toEqual(TENSORS);
    saveCheckpoint(folder, { state: { ...STATE, step: 8 }, tensors: TENSORS });
    expect(loadCheckpoint(folder)?.state.step).toBe(8);
    expect(readdirSync(folder)).toEqual(['checkpoint.safetensors']);
  });

  it('is refused with the fix when it ends too early, wherever that is', () => {
    saveCheckpoint(folder, { state: STATE, tensors: TENSORS });
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        writeFileSync(file, whole.subarray(0, length));
        expect(() => loadCheckpoint(folder)).toThrow(/checkpoint\.safetensors is damaged .*: delete it and train from/);
      }),
    );
  });

  it('is refused when it is of no run', () => {
    const header = Buffer.from('{}      ');
    writeFileSync(file, Buffer.concat([Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0]), header]));
    expect(() => loadCheckpoint(folder)).toThrow('is damaged (it has no state of a run): delete it');
  });
});
