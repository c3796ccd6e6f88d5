/**
 * Text as every part of Malbeot sees it: Unicode NFC, well formed (no lone surrogates), counted in code points.
 */

/** The one form in which text is stored, sent and given to the models. */
export function normalise(text: string): string {
  return text.toWellFormed().normalize('NFC');
}

/** Characters as a person counts them, near enough: Unicode code points. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

const WORD_AT_END = /[\p{L}\p{M}\p{N}'’]+$/u;

/** The word that is being typed: what stands after the last space or punctuation, '' when there is none. */
export function wordAtEnd(text: string): string {
  return WORD_AT_END.exec(text)?.[0] ?? '';
}

/** `word` in the case of its typed beginning: `WO` + `word` → `WORD`, `Wo` + `word` → `Word`. */
export function matchCase(word: string, typed: string): string {
  const letters = typed.match(/\p{L}/gu) ?? [];
  const isCapitals = letters.length > 1 && letters.every((letter) => letter !== letter.toLowerCase());
  const cased = isCapitals ? word.toUpperCase() : word;
  // What was typed stays as it was typed.
  return word.toLowerCase().startsWith(typed.toLowerCase()) ? typed + cased.slice(typed.length) : cased;
}
