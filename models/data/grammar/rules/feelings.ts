/** How people feel and look. */
import { type Random } from '../../../random.ts';
import type { Adjective } from '../adjective.ts';
import { denied, seeming } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { question, statement } from '../clause.ts';
import { being } from '../describing.ts';
import { asked, contracts, I, type Kit, type Rule, said, sentence, topic, WE, YOU } from '../kit.ts';
import { type Subject } from '../subject.ts';

export const DEGREES: readonly (readonly [string, string])[] = [
  ['', ''],
  ['', ''],
  ['very ', '아주 '],
  ['really ', '정말 '],
  ['so ', '너무 '],
  ['quite ', '꽤 '],
  ['a little ', '조금 '],
];

export const PRAISE = DEGREES.slice(0, -1);

const TIMES: readonly (readonly [string, string])[] = [
  ['', ''],
  [' yesterday', '어제 '],
  [' last night', '어젯밤에 '],
  [' this morning', '오늘 아침에 '],
];

const NOW: readonly (readonly [string, string])[] = [
  ['', ''],
  [' now', '지금 '],
  [' today', '오늘 '],
  [' these days', '요즘 '],
];

/** Gone in an hour: hardly of today, let alone of these days. */
const PASSING: ReadonlySet<string> = new Set(
  'hungry full thirsty sleepy cold hot dizzy sick scared embarrassed ashamed disappointed relieved sorry glad grateful curious upset'.split(
    ' ',
  ),
);
/** Of the last, what is said of today as well. */
const TODAY: ReadonlySet<string> = new Set(['sick', 'dizzy', 'sleepy', 'upset', 'hungry']);
/** Moods of weeks. */
const LASTING: ReadonlySet<string> = new Set(
  'busy tired happy sad lonely bored free healthy frustrated depressed anxious'.split(' '),
);
const timesNow = ({ english, uses }: Adjective): (readonly [string, string])[] =>
  NOW.filter(([time]) => {
    if (time === '') return true;
    if (uses.has('still')) return false;
    if (time === ' these days') return LASTING.has(english);
    return time === ' now' || !PASSING.has(english) || TODAY.has(english);
  });

export function feelingRules(kit: Kit): Rule[] {
  const { adjectives } = kit.lexicon;
  const feelings = adjectives.filter(({ kinds }) => kinds.includes('self'));
  const deniable = feelings.filter(
    ({ english }) => !/^(?:relieved|glad|miserable|grateful|sorry|homesick)$/.test(english),
  );
  const askable = feelings.filter(({ english }) => !/^(?:miserable|grateful|sorry|ashamed|glad)$/.test(english));
  const visible = feelings.filter(({ uses }) => uses.has('look'));
  const puzzling = visible.filter(({ english }) => !/^(?:healthy|comfortable|uncomfortable)$/.test(english));
  const me = (random: Random): Subject => (chance(0.8, random) ? I : WE);

  return [
    {
      name: 'feel',
      weight: 1.8,
      draw(random) {
        const subject = me(random);
        const adjective = pick(feelings, random);
        const past = chance(0.4, random);
        const [english, korean] = /^(?:fine|free)$/.test(adjective.english)
          ? ['', '']
          : pick(adjective.tone >= 0 ? PRAISE : DEGREES, random);
        const [time, timeKorean] = pick(
          adjective.uses.has('still') ? [NOW[0] ?? ['', '']] : past ? TIMES : timesNow(adjective),
          random,
        );
        const predicate = { ...being(adjective), after: ` ${english}${adjective.english}${time}` };
        return sentence(
          statement(subject, predicate, past ? 'past' : 'present', { contract: contracts(random) }),
          topic(subject, random) + timeKorean + korean + said(subject, predicate, past ? '았어요' : '아요'),
          adjective.english,
        );
      },
    },
    {
      name: 'feel-negative',
      weight: 0.4,
      draw(random) {
        const adjective = pick(deniable, random);
        const predicate = being(adjective);
        const now = !adjective.uses.has('still') && chance(0.3, random);
        return sentence(
          statement(I, { ...predicate, after: predicate.after + (now ? ' now' : '') }, 'present', {
            negative: true,
            contract: contracts(random),
          }),
          topic(I, random) + (now ? '지금은 ' : '') + said(I, denied(predicate), '아요'),
          adjective.english,
        );
      },
    },
    {
      name: 'ask-feel',
      weight: 0.6,
      draw(random) {
        const adjective = pick(askable, random);
        const predicate = being(adjective);
        const [time, korean] = pick(timesNow(adjective), random);
        const past = time === '' && chance(0.4, random);
        return sentence(
          question(YOU, predicate, past ? 'past' : 'present') + time,
          korean + asked(predicate, past ? '았어요' : '아요', random),
          adjective.english,
          '?',
        );
      },
    },
    {
      name: 'look-adjective',
      weight: 1.5,
      draw(random) {
        const subject = chance(0.3, random) ? YOU : kit.other(random);
        const adjective = pick(visible, random);
        const predicate = seeming({ ...being(adjective) });
        const [english, korean] = pick(adjective.tone >= 0 ? PRAISE : DEGREES, random);
        const past = chance(0.3, random);
        return sentence(
          statement(subject, { ...predicate, after: ` ${english}${adjective.english}` }, past ? 'past' : 'present'),
          topic(subject, random) + korean + said(subject, predicate, past ? '았어요' : '아요'),
          `look+${adjective.english}`,
        );
      },
    },
    {
      name: 'ask-why-look',
      weight: 0.7,
      draw(random) {
        const adjective = pick(puzzling, random);
        const subject = kit.acquaintance(random);
        const predicate = seeming(being(adjective));
        return sentence(
          `why ${question(subject, { ...predicate, after: ` so ${adjective.english}` }, 'present')}`,
          `${topic(subject, random)}왜 그렇게 ${said(subject, predicate, '아요')}`,
          `look+${adjective.english}`,
          '?',
        );
      },
    },
  ];
}
