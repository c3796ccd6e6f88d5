/**
 * What in a text is not for the network: it must come out exactly as it went in, or as the glossary says. Patterns
 * begin only where none of their own kind of character stands before, so that each reads a text once.
 */
import type { Language } from '../../shared/language.ts';
import type { Glossary } from './glossary.ts';

/** One stretch of a text: `replacement` is what the glossary puts in its place. */
export interface Term {
  start: number;
  end: number;
  replacement?: string;
}

export interface TermOptions {
  /** What the text is written in. */
  language: Language;
  glossary?: Glossary | undefined;
}

const CODE = /```[\s\S]+?```|`[^`\n]+`/gu;
/** Hangul goes on with a URL only after one of its own signs: /wiki/한국, but example.com에서. */
const URL_PATH = String.raw`(?:\([^\s()]*\)|[\w\-.~:/?#[\]@!$&'*+,;=%]|(?<=[/=_+&-])(?:(?!\p{ASCII})[\p{L}\p{M}\p{N}])+)`;
const URL_END = String.raw`(?<![.,!?;:'*~\]])`;
const URL = new RegExp(
  [
    String.raw`(?:https?|ftp):\/\/(?:(?!\p{ASCII})[\p{L}\p{M}\p{N}])*${URL_PATH}+${URL_END}`,
    String.raw`(?<![\w.@-])www\.${URL_PATH}+${URL_END}`,
    // Without a scheme: only what nobody writes for lack of a space after a full stop.
    String.raw`(?<![\w.@-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|kr|jp|uk|co|ai|dev|app|edu|gov|info|tv|gg)(?![\w-])(?:\/${URL_PATH}*${URL_END}|\/)?`,
    String.raw`(?<![\w.@-])(?:[a-z0-9-]+\.)+[a-z]{2,}\/${URL_PATH}+${URL_END}`,
  ].join('|'),
  'giu',
);
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
/** A particle follows a name in Latin letters at once: @minsu야. */
const MENTION = /(?<![\p{L}\p{M}\p{N}_])@(?:[\w](?:[\w.-]*\w)?|[\p{L}\p{M}\p{N}_]+)/gu;
const TAG = /(?<![\p{L}\p{M}\p{N}_&])#(?![0-9*]\ufe0f?\u20e3)[\p{L}\p{M}\p{N}_]+/gu;
/** Of these are placeholders made: those of the text itself must not be taken for any. */
const PRIVATE_USE = /\p{Co}+/gu;

const EMOJI =
  /[0-9#*]\ufe0f?\u20e3|\p{RI}{2}|(?![\p{ASCII}°])[\p{So}\p{Sm}\p{EMod}\p{Extended_Pictographic}][\ufe0f\p{EMod}\u{e0020}-\u{e007f}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{EMod}]*)*/gu;

/**
 * Three digits or more, or with punctuation, a sign, a unit or a currency; with the Latin letters around (v1.2.3,
 * 100km). Numbers of one or two digits the network translates: they take counters, and are spelt out.
 */
const NUMBER = new RegExp(
  [
    String.raw`(?<!\p{N})\+?\(?\d{1,4}\)?(?:[ .-]\(?\d{2,4}\)?){1,3}[ .-]\d{3,4}(?!\p{N})`, // +82 10-1234-5678
    String.raw`(?<![\p{Script=Latin}\p{M}\p{N}])(?:[$€£¥₩][ ]?)\d+(?:[.,]\d+)*(?:\p{Script=Latin}+(?!\p{N}))?`,
    String.raw`(?<![\p{Script=Latin}\p{M}\p{N}])[+\-−±]?\p{Script=Latin}*(?:\d+(?:[.,:/'’\-–~]\d+)+|\d{3,})(?:[%‰]|°[CF]?|\p{Script=Latin}+|\d)*`,
    String.raw`(?<![\p{Script=Latin}\p{M}\p{N}])[+\-−±]?\d+(?:[%‰]|°[CF]?)`,
    String.raw`(?:(?![0-9])\p{N})+`,
  ].join('|'),
  'gu',
);

/** Words in letters that the network does not read in this language. */
const FOREIGN: Record<Language, RegExp> = {
  en: /(?:(?!\p{Script=Latin})\p{L}\p{M}*)+/gu,
  ko: /(?:(?!\p{Script=Hangul})\p{L}\p{M}*)(?:(?!\p{Script=Hangul})[\p{L}\p{M}\p{N}]|['’&.+/_-](?=(?!\p{Script=Hangul})[\p{L}\p{N}]))*(?:\+\+|#)?/gu,
};

/** A stretch that is taken, for whoever searches next: no letter, digit, space or symbol. */
const TAKEN = '\0';

/** In the order of the text, none overlapping. Emoji in a row are one term, so are foreign words. */
export function findTerms(text: string, { language, glossary }: TermOptions): Term[] {
  let rest = text;
  const take = (found: readonly Term[]): readonly Term[] => {
    rest = maskTerms(rest, found, () => TAKEN);
    return found;
  };
  const search = (pattern: RegExp): readonly Term[] => take(matchesOf(pattern, rest));

  const exact = [CODE, URL, EMAIL, MENTION, TAG, PRIVATE_USE].flatMap(search);
  const own = glossary ? take(glossary.findMatches(rest, language)) : [];
  const emoji = joinNeighbours(text, search(EMOJI));
  const numbers = search(NUMBER);
  const foreign = joinNeighbours(text, search(FOREIGN[language]));
  return [exact, own, emoji, numbers, foreign].flat().sort((one, other) => one.start - other.start);
}

function matchesOf(pattern: RegExp, text: string): Term[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: match }) => ({ start: index, end: index + match.length }));
}

/** The text with each term overwritten, every place staying where it is. */
export function maskTerms(text: string, terms: readonly Term[], maskOf: (term: Term) => string): string {
  const parts: string[] = [];
  let from = 0;
  for (const term of terms) {
    parts.push(text.slice(from, term.start), maskOf(term).repeat(term.end - term.start));
    from = term.end;
  }
  return parts.join('') + text.slice(from);
}

/** Terms with nothing or one space between them become one. */
function joinNeighbours(text: string, terms: readonly Term[]): readonly Term[] {
  const joined: Term[] = [];
  for (const term of terms) {
    const last = joined.at(-1);
    const gap = last && text.slice(last.end, term.start);
    if (last && (gap === '' || gap === ' ')) last.end = term.end;
    else joined.push({ ...term });
  }
  return joined;
}
