/** Long text in pieces that the network can translate: sentences, and where those are too long, parts of them. */
import { STRENGTH, findBoundaries } from './boundaries.ts';
import { PLACEHOLDERS } from './protect.ts';
import { maskTerms, type Term } from './terms.ts';

export interface Segment {
  /** Without white space at its ends; empty where a text begins with white space. */
  text: string;
  /** The white space between this segment and the next. */
  separator: string;
  /** Whether there are letters to translate; numbers, emoji, URLs, punctuation pass through untouched. */
  isTranslatable: boolean;
}

/** Where it can be helped, a part of a sentence is no shorter than this share of what fits: no "So," or last word alone. */
const LEAST_SHARE = 1 / 3;
/** What may follow a place and still decide whether it is inside a grapheme cluster. */
const CLUSTER_CONTEXT = 64;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const HAS_LETTERS = /\p{L}/u;
const LEADING_SPACE = /\s*/uy;

/**
 * @param maxCharacters code points of a segment
 * @param terms of the text (see findTerms): never cut, each one character long as its placeholder, and no more than
 *   there are placeholders in a segment
 */
export function splitSegments(text: string, maxCharacters: number, terms: readonly Term[] = []): Segment[] {
  if (!(maxCharacters >= 1)) throw new RangeError(`Segments of ${maxCharacters} characters cannot be made.`);
  const masked = maskTerms(text, terms, ({ replacement }) => (replacement === undefined ? '\ue000' : 'x'));
  const findCut = createCutter(masked, maxCharacters, terms);
  const segments: Segment[] = [];
  let from = 0;
  while (from < text.length) {
    LEADING_SPACE.lastIndex = from;
    const space = LEADING_SPACE.exec(masked)?.[0] ?? '';
    if (space !== '') {
      const last = segments.at(-1);
      if (last) last.separator += space;
      else segments.push({ text: '', separator: space, isTranslatable: false });
      from += space.length;
      if (from === text.length) break;
    }
    const cut = findCut(from);
    const end = from + masked.slice(from, cut).trimEnd().length;
    segments.push({
      text: text.slice(from, end),
      separator: text.slice(end, cut),
      isTranslatable: HAS_LETTERS.test(masked.slice(from, end)),
    });
    from = cut;
  }
  return segments;
}

/** Finds where the segment ends that begins at a place, which is no white space. */
function createCutter(masked: string, maxCharacters: number, terms: readonly Term[]): (from: number) => number {
  const strengths = findBoundaries(masked);
  const ends = new Map(terms.map(({ start, end }) => [start, end]));

  const after = (place: number): number =>
    ends.get(place) ?? place + ((masked.codePointAt(place) ?? 0) > 0xffff ? 2 : 1);

  /** How many characters the sentence still has from here on, counted up to a bound. */
  const countRest = (from: number, bound: number): number => {
    let characters = 0;
    for (let place = from; characters < bound && place < masked.length; place = after(place)) {
      if (strengths[place] === STRENGTH.sentence) break;
      characters += 1;
    }
    return characters;
  };

  return (from) => {
    const least = maxCharacters * LEAST_SHARE;
    const spaces: { place: number; characters: number }[] = [];
    let clause = from;
    let characters = 0;
    let placeholders = 0;
    let unbroken = from; // since the last term
    for (let place = from; place < masked.length; place = after(place)) {
      const strength = strengths[place] ?? STRENGTH.none;
      if (place > from) {
        if (strength === STRENGTH.sentence) return place;
        if (strength === STRENGTH.clause && characters >= least) clause = place;
        if (strength >= STRENGTH.space) spaces.push({ place, characters });
      }
      const isTerm = ends.has(place);
      if (characters + 1 > maxCharacters || (isTerm && placeholders === PLACEHOLDERS.length)) {
        if (clause > from) return clause;
        const latest = characters - (least - countRest(place, least));
        const space = spaces.findLast((candidate) => candidate.characters <= latest) ?? spaces.at(-1);
        return space?.place ?? cutBetweenGraphemes(masked, unbroken, place);
      }
      characters += 1;
      if (isTerm) {
        placeholders += 1;
        unbroken = after(place);
      }
    }
    return masked.length;
  };
}

/** The last place up to `place` that is in no grapheme cluster; `place` itself where one cluster fills it all. */
function cutBetweenGraphemes(masked: string, from: number, place: number): number {
  if (place === from) return place;
  const around = masked.slice(from, place + CLUSTER_CONTEXT);
  const start = graphemes.segment(around).containing(place - from)?.index ?? 0;
  return start > 0 ? from + start : place;
}

/** The text that was split. */
export function joinSegments(segments: readonly Segment[]): string {
  return segments.map(({ text, separator }) => text + separator).join('');
}

/**
 * The translation of a text from those of its segments, in their order. Sentences that stood together without a space
 * (갔어요.그래서) get one.
 */
export function joinTranslations(segments: readonly Segment[], translations: readonly string[]): string {
  return segments
    .map(({ separator }, index) => {
      const translation = translations[index] ?? '';
      const isRunTogether = separator === '' && /[.!?,…]/u.test(translation.at(-1) ?? '');
      const next = translations[index + 1] ?? '';
      return translation + (isRunTogether && /^[\p{L}\p{N}]/u.test(next) ? ' ' : separator);
    })
    .join('');
}
