/** Things and animals: what happens to them, where they are. */
import { type Random } from '../../../random.ts';
import { article } from '../../english.ts';
import { continuing, denied, failed } from '../building.ts';
import { chance, pick, weighted } from '../choice.ts';
import { question, statement } from '../clause.ts';
import { fill, type Filled, type Frame } from '../frame.ts';
import { type Kit, NONE, type Rule, said, sentence, topic } from '../kit.ts';
import { type Noun, nounPhrase } from '../noun.ts';
import { englishNumber } from '../numerals.ts';
import { createThing, type Subject } from '../subject.ts';

/** Where things lie and which surface or container may hold them. */
export const INSIDE = [
  'drawer',
  'box',
  'bag',
  'backpack',
  'closet',
  'suitcase',
  'basket',
  'cabinet',
  'handbag',
  'school bag',
];

const RELATIONS: readonly (readonly [english: string, korean: string])[] = [
  ['next to', '옆에'],
  ['across from', '맞은편에'],
  ['behind', '뒤에'],
  ['in front of', '앞에'],
  ['near', '근처에'],
];

const NEARBY: readonly (readonly [english: string, korean: string])[] = [
  ['near here', '이 근처에 '],
  ['near my house', '우리 집 근처에 '],
  ['around here', '이 근처에 '],
  ['in our neighborhood', '우리 동네에 '],
  ['near the station', '역 근처에 '],
  ['near my office', '우리 회사 근처에 '],
];

const HOUSEHOLD = ['dishware', 'care', 'buycare', 'homeware', 'bedding'];

/** Cups, soap and vases keep to cupboards and shelves; what one carries may lie anywhere. */
export function lies({ kinds, english }: Noun, spot: Noun): boolean {
  if (kinds.has('dishware') || /^(?:vase|candle)$/.test(english))
    return /^(?:table|kitchen table|counter|shelf|cabinet|box)$/.test(spot.english);
  if (HOUSEHOLD.some((kind) => kinds.has(kind)))
    return /^(?:shelf|cabinet|drawer|basket|closet|box)$/.test(spot.english);
  if (kinds.has('toy') && !/game$/.test(english)) return /^(?:box|closet|shelf|basket|bed)$/.test(spot.english);
  if (/kite|ball$|drone|balloon/.test(english)) return /^(?:box|closet|shelf|basket)$/.test(spot.english);
  return spot.english !== 'counter' || kinds.has('carry') || /newspaper|magazine|note/.test(english);
}

/** A frame whose subject is a thing or an animal, filled: the thing and what is said of it. */
function ofThing(frame: Frame, random: Random): readonly [Subject, Filled] {
  const slot = frame.subject;
  if (!slot) throw new Error('a frame of persons');
  const phrase = nounPhrase(pick(slot.nouns, random), pick(slot.determiners, random), 'my', random);
  const subject = createThing(phrase.english, phrase.before + phrase.head.text, phrase.plural);
  const predicate = fill(frame, subject, random);
  return [subject, { ...predicate, key: `${phrase.noun.english}+${predicate.key}` }];
}

/** Of one's own one does not ask. */
const isKnown = ({ english }: Subject): boolean => english.startsWith('my ');

/** What is bare without soon. */
const ABOUT_TO = /^(?:start|begin|arrive|bloom|take off|land|rise|set|come out|melt|go (?:up|down))$/;

/** What never is otherwise: whales swim well, the sheep eats grass. */
const ETERNAL = /^(?:rise|set|eat (?:grass|bamboo)|shine brightly|help digestion|fly south|change color)$/;
const isAlways = ({ subject, key }: Frame): boolean =>
  ETERNAL.test(key) || (subject?.determiners.some((name) => ['pl', '0', 'thes'].includes(name)) ?? false);

export const plural = (noun: Noun): string => (noun.count === 'u' ? noun.english : noun.plural);

/** Too large, or too far out, to be next to a shop. */
const LARGE = /airport|tower|bridge|castle|palace|stadium|factory|amusement|lighthouse|university|city hall/;

const MEANS: readonly (readonly [english: string, korean: string])[] = [
  ['on foot', '걸어서 '],
  ['by bus', '버스로 '],
  ['by subway', '지하철로 '],
  ['by car', '차로 '],
  ['by taxi', '택시로 '],
  ['by bike', '자전거로 '],
];

export function thingRules(kit: Kit): Rule[] {
  const { nounsOf } = kit.lexicon;
  const thingFrames = (uses: string): ((random: Random) => Frame) =>
    weighted(
      kit.lexicon.frames.filter((frame) => frame.subject && Array.from(uses).every((use) => frame.uses.has(use))),
      ({ subject }) => Math.sqrt(subject?.nouns.length ?? 1),
    );
  const past = thingFrames('p');
  const future = thingFrames('f');
  const present = thingFrames('x');
  const ongoing = thingFrames('n');
  const small = nounsOf('small');
  const countable = small.filter(({ counter, count }) => counter !== null && count === 'c');
  const surfaces = nounsOf('surface');
  const containers = INSIDE.flatMap((name) => nounsOf(name));
  const buildings = nounsOf('buildings');
  const landmarks = buildings.filter(
    ({ english }) =>
      !/elevator|escalator|crosswalk|exit|entrance|fountain|statue|restroom|waiting|information|ticket|^court|ATM/.test(
        english,
      ),
  );
  const placed = (spot: Noun, inside: boolean): readonly [string, string] => [
    `${inside ? 'in' : 'on'} the ${spot.english}`,
    `${spot.head.text} ${inside ? '안에' : '위에'} `,
  ];
  const spotFor = (random: Random): readonly [Noun, boolean] => {
    const inside = chance(0.4, random);
    return [pick(inside ? containers : surfaces, random), inside];
  };

  return [
    {
      name: 'thing-past',
      weight: 1.8,
      draw(random) {
        const [subject, predicate] = ofThing(past(random), random);
        const negative = !isAlways(predicate.frame) && chance(0.12, random);
        const time = !negative && chance(0.5, random) ? kit.time(predicate.frame, 'past', random) : null;
        const asks = !isKnown(subject) && !negative && !ETERNAL.test(predicate.frame.key) && chance(0.2, random);
        const denial = predicate.frame.uses.has('g') ? failed(predicate) : denied(predicate);
        const english = asks
          ? question(subject, predicate, 'past')
          : statement(subject, predicate, 'past', { negative });
        return sentence(
          english + (time?.english ?? ''),
          (time?.korean ?? '') +
            (negative ? topic(subject, random) : subject.nominative) +
            said(subject, negative ? denial : predicate, '았어요'),
          predicate.key,
          asks ? '?' : '.',
        );
      },
    },
    {
      name: 'thing-future',
      weight: 0.6,
      draw(random) {
        const [subject, predicate] = ofThing(future(random), random);
        const soon = !predicate.frame.uses.has('x') && (ABOUT_TO.test(predicate.frame.key) || chance(0.4, random));
        return sentence(
          statement(subject, predicate, 'will') + (soon ? ' soon' : ''),
          topic(subject, random) + (soon ? '곧 ' : '') + said(subject, predicate, '(으)ㄹ 거예요'),
          predicate.key,
        );
      },
    },
    {
      name: 'thing-present',
      weight: 1.2,
      draw(random) {
        const [subject, predicate] = ofThing(present(random), random);
        const negative = !isAlways(predicate.frame) && chance(0.2, random);
        const asks = !isKnown(subject) && !negative && !ETERNAL.test(predicate.frame.key) && chance(0.3, random);
        return sentence(
          asks ? question(subject, predicate, 'present') : statement(subject, predicate, 'present', { negative }),
          (predicate.frame.key === 'hurt' ? subject.nominative : topic(subject, random)) +
            said(subject, negative ? denied(predicate) : predicate, '아요'),
          predicate.key,
          asks ? '?' : '.',
        );
      },
    },
    {
      name: 'thing-progressive',
      weight: 0.6,
      draw(random) {
        const [subject, predicate] = ofThing(ongoing(random), random);
        return sentence(
          statement(subject, predicate, 'progressive'),
          subject.nominative + said(subject, continuing(predicate), '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'there-is',
      weight: 3,
      draw(random) {
        const [spot, inside] = spotFor(random);
        const noun = pick(chance(0.4, random) ? countable : small, random);
        if (!lies(noun, spot)) return NONE;
        const phrase = nounPhrase(noun, countable.includes(noun) && chance(0.5, random) ? 'n' : 'a', '', random);
        const [where, koreanWhere] = placed(spot, inside);
        const past = chance(0.25, random);
        const asks = chance(0.25, random);
        const be = past ? (phrase.plural ? 'were' : 'was') : phrase.plural ? 'are' : 'is';
        const what = phrase.plural && noun.count === 'p' && !asks ? `some ${phrase.english}` : phrase.english;
        return sentence(
          asks ? `${be} there ${what} ${where}` : `there ${be} ${what} ${where}`,
          `${koreanWhere}${phrase.before}${phrase.head.with('이')} ${past ? '있었어요' : '있어요'}`,
          `${noun.english}+${spot.english}`,
          asks ? '?' : '.',
        );
      },
    },
    {
      name: 'there-is-none',
      weight: 1,
      draw(random) {
        const [spot, inside] = spotFor(random);
        const noun = pick(small, random);
        if (!lies(noun, spot)) return NONE;
        const [where, koreanWhere] = placed(spot, inside);
        return sentence(
          noun.count === 'u' ? `there isn't any ${noun.english} ${where}` : `there aren't any ${noun.plural} ${where}`,
          `${koreanWhere}${noun.head.with('이')} 없어요`,
          `${noun.english}+${spot.english}`,
        );
      },
    },
    {
      name: 'near-here',
      weight: 1.5,
      draw(random) {
        const [english, korean] = pick(NEARBY, random);
        const noun = pick(english.endsWith('here') ? buildings : landmarks, random);
        if (english.includes('station') && noun.english.endsWith('station')) return NONE;
        const form = Math.floor(random.uniform() * 4);
        const one = `${article(noun.english)} ${noun.english}`;
        if (form === 0)
          return sentence(
            `there is ${one} ${english}`,
            `${korean}${noun.head.with('이')} 있어요`,
            `near+${noun.english}`,
          );
        if (
          form === 1 &&
          !noun.kinds.has('eatery') &&
          !noun.english.endsWith('store') &&
          !noun.english.endsWith('shop')
        )
          return NONE;
        if (form === 1)
          return sentence(
            `there are many ${noun.plural} ${english}`,
            `${korean}${noun.head.with('이')} 많이 있어요`,
            `near+${noun.english}`,
          );
        if (form === 2)
          return sentence(
            `there isn't ${one} ${english}`,
            `${korean}${noun.head.with('이')} 없어요`,
            `near+${noun.english}`,
          );
        return sentence(
          `is there ${one} ${english}`,
          `${korean}${noun.head.with('이')} 있어요`,
          `near+${noun.english}`,
          '?',
        );
      },
    },
    {
      name: 'where-building',
      weight: 1.5,
      draw(random) {
        const noun = pick(landmarks, random);
        const other = pick(landmarks, random);
        if (noun === other || LARGE.test(noun.english) || LARGE.test(other.english) || chance(0.25, random)) {
          const way = chance(0.5, random);
          return way
            ? sentence(
                `where is the ${noun.english}`,
                `${noun.head.with('은')} 어디에 있어요`,
                `where+${noun.english}`,
                '?',
              )
            : sentence(
                `how do I get to the ${noun.english}`,
                `${noun.head.text}까지 어떻게 가요`,
                `where+${noun.english}`,
                '?',
              );
        }
        const [english, korean] = pick(RELATIONS, random);
        return sentence(
          `the ${noun.english} is ${english} the ${other.english}`,
          `${noun.head.with('은')} ${other.head.text} ${korean} 있어요`,
          `${noun.english}+${other.english}`,
        );
      },
    },
    {
      name: 'takes-minutes',
      weight: 1.5,
      draw(random) {
        const noun = pick(landmarks, random);
        const minutes = 5 * (1 + Math.floor(random.uniform() * 9));
        const [english, korean] = pick(MEANS, random);
        return sentence(
          `it takes ${chance(0.5, random) ? englishNumber(minutes) : minutes} minutes to get to the ${noun.english} ${english}`,
          `${noun.head.text}까지 ${korean}${minutes}분 걸려요`,
          `takes+${noun.english}`,
        );
      },
    },
  ];
}
