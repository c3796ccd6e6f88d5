/** Asking someone to do something, advising, forbidding, suggesting, inviting, offering and thanking. */
import { able, attempted } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { gerund, infinitive, statement } from '../clause.ts';
import type { Filled } from '../frame.ts';
import {
  contracts,
  drawKind,
  drawPlain,
  drawPredicate,
  NONE,
  I,
  isTask,
  NOTHING,
  sentence,
  YOU,
  type Adjunct,
  type Kit,
  type Rule,
  WE,
} from '../kit.ts';
import type { Random } from '../../../random.ts';

/** -아/어 주다, which is not said twice of 주다 itself. */
const doing = (predicate: Filled, rest: string): string =>
  predicate.word.dictionary === '주다'
    ? predicate.lead + rest
    : `${predicate.lead}${predicate.word.form('아')} ${rest}`;
const ko = (predicate: Filled, ending: string): string => predicate.lead + predicate.word.form(ending);

const POLITE_ASKING: readonly (readonly [start: string, mark: string, ending: string])[] = [
  ['please ', '.', '주세요'],
  ['please ', '.', '주세요'],
  ['can you ', '?', '줄 수 있어요'],
  ['could you ', '?', '주시겠어요'],
  ['could you please ', '?', '주실 수 있어요'],
  ['will you ', '?', '줄래요'],
  ['would you please ', '?', '주시겠어요'],
  ['would you mind ', '?', '주시겠어요'],
];

const SUGGESTIONS: readonly (readonly [start: string, mark: string, ending: string, together: string])[] = [
  ["let's ", '.', '아요', '같이 '],
  ["let's ", '.', '(으)ㅂ시다', ''],
  ['shall we ', '?', '(으)ㄹ까요', ''],
  ['shall we ', '?', '(으)ㄹ까요', '같이 '],
  ["why don't we ", '?', '는 게 어때요', ''],
  ["why don't we ", '?', '(으)ㄹ까요', '우리 '],
  ['do you want to ', ' with me?', '(으)ㄹ래요', '저랑 같이 '],
  ['would you like to ', ' with me?', '(으)시겠어요', '저하고 같이 '],
];

export function requestRules(kit: Kit): Rule[] {
  const requested = kit.frames('r');
  /** What one may thank for already. */
  const thanked = kit.frames('r', ({ key }) => !/(?:tomorrow|later)$|^(?:wait$|speak louder|have a)/.test(key));
  const instructed = kit.frames('o');
  const forbidden = kit.frames('d');
  const joint = kit.frames('l');
  const jointTimed = kit.frames('lf');
  const duties = kit.frames(
    'mo',
    (frame) => isTask(frame) && !/^(cross|get o|rest|go home|listen|get some|put on$|see|stand)/.test(frame.key),
  );
  const possible = kit.frames(
    'clv',
    ({ uses, key }) =>
      !uses.has('D') &&
      !/^(relax|rest|choose|take a break|bake|cook|make|grill|build|plant|draw|paint|solve|catch|read|discuss|listen|buy|take a|look around|get some|climb)/.test(
        key,
      ),
  );
  const offered = kit.frames(
    'r',
    ({ key, uses, english, slots }) =>
      uses.has('p') &&
      !/\bm[ey]\b|^(wait|sit|speak|say|tell|call|answer|keep|leave|sign|come|enter|look after|follow|repeat|describe|explain|save|stir|pause|go|take pictures|read)/.test(
        key,
      ) &&
      english.every((part) => typeof part === 'string' || 'slot' in part) &&
      slots.every(({ determiners }) => !determiners.includes('own')),
  );
  const advice = kit.frames('s', ({ key }) => key !== 'try hard');
  const skills = kit.frames('k');
  const experiences = kit.frames(
    'ew',
    ({ key, word, uses }) =>
      word.dictionary !== '보다' &&
      !uses.has('L') &&
      !/^(go to|go on|visit|see|watch|study|travel|dye|perform|read|work)/.test(key),
  );

  const when = (predicate: Filled, random: Random): Adjunct =>
    chance(0.5, random) ? (kit.time(predicate.frame, 'future', random) ?? NOTHING) : NOTHING;
  /** Today, tomorrow, this weekend; and only where it is no matter of every day. */
  const soon = (predicate: Filled, random: Random): Adjunct => {
    const time =
      predicate.frame.uses.has('t') && chance(0.4, random) ? kit.nearTime(predicate.frame, 'future', random) : null;
    return time && / (?:to|this)/.test(time.english) ? time : NOTHING;
  };

  return [
    {
      name: 'request',
      weight: 3.2,
      draw(random) {
        const predicate = drawPredicate(requested, YOU, random);
        const [start, mark, ending] = pick(POLITE_ASKING, random);
        const words = start === 'would you mind ' ? gerund(predicate) : infinitive(predicate);
        return sentence(start + words, doing(predicate, ending), predicate.key, mark);
      },
    },
    {
      name: 'instruction',
      weight: 1.5,
      draw(random) {
        const predicate = drawPredicate(instructed, YOU, random);
        return sentence(
          (chance(0.3, random) ? 'please ' : '') + infinitive(predicate),
          ko(predicate, '(으)세요'),
          predicate.key,
        );
      },
    },
    {
      name: 'prohibition',
      weight: 1.6,
      draw(random) {
        const predicate = drawPredicate(forbidden, YOU, random);
        return sentence(
          `${pick(["don't ", "please don't ", "don't "], random)}${infinitive(predicate)}`,
          `${ko(predicate, '지')} 마세요`,
          predicate.key,
        );
      },
    },
    {
      name: 'dont-forget',
      weight: 0.8,
      draw(random) {
        const predicate = drawPlain(duties, YOU, random);
        const time = soon(predicate, random);
        return sentence(
          `don't forget to ${infinitive(predicate)}${time.english}`,
          `${time.korean}${ko(predicate, '는')} 거 잊지 마세요`,
          predicate.key,
        );
      },
    },
    {
      name: 'suggestion',
      weight: 7,
      draw(random) {
        const predicate = drawPredicate(jointTimed, WE, random);
        const [start, mark, ending, together] = pick(SUGGESTIONS, random);
        const time = when(predicate, random);
        const place =
          predicate.frame.places.length > 0 && chance(0.3, random) ? pick(predicate.frame.places, random) : null;
        const withMe = mark.startsWith(' ');
        const word =
          ending === '(으)시겠어요' ? predicate.word.honorific().form('겠어요') : predicate.word.form(ending);
        const english = start + infinitive(predicate) + (withMe ? ' with me' : '') + (place?.at ?? '') + time.english;
        return sentence(
          withMe
            ? english.replace(' our ', ' your ').replace(/ your (hand|face|mind|opinion|idea)s\b/, ' your $1')
            : english,
          time.korean +
            (together === '우리 ' && predicate.lead.startsWith('우리 ') ? '' : together) +
            (place ? `${place.head.with('에서')} ` : '') +
            predicate.lead +
            word,
          predicate.key,
          withMe ? '?' : mark,
        );
      },
    },
    {
      name: 'how-about',
      weight: 3,
      draw(random) {
        const predicate = drawPredicate(joint, WE, random);
        const time = when(predicate, random);
        return sentence(
          `how about ${gerund(predicate)}${time.english}`,
          `${time.korean}${ko(predicate, '는')} 게 어때요`,
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'why-dont-you',
      weight: 2,
      draw(random) {
        const predicate = drawPlain(advice, YOU, random);
        const time = soon(predicate, random);
        return sentence(
          `why don't you ${infinitive(predicate)}${time.english}`,
          `${time.korean}${ko(predicate, '는')} 게 어때요`,
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'sorry-cannot',
      weight: 1.5,
      draw(random) {
        const predicate = drawPlain(possible, I, random);
        const time = when(predicate, random);
        return sentence(
          `sorry, but ${statement(I, able(predicate), 'present', { negative: true, contract: contracts(random) })}${time.english}`,
          `미안하지만 ${time.korean}${ko(predicate, '(으)ㄹ')} 수 없어요`,
          predicate.key,
        );
      },
    },
    {
      name: 'offer',
      weight: 1.2,
      draw(random) {
        const predicate = drawPredicate(offered, I, random);
        const [start, mark, ending] = pick(OFFERS, random);
        return sentence(start + infinitive(predicate), `제가 ${ko(predicate, ending)}`, predicate.key, mark);
      },
    },
    {
      name: 'thanks',
      weight: 2,
      draw(random) {
        const predicate = drawPredicate(thanked, YOU, random);
        return sentence(
          `${pick(['thanks for ', 'thank you for '], random)}${gerund(predicate)}`,
          doing(predicate, '줘서 고마워요'),
          predicate.key,
        );
      },
    },
    {
      name: 'tell-how',
      weight: 0.6,
      draw(random) {
        const predicate = drawKind(skills, YOU, random);
        return sentence(
          `${pick(['can you tell me how to ', 'could you show me how to '], random)}${infinitive(predicate)}`,
          `${predicate.lead}어떻게 ${predicate.word.form('는지')} 알려 줄 수 있어요`,
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'i-will-for-you',
      weight: 1,
      draw(random) {
        const predicate = drawPredicate(offered, I, random);
        return sentence(`I'll ${infinitive(predicate)} for you`, `제가 ${doing(predicate, '드릴게요')}`, predicate.key);
      },
    },
    {
      name: 'want-to-try',
      weight: 0.6,
      draw(random) {
        const predicate = drawKind(experiences, I, random);
        const tried = attempted(predicate);
        return sentence(
          `I want to try ${gerund(predicate)}`,
          `${pick(['', '', '저는 '], random)}${tried.lead}보고 싶어요`,
          predicate.key,
        );
      },
    },
    {
      name: 'we-should',
      weight: 0.5,
      draw(random) {
        const predicate = drawPlain(duties, WE, random);
        if (/^(?:put on|take off)/.test(predicate.frame.key)) return NONE;
        return sentence(`we should ${infinitive(predicate)}`, `우리는 ${ko(predicate, '아야')} 해요`, predicate.key);
      },
    },
  ];
}

const OFFERS: readonly (readonly [start: string, mark: string, ending: string])[] = [
  ['shall I ', '?', '(으)ㄹ까요'],
  ['do you want me to ', '?', '(으)ㄹ까요'],
  ['let me ', '.', '(으)ㄹ게요'],
];
