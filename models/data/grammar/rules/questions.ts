/** Questions to the listener and about others: yes or no, and with what, who, when, where, why, how often. */
import type { Random } from '../../../random.ts';
import { continuing } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { question, type Tense } from '../clause.ts';
import { withoutObject, type Frame, type Predicate } from '../frame.ts';
import {
  asked,
  drawGeneric,
  drawPredicate,
  NONE,
  said,
  sentence,
  topic,
  YOU,
  type Drawn,
  type Kit,
  type Rule,
} from '../kit.ts';
import type { Subject } from '../subject.ts';
import { FIXED, suits } from '../suiting.ts';
import { UNAWARE } from './statements.ts';

const FUTURE = '(으)ㄹ 거예요';

/** What Korean asks with: the English tense it stands beside. */
const TIMES = [
  { tense: 'past', ending: '았어요', use: 'past' },
  { tense: 'going', ending: FUTURE, use: 'future' },
] as const;

/** Who is asked about: mostly the listener. */
const asking = (kit: Kit, random: Random): Subject => (chance(0.7, random) ? YOU : kit.acquaintance(random));

const questioned = (subject: Subject, predicate: Predicate, ending: string, random: Random): string =>
  subject === YOU ? asked(predicate, ending, random) : said(subject, predicate, ending);

/** Kinds of those one asks for by who. */
const PERSONS = ['whom', 'jobs', 'persontype'];

/** Why one does that needs no asking. */
const UNASKED = /^(?:celebrate|congratulate|perform|have (?:breakfast|lunch|dinner|a snack)|rest|take a break|eat out)/;

/** Whose object one asks for: what one wants, gets or loses. */
const isAsked = ({ gap, uses, key }: Frame): boolean =>
  gap !== null &&
  (uses.has('w') ||
    uses.has('b') ||
    uses.has('g') ||
    /^(?:clean|fix|choose|read|memorize|bring|print|draw|record|find|hear)$/.test(key)) &&
  !/^(?:grow|sell|return|exchange|pay|close|open|turn|look after|postpone|cancel)/.test(key);

export function questionRules(kit: Kit): Rule[] {
  const acts = { past: kit.frames('p', ({ uses }) => !uses.has('x')), future: kit.frames('f') };
  const chosen = { past: kit.frames('p', ({ uses }) => !uses.has('x') && !uses.has('b')), future: kit.frames('f') };
  const habits = kit.frames('h', ({ uses }) => !uses.has('b'));
  const oftenDone = kit.frames('h', ({ uses, key }) => !uses.has('b') && !FIXED.test(key));
  const ongoing = kit.frames(
    'n',
    ({ uses, key }) => !uses.has('x') && !UNAWARE.test(key) && !key.startsWith('continue'),
  );
  const states = kit.frames('x', ({ uses }) => !uses.has('b'));
  const openObject = {
    past: kit.frames('p', (frame) => isAsked(frame) && !frame.uses.has('x')),
    future: kit.frames('f', isAsked),
  };
  const placeless = {
    past: kit.frames('p', ({ uses, places }) => places.length > 0 && !uses.has('x')),
    future: kit.frames('f', ({ places }) => places.length > 0),
  };
  const social = { past: kit.frames('pv'), future: kit.frames('fv') };
  const scaled = {
    past: kit.frames(
      'p',
      ({ uses }) => !uses.has('b') && !uses.has('x') && (uses.has('t') || uses.has('D') || uses.has('L')),
    ),
    future: kit.frames('f', ({ uses }) => !uses.has('g') && (uses.has('t') || uses.has('L'))),
  };
  const faults = kit.frames(
    'p',
    ({ uses, key }) =>
      !uses.has('x') &&
      !uses.has('o') &&
      !uses.has('g') &&
      (uses.has('d') || uses.has('w')) &&
      !uses.has('q') &&
      !UNASKED.test(key),
  );

  /** A question word before English and Korean alike. */
  const open = (
    english: string,
    korean: string,
    subject: Subject,
    predicate: Predicate,
    tense: Tense,
    ending: string,
    random: Random,
  ): Drawn =>
    sentence(
      `${english} ${question(subject, predicate, tense)}`,
      topic(subject, random) + korean + questioned(subject, predicate, ending, random),
      predicate.key,
      '?',
    );

  return [
    {
      name: 'ask-whether',
      weight: 8,
      draw(random) {
        const { tense, ending, use } = pick(TIMES, random);
        const subject = asking(kit, random);
        const predicate = drawPredicate(acts[use], subject, random);
        const adjunct = kit.adjuncts(predicate.frame, subject, use, random);
        return sentence(
          question(subject, predicate, tense) + adjunct.english,
          topic(subject, random) + adjunct.korean + questioned(subject, predicate, ending, random),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'ask-habit',
      weight: 4,
      draw(random) {
        const subject = asking(kit, random);
        const predicate = drawGeneric(habits, subject, random);
        const often = chance(0.5, random) && !FIXED.test(predicate.frame.key);
        return sentence(
          question(subject, predicate, 'present') + (often ? ' often' : ''),
          topic(subject, random) + (often ? '자주 ' : '') + questioned(subject, predicate, '아요', random),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'ask-how-often',
      weight: 2,
      draw(random) {
        const subject = asking(kit, random);
        return open(
          'how often',
          '얼마나 자주 ',
          subject,
          drawGeneric(oftenDone, subject, random),
          'present',
          '아요',
          random,
        );
      },
    },
    {
      name: 'ask-progressive',
      weight: 2,
      draw(random) {
        const subject = asking(kit, random);
        const predicate = drawPredicate(ongoing, subject, random);
        const now = chance(0.4, random);
        return sentence(
          question(subject, predicate, 'progressive') + (now ? ' now' : ''),
          topic(subject, random) + (now ? '지금 ' : '') + questioned(subject, continuing(predicate), '아요', random),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'ask-state',
      weight: 4,
      draw(random) {
        const subject = asking(kit, random);
        const predicate = drawPredicate(states, subject, random);
        return sentence(
          question(subject, predicate, 'present'),
          topic(subject, random) + questioned(subject, predicate, '아요', random),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'ask-what',
      weight: 3,
      draw(random) {
        const { tense, ending, use } = pick(TIMES, random);
        const subject = asking(kit, random);
        const frame = openObject[use](random);
        if (!suits({ ...withoutObject(frame) }, subject)) return NONE;
        const person = PERSONS.some((kind) => frame.gap?.nouns[0]?.kinds.has(kind));
        const adjunct = kit.adjuncts(frame, subject, use, random);
        const predicate = withoutObject(frame);
        return sentence(
          `${person ? 'who' : 'what'} ${question(subject, predicate, tense)}${adjunct.english}`,
          topic(subject, random) +
            adjunct.korean +
            (person ? '누구를 ' : '뭘 ') +
            questioned(subject, predicate, ending, random),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'ask-when',
      weight: 3,
      draw(random) {
        const { tense, ending, use } = pick(TIMES, random);
        const subject = asking(kit, random);
        return open('when', '언제 ', subject, drawPredicate(scaled[use], subject, random), tense, ending, random);
      },
    },
    {
      name: 'ask-where',
      weight: 2,
      draw(random) {
        const { tense, ending, use } = pick(TIMES, random);
        const subject = asking(kit, random);
        return open(
          'where',
          '어디에서 ',
          subject,
          drawPredicate(placeless[use], subject, random),
          tense,
          ending,
          random,
        );
      },
    },
    {
      name: 'ask-why',
      weight: 3,
      draw(random) {
        const subject = asking(kit, random);
        return open('why', '왜 ', subject, drawPredicate(faults, subject, random), 'past', '았어요', random);
      },
    },
    {
      name: 'ask-with-whom',
      weight: 2,
      draw(random) {
        const { tense, ending, use } = pick(TIMES, random);
        const subject = asking(kit, random);
        const predicate = drawPredicate(social[use], subject, random);
        return sentence(
          `who ${question(subject, predicate, tense)} with`,
          topic(subject, random) + '누구랑 ' + questioned(subject, predicate, ending, random),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'ask-who',
      weight: 2,
      draw(random) {
        const predicate = drawPredicate(chosen.past, SOMEONE, random);
        return sentence(
          `who ${predicate.verb.past}${predicate.after}`,
          `누가 ${predicate.lead}${predicate.word.form('았어요')}`,
          predicate.key,
          '?',
        );
      },
    },
  ];
}

/** The unknown person one asks for: who …? */
const SOMEONE: Subject = { ...YOU, key: 'who', english: 'who', possessive: 'their', agreement: 'third' };
