/**
 * One wrong key among the keys of a word: the four classes of F. Damerau ("A technique for computer detection and
 * correction of spelling errors", 1964), as a keyboard has them.
 */
import { neighbours } from './keyboard.ts';
import type { Random } from './random.ts';

export const isLatinLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

const below = (random: Random, count: number): number => Math.floor(random.uniform() * count);

/** `letter` in the case of `model`, as a shift key held down gives it. */
function withCase(letter: string, model: string): string {
  if (!isLatinLetter(letter.charCodeAt(0))) return letter;
  return model === model.toLowerCase() ? letter.toLowerCase() : letter.toUpperCase();
}

function pressBeside(keys: string, at: number, random: Random): string {
  const beside = neighbours(keys.charAt(at));
  return beside.charAt(below(random, beside.length));
}

type Slip = (keys: string, at: number, random: Random) => string;

function swap(keys: string, at: number): string {
  const first = at + 1 < keys.length ? at : at - 1;
  if (first < 0) return keys;
  const [left, right] = [keys.charAt(first), keys.charAt(first + 1)];
  return keys.slice(0, first) + withCase(right, left) + withCase(left, right) + keys.slice(first + 2);
}

/** A word of one letter is not dropped: what nobody typed cannot be read. */
const drop: Slip = (keys, at) => (keys.length === 1 ? keys : keys.slice(0, at) + keys.slice(at + 1));

const addAfter = (keys: string, at: number, letter: string): string =>
  keys.slice(0, at + 1) + withCase(letter, keys.charAt(at + 1) || keys.charAt(at)) + keys.slice(at + 1);

const double: Slip = (keys, at) => addAfter(keys, at, keys.charAt(at));

const slip: Slip = (keys, at, random) => {
  const letter = pressBeside(keys, at, random);
  return letter === '' ? keys : keys.slice(0, at) + letter + keys.slice(at + 1);
};

/** The key beside is hit together with the right one, a moment before or after it. */
const insert: Slip = (keys, at, random) => {
  const letter = pressBeside(keys, at, random);
  if (letter === '') return keys;
  return random.uniform() < 0.5 ? addAfter(keys, at, letter) : keys.slice(0, at) + letter + keys.slice(at);
};

/** Each kind as often as it stands here: drops and slips are the most usual. */
const SLIPS: readonly Slip[] = [swap, drop, drop, double, slip, slip, insert];
const MAX_TRIES = 8;

/**
 * Other keys than these: one is swapped with its neighbour, dropped, doubled, missed for the key beside it or hit
 * together with that key.
 * @param keys of one script and word, at least one.
 */
export function misspellKeys(keys: string, at: number, random: Random): string {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const edited = SLIPS[below(random, SLIPS.length)]?.(keys, at, random) ?? keys;
    if (edited !== keys) return edited;
  }
  return double(keys, at, random);
}
