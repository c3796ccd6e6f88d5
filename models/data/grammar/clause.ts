/** English clauses: subject, auxiliary and verb in order, for statement and question, with or without contraction. */
import { contraction, negativeContraction } from '../english.ts';
import type { Predicate } from './frame.ts';
import type { Subject } from './subject.ts';

export type Tense = 'present' | 'past' | 'will' | 'going' | 'progressive' | 'pastProgressive' | 'perfect';

export interface ClauseOptions {
  negative?: boolean;
  contract?: boolean;
}

const third = (subject: Subject): boolean => subject.agreement === 'third';

function be(subject: Subject, past: boolean): string {
  if (past) return subject.agreement === 'first' || third(subject) ? 'was' : 'were';
  return subject.agreement === 'first' ? 'am' : third(subject) ? 'is' : 'are';
}

/** The auxiliary (null where the plain form has none) and the words that follow it. */
function analyse(subject: Subject, predicate: Predicate, tense: Tense): [auxiliary: string | null, main: string] {
  const { verb, after } = predicate;
  const isBe = verb.base === 'be';
  switch (tense) {
    case 'will':
      return predicate.modal ? [verb.base, after.trimStart()] : ['will', verb.base + after];
    case 'going':
      return [be(subject, false), `going to ${verb.base}${after}`];
    case 'progressive':
      return [be(subject, false), verb.ing + after];
    case 'pastProgressive':
      return [be(subject, true), verb.ing + after];
    case 'perfect':
      return [third(subject) ? 'has' : 'have', verb.participle + after];
    case 'present':
      if (predicate.modal) return [verb.base, after.trimStart()];
      if (isBe) return [be(subject, false), after.trimStart()];
      return [null, (third(subject) ? verb.third : verb.base) + after];
    case 'past':
      if (predicate.modal) return [verb.past, after.trimStart()];
      return isBe ? [be(subject, true), after.trimStart()] : [null, verb.past + after];
  }
}

const doFor = (subject: Subject, tense: Tense): string => (tense === 'past' ? 'did' : third(subject) ? 'does' : 'do');

/** `I didn't eat lunch`: no capital and no full stop yet. `middle` (usually, also) stands where adverbs stand. */
export function statement(
  subject: Subject,
  predicate: Predicate,
  tense: Tense,
  { negative = false, contract = true }: ClauseOptions = {},
  middle = '',
): string {
  const [auxiliary, main] = analyse(subject, predicate, tense);
  if (auxiliary === null && !negative) return `${subject.english} ${middle}${main}`;
  const [helper, rest] =
    auxiliary === null ? [doFor(subject, tense), predicate.verb.base + predicate.after] : [auxiliary, main];
  if (negative) {
    const any = rest.replace(/ some(thing|one)?(?= |$)/, ' any$1');
    const short = contract ? negativeContraction(helper) : null;
    if (short !== null) return `${subject.english} ${short} ${middle}${any}`;
    const joined = contract ? contraction(subject.english, helper) : null;
    if (joined === null && helper === 'can') return `${subject.english} cannot ${middle}${any}`;
    return `${joined ?? `${subject.english} ${helper}`} not ${middle}${any}`;
  }
  const joined = contract && subject.pronoun ? contraction(subject.english, helper) : null;
  return `${joined ?? `${subject.english} ${helper}`} ${middle}${rest}`;
}

/** `did you eat lunch`; behind a question word as it is. */
export function question(subject: Subject, predicate: Predicate, tense: Tense, negative = false): string {
  const [auxiliary, main] = analyse(subject, predicate, tense);
  const [helper, rest] =
    auxiliary === null ? [doFor(subject, tense), predicate.verb.base + predicate.after] : [auxiliary, main];
  const first = negative ? (negativeContraction(helper) ?? helper) : helper;
  return `${first} ${subject.english} ${rest}`.trimEnd();
}

/** `eat lunch`, after to, let's, please. */
export const infinitive = (predicate: Predicate): string => predicate.verb.base + predicate.after;
/** `eating lunch`. */
export const gerund = (predicate: Predicate): string => predicate.verb.ing + predicate.after;
