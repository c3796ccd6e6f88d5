/** What each entry owes the others: lemmas that exist, the seed's six pairs, profanity that is marked. */
import { PAIRS } from '../../translator-seed/data.ts';
import type { Finding } from '../tsv.ts';
import type { Word } from '../words.ts';
import type { Text } from './text.ts';

/** Beginnings of words that nobody is to be offered, whatever their note says. */
const PROFANE_ENGLISH =
  /(?:^|[^a-z])(?:motherfuck|fuck|bullshit|shit(?!ake)|bitch|cunt|asshole|bastard|nigg|faggot|whore|slut|pussy|goddamn|dammit|wank|jackass|dumbass|cocksuck)/i;
const PROFANE_KOREAN = /씨발|시발(?!점)|(?<!읽)씹[새하]|좆|존나|병신|지랄|개새끼|개자식|쌍년|썅|엿 먹|창녀/;

export const isProfane = (language: Text['language'], text: string): boolean =>
  (language === 'English' ? PROFANE_ENGLISH : PROFANE_KOREAN).test(text);

/** Words may be profane if marked; sentences and what the grammar draws on may not. */
export function checkProfanity(words: readonly Word[], texts: readonly Text[]): Finding[] {
  const unmarked = words.filter(
    ({ profane, english, korean }) =>
      !profane && (isProfane('English', english) || korean.some((text) => isProfane('Korean', text))),
  );
  return [
    ...unmarked.map(({ file, line, english }) => ({
      file,
      line,
      problem: `${english} is profane: mark it in its note`,
    })),
    ...texts
      .filter(({ kind, language, text }) => kind !== 'word' && isProfane(language, text))
      .map(({ file, line, text }) => ({ file, line, problem: `${JSON.stringify(text)} is profane: leave it out` })),
  ];
}

export function checkLemmas(words: readonly Word[]): Finding[] {
  const known = new Set(words.map(({ english }) => english));
  return words.flatMap(({ file, line, english, lemma }) => {
    if (lemma === undefined) return [];
    if (lemma === english) return [{ file, line, problem: `${english} is of:${lemma}, itself: remove the note` }];
    return known.has(lemma) ? [] : [{ file, line, problem: `${english} is of:${lemma}, which is no entry: add it` }];
  });
}

/** The course notebook's pairs, which whoever tries the page types first. */
export function checkSeedPairs(words: readonly Word[]): Finding[] {
  return PAIRS.flatMap(([english, korean]) => {
    const entries = words.filter((word) => word.english === english);
    if (entries.some((word) => word.korean.includes(korean))) return [];
    const { file, line } = entries[0] ?? { file: 'models/data/words', line: 0 };
    return [{ file, line, problem: `the seed's pair ${english} ${korean} is missing: add it` }];
  });
}
