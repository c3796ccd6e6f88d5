import fc from 'fast-check';
import { createSession } from '../models/artifact.ts';
import { floatsOf, outputOf } from '../models/inference.ts';
import { createGraph, encodeModel, quantiseRows, type GraphOptions } from '../models/onnx.ts';
import { createRandom } from '../models/random.ts';
import { normal, type Weight } from '../models/weights.ts';

/** Rows of any sizes, some of nothing but zeros. */
const weights: fc.Arbitrary<Weight> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) => {
    const value = fc.float({ min: -1, max: 1, noNaN: true }).map((share) => (Math.abs(share) < 1e-6 ? 0 : share));
    const row = fc
      .tuple(fc.constantFrom(1e-4, 1, 1000), fc.array(value, { minLength: columns, maxLength: columns }))
      .map(([size, shares]) => shares.map((share) => share * size));
    return fc
      .array(row, { minLength: rows, maxLength: rows })
      .map((values) => ({ shape: [rows, columns], values: Float32Array.from(values.flat()) }));
  });

it('a rounded weight is at most half a step of its own row off, and never beyond ±127 steps', () => {
  fc.assert(
    fc.property(weights, (weight) => {
      const [rows = 0, columns = 0] = weight.shape;
      const { integers, scales } = quantiseRows(weight);
      expect([integers.length, scales.length]).toEqual([rows * columns, rows]);
      weight.values.forEach((value, index) => {
        const scale = scales[Math.floor(index / columns)] ?? NaN;
        const steps = integers[index] ?? NaN;
        expect(Math.abs(steps)).toBeLessThanOrEqual(127);
        expect(Math.abs(value - steps * scale)).toBeLessThanOrEqual(0.5001 * scale);
      });
    }),
  );
});

it("a row's largest weight is kept as it is, and zeros stay zeros", () => {
  const { integers, scales } = quantiseRows({ shape: [3, 2], values: Float32Array.of(0.5, -2, 0, 0, 300, 1) });
  expect(Array.from(integers)).toEqual([32, -127, 0, 0, 127, 0]);
  expect(scales[0]).toBeCloseTo(2 / 127, 6);
  expect(scales[1]).toBe(1);
});

describe('in a graph', () => {
  /** What ONNX Runtime makes of a weight, and how many bytes it takes in the file. */
  async function readBack(weight: Weight, options: GraphOptions): Promise<{ values: Float32Array; bytes: number }> {
    const graph = createGraph('test', options);
    graph.node('Identity', [graph.weight('layer.kernel', weight)], 'read');
    graph.output('read', 'float', weight.shape);
    const model = encodeModel(graph);
    const session = await createSession(model);
    const values = Float32Array.from(floatsOf(outputOf(await session.run({}, ['read']), 'read')));
    await session.release();
    return { values, bytes: model.length };
  }

  it('large weights come back rounded by rows, in a quarter of the bytes', async () => {
    const weight = normal([40, 64], createRandom(1));
    const { integers, scales } = quantiseRows(weight);
    const whole = await readBack(weight, {});
    const rounded = await readBack(weight, { quantise: true });
    expect(whole.values).toEqual(weight.values);
    expect(rounded.values).toEqual(integersTimes(integers, scales, 64));
    expect(rounded.bytes).toBeLessThan(0.35 * whole.bytes);
  });

  it.each([
    ['small', normal([10, 10], createRandom(2))],
    ['of one dimension', normal([2000], createRandom(3))],
  ])('weights that are %s stay exact', async (_, weight) => {
    expect((await readBack(weight, { quantise: true })).values).toEqual(weight.values);
  });
});

const integersTimes = (integers: Int8Array, scales: Float32Array, columns: number): Float32Array =>
  Float32Array.from(integers, (steps, index) => steps * (scales[Math.floor(index / columns)] ?? NaN));
