import fc from 'fast-check';
import { createRandom, deriveSeed } from '../models/random.ts';

it('a part of a run has a seed of its own, whatever the run', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      const parts = Array.from({ length: 1000 }, (_, part) => deriveSeed(seed, part - 1));
      expect(new Set(parts).size).toBe(parts.length);
    }),
    { numRuns: 20 },
  );
});

it('a derived seed is one that a random source takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: -1, max: 1e6 }), (seed, part) => {
      const derived = deriveSeed(seed, part);
      expect(derived).toBe(derived >>> 0);
    }),
  );
});

it('neighbouring parts draw numbers that have nothing to do with each other', () => {
  const [first, second] = [0, 1].map((part) => {
    const random = createRandom(deriveSeed(1, part));
    return Array.from({ length: 4000 }, () => random.uniform() - 0.5);
  });
  const products = first?.map((value, index) => value * (second?.[index] ?? NaN)) ?? [];
  const correlation = (12 * products.reduce((sum, product) => sum + product, 0)) / products.length;
  expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(products.length)); // four deviations
});
