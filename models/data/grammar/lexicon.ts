/**
 * Loads the lexicon. Its tables, each reviewable by itself:
 *
 * - `nouns.tsv`: english, korean, kinds (what it is and what it can be used for; frames ask for kinds), count (c
 *   countable, u uncountable, p plural only, n no article), plural (irregular only), counter (개, 권; `잔:cup` also
 *   names the English measure: a cup of coffee).
 * - `verbs.tsv`: one frame a row. english and korean: the pattern, with slots `{determiners:kinds or nouns}` that
 *   Korean takes up as `{을}`, or by number `{1에게} {2을}`; determiners a, an (never made plural), the, thes (the,
 *   plural), own (my, his), my, your, pl (plural),
 *   0 (bare), this, that, n (a number), some, several with `/`, `-noun` leaves one out; `{own}` and `{self}` agree with
 *   the subject. class: the Korean irregular class. uses: see USES in patterns.ts. where: places (keys or kinds of places.tsv).
 *   subject: a slot of its own for what is not a person.
 * - `adjectives.tsv`: english, korean, class, kinds (of noun; `self` for how one feels, `person` for what one is),
 *   tone (+ or -), uses (`still` for what does not change: no "yesterday").
 * - `irregular-verbs.tsv`: base, past, participle. `irregular-adjectives.tsv`: english, comparative, superlative.
 * - `places.tsv`: key, at, to, korean, kinds. `people.tsv`: english, korean (alternatives after `|`), gender, kind
 *   (name, family, role), respect. `times.tsv`: english, korean, use, scale. `adverbs.tsv`: english, korean, use.
 */
import { compare, pluralise } from '../english.ts';
import { createKoreanWord } from '../korean-conjugation.ts';
import type { Adjective } from './adjective.ts';
import type { Frame } from './frame.ts';
import { createHead, type Count, type Noun } from './noun.ts';
import { columns, koreanClass, parseFrame } from './patterns.ts';
import type { Place } from './place.ts';
import { createThird, type Subject } from './subject.ts';
import { LexiconError, listOf, loadTable, type Row } from './tables.ts';

export interface Adverbial {
  /** With a leading space. */
  english: string;
  /** With a closing space. */
  korean: string;
  use: string;
  scale: string;
}

export interface Lexicon {
  nouns: ReadonlyMap<string, Noun>;
  /** Nouns of a kind, or the one noun of that name. */
  nounsOf: (spec: string) => Noun[];
  frames: readonly Frame[];
  adjectives: readonly Adjective[];
  places: ReadonlyMap<string, Place>;
  placesOf: (kind: string) => Place[];
  people: readonly Subject[];
  times: readonly Adverbial[];
  adverbs: readonly Adverbial[];
}

function parseNoun(row: Row): Noun {
  const { english, korean } = columns(row);
  const count = row['count'] ?? '';
  if (!['c', 'u', 'p', 'n'].includes(count)) throw new LexiconError(`${row['at']}: count "${count}"`);
  const [counter = '', measure = ''] = (row['counter'] ?? '').split(':');
  return {
    english,
    plural: row['plural'] || (count === 'c' ? pluralise(english) : english),
    count: count as Count,
    kinds: new Set(listOf(row['kinds'])),
    head: createHead(korean),
    counter: counter ? createHead(counter) : null,
    counterText: counter,
    measure,
    adjectives: [],
    predicates: [],
    modifiers: [],
  };
}

function parseAdjective(row: Row, irregular: ReadonlyMap<string, Row>): Adjective {
  const { english, korean } = columns(row);
  const special = irregular.get(english);
  const [comparative, superlative] = special
    ? [special['comparative'] ?? '', special['superlative'] ?? '']
    : compare(english);
  const copula = listOf(row['uses']).includes('copula');
  const word = createKoreanWord(korean, { kind: 'adjective', class: koreanClass(row), copula });
  const tone = row['tone'] === '+' ? 1 : row['tone'] === '-' ? -1 : 0;
  const uses = new Set(listOf(row['uses']));
  return {
    english,
    comparative,
    superlative,
    word,
    adnominal: word.form('adnominal'),
    kinds: (row['kinds'] ?? '').split(','),
    uses,
    tone,
  };
}

function parsePlace(row: Row): Place {
  return {
    key: row['key'] ?? '',
    at: ` ${row['at_place'] ?? ''}`,
    to: row['to'] ? ` ${row['to']}` : '',
    head: createHead(row['korean'] ?? ''),
    kinds: new Set(listOf(row['kinds'])),
  };
}

function parsePerson(row: Row): Subject {
  const { english, korean } = columns(row);
  return createThird({
    english,
    korean: korean.split('|'),
    gender: row['gender'] === 'female' ? 'female' : 'male',
    respected: row['respect'] === 'yes',
    weight: row['kind'] === 'name' ? 1 : 2,
  });
}

const parseAdverbial = (row: Row): Adverbial => ({
  ...columns(row),
  english: ` ${row['english'] ?? ''}`,
  korean: `${row['korean'] ?? ''} `,
  use: row['use'] ?? '',
  scale: row['scale'] ?? '',
});

/** People also stand as objects (meet Minsu, call my mother): nouns of the kind `whom`. */
function whom(subject: Subject): Noun {
  return {
    english: subject.object,
    plural: subject.object,
    count: 'n',
    kinds: new Set(/^(?:my|our) /.test(subject.english) ? ['whom', 'kin'] : ['whom', 'namewhom']),
    head: createHead(subject.genitive.trimEnd(), subject.respected),
    counter: null,
    counterText: '',
    measure: '',
    adjectives: [],
    predicates: [],
    modifiers: [],
  };
}

function attachAdjectives(nouns: readonly Noun[], adjectives: readonly Adjective[]): void {
  const named = new Set(nouns.map(({ english }) => english));
  for (const noun of nouns) {
    for (const adjective of adjectives) {
      const fits = adjective.kinds.some((kind) => noun.english === kind || (!named.has(kind) && noun.kinds.has(kind)));
      if (!fits || adjective.kinds.includes(`-${noun.english}`) || noun.english.includes(adjective.english)) continue;
      (adjective.uses.has('predicate') ? noun.predicates : noun.adjectives).push(adjective);
      if (!adjective.uses.has('predicate') && !adjective.uses.has('bare') && adjective.tone >= 0)
        noun.modifiers.push(adjective);
    }
  }
}

export function loadLexicon(): Lexicon {
  const irregular = new Map(
    loadTable('irregular-verbs').map((row) => [
      row['base'] ?? '',
      [row['past'] ?? '', row['participle'] ?? ''] as const,
    ]),
  );
  const irregularAdjectives = new Map(loadTable('irregular-adjectives').map((row) => [row['english'] ?? '', row]));
  const people = loadTable('people').map(parsePerson);
  const list = [...loadTable('nouns').map(parseNoun), ...people.map(whom)];
  const nouns = new Map(list.map((noun) => [noun.english, noun]));
  const nounsOf = (kind: string): Noun[] => {
    const single = nouns.get(kind);
    return single ? [single] : list.filter((noun) => noun.kinds.has(kind));
  };
  const places = new Map(loadTable('places').map((row) => [row['key'] ?? '', parsePlace(row)]));
  const placesOf = (kind: string): Place[] => {
    const single = places.get(kind);
    return single ? [single] : [...places.values()].filter((place) => place.kinds.has(kind));
  };
  const adjectives = loadTable('adjectives').map((row) => parseAdjective(row, irregularAdjectives));
  attachAdjectives(list, adjectives);
  const frames = loadTable('verbs').map((row) => parseFrame(row, { nounsOf, placesOf, irregular }));
  return {
    nouns,
    nounsOf,
    frames,
    adjectives,
    places,
    placesOf,
    people,
    times: loadTable('times').map(parseAdverbial),
    adverbs: loadTable('adverbs').map(parseAdverbial),
  };
}
