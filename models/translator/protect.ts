/** Placeholders around the network: what it must not touch is taken out before it and put back behind it. */
import type { Language } from '../../shared/language.ts';
import { characterAt, characterBefore, isWordCharacter } from './characters.ts';
import { correctParticle, withoutParticle } from './particles.ts';
import { findTerms, type Term, type TermOptions } from './terms.ts';

/** The symbols that stand for terms: U+E000 … U+E007. */
export const PLACEHOLDERS: readonly string[] = Array.from({ length: 8 }, (_, index) =>
  String.fromCodePoint(0xe000 + index),
);

/** What a placeholder stands for. */
export interface ProtectedTerm {
  /** What the translation has in its place. */
  text: string;
  /** Whether it stood in one word with what is before or after it, so that no space belongs there. */
  isGlued: { before: boolean; after: boolean };
}

export interface Protected {
  /** The text with placeholders, in their order. */
  text: string;
  /** By placeholder. */
  terms: readonly ProtectedTerm[];
}

/**
 * A text for the network. Of more than eight terms the last placeholder stands for all from the eighth on with what
 * is between them; splitSegments cuts so that this does not come up.
 */
export function protect(text: string, options: TermOptions): Protected {
  const found = findTerms(text, options);
  const shared = found.slice(PLACEHOLDERS.length - 1);
  const single = shared.length > 1 ? found.slice(0, PLACEHOLDERS.length - 1) : found;
  const groups = [...single.map((term) => [term]), ...(shared.length > 1 ? [shared] : [])];

  const terms: ProtectedTerm[] = [];
  let result = '';
  let end = 0;
  for (const [index, group] of groups.entries()) {
    const start = group[0]?.start ?? end;
    const before = characterBefore(text, start);
    const isAdjacent = index > 0 && start === end;
    result += text.slice(end, start) + (PLACEHOLDERS[index] ?? '');
    end = group.at(-1)?.end ?? start;
    const isGlued = {
      before: isAdjacent || isWordCharacter(before),
      // In Korean a particle is what follows at once, and that says nothing about the translation.
      after: options.language === 'en' && isWordCharacter(characterAt(text, end)),
    };
    terms.push({ text: replace(text, group), isGlued });
  }
  return { text: result + text.slice(end), terms };
}

/** The stretch from the first of these terms to the last, each as the translation has it. */
function replace(text: string, group: readonly Term[]): string {
  let result = '';
  let from = group[0]?.start ?? 0;
  for (const { start, end, replacement } of group) {
    result += text.slice(from, start) + (replacement ?? text.slice(start, end));
    from = end;
  }
  return result;
}

/**
 * The translation with its terms, each exactly once: a placeholder that comes again or stands for nothing is taken
 * out, and what the network forgot is appended.
 * @param language that of the translation
 */
export function restore(
  translated: string,
  terms: readonly ProtectedTerm[],
  { language }: { language: Language },
): string {
  const [first = '', ...parts] = translated.split(/(\p{Co})/u);
  const waiting = new Map(terms.map((term, index) => [PLACEHOLDERS[index] ?? '', term]));
  let result = first;
  let isAfterTerm = false;
  for (let index = 0; index < parts.length; index += 2) {
    const [symbol = '', following = ''] = parts.slice(index, index + 2);
    const term = waiting.get(symbol);
    if (term) {
      waiting.delete(symbol);
      if (isAfterTerm || isWordCharacter(characterBefore(result, result.length))) {
        if (!term.isGlued.before) result += ' ';
      }
      result += term.text;
      if (language === 'ko') result += correctParticle(term.text, following);
      else result += !term.isGlued.after && isWordCharacter(characterAt(following, 0)) ? ` ${following}` : following;
      isAfterTerm = following === '';
    } else {
      const rest = language === 'ko' ? withoutParticle(following) : following;
      const isSpaced = result === '' || result.endsWith(' ');
      result += isSpaced && rest.startsWith(' ') ? rest.slice(1) : rest;
      isAfterTerm &&= rest === '';
    }
  }
  for (const term of waiting.values()) result += (result === '' || result.endsWith(' ') ? '' : ' ') + term.text;
  return result;
}
