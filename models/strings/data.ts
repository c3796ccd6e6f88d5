/** The synthetic task that proves an encoder-decoder before real text does: copy or reverse strings of random letters. */
import type { SequencePair } from '../batches.ts';
import type { Random } from '../random.ts';

export const STRING_TASKS = ['copy', 'reverse'] as const;
export type StringTask = (typeof STRING_TASKS)[number];

export interface StringSettings {
  letters: number;
  minLength: number;
  maxLength: number;
}

/** Ids of the symbols that are no letters; the letters follow. */
export const SPECIAL = { blank: 0, start: 1, end: 2 } as const;
export const FIRST_LETTER = 3;

function drawString({ letters, minLength, maxLength }: StringSettings, random: Random): number[] {
  const length = minLength + Math.floor(random.uniform() * (maxLength - minLength + 1));
  return Array.from({ length }, () => FIRST_LETTER + Math.floor(random.uniform() * letters));
}

/** Distinct strings of `settings`, none of them among `taken`, which then holds them too. */
export function drawStrings(
  count: number,
  settings: StringSettings,
  random: Random,
  taken: Set<string> = new Set<string>(),
): number[][] {
  const strings: number[][] = [];
  // The first few lengths may not have that many strings; twenty misses in a row say so.
  for (let misses = 0; strings.length < count && misses < 20;) {
    const string = drawString(settings, random);
    const key = string.join(' ');
    misses = taken.has(key) ? misses + 1 : 0;
    if (misses > 0) continue;
    taken.add(key);
    strings.push(string);
  }
  if (strings.length < count) throw new Error(`There are not ${count} strings of these settings: make them longer.`);
  return strings;
}

export const pairOf = (source: readonly number[], task: StringTask): SequencePair => ({
  source,
  target: task === 'copy' ? source : source.toReversed(),
});

/** Letters for people: a, b, c … */
export const showString = (ids: readonly number[]): string =>
  ids.map((id) => String.fromCodePoint(0x61 + id - FIRST_LETTER)).join('');
