/** Which characters stand where: NFC, no Hangul in English, no Latin letters in Korean, straight punctuation. */
import type { Finding } from '../tsv.ts';
import type { Text } from './text.ts';

/** What Koreans themselves write in Latin letters; anything else has a spelling in Hangul. */
export const LATIN_IN_KOREAN: readonly string[] = ['TV', 'PC', 'SNS', 'USB', 'PDF', 'MP3', 'CCTV'];

const HANGUL = /[\p{Script=Hangul}]/u;
/** Letters (also é), digits, spaces and ASCII punctuation. */
const ENGLISH = /^[\p{Script=Latin}\x20-\x7e]+$/u;
/** Syllables and single jamo (ㅋㅋ), digits, spaces, ASCII punctuation; letters are asked after apart. */
const KOREAN = /^[가-힣ㄱ-ㅣ\x20-\x7e]+$/u;
const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\d]*/gu;

/** Single spaces, none at an end. */
const SPACED = /^\S+(?: \S+)*$/;

/** A sentence begins with a capital or a digit and ends as sentences do. */
const BEGINS = /^[\p{Lu}\d]/u;
const ENDS = /[.?!]$/;

const strange = (text: string, allowed: RegExp): string =>
  [...new Set(Array.from(text).filter((character) => !allowed.test(character)))].join(' ');

export function problemsOfText({ language, text, kind }: Pick<Text, 'language' | 'text' | 'kind'>): string[] {
  const problems: string[] = [];
  const quoted = JSON.stringify(text);
  if (text !== text.normalize('NFC')) problems.push(`${quoted} is not in Unicode NFC: normalise it`);
  if (!SPACED.test(text)) problems.push(`${quoted} has a space at an end or two in a row: remove it`);
  const composed = text.normalize('NFC');
  if (language === 'English') {
    if (HANGUL.test(composed)) problems.push(`${quoted} is English with Hangul in it`);
    else if (!ENGLISH.test(composed))
      problems.push(`${quoted} has ${strange(composed, ENGLISH)}: use plain ASCII punctuation`);
    if (kind === 'sentence' && !BEGINS.test(composed)) problems.push(`${quoted} does not begin with a capital`);
  } else {
    const latin = (composed.match(LATIN_WORD) ?? []).filter((word) => !LATIN_IN_KOREAN.includes(word));
    if (latin.length > 0) {
      problems.push(
        `${quoted} is Korean with ${latin.join(', ')} in it: write Hangul (only ${LATIN_IN_KOREAN.join(', ')} may stand)`,
      );
    } else if (!KOREAN.test(composed)) {
      problems.push(`${quoted} has ${strange(composed, KOREAN)}: use Hangul, digits and plain ASCII punctuation`);
    }
  }
  if (kind === 'sentence' && !ENDS.test(composed)) problems.push(`${quoted} does not end in . ? or !`);
  return problems;
}

export const checkScript = (texts: readonly Text[]): Finding[] =>
  texts.flatMap((text) => problemsOfText(text).map((problem) => ({ file: text.file, line: text.line, problem })));
