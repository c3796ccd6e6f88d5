/** All checks of the corpus: `npm run data -- check` prints what they find, and a test sees to it that it is nothing. */
import { createRandom } from '../random.ts';
import { checkDuplicates } from './checks/duplicates.ts';
import { checkLemmas, checkProfanity, checkSeedPairs } from './checks/entries.ts';
import { checkLexicon } from './checks/lexicon.ts';
import { checkParticles, koreanWords } from './checks/particles.ts';
import { checkRegister } from './checks/register.ts';
import { checkScript } from './checks/script.ts';
import { textsOf, type Checked, type LexiconRow, type Text } from './checks/text.ts';
import { createGrammar } from './grammar/draw.ts';
import { parseTable } from './grammar/tables.ts';
import { readPhrases } from './phrases.ts';
import { readSources, type Finding, type Source } from './tsv.ts';
import { readWords, type Word } from './words.ts';

/** Parts of speech whose Korean takes particles. */
const NOUNS: readonly Word['part'][] = ['noun', 'pronoun', 'number'];
/** Tables of the lexicon that hold such. */
const NOUN_TABLES = ['nouns', 'places', 'people'];
/** Parts of speech that may end a sentence like a verb of some register without being one. */
const NEUTRAL: readonly Word['part'][] = ['noun', 'pronoun', 'number', 'name', 'adverb', 'determiner'];

export function parseLexicon({ file, text }: Source): LexiconRow[] {
  const table = file.slice(file.lastIndexOf('/') + 1, -'.tsv'.length);
  return parseTable(text, file).map((row, index) => ({ table, row, file, line: index + 2 }));
}

export const readLexicon = (): LexiconRow[] => readSources('grammar/lexicon').flatMap(parseLexicon);

function nounsOf({ words, lexicon }: Checked): string[] {
  return [
    ...words.filter(({ part }) => NOUNS.includes(part)).flatMap(({ korean }) => korean),
    ...lexicon
      .filter(({ table }) => NOUN_TABLES.includes(table))
      .flatMap(({ row }) => (row['korean'] ?? '').split('|')),
  ];
}

const neutralOf = (words: readonly Word[]): Set<string> =>
  new Set(words.filter(({ part }) => NEUTRAL.includes(part)).flatMap(({ korean }) => korean));

/** @param drawn sentences of the grammar, which has the same duties. */
export function check(corpus: Checked, drawn: readonly Text[] = []): Finding[] {
  const { words, phrases, lexicon } = corpus;
  const texts = textsOf(corpus);
  const all = [...texts, ...drawn];
  return [
    ...checkScript(all),
    ...checkDuplicates(words, phrases, lexicon),
    ...checkLexicon(lexicon, words),
    ...checkLemmas(words),
    ...checkSeedPairs(words),
    ...checkProfanity(words, texts),
    ...checkParticles(all, koreanWords(texts, nounsOf(corpus))),
    ...checkRegister(all, neutralOf(words)),
  ];
}

/** The first draws of a seed as text to check; the line is the draw's number. */
export function drawTexts(seed: number, count: number): Text[] {
  const grammar = createGrammar();
  const random = createRandom(seed);
  return Array.from({ length: count }, () => grammar.draw(random)).flatMap(({ english, korean, rule }, index) => {
    const place = { file: `grammar, seed ${seed}, ${rule}`, line: index + 1, kind: 'sentence' as const };
    return [
      { ...place, language: 'English', text: english },
      { ...place, language: 'Korean', text: korean },
    ];
  });
}

/** Everything that is in the repository, and so many draws of the grammar. */
export function checkAll(seed: number, draws: number): Finding[] {
  const words = readWords();
  const phrases = readPhrases();
  const unreadable = [...words.findings, ...phrases.findings];
  return [
    ...unreadable,
    ...check({ words: words.rows, phrases: phrases.rows, lexicon: readLexicon() }, drawTexts(seed, draws)),
  ];
}
