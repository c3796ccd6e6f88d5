/** Clauses inside clauses: thinking, saying, hearing, knowing whether, hoping. */
import { type Random } from '../../../random.ts';
import { chance, pick } from '../choice.ts';
import { infinitive, statement } from '../clause.ts';
import { type Predicate } from '../frame.ts';
import { drawPlain, drawPredicate, I, type Kit, NONE, type Rule, said, sentence, topic, YOU } from '../kit.ts';
import { pronounOf } from './people.ts';

export const own = (predicate: Predicate, ending: string): string => predicate.lead + predicate.word.form(ending);

/** How English, Korean before 것 같다, and Korean before 다고 express the same time. */
const TIMES = [
  { tense: 'past', like: '(으)ㄴ', quoted: '았다고', whether: '았는지', use: 'past' },
  { tense: 'will', like: '(으)ㄹ', quoted: '(으)ㄹ 거라고', whether: '(으)ㄹ지', use: 'future' },
] as const;

export const optional = (random: Random): string => (chance(0.35, random) ? 'that ' : '');

const KNOWING: readonly (readonly [start: string, mark: string, end: string])[] = [
  ["I don't know", '.', '모르겠어요'],
  ['do you know', '?', '알아요'],
  ['I wonder', '.', '궁금해요'],
  ['can you tell me', '?', '말해 줄 수 있어요'],
  ["I'm not sure", '.', '잘 모르겠어요'],
];

const WONDERING: readonly (readonly [start: string, mark: string, end: string])[] = [
  ['I wonder', '.', '궁금해요'],
  ['can you tell me', '?', '말해 줄 수 있어요'],
];

/** What nobody wonders about. */
const TRIFLES =
  /^(?:stay|sleep|rest|relax|wash|brush|think|try|comb|dry|shave|put|take (?:off|own|time|a (?:break|shower|bath|nap))|stand|sit|lie|yawn|cough|sneeze|change clothes|get dressed|do hair|knock|open|close|turn|pour|stir|wipe|drink|calm|smile|laugh|cry|do best|set the alarm|make bed|make the bed|nod|sigh|lick|hum|sip|wink|whisper|whistle|shrug|stare|look at|wave|hug|pet|smell|scratch|rub|floss|cut fingernails|trim)/;

export function reportingRules(kit: Kit): Rule[] {
  const acts = { past: kit.frames('p', ({ uses }) => !uses.has('x')), future: kit.frames('f') };
  const chosen = { past: kit.frames('p', ({ uses }) => !uses.has('x') && !uses.has('b')), future: kit.frames('f') };
  const wanted = kit.frames('w');
  const good = kit.frames('gf', ({ key }) => !/^(rescue|meet|get$|have a)/.test(key));
  const scaled = kit.frames(
    'p',
    ({ uses, key }) => !uses.has('x') && !uses.has('b') && (uses.has('t') || uses.has('D')) && !TRIFLES.test(key),
  );
  const known = {
    past: kit.frames('p', ({ uses, key }) => !uses.has('x') && !uses.has('b') && !TRIFLES.test(key)),
    future: kit.frames('f', ({ key }) => !TRIFLES.test(key)),
  };
  const placed = kit.frames(
    'p',
    ({ uses, places, key }) =>
      places.length > 0 &&
      !uses.has('x') &&
      !uses.has('b') &&
      !/^(rest|relax|stay|take a (?:shower|bath|nap))/.test(key),
  );
  const advice = kit.frames('s');

  return [
    {
      name: 'think-that',
      weight: 5,
      draw(random) {
        const { tense, like, use } = pick(TIMES, random);
        const subject = kit.other(random);
        const predicate = drawPredicate(acts[use], subject, random);
        const time = chance(0.4, random) ? kit.time(predicate.frame, use, random) : null;
        return sentence(
          `I think ${optional(random)}${statement(subject, predicate, tense)}${time?.english ?? ''}`,
          `${topic(subject, random)}${time?.korean ?? ''}${said(subject, predicate, like)} 것 같아요`,
          predicate.key,
        );
      },
    },
    {
      name: 'say-that',
      weight: 5,
      draw(random) {
        const { tense, quoted, use } = pick(TIMES, random);
        const speaker = kit.other(random);
        const predicate = drawPredicate(chosen[use], speaker, random);
        const time = chance(0.4, random) ? kit.time(predicate.frame, use, random) : null;
        const pronoun = pronounOf(speaker);
        const inner =
          tense === 'past'
            ? `${pronoun} ${predicate.verb.past}${predicate.after}`
            : `${pronoun} would ${infinitive(predicate)}`;
        return sentence(
          `${speaker.english} said ${optional(random)}${inner}${time?.english ?? ''}`,
          `${topic(speaker, random)}${time?.korean ?? ''}${own(predicate, quoted)} ${speaker.respected ? '하셨어요' : '했어요'}`,
          predicate.key,
        );
      },
    },
    {
      name: 'say-want',
      weight: 2,
      draw(random) {
        const speaker = kit.other(random);
        const predicate = drawPredicate(wanted, speaker, random);
        return sentence(
          `${speaker.english} said ${optional(random)}${pronounOf(speaker)} wanted to ${infinitive(predicate)}`,
          `${topic(speaker, random)}${own(predicate, '고')} 싶다고 ${speaker.respected ? '하셨어요' : '했어요'}`,
          predicate.key,
        );
      },
    },
    {
      name: 'told-me-to',
      weight: 1.5,
      draw(random) {
        const speaker = kit.other(random);
        if (/^my (?:son|daughter)$/.test(speaker.english)) return NONE;
        const predicate = drawPlain(advice, I, random);
        if (predicate.after.includes(speaker.english)) return NONE;
        return sentence(
          `${speaker.english} told me to ${infinitive(predicate)}`,
          `${topic(speaker, random)}${/한테|에게|께 /.test(predicate.lead) ? '저보고' : '저한테'} ${own(predicate, '(으)라고')} ${speaker.respected ? '하셨어요' : '했어요'}`,
          predicate.key,
        );
      },
    },
    {
      name: 'hear-that',
      weight: 4,
      draw(random) {
        const { tense, quoted, use } = pick(TIMES, random);
        const subject = kit.other(random);
        const predicate = drawPredicate(acts[use], subject, random);
        const time = chance(0.4, random) ? kit.time(predicate.frame, use, random) : null;
        const future = tense === 'will' ? 'going' : tense;
        return sentence(
          `I heard ${optional(random)}${statement(subject, predicate, future)}${time?.english ?? ''}`,
          `${subject.nominative}${time?.korean ?? ''}${said(subject, predicate, quoted)} 들었어요`,
          predicate.key,
        );
      },
    },
    {
      name: 'know-whether',
      weight: 3,
      draw(random) {
        const { tense, whether, use } = pick(TIMES, random);
        const subject = kit.other(random);
        const predicate = drawPlain(known[use], subject, random);
        const [start, mark, end] = pick(KNOWING, random);
        return sentence(
          `${start} ${pick(['if', 'whether'], random)} ${statement(subject, predicate, tense)}`,
          `${subject.nominative}${said(subject, predicate, whether)} ${end}`,
          predicate.key,
          mark,
        );
      },
    },
    {
      name: 'know-when-where',
      weight: 3,
      draw(random) {
        const where = chance(0.4, random);
        const subject = chance(0.75, random) ? kit.other(random) : YOU;
        const predicate = drawPlain(where ? placed : scaled, subject, random);
        const [start, mark, end] = pick(subject === YOU ? WONDERING : KNOWING, random);
        const [english, korean] = where
          ? (['where', '어디에서 '] as const)
          : pick(
              [
                ['when', '언제 '],
                ['why', '왜 '],
              ] as const,
              random,
            );
        if (english === 'why' && predicate.frame.uses.has('q')) return NONE;
        return sentence(
          `${start} ${english} ${statement(subject, predicate, 'past')}`,
          `${subject.nominative}${korean}${said(subject, predicate, '았는지')} ${end}`,
          predicate.key,
          mark,
        );
      },
    },
    {
      name: 'hope',
      weight: 1.3,
      draw(random) {
        const subject = chance(0.4, random) ? YOU : kit.other(random);
        const predicate = drawPredicate(good, subject, random);
        return sentence(
          `I hope ${optional(random)}${statement(subject, predicate, 'present')}`,
          `${subject === YOU ? '' : subject.nominative}${said(subject, predicate, '(으)면')} 좋겠어요`,
          predicate.key,
        );
      },
    },
  ];
}
