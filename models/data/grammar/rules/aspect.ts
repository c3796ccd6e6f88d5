/** What is done already, has been going on, used to be; answers; and what it is like to do something. */
import { continuing, failed, isBeyondWill, isInseparable } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { gerund, infinitive, statement } from '../clause.ts';
import { type Filled, type Frame } from '../frame.ts';
import {
  drawGeneric,
  drawPlain,
  drawPredicate,
  I,
  isTask,
  NONE,
  type Kit,
  type Rule,
  said,
  sentence,
  topic,
  wordFor,
  YOU,
} from '../kit.ts';
import { type Subject } from '../subject.ts';
import { own } from './reporting.ts';

/** 안 …았어요, or -지 않았어요 after 하다. */
function notYet(subject: Subject, predicate: Filled): string {
  if (isBeyondWill(predicate)) return said(subject, failed(predicate), '았어요');
  const word = wordFor(subject, predicate);
  return isInseparable(predicate) || /(?:잘못|게|히|려고|완전히|연락하고) $/.test(predicate.lead)
    ? `${predicate.lead}${word.form('지')} 않았어요`
    : `${predicate.lead}안 ${word.form('았어요')}`;
}

const BEEN = { base: 'be', third: 'is', past: 'was', participle: 'been', ing: 'being' };

const HARD: readonly (readonly [string, string])[] = [
  ['difficult', '어려워요'],
  ['hard', '어려워요'],
  ['easy', '쉬워요'],
  ['not easy', '쉽지 않아요'],
];

const FUN: readonly (readonly [string, string])[] = [
  ['fun', '재미있어요'],
  ['really fun', '정말 재미있어요'],
  ['a lot of fun', '정말 재미있어요'],
  ['nice', '좋아요'],
  ['interesting', '재미있어요'],
];

const IMPORTANT: readonly (readonly [string, string])[] = [
  ['important', '중요해요'],
  ['good', '좋아요'],
  ['a good idea', '좋은 생각이에요'],
];

const WRONG: readonly (readonly [string, string])[] = [
  ['bad', '나빠요'],
  ['not good', '좋지 않아요'],
  ['a bad idea', '안 좋은 생각이에요'],
];

const SPANS: readonly (readonly [string, string])[] = [
  [' for an hour', '한 시간째 '],
  [' for two hours', '두 시간째 '],
  [' for thirty minutes', '30분째 '],
  [' all day', '하루 종일 '],
  [' all morning', '오전 내내 '],
  [' since this morning', '아침부터 '],
];

export function aspectRules(kit: Kit): Rule[] {
  const scaled = kit.frames('p', ({ uses }) => !uses.has('x') && (uses.has('t') || uses.has('D')));
  const impersonal = ({ slots }: Frame): boolean =>
    !slots.some(({ nouns }) => nouns.some(({ kinds }) => kinds.has('whom') || kinds.has('namewhom')));
  const easy = kit.frames('k');
  const fun = kit.frames(
    'j',
    ({ key }) => !/^(eat|drink|save|take care|sleep|spend|keep a diary|rest|relax|take a bath|write in)/.test(key),
  );
  const sound = kit.frames('so', impersonal);
  const wrong = kit.frames('d', impersonal);
  const habits = kit.frames(
    'h',
    ({ uses, slots, key }) =>
      !uses.has('b') &&
      !uses.has('x') &&
      !slots.some(({ nouns }) => nouns.some(({ kinds }) => kinds.has('whom'))) &&
      !/^(wash|brush|floss|take (?:a shower|medicine|notes)|take$|dry|comb|shave|check|cut|protect|set|get dressed|lock|close|turn|think|save e|recycle|reuse|separate|feed|have|do hair|greet|put on (?:lotion|sun)|make (?:the )?bed|imagine|wonder|obey|eat a lot of v|avoid)/.test(
        key,
      ),
  );
  const finished = kit.frames('mp', (frame) => {
    const { uses } = frame;
    return (
      !uses.has('b') &&
      !uses.has('x') &&
      (uses.has('t') || uses.has('D')) &&
      isTask(frame) &&
      !/^(go home|come|get (?:on|off)|cross|say|walk|drink|try|put on|take off|look up|help|ask|wave|tell|arrive|keep)/.test(
        frame.key,
      )
    );
  });
  const lasting = kit.frames(
    'nj',
    ({ key }) =>
      !/^(eat|drink|take photos|watch the sun|save|go|make|cook|bake|travel|collect|draw$|catch|learn|teach|swim in|write code in)/.test(
        key,
      ),
  );

  return [
    {
      name: 'it-is-to',
      weight: 2,
      draw(random) {
        const [choose, list] = pick(
          [
            [easy, HARD],
            [fun, FUN],
            [sound, IMPORTANT],
            [wrong, WRONG],
          ] as const,
          random,
        );
        const predicate = drawGeneric(choose, YOU, random);
        const [english, korean] = pick(list, random);
        return sentence(
          `it's ${english} to ${infinitive(predicate)}`,
          `${own(predicate, '는')} 건 ${korean}`,
          predicate.key,
        );
      },
    },
    {
      name: 'doing-is',
      weight: 1.5,
      draw(random) {
        const [choose, list] = pick(
          [
            [easy, HARD],
            [fun, FUN],
            [wrong, WRONG],
          ] as const,
          random,
        );
        const predicate = drawGeneric(choose, YOU, random);
        const [english, korean] = pick(list, random);
        return sentence(`${gerund(predicate)} is ${english}`, `${own(predicate, '는')} 건 ${korean}`, predicate.key);
      },
    },
    {
      name: 'already',
      weight: 2.5,
      draw(random) {
        const mode = Math.floor(random.uniform() * 4);
        const subject = mode === 2 ? YOU : kit.anyone(random);
        const predicate = drawPlain(finished, subject, random);
        const start = topic(subject, random);
        if (mode === 0)
          return sentence(
            statement(subject, predicate, 'perfect', {}, 'already '),
            `${start}벌써 ${said(subject, predicate, '았어요')}`,
            predicate.key,
          );
        if (mode === 1)
          return sentence(
            `${statement(subject, predicate, 'perfect', { negative: true })} yet`,
            `${start}아직 ${notYet(subject, predicate)}`,
            predicate.key,
          );
        if (mode === 2)
          return sentence(
            `have you ${predicate.verb.participle}${predicate.after} yet`,
            own(predicate, '았어요'),
            predicate.key,
            '?',
          );
        return sentence(
          `${subject.english} just ${predicate.verb.past}${predicate.after}`,
          `${start}방금 ${said(subject, predicate, '았어요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'have-been-doing',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(lasting, subject, random);
        const [english, korean] = pick(SPANS, random);
        const be = { ...predicate, verb: BEEN, after: ` ${gerund(predicate)}${english}` };
        return sentence(
          statement(subject, be, 'perfect'),
          `${topic(subject, random)}${korean}${said(subject, continuing(predicate), '아요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'used-to',
      weight: 1.2,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawGeneric(habits, subject, random);
        if (predicate.frame.key === 'have') return NONE; // nobody used to have dinner
        return sentence(
          `${subject.english} used to ${infinitive(predicate)}`,
          `${topic(subject, random)}예전에 ${own(predicate, '곤')} ${subject.respected ? '하셨어요' : '했어요'}`,
          predicate.key,
        );
      },
    },
    {
      name: 'answer',
      weight: 2.5,
      draw(random) {
        const yes = chance(0.5, random);
        const predicate = yes ? drawPredicate(scaled, I, random) : drawPlain(scaled, I, random);
        const time = chance(0.4, random) ? kit[yes ? 'time' : 'nearTime'](predicate.frame, 'past', random) : null;
        return yes
          ? sentence(
              `yes, ${statement(I, predicate, 'past')}${time?.english ?? ''}`,
              `네, ${time?.korean ?? ''}${own(predicate, '았어요')}`,
              predicate.key,
            )
          : sentence(
              `no, ${statement(I, predicate, 'past', { negative: true })}${time?.english ?? ''}`,
              `아니요, ${time?.korean ?? ''}${notYet(I, predicate)}`,
              predicate.key,
            );
      },
    },
  ];
}
