/** What stands twice, and what says two things: the same English with Korean that has nothing in common. */
import { englishKey, koreanKey } from '../key.ts';
import type { Phrase } from '../phrases.ts';
import type { Finding, Place } from '../tsv.ts';
import type { Word } from '../words.ts';
import type { LexiconRow } from './text.ts';

const at = ({ file, line }: Place): string => `${file}:${line}`;

function meetsItself(alternatives: readonly string[], keyOf: (text: string) => string): string | null {
  const seen = new Set<string>();
  for (const alternative of alternatives) {
    const key = keyOf(alternative);
    if (seen.has(key)) return alternative;
    seen.add(key);
  }
  return null;
}

function repeatedAlternatives({
  file,
  line,
  english,
  korean,
}: Place & { english: readonly string[]; korean: readonly string[] }): Finding[] {
  return [meetsItself(english, englishKey), meetsItself(korean, koreanKey)]
    .filter((twice) => twice !== null)
    .map((twice) => ({ file, line, problem: `${JSON.stringify(twice)} stands twice in this row: keep one` }));
}

function checkWords(words: readonly Word[]): Finding[] {
  const first = new Map<string, Word>();
  const files = new Map<string, Word>();
  const findings: Finding[] = [];
  for (const word of words) {
    const { file, line, english, part } = word;
    const earlier = first.get(`${english}\t${part}`);
    const elsewhere = files.get(english) ?? word;
    if (earlier) {
      findings.push({
        file,
        line,
        problem: `${english} (${part}) stands in ${at(earlier)} already: join the two rows`,
      });
    } else if (elsewhere.file !== file) {
      const problem = `${english} stands in ${at(elsewhere)} too: keep its parts of speech in one file, the more usual first`;
      findings.push({ file, line, problem });
    }
    first.set(`${english}\t${part}`, earlier ?? word);
    files.set(english, elsewhere);
  }
  return findings;
}

function checkPhrases(phrases: readonly Phrase[]): Finding[] {
  const first = new Map<string, Phrase>();
  const findings: Finding[] = [];
  for (const phrase of phrases) {
    const { file, line } = phrase;
    const korean = new Set(phrase.korean.map(koreanKey));
    for (const text of phrase.english) {
      const key = englishKey(text);
      const earlier = first.get(key);
      if (!earlier) first.set(key, phrase);
      else if (earlier !== phrase) {
        const shared = earlier.korean.some((other) => korean.has(koreanKey(other)));
        const problem = shared
          ? `stands in ${at(earlier)} already: keep one`
          : `means ${JSON.stringify(earlier.korean[0] ?? '')} in ${at(earlier)}, ${JSON.stringify(phrase.korean[0] ?? '')} here: word one of them differently`;
        findings.push({ file, line, problem: `${JSON.stringify(text)} ${problem}` });
      }
    }
  }
  return findings;
}

/** Tables whose rows are found by name: a later row would silently take an earlier one's place. */
const NAMED = ['nouns', 'places', 'irregular-verbs', 'irregular-adjectives'];

function checkLexicon(rows: readonly LexiconRow[]): Finding[] {
  const first = new Map<string, LexiconRow>();
  const findings: Finding[] = [];
  for (const entry of rows) {
    const { table, row, file, line } = entry;
    const name = row['key'] ?? row['base'] ?? row['english'] ?? '';
    const key = `${table}\t${NAMED.includes(table) ? name : JSON.stringify({ ...row, at: '' })}`;
    const earlier = first.get(key);
    if (earlier) findings.push({ file, line, problem: `${name} stands in ${at(earlier)} already: keep one` });
    first.set(key, earlier ?? entry);
  }
  return findings;
}

export function checkDuplicates(
  words: readonly Word[],
  phrases: readonly Phrase[],
  lexicon: readonly LexiconRow[],
): Finding[] {
  return [
    ...words.flatMap((word) => repeatedAlternatives({ ...word, english: [word.english] })),
    ...checkWords(words),
    ...phrases.flatMap(repeatedAlternatives),
    ...checkPhrases(phrases),
    ...checkLexicon(lexicon),
  ];
}
