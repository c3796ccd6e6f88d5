/**
 * Frames: what a verb takes, said once for both languages. `give {the:friend} {a:gift}` stands beside
 * `{1에게} {2을} 주다`; drawing one fills the same nouns into both sides. What is drawn is a predicate, still without
 * subject and tense, so that rules can go on building with it (want to …, -고 싶다).
 */
import type { Random } from '../../random.ts';
import type { EnglishVerb } from '../english.ts';
import type { KoreanWord } from '../korean-conjugation.ts';
import { pick } from './choice.ts';
import { nounPhrase, type Determiner, type Noun, type Phrase } from './noun.ts';
import type { Place } from './place.ts';
import type { Subject } from './subject.ts';

export interface Slot {
  determiners: readonly Determiner[];
  nouns: readonly Noun[];
}

/** A piece of a pattern: text, a slot by number, or the subject's my (`own`) or myself (`self`). */
export type EnglishPart = string | { slot: number } | { pronoun: 'possessive' | 'reflexive' };
export type KoreanPart = string | { slot: number; particle: string };

export interface Frame {
  key: string;
  verb: EnglishVerb;
  english: readonly EnglishPart[];
  korean: readonly KoreanPart[];
  word: KoreanWord;
  slots: readonly Slot[];
  uses: ReadonlySet<string>;
  places: readonly Place[];
  /** Who or what it is said of, where that is not a person. */
  subject: Slot | null;
  /** Roughly how many different predicates it gives: frames with more are drawn more often. */
  capacity: number;
  /** The only slot is what is done something to, and stands last in English: it can be asked for or moved forward. */
  gap: Slot | null;
}

export interface Predicate {
  key: string;
  verb: EnglishVerb;
  /** English after the verb, with its leading space; '' where nothing follows. */
  after: string;
  /** Korean before the last word, with its closing space. */
  lead: string;
  word: KoreanWord;
  /** can, should …: has no forms but two and takes no `do`. */
  modal?: boolean;
}

export interface Filled extends Predicate {
  frame: Frame;
}

/**
 * How nouns are said: `any` as the frame has them, now and then with an adjective; `plain` without; `generic` of things
 * in general (read books, not read a book); `kind` the same, but for one thing at a time (ride a horse, eat noodles).
 */
export type Manner = 'any' | 'plain' | 'generic' | 'kind';

/** Fills a frame's slots for one subject. */
export function fill(frame: Frame, subject: Subject, random: Random, manner: Manner = 'any'): Filled {
  let after = '';
  let key = frame.key;
  const phrases: Phrase[] = [];
  for (const slot of frame.slots) {
    const phrase = fillSlot(frame, slot, subject, random, manner);
    phrases.push(phrase);
    key += `+${phrase.noun.english}`;
  }
  for (const part of frame.english) {
    if (typeof part === 'string') after += part;
    else if ('slot' in part) after += phrases[part.slot]?.english ?? '';
    else after += part.pronoun === 'possessive' ? subject.possessive : subject.reflexive;
  }
  if (subject.agreement === 'plural') after = theirs(after);
  let lead = '';
  for (const part of frame.korean) {
    if (typeof part === 'string') lead += part;
    else {
      const phrase = phrases[part.slot];
      if (phrase) lead += phrase.before + phrase.head.with(part.particle);
    }
  }
  return { key, verb: frame.verb, after, lead, word: frame.word, frame };
}

/** Nobody meets themselves, and of one's own family one does not say what they do to each other by my and my. */
function clashes(noun: Noun, subject: Subject): boolean {
  return noun.english === subject.english || (noun.kinds.has('kin') && subject.kin);
}

/** My mom is 엄마 where I speak of myself; beside another subject 엄마 would be theirs: 우리 엄마, 제 아내. */
function whose({ head: { text } }: Noun, { agreement, english }: Subject): string {
  if (agreement === 'first' || english === 'we' || /^(?:우리|제|저희|이웃집) /.test(text)) return '';
  return ['남편', '아내', '사촌', '룸메이트', '남자 친구', '여자 친구', '회사 동료'].includes(text) ? '제 ' : '우리 ';
}

/** Of several people: their hands, our minds. */
const theirs = (text: string): string =>
  text
    .replace(/\b(our|their) (hand|face|mind|hairstyle|nose|goal|opinion|idea|mistake)(?= |$)/g, '$1 $2s')
    .replace(/ an? (?=vegetarian$)/, ' ')
    .replace(/(?<=^ )vegetarian$/, 'vegetarians');

/** Kinds of noun of which each has their own. */
const EACH = [
  'body',
  'garment',
  'footwear',
  'headwear',
  'carry',
  'bags',
  'gadget',
  'shareidea',
  'schoolwork',
  'changeable',
];
const eachOwn = ({ count, kinds }: Noun): boolean => count === 'c' && EACH.some((kind) => kinds.has(kind));

function fillSlot(frame: Frame, slot: Slot, subject: Subject, random: Random, manner: Manner): Phrase {
  let noun = pick(slot.nouns, random);
  for (let tries = 0; tries < 8 && clashes(noun, subject); tries += 1) noun = pick(slot.nouns, random);
  let determiner = pick(slot.determiners, random);
  const open = determiner === 'a' || determiner === 'n' || slot.determiners.includes('a');
  if (open && manner === 'generic') determiner = 'pl';
  if (determiner === 'n' && manner === 'plain') determiner = 'a';
  if (open && manner === 'kind') determiner = noun.kinds.has('foods') ? 'pl' : 'a';
  const several = subject.agreement === 'plural';
  if (several && frame.key.startsWith('work as')) determiner = 'pl';
  const phrase = nounPhrase(
    noun,
    determiner,
    subject.possessive,
    random,
    manner !== 'any' || (frame.uses.has('x') && determiner === 'pl'),
  );
  if (noun.kinds.has('kin')) return { ...phrase, before: whose(noun, subject) };
  return several && determiner === 'own' && eachOwn(noun)
    ? { ...phrase, english: `${subject.possessive} ${noun.plural}`, plural: true }
    : phrase;
}

/** A frame with its object taken out: `buy`, 사다; for "what did you buy" and "the bag that I bought". */
export function withoutObject(frame: Frame): Predicate {
  const first = frame.english[0];
  const after = typeof first === 'string' ? first.trimEnd() : '';
  const lead = frame.korean
    .filter((part) => typeof part === 'string')
    .join('')
    .replace(/ {2,}/g, ' ')
    .trimStart();
  return { key: frame.key, verb: frame.verb, after, lead, word: frame.word };
}
