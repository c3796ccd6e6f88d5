/** One thing and another: before, after, while, and, but, going somewhere to do something. */
import { fond } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { gerund, infinitive, statement } from '../clause.ts';
import { type Frame } from '../frame.ts';
import { drawGeneric, drawPredicate, I, type Kit, NONE, type Rule, said, sentence, topic } from '../kit.ts';
import { isDaily, isGrown, isOld, suits } from '../suiting.ts';
import { own } from './reasons.ts';

const BEFORE_BED =
  /^(brush|take a shower|take a bath|read$|write in|set the alarm|listen to|watch TV|wash face|stretch|drink$|do homework|meditate|pack$|charge$|text$|call mom|call$|turn off$|lock$)/;

/** Drinks that keep nobody awake. */
const SOOTHING = /\+(?:milk|water|herbal tea|barley tea|citron tea|ginger tea|soy milk|hot chocolate)$/;

const HOME_TASKS =
  /^(do the dishes|do homework|do the laundry|fold|clean|take a shower|take a bath|watch|read$|listen to|exercise|take out the trash|study|write in|call|play|draw|knit|go for a|take a walk|walk the dog|vacuum|iron|brush)/;

const LEISURE =
  /^(go (to$|to the movies|for|shopping|swimming|bowling|jogging|dancing|home|window)|meet friends|exercise|take a walk|study|learn|watch|play|read$|do the grocery|eat out|order|rest$|have dinner|work out|practice|sing|visit|see)/;

const WHILE_BASES =
  /^(clean|do the dishes|cook$|study$|study hard|read$|walk$|run$|exercise|drive$|iron|work$|draw pictures|knit|do homework|fold|take a walk|do the laundry|wash the car|take a bath|jog|travel by train|paint pictures)/;

const WHILE_KEYS = /^(listen to$|listen to the radio|drink$|talk on the phone|sing$)/;

/** What follows each other in a day, in its order; and what one does out of doors, or with an evening. */
const COURSES: readonly (readonly RegExp[])[] = [
  [
    /^make (?:the )?bed$/,
    /^(?:take a shower|wash (?:face|hair)|exercise|jog|stretch|meditate)$/,
    /^(?:brush teeth|shave|dry hair|comb hair)$/,
    /^(?:put on (?:makeup|sunscreen|lotion)|do hair|get dressed)$/,
    /^(?:make coffee|make tea|pack lunch|make$|check the weather)$/,
    /^(?:feed|water the plants|walk the dog|take out the trash)$/,
  ],
  [
    /^(?:do homework|study|study for|practice|memorize|have a snack|take a nap)$/,
    /^(?:cook|make)$/,
    /^(?:eat|eat out|have a snack)$/,
    /^(?:clear the table|do the dishes|load the dishwasher|take out the trash)$/,
    /^(?:watch|watch TV|watch the news|read|listen to the radio|play games|go for a walk|take a walk|call|call mom|walk the dog|surf the internet)$/,
    /^(?:take a bath|take a shower|brush teeth|write in diary)$/,
    /^(?:go to bed early|go to bed|set the alarm)$/,
  ],
  [
    /^(?:clean|clean the house|tidy up|vacuum the floor|mop the floor|sweep|make the bed|wipe)$/,
    /^(?:do the laundry|iron|wash|fold the laundry|water the plants|wash the car|bathe|take out the trash)$/,
    /^(?:do the grocery shopping|run errands|do the dishes|pick up the trash)$/,
    /^(?:rest|take a break|relax|watch TV|take a nap|take a bath|go for a walk)$/,
  ],
  [
    /^(?:meet friends|go swimming|go hiking|go jogging|go for a walk|go for a run|work out|jog)$/,
    /^(?:go shopping|go to the movies|play|go to)$/,
    /^eat out$/,
    /^(?:go home|take a bath|take a shower|go to bed early)$/,
  ],
];

/** Pastimes of one sort: what one likes of them one sets against another. */
const SORTS: readonly RegExp[] = [
  /^(?:eat|eat out|cook|bake)$/,
  /^drink$/,
  /^(?:play|do|exercise|swim|ski|skate|snowboard|jog|walk|run|jump rope|work out|go (?:hiking|swimming|skiing|bowling|cycling|jogging|surfing|ice skating)|hike in the mountains)$/,
  /^(?:watch|watch TV|read|listen to|listen to the radio|watch videos online|play games|surf the internet|chat online|shop online)$/,
  /^(?:study|teach|learn)$/,
  /^(?:go shopping|go to the movies|go camping|go fishing|go on trips|go on picnics|travel alone|go hiking|take a walk|go for a walk)$/,
  /^(?:sing|dance|draw pictures|take photos of|do puzzles|play the|paint pictures|knit)$/,
];

/** Play soccer, but play the piano. */
const nameOf = ({ key, slots }: Frame): string =>
  key === 'play' && slots[0]?.determiners.includes('the') ? 'play the' : key;

/** Two things at a time: nobody sings over a manual, or drinks tea in the bath. */
function goTogether(main: string, also: string): boolean {
  if (also === 'drink')
    return /^(?:read|study|study hard|work|draw pictures|knit|do homework|paint pictures)$/.test(main);
  if (also === 'sing')
    return /^(?:clean|do the dishes|cook|walk|drive|iron|take a walk|do the laundry|wash the car|take a bath)$/.test(
      main,
    );
  if (also === 'talk on the phone') return /^(?:clean|cook|walk|iron|fold|take a walk|do the dishes|knit)$/.test(main);
  return main !== 'read' && main !== 'study hard';
}

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
  const daily = kit.frames(
    'pq',
    ({ uses, key }) =>
      (uses.has('t') || uses.has('D')) &&
      !/^(get|go (?:to (?:work|school|bed|class)|home)|leave|wake|come|take a nap|stay|rest|change|check|pay|load|trim|put|comb|dry|brush|wash|make bed|do hair)/.test(
        key,
      ),
  );
  const courses = COURSES.map((steps) =>
    steps.map((step) => kit.frames('pq', ({ key, uses }) => step.test(key) && (uses.has('t') || uses.has('D')))),
  );
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
        if (predicate.frame.key === 'drink' && !SOOTHING.test(predicate.key)) return NONE;
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
        if (/school|class/.test(english) && (isGrown(subject) || subject.english === 'my boss')) return NONE;
        if (isOld(subject) && work) return NONE;
        if (/meeting|work/.test(english) && /^(?:study|learn|practice)$/.test(predicate.frame.key)) return NONE;
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
        if (!goTogether(main.frame.key, also.frame.key)) return NONE;
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
        const steps = pick(courses, random);
        const from = Math.floor(random.uniform() * (steps.length - 1));
        const to = from + 1 + Math.floor(random.uniform() * (steps.length - 1 - from));
        const [before, after] = [steps[from], steps[to]];
        if (!before || !after) return NONE;
        const first = drawPredicate(before, subject, random);
        const second = drawPredicate(after, subject, random);
        if (!suits(first, subject) || !suits(second, subject)) return NONE;
        if (first.verb.base === second.verb.base || first.word.dictionary === second.word.dictionary) return NONE;
        const care = isDaily(first.frame) || isDaily(second.frame);
        const time = chance(0.5, random)
          ? kit.time(care ? first.frame : { ...first.frame, uses: DAY }, 'past', random)
          : null;
        if (time && care && !isDaily(first.frame)) return NONE;
        return sentence(
          `${statement(subject, first, 'past')} and ${second.verb.past}${second.after}${time?.english ?? ''}`,
          `${topic(subject, random)}${time?.korean ?? ''}${own(first, first.verb.base === 'go' ? '았다가' : '고')} ${said(subject, second, '았어요')}`,
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
        const sort = SORTS.find((keys) => keys.test(nameOf(first.frame)));
        if (!sort) return NONE;
        let second = drawGeneric(contrasted, I, random);
        for (let tries = 0; tries < 60 && !sort.test(nameOf(second.frame)); tries += 1)
          second = drawGeneric(contrasted, I, random);
        const [one, other] = [first.key.replace(/^.*\+/, ''), second.key.replace(/^.*\+/, '')];
        if (!sort.test(nameOf(second.frame)) || one.includes(other) || other.includes(one)) return NONE;
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
        if (!suits(predicate, other)) return NONE;
        return sentence(
          `${statement(I, predicate, 'past')}, but ${other.english} didn't`,
          `저는 ${own(predicate, '았지만')} ${topic(other, random)}안 ${other.respected ? '그러셨어요' : '그랬어요'}`,
          predicate.key,
        );
      },
    },
  ];
}
