/**
 * Seeded random numbers: the same seed gives the same initial weights, batches and dropout on every machine and
 * every backend. The generator is mulberry32 (T. Ettinger): 32 bits of state, ample for weights and shuffles.
 */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** A random order of 0 … count-1 (Fisher-Yates). */
  permutation(count: number): Int32Array;
}

/**
 * A seed for one part of a run, such as an epoch or a step: a run that resumes there draws the same numbers without any
 * state to keep (the finaliser of MurmurHash3, A. Appleby).
 */
export function deriveSeed(seed: number, part: number): number {
  let mixed = (seed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation(count) {
      const order = Int32Array.from({ length: count }, (_, index) => index);
      for (let last = count - 1; last > 0; last -= 1) {
        const other = Math.floor(uniform() * (last + 1));
        const swapped = order[last] ?? 0;
        order[last] = order[other] ?? 0;
        order[other] = swapped;
      }
      return order;
    },
  };
}
