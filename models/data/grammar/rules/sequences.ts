/** One thing and another: before, after, while, and, but, going somewhere to do something. */
import { fond } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { gerund, infinitive, statement } from '../clause.ts';
import { type Frame } from '../frame.ts';
import { drawGeneric, drawPredicate, I, type Kit, NONE, type Rule, said, sentence, topic } from '../kit.ts';
import { own } from './reasons.ts';

const BEFORE_BED =
  /^(brush|take a shower|take a bath|read$|write in|set the alarm|listen to|watch TV|wash face|stretch|drink$|do homework|meditate|pack$|charge$|text$|call mom|call$|turn off$|lock$)/;

const HOME_TASKS =
  /^(do the dishes|do homework|do the laundry|fold|clean|take a shower|take a bath|watch|read$|listen to|exercise|take out the trash|study|write in|call|play|draw|knit|go for a|take a walk|walk the dog|vacuum|iron|brush)/;

const LEISURE =
  /^(go (to|for|shopping|swimming|bowling|jogging|dancing|home|window)|meet|exercise|take a walk|study|learn|watch|play|read$|do the grocery|eat out|order|rest$|have dinner|work out|practice|sing|visit|see)/;

const WHILE_BASES =
  /^(clean|do the dishes|cook$|study$|study hard|read$|walk$|run$|exercise|drive$|iron|work$|draw pictures|knit|do homework|fold|take a walk|do the laundry|wash the car|take a bath|jog|travel by train|paint a picture)/;

const WHILE_KEYS = /^(listen to$|listen to the radio|drink$|talk on the phone|sing$)/;

/** The frame of the day: not told in one breath with something else. */
const ROUTINE =
  /^(get off|go to work|go to school|get up|go to bed|leave|get home|go home|wake|come home|take a nap|stay|rest|get dressed|change clothes)/;

const DAY: ReadonlySet<string> = new Set(['D']);

const AFTER_WORK: readonly (readonly [string, string])[] = [
  ['after work', '퇴근 후에'],
  ['after school', '학교가 끝난 후에'],
  ['after class', '수업이 끝난 후에'],
  ['after the meeting', '회의가 끝난 후에'],
];

const AFTER_DINNER: readonly (readonly [string, string])[] = [
  ['after dinner', '저녁을 먹은 후에'],
  ['after breakfast', '아침을 먹은 후에'],
  ['after coming home', '집에 온 후에'],
  ['after lunch', '점심을 먹은 후에'],
];

export function sequenceRules(kit: Kit): Rule[] {
  const sober = ({ slots }: Frame): boolean =>
    !slots.some(({ nouns }) => nouns.some(({ kinds }) => kinds.has('alcohol')));
  const byKey = (pattern: RegExp, uses: string): ReturnType<Kit['frames']> =>
    kit.frames(uses, (frame) => pattern.test(frame.key) && sober(frame));
  const daily = kit.frames('pq', ({ uses, key }) => (uses.has('t') || uses.has('D')) && !ROUTINE.test(key));
  const beforeBed = byKey(BEFORE_BED, 'h');
  const homeTasks = byKey(HOME_TASKS, 'hq');
  const leisure = byKey(LEISURE, 'hq');
  const whileBase = kit.frames(
    'n',
    ({ key, slots }) =>
      WHILE_BASES.test(key) &&
      !slots.some(({ nouns }) => nouns.some(({ english }) => english === 'toilet')) &&
      (slots.length === 0 || /^(read|cook|iron|study|knit|clean|fold)/.test(key)),
  );
  const whileAlso = byKey(WHILE_KEYS, 'n');
  const reachable = (frame: Frame): boolean =>
    frame.places.some((place) => place.to !== '' && !place.kinds.has('home') && !frame.key.startsWith('go'));
  const visits = {
    past: kit.frames('p', (frame) => reachable(frame) && !frame.uses.has('b')),
    future: kit.frames('f', reachable),
  };
  const contrasted = kit.frames('hj');

  return [
    {
      name: 'before-bed',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawGeneric(beforeBed, subject, random);
        const [english, korean] = pick(
          [
            ['before going to bed', '자기 전에'],
            ['before bed', '자기 전에'],
          ] as const,
          random,
        );
        return sentence(
          `${statement(subject, predicate, 'present')} ${english}`,
          `${topic(subject, random)}${korean} ${said(subject, predicate, '아요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'after',
      weight: 2.5,
      draw(random) {
        const subject = kit.anyone(random);
        const work = chance(0.5, random);
        const [english, korean] = pick(work ? AFTER_WORK : AFTER_DINNER, random);
        const predicate = drawGeneric(work ? leisure : homeTasks, subject, random);
        const mode = Math.floor(random.uniform() * 3);
        const [tense, ending] =
          mode === 0
            ? (['present', '아요'] as const)
            : mode === 1
              ? (['past', '았어요'] as const)
              : (['will', '(으)ㄹ 거예요'] as const);
        return sentence(
          `${statement(subject, predicate, tense)} ${english}`,
          `${topic(subject, random)}${korean} ${said(subject, predicate, ending)}`,
          predicate.key,
        );
      },
    },
    {
      name: 'while',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        const main = drawGeneric(whileBase, subject, random);
        const also = drawGeneric(whileAlso, subject, random);
        const present = chance(0.5, random);
        return sentence(
          `${statement(subject, also, present ? 'present' : 'past', {}, present ? 'often ' : '')} while ${gerund(main)}`,
          `${topic(subject, random)}${own(main, '(으)면서')} ${present ? '자주 ' : ''}${said(subject, also, present ? '아요' : '았어요')}`,
          `${main.key}/${also.key}`,
        );
      },
    },
    {
      name: 'and-then',
      weight: 2.5,
      draw(random) {
        const subject = kit.anyone(random);
        const first = drawPredicate(daily, subject, random);
        const second = drawPredicate(daily, subject, random);
        if (first.verb.base === second.verb.base || first.word.dictionary === second.word.dictionary) return NONE;
        const time = chance(0.5, random) ? kit.time({ ...first.frame, uses: DAY }, 'past', random) : null;
        return sentence(
          `${statement(subject, first, 'past')} and ${second.verb.past}${second.after}${time?.english ?? ''}`,
          `${topic(subject, random)}${time?.korean ?? ''}${own(first, '고')} ${said(subject, second, '았어요')}`,
          `${first.key}/${second.key}`,
        );
      },
    },
    {
      name: 'go-and',
      weight: 4,
      draw(random) {
        const subject = kit.anyone(random);
        const mode = Math.floor(random.uniform() * 4);
        const future = mode === 1;
        const predicate = drawPredicate(future ? visits.future : visits.past, subject, random);
        const places = predicate.frame.places.filter(({ to, kinds }) => to !== '' && !kinds.has('home'));
        const place = pick(places, random);
        const time = chance(0.5, random) ? kit.time(predicate.frame, future ? 'future' : 'past', random) : null;
        const start = topic(subject, random) + (time?.korean ?? '');
        if (mode === 3) {
          const go = subject.respected ? '가셨어요' : '갔어요';
          return sentence(
            `${subject.english} went${place.to} to ${infinitive(predicate)}${time?.english ?? ''}`,
            `${start}${own(predicate, '(으)러')} ${place.head.with('에')} ${go}`,
            `${predicate.key}@${place.key}`,
          );
        }
        return sentence(
          future
            ? `${subject.english} will go${place.to} and ${infinitive(predicate)}${time?.english ?? ''}`
            : `${subject.english} went${place.to} and ${predicate.verb.past}${predicate.after}${time?.english ?? ''}`,
          `${start}${place.head.with('에')} 가서 ${said(subject, predicate, future ? '(으)ㄹ 거예요' : '았어요')}`,
          `${predicate.key}@${place.key}`,
        );
      },
    },
    {
      name: 'but-not',
      weight: 1.5,
      draw(random) {
        const first = drawGeneric(contrasted, I, random);
        const second = drawGeneric(contrasted, I, random);
        if (first.frame === second.frame) return NONE;
        return sentence(
          `${statement(I, fond(first), 'present')}, but I don't like ${gerund(second)}`,
          `${topic(I, random)}${own(first, '는')} 건 좋아하지만 ${own(second, '는')} 건 안 좋아해요`,
          `${first.key}/${second.key}`,
        );
      },
    },
    {
      name: 'but-other',
      weight: 1.5,
      draw(random) {
        const other = kit.other(random);
        const predicate = drawPredicate(daily, I, random);
        return sentence(
          `${statement(I, predicate, 'past')}, but ${other.english} didn't`,
          `저는 ${own(predicate, '았지만')} ${topic(other, random)}안 그랬어요`,
          predicate.key,
        );
      },
    },
  ];
}
