/**
 * Where a text may be cut. Intl.Segmenter is not asked for the sentences: it copies the whole text for each one it
 * finds (quadratic), takes neither "went home. it was" nor "갔어요.그래서" for two, and differs from version to version.
 */
export const STRENGTH = { none: 0, space: 1, clause: 2, sentence: 3 } as const;

const LINE_BREAK = /[\n\v\f\r\u2028\u2029]/gu;
const SENTENCE_END = /[.!?…。！？‼⁇⁈⁉]+["'”’)\]}»」』]*/gu;
const LAUGHTER = /[ㅋㅎㅠㅜ]+/gu;
/** Each matches up to where the clause ends. */
const CLAUSE_ENDS = [
  /[,;:~](?=["'”’)]?\s)["'”’)]?/gu,
  /[，、；：—–]/gu,
  /(?<=\s)-(?=\s)/gu,
  /\s(?=(?:before|and|but|because|so|when|if)\s)/giu,
  /(?<=\p{L})(?:고|지만|는데|은데|인데|한데|던데|(?<!에)서|면|니까|거나|려고)(?=\s)/gu,
];

/** With a full stop, no end of a sentence; so is an initial, also where it is a term (U+E000: 존 F. 케네디). */
const ABBREVIATION =
  /(?:^|[^\p{L}\p{M}\p{N}\ue000])(?:mrs?|ms|mx|dr|prof|rev|gen|sen|st|vs|approx|dept|fig|e\.g|i\.e|cf|[\p{L}\ue000])$/iu;
/** These end a sentence where a capital follows. */
const OPEN_ABBREVIATION = /(?:^|[^\p{L}\p{M}])(?:etc|inc|ltd|co|corp|jr|sr|a\.m|p\.m|(?:\p{L}\.)+\p{L})$/iu;
const NUMBER_SIGN = /(?:^|[^\p{L}\p{M}])(?:no|nr|p|pp|vol)$/iu;
const LIST_NUMBER = /(?:^|\n)[ \t]*\d{1,3}$/u;

/** How well the text can be cut before each of its places; `text.length` + 1 of them. */
export function findBoundaries(text: string): Uint8Array {
  const strengths = new Uint8Array(text.length + 1);
  const mark = (place: number, strength: number): void => {
    strengths[place] = Math.max(strengths[place] ?? 0, strength);
  };
  for (const { index } of text.matchAll(/\s/gu)) mark(index, STRENGTH.space);
  for (const pattern of CLAUSE_ENDS) {
    for (const { index, 0: match } of text.matchAll(pattern)) {
      mark(index + match.trimEnd().length, STRENGTH.clause);
    }
  }
  for (const { index, 0: match } of text.matchAll(LAUGHTER)) {
    const end = index + match.length;
    if (match.length > 1 && /^\s/u.test(text.charAt(end))) mark(end, STRENGTH.sentence);
  }
  for (const { index, 0: match } of text.matchAll(SENTENCE_END)) {
    const end = index + match.length;
    // The contexts are of bounded length: a copy of all that is before would make this quadratic.
    const before = text.slice(Math.max(index - 12, 0), index);
    if (endsSentence(before, match, text.slice(end, end + 12))) mark(end, STRENGTH.sentence);
  }
  for (const { index } of text.matchAll(LINE_BREAK)) mark(index, STRENGTH.sentence);
  return strengths;
}

function endsSentence(before: string, end: string, after: string): boolean {
  if (after === '' || /[。！？]/u.test(end)) return true;
  const isSpaced = /^\s/u.test(after);
  const next = after.trimStart();
  if (/[!?‼⁇⁈⁉]/u.test(end)) return isSpaced || /^\p{L}/u.test(next);
  if (!/^\.["'”’)\]}»」』]*$/u.test(end)) {
    // An ellipsis is a pause, unless a sentence is plainly over before it or begins after it.
    return isSpaced && (/^\p{Lu}/u.test(next) || /(?:다|[요죠네까])$/u.test(before));
  }
  if (!isSpaced) {
    // 갔어요.그래서 and fine.Thanks, not Node.js
    return /[가-힣]$/u.test(before) ? /^\p{L}/u.test(next) : /\p{Ll}{2}$/u.test(before) && /^\p{Lu}\p{Ll}/u.test(next);
  }
  if (ABBREVIATION.test(before) && !/(?:^|[^\p{L}])(?:i|[가-힣])$/iu.test(before)) return false;
  if (OPEN_ABBREVIATION.test(before)) return /^\p{Lu}/u.test(next);
  if (NUMBER_SIGN.test(before)) return !/^\p{N}/u.test(next);
  return !LIST_NUMBER.test(before);
}
