/**
 * Errors of real typing, for training and for the synthetic evaluation: one wrong key at a time. Hangul is misspelt in
 * its keys and composed again, as an input method would: 안녕 without its first ㅇ is ㅏㄴ녕.
 */
import { fromKeys, isHangul, keysOf, toKeys } from './hangul-keys.ts';
import type { Random } from './random.ts';
import { isLatinLetter, misspellKeys } from './slips.ts';

/**
 * A key's share of the errors. 1.4% to 15% of misspellings have a wrong first letter, by the studies that K. Kukich
 * compares ("Techniques for automatically correcting words in text", 1992): a quarter of the share of any other letter
 * gives 4% to 6% in words of five to seven letters.
 */
const WEIGHT = 4;
const FIRST_WEIGHT = 1;

/** Letters with two cases beyond a to z (Latin with accents, Greek, Cyrillic): on no layout here, but typed all the same. */
function isOtherLetter(code: number): boolean {
  if (code < 0xc0 || code > 0x1fff || (code >= 0x300 && code <= 0x36f)) return false;
  const letter = String.fromCharCode(code);
  return letter.toLowerCase() !== letter.toUpperCase();
}

const isAlphabetic = (code: number): boolean => isLatinLetter(code) || isOtherLetter(code);

const isLetter = (code: number): boolean => isAlphabetic(code) || isHangul(code);

const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x2019;

/** Letters as typed: keys. 0 for what is no letter. */
const countKeys = (code: number): number => (isAlphabetic(code) ? 1 : isHangul(code) ? keysOf(code).length : 0);

/** How many errors fall on each unit, in proportion. */
function weigh(text: string): { weights: Uint8Array; total: number } {
  const weights = new Uint8Array(text.length);
  let total = 0;
  let isInside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const keys = countKeys(code);
    const weight = keys === 0 ? 0 : WEIGHT * keys - (isInside ? 0 : WEIGHT - FIRST_WEIGHT);
    isInside = keys > 0 || (isInside && isApostrophe(code));
    weights[at] = weight;
    total += weight;
  }
  return { weights, total };
}

/**
 * The text with one key wrong in one of its words. Spaces, punctuation and digits stay; without a letter the text comes
 * back as it is, and otherwise never.
 * @param text in NFC, as the result is.
 */
export function misspell(text: string, random: Random): string {
  const { weights, total } = weigh(text);
  if (total === 0) return text;
  let left = Math.floor(random.uniform() * total);
  let at = 0;
  for (let weight = weights[0] ?? 0; left >= weight; weight = weights[at] ?? Infinity) {
    left -= weight;
    at += 1;
  }
  const hangul = isHangul(text.charCodeAt(at));
  const isSame = hangul ? isHangul : isAlphabetic;
  let start = at;
  while (start > 0 && isSame(text.charCodeAt(start - 1))) start -= 1;
  let end = at + 1;
  while (end < text.length && isSame(text.charCodeAt(end))) end += 1;
  const isFirst = (weights[at] ?? 0) % WEIGHT !== 0;
  const key = isFirst ? Math.ceil((left + 1 - FIRST_WEIGHT) / WEIGHT) : Math.floor(left / WEIGHT);
  const run = text.slice(start, end);
  const edited = hangul
    ? fromKeys(misspellKeys(toKeys(run), toKeys(text.slice(start, at)).length + key, random))
    : misspellKeys(run, at - start + key, random);
  return (text.slice(0, start) + edited + text.slice(end)).normalize('NFC');
}

export interface WordTypos {
  /** How many in each word. */
  errors: number;
  /** Shorter words stay as they are. A letter of Hangul is a key: 안녕 has six. */
  minLetters: number;
}

const MAX_TRIES = 8;

/** A word with several errors, which together do not give the word again. */
function misspellWord(word: string, random: Random, errors: number): string {
  let misspelt = word;
  for (let tries = 0; tries < MAX_TRIES && misspelt === word; tries += 1) {
    for (let error = 0; error < errors; error += 1) misspelt = misspell(misspelt, random);
  }
  return misspelt;
}

/** Words are letters, with apostrophes between them: don't is one, 3rd and well-known hold one and two. */
export function misspellWords(text: string, random: Random, { errors, minLetters }: WordTypos): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const start = at;
    let letters = 0;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const keys = countKeys(code);
      if (keys === 0 && !(at > start && isApostrophe(code) && isLetter(text.charCodeAt(at + 1)))) break;
      letters += keys;
    }
    const word = text.slice(start, at);
    result += letters > 0 && letters >= minLetters ? misspellWord(word, random, errors) : word;
    if (at === start) {
      result += text.charAt(at);
      at += 1;
    }
  }
  return result;
}
