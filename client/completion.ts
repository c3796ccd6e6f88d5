/**
 * What may be shown after the letters that are being typed. Pure: no field, no list.
 */
import { matchCase, wordAtEnd } from '../shared/text.ts';
import type { Suggestion } from '../shared/protocol.ts';

/** Suggestions and the text they were asked for. */
export type Answer = { text: string; items: readonly Suggestion[] };

/** One suggestion applied: the word, how sure the model is, and the whole text after accepting it. */
export type Completion = { word: string; score: number; text: string };

/** The longest list worth reading while typing. */
const MAX_SHOWN = 5;

/** `text` with the word at its end replaced by `word`, in the case that was typed. */
export function complete(text: string, word: string): Completion['text'] {
  const typed = wordAtEnd(text);
  return text.slice(0, text.length - typed.length) + matchCase(word, typed);
}

/**
 * The completions of `answer` that hold for `text`. An answer for fewer letters still counts while the letters typed
 * since agree with it: what is shown stays, without a flicker, until the newest answer comes.
 */
export function completionsFor(answer: Answer | undefined, text: string): Completion[] {
  if (!answer || text === '' || !text.startsWith(answer.text)) return [];
  const isStale = text !== answer.text;
  const seen = new Set<string>([text]); // a completion that changes nothing is none
  return answer.items
    .map(({ text: word, score }) => ({
      word: matchCase(word, wordAtEnd(text)),
      score,
      text: complete(answer.text, word),
    }))
    .filter((completion) => {
      if (seen.has(completion.text) || (isStale && ghostOf(completion, text) === '')) return false;
      seen.add(completion.text);
      return true;
    })
    .slice(0, MAX_SHOWN);
}

/** The letters a completion adds behind `text`; '' if it would have to change what was typed. */
export function ghostOf(completion: Completion | undefined, text: string): string {
  if (!completion || completion.text.length <= text.length) return '';
  const head = completion.text.slice(0, text.length);
  return head.toLowerCase() === text.toLowerCase() ? completion.text.slice(text.length) : '';
}
