/**
 * Nouns and noun phrases in both languages. English chooses article and number; Korean has neither, so one Korean noun
 * stands behind "a book", "the book", "books" and (without a counter) "my book".
 */
import type { Random } from '../../random.ts';
import { article, pluralise } from '../english.ts';
import { withParticle } from '../korean.ts';
import { chance, pick } from './choice.ts';
import type { Adjective } from './adjective.ts';

/** A Korean word that takes particles, each form computed once. */
export interface Head {
  text: string;
  with(particle: string): string;
}

export function createHead(text: string, respected = false): Head {
  const forms = new Map<string, string>([['', text]]);
  if (respected) forms.set('에게', `${text}께`);
  return {
    text,
    with(particle) {
      let form = forms.get(particle);
      if (form === undefined) {
        form = withParticle(text, particle);
        forms.set(particle, form);
      }
      return form;
    },
  };
}

/** Countable, uncountable (water), plural only (scissors), or without any article (English, Seoul). */
export type Count = 'c' | 'u' | 'p' | 'n';

export interface Noun {
  english: string;
  plural: string;
  count: Count;
  kinds: ReadonlySet<string>;
  head: Head;
  /** The Korean counting word (개, 권, 잔) and, for what English cannot count, its measure (cup → 잔). */
  counter: Head | null;
  counterText: string;
  measure: string;
  /** Adjectives that may stand before it, and those only said of it; filled in by the loader. */
  adjectives: Adjective[];
  predicates: Adjective[];
  /** Of the first, those one may wish for: nobody plans to buy a dirty towel. */
  modifiers: Adjective[];
}

/** What a frame asks of a noun: see `verbs.tsv` in lexicon.ts. */
export type Determiner =
  'a' | 'an' | 'the' | 'thes' | 'own' | 'pl' | '0' | 'this' | 'that' | 'n' | 'some' | 'my' | 'your';

export interface Phrase {
  english: string;
  /** Korean before the head: adjective, 이/그, nothing. */
  before: string;
  head: Head;
  plural: boolean;
  noun: Noun;
}

const NUMERALS: readonly (readonly [english: string, korean: string])[] = [
  ['two', '두'],
  ['three', '세'],
  ['four', '네'],
  ['five', '다섯'],
  ['six', '여섯'],
];

const counted = new Map<string, Head>();

/** Two apples: 사과 두 개, to which the particle joins. */
function countedPhrase(noun: Noun, random: Random): Phrase {
  const numeral = pick(NUMERALS, random);
  const korean = `${numeral[1]} ${noun.counterText}`;
  let head = counted.get(korean);
  if (!head) {
    head = createHead(korean);
    counted.set(korean, head);
  }
  const english = noun.measure
    ? `${numeral[0]} ${pluralise(noun.measure)} of ${noun.count === 'c' ? noun.plural : noun.english}`
    : `${numeral[0]} ${noun.plural}`;
  return { english, before: `${noun.head.text} `, head, plural: true, noun };
}

const BARE_BEFORE: Readonly<Partial<Record<Determiner, string>>> = { this: '이 ', that: '그 ', your: '', my: '제 ' };

const PLURAL: ReadonlySet<Determiner> = new Set(['pl', '0', 'some', 'thes']);

/** How often a noun takes an adjective that suits it. */
const ADJECTIVE_SHARE = 0.14;

/** The noun under a determiner; `possessive` is the subject's (my, his), for `own`; `plain` takes no adjective. */
export function nounPhrase(
  noun: Noun,
  determiner: Determiner,
  possessive: string,
  random: Random,
  plain = false,
): Phrase {
  if (determiner === 'n') {
    if (noun.counter && (noun.count === 'c' || noun.measure)) return countedPhrase(noun, random);
    return nounPhrase(noun, 'a', possessive, random);
  }
  const indefinite = determiner === 'a' || determiner === 'pl';
  const adjective =
    !plain && noun.modifiers.length > 0 && indefinite && chance(ADJECTIVE_SHARE, random)
      ? pick(noun.modifiers, random)
      : null;
  const plural = noun.count === 'p' || (noun.count === 'c' && PLURAL.has(determiner));
  const word = plural ? noun.plural : noun.english;
  const text = adjective ? `${adjective.english} ${word}` : word;
  const before = adjective ? `${adjective.adnominal} ` : (BARE_BEFORE[determiner] ?? '');
  return { english: determine(noun, determiner, possessive, text, plural), before, head: noun.head, plural, noun };
}

function determine(noun: Noun, determiner: Determiner, possessive: string, text: string, plural: boolean): string {
  if (noun.count === 'n') return text;
  switch (determiner) {
    case 'a':
    case 'an':
      return noun.count === 'c' ? `${article(text)} ${text}` : text;
    case 'the':
    case 'thes':
      return `the ${text}`;
    case 'own':
      return `${possessive} ${text}`;
    case 'my':
    case 'your':
      return `${determiner} ${text}`;
    case 'some':
      return `some ${text}`;
    case 'this':
      return `${plural ? 'these' : 'this'} ${text}`;
    case 'that':
      return `${plural ? 'those' : 'that'} ${text}`;
    default:
      return text;
  }
}
