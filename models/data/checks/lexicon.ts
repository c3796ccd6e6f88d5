/**
 * The grammar draws on the word list: what the lexicon says, the list says too. What is reported is missing there, or has
 * other Korean.
 *
 * - A noun, person, place, adjective or adverb stands in the list, or is composed of it: every word of `orange juice` is
 *   there, and 오렌지 주스 ends in what it has for the head, juice. A plural may stand there by its singular.
 * - A verb is looked up by the most words at the beginning of its frame that are a verb of the list (`pick up` of `pick
 *   {whom} up`, else `pick`). As it takes many in Korean (take a bus, take a shower), one frame that agrees is enough.
 *
 * Korean agrees where an alternative of the list equals it or one contains the other, a single syllable alone excepted.
 * Spaces do not matter, nor the particles of verbs and adjectives (숨을 깊게 쉬다 has 숨 쉬다 in it); an adjective may stand
 * as 예쁘다 or as 예쁜. `times.tsv` composes phrases and is not asked.
 */
import { pluralise } from '../english.ts';
import { koreanClass } from '../grammar/patterns.ts';
import { listOf } from '../grammar/tables.ts';
import { createKoreanWord } from '../korean-conjugation.ts';
import type { Finding } from '../tsv.ts';
import type { PartOfSpeech, Word } from '../words.ts';
import { withoutSlots, type LexiconRow } from './text.ts';

type WordsByEnglish = ReadonlyMap<string, readonly Word[]>;

/** What the rows of a table may be in the list: English is a noun or a name, online an adverb, much a determiner. */
const PARTS: Readonly<Record<string, readonly PartOfSpeech[]>> = {
  nouns: ['noun', 'name'],
  people: ['noun', 'name'],
  places: ['noun', 'name', 'adverb'],
  adjectives: ['adjective'],
  adverbs: ['adverb', 'determiner'],
};
const VERB: readonly PartOfSpeech[] = ['verb', 'auxiliary'];

/** Nouns under their regular plural too. */
function byEnglish(words: readonly Word[]): WordsByEnglish {
  const found = new Map<string, Word[]>();
  const add = (english: string, word: Word): void => {
    const others = found.get(english);
    if (others) others.push(word);
    else found.set(english, [word]);
  };
  for (const word of words) add(word.english, word);
  for (const word of words) {
    const plural = pluralise(word.english);
    if (word.part === 'noun' && !found.has(plural)) add(plural, word);
  }
  return found;
}

const koreanOf = (words: WordsByEnglish, english: string, parts: readonly PartOfSpeech[]): string[] =>
  (words.get(english) ?? []).filter(({ part }) => parts.includes(part)).flatMap(({ korean }) => korean);

const withoutSpaces = (korean: string): string => korean.replace(/ /g, '');
/** 걱정을 하다 and 걱정하다 alike become 걱정 하다. */
const withoutParticles = (korean: string): string =>
  korean.replace(/(?<=[가-힣])[을를이가] /g, ' ').replace(/(?<=[가-힣]{2})하다$/, ' 하다');

/** Whether all words of a phrase stand in another in their order. */
function contains(whole: string, part: string): boolean {
  let rest = withoutSpaces(whole);
  for (const word of part.split(' ')) {
    const at = rest.indexOf(word);
    if (at < 0) return false;
    rest = rest.slice(at + word.length);
  }
  return withoutSpaces(part).length > 1;
}

/** @param forms the ways in which the list may say it, any of which will do. */
const agrees = (forms: readonly string[], alternatives: readonly string[]): boolean =>
  alternatives.some((listed) =>
    forms.some(
      (form) => withoutSpaces(form) === withoutSpaces(listed) || contains(form, listed) || contains(listed, form),
    ),
  );

/** Whether all words of a compound are in the list, and the Korean ends in that of its last ones. */
function isComposed(words: WordsByEnglish, english: string, korean: string, parts: readonly PartOfSpeech[]): boolean {
  const each = english.split(' ');
  if (!each.every((word) => words.has(word))) return false;
  const heads = each.slice(1).map((_, index) => each.slice(index + 1).join(' '));
  return heads
    .flatMap((head) => koreanOf(words, head, parts))
    .some((head) => withoutSpaces(korean).endsWith(withoutSpaces(head)));
}

/** What is looked up for a row: `my mom` as mom, 우리 엄마 as 엄마. */
function nameOf({ table, row }: LexiconRow): { english: string; korean: string } {
  const { english = '', korean = '', key = '' } = row;
  if (table === 'places') return { english: key, korean };
  return {
    english: english.replace(/^(?:my|our|the) /, ''),
    korean: table === 'people' ? korean.replace(/^(?:우리|제|저희) /, '') : korean,
  };
}

/** The Korean of a row in the forms that the list may have. */
function formsOf({ table, row }: LexiconRow, korean: string): string[] {
  if (table === 'places') return [korean, korean.replace(/가$/, '')]; // by the river, 강가
  if (table !== 'adjectives') return korean.split('|');
  const copula = listOf(row['uses']).includes('copula');
  const word = createKoreanWord(korean, { kind: 'adjective', class: koreanClass(row), copula });
  return [korean, word.form('adnominal')].map(withoutParticles);
}

const problemOf = (english: string, korean: string, listed: readonly string[]): string =>
  listed.length === 0
    ? `${english} (${korean}) is not in the word list: add it there`
    : `${english} is ${korean} here, ${listed.join('|')} in the word list: make them agree`;

function checkWord(entry: LexiconRow, words: WordsByEnglish, parts: readonly PartOfSpeech[]): Finding[] {
  const { table, file, line } = entry;
  const { english, korean } = nameOf(entry);
  const listed = koreanOf(words, english, parts);
  const comparable = table === 'adjectives' ? listed.map(withoutParticles) : listed;
  const good =
    listed.length > 0 ? agrees(formsOf(entry, korean), comparable) : isComposed(words, english, korean, parts);
  return good ? [] : [{ file, line, problem: problemOf(english, korean, listed) }];
}

/** Verbs of the list, those of most words first. */
const verbsOf = (words: readonly Word[]): string[] =>
  [...new Set(words.filter(({ part }) => VERB.includes(part)).map(({ english }) => english))].sort(
    (one, other) => other.split(' ').length - one.split(' ').length,
  );

/** How a pattern begins, its objects left out or not: let out of `let the dog out`, do the dishes. */
function beginningsOf(pattern: string): string[] {
  const text = withoutSlots(pattern);
  return [text, text.replace(/ (?:the|an?) [^ ]+/g, '')];
}

/** One finding for each verb none of whose frames agrees, at the first of them. */
function checkVerbs(frames: readonly LexiconRow[], words: WordsByEnglish, list: readonly Word[]): Finding[] {
  const known = verbsOf(list);
  const agreed = new Set<string>();
  const findings = new Map<string, Finding>();
  for (const { row, file, line } of frames) {
    const { english = '' } = row;
    const beginnings = beginningsOf(english);
    const korean = withoutSlots(row['korean'] ?? '');
    const [head = ''] = english.split(' ', 1);
    const verbs = known.filter((verb) => beginnings.some((text) => `${text} `.startsWith(`${verb} `)));
    const verb = verbs[0] ?? head;
    const listed = verbs.flatMap((name) => koreanOf(words, name, VERB));
    if (agrees([withoutParticles(korean)], listed.map(withoutParticles))) agreed.add(verb);
    else if (!findings.has(verb)) findings.set(verb, { file, line, problem: problemOf(verb, korean, listed) });
  }
  return [...findings].filter(([verb]) => !agreed.has(verb)).map(([, finding]) => finding);
}

export function checkLexicon(lexicon: readonly LexiconRow[], list: readonly Word[]): Finding[] {
  const words = byEnglish(list);
  const frames = lexicon.filter(({ table }) => table === 'verbs');
  return [
    ...lexicon.flatMap((entry) => {
      const parts = PARTS[entry.table];
      return parts ? checkWord(entry, words, parts) : [];
    }),
    ...checkVerbs(frames, words, list),
  ];
}
