/**
 * The known texts nearest to another. Near is the optimal string alignment distance, which counts a swap as the one error
 * it is, over the keys one types: in Hangul a wrong final consonant is one error and not a wrong syllable, and 아ㄴ녕 is one
 * key away from 안녕.
 */
import { normalise } from '../../shared/text.ts';
import { toKeys } from '../hangul-keys.ts';
import { createDistance } from './osa-distance.ts';

export interface Nearest {
  /** Places of the texts in the list, the first of those that are the same in their keys, in the order of the list. */
  indices: readonly number[];
  /** Errors in keys; Infinity where nothing is near enough. */
  distance: number;
}

export interface Neighbours {
  /** All texts at the least distance, if that is within the limit. */
  find(text: string, limit?: number): Nearest;
}

export const keysOf = (text: string): string => toKeys(normalise(text).toLowerCase().trim());

/** Which units occur, and which more than once, each as 32 bits by their hash. */
function contentsOf(key: string): readonly [once: number, twice: number] {
  let once = 0;
  let twice = 0;
  const seen = new Set<number>();
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    const bit = 1 << (Math.imul(code, 0x9e3779b1) >>> 27);
    if (seen.has(code)) twice |= bit;
    seen.add(code);
    once |= bit;
  }
  return [once, twice];
}

/** How many bits are set (the folklore of Hacker's Delight, 5-1). */
function countBits(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Texts are tried in the order of a distance they cannot be below (by length, and by units that one side lacks) until
 * none can be as near.
 */
export function createNeighbours(texts: readonly string[]): Neighbours {
  const first = new Map<string, number>();
  texts.forEach((text, index) => {
    const key = keysOf(text);
    if (!first.has(key)) first.set(key, index);
  });
  const keys = [...first.keys()];
  const indices = Int32Array.from(first.values());
  const contents = keys.map(contentsOf);
  const once = Int32Array.from(contents, ([bits]) => bits);
  const twice = Int32Array.from(contents, ([, bits]) => bits);
  const lengths = Int32Array.from(keys, ({ length }) => length);

  /** Numbers of keys by their bound. */
  const sortByBound = (key: string): number[][] => {
    const [onceHere, twiceHere] = contentsOf(key);
    const sorted: number[][] = [];
    for (let at = 0; at < keys.length; at += 1) {
      const [onceThere, twiceThere] = [once[at] ?? 0, twice[at] ?? 0];
      const missing = countBits(onceHere & ~onceThere) + countBits(twiceHere & ~twiceThere);
      const extra = countBits(onceThere & ~onceHere) + countBits(twiceThere & ~twiceHere);
      const bound = Math.max(missing, extra, Math.abs(key.length - (lengths[at] ?? 0)));
      (sorted[bound] ??= []).push(at);
    }
    return sorted;
  };

  return {
    find(text, limit = Infinity) {
      const key = keysOf(text);
      const known = first.get(key);
      if (known !== undefined) return { indices: [known], distance: 0 };
      const distanceTo = createDistance(key);
      let nearest: number[] = [];
      let distance = limit;
      for (const [bound, candidates = []] of sortByBound(key).entries()) {
        if (bound > distance) break;
        for (const at of candidates) {
          const found = distanceTo(keys[at] ?? '', distance);
          if (found > distance) continue;
          if (found < distance) nearest = [];
          distance = found;
          nearest.push(indices[at] ?? 0);
        }
      }
      if (nearest.length === 0) return { indices: [], distance: Infinity };
      return { indices: nearest.sort((one, other) => one - other), distance };
    },
  };
}
