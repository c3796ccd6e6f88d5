/** The weather and the calendar: it rains, it is cold in Seoul, the meeting starts at three. */
import { denied } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { question, statement } from '../clause.ts';
import { being } from '../describing.ts';
import { createKoreanWord } from '../../korean-conjugation.ts';
import { NONE, sentence, type Kit, type Rule } from '../kit.ts';
import { englishNumber, nativeNumber } from '../numerals.ts';
import { type Noun } from '../noun.ts';
import { createThing, type Subject } from '../subject.ts';
import { ownerOf } from './modals.ts';

const IT: Subject = { ...createThing('it', '날씨', false), pronoun: true };

/** What falls or blows: English verb, Korean subject and verb. */
const FALLS = [
  { base: 'rain', past: 'rained', ing: 'raining', lead: '비가 ', word: createKoreanWord('오다') },
  { base: 'snow', past: 'snowed', ing: 'snowing', lead: '눈이 ', word: createKoreanWord('오다') },
] as const;

const PAST: readonly (readonly [string, string])[] = [
  ['yesterday', '어제'],
  ['last night', '어젯밤에'],
  ['this morning', '오늘 아침에'],
  ['last week', '지난주에'],
  ['last weekend', '지난 주말에'],
  ['on Monday', '월요일에'],
  ['on Sunday', '일요일에'],
  ['two days ago', '이틀 전에'],
];
const NOW: readonly (readonly [string, string])[] = [
  ['today', '오늘'],
  ['now', '지금'],
  ['outside', '밖이'],
  ['these days', '요즘'],
];
const FUTURE: readonly (readonly [string, string])[] = [
  ['tomorrow', '내일'],
  ['tonight', '오늘 밤에'],
  ['this afternoon', '오늘 오후에'],
  ['tomorrow morning', '내일 아침에'],
  ['this weekend', '이번 주말에'],
  ['next week', '다음 주에'],
  ['on Friday', '금요일에'],
  ['the day after tomorrow', '모레'],
];
const DEGREES: readonly (readonly [string, string])[] = [
  ['', ''],
  ['', ''],
  ['very ', '아주 '],
  ['really ', '정말 '],
  ['so ', '너무 '],
  ['pretty ', '꽤 '],
  ['a bit ', '좀 '],
];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS: readonly (readonly [string, string])[] = [
  ['on Monday', '월요일이에요'],
  ['on Tuesday', '화요일이에요'],
  ['on Wednesday', '수요일이에요'],
  ['on Thursday', '목요일이에요'],
  ['on Friday', '금요일이에요'],
  ['on Saturday', '토요일이에요'],
  ['tomorrow', '내일이에요'],
  ['next week', '다음 주예요'],
  ['next month', '다음 달이에요'],
  ['this weekend', '이번 주말이에요'],
];
const JOURNEYS: readonly (readonly [string, string])[] = [
  ['by train', '기차로 '],
  ['by car', '차로 '],
  ['by express bus', '고속버스로 '],
];

/** `third`, `21st`: the day of a month. */
const ordinal = (day: number): string => {
  const tail = day % 100 > 10 && day % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${tail}`;
};

/** Where it never snows, or is never cold. */
const TROPICAL = /^(?:Hawaii|Bali|Bangkok|Hanoi|Cairo|Sydney|Hong Kong|Taipei|Singapore)$/;
const isThere = ({ english }: Noun, weather: string): boolean =>
  !(TROPICAL.test(english) && /snow|cold|chilly|foggy/.test(weather));

/** 안개가 꽤 짙어요: the degree is of the last word. */
const withDegree = (text: string, degree: string): string =>
  /[이가] /.test(text) ? text.replace(/(?<=[이가] )/, degree) : degree + text;

export function weatherRules(kit: Kit): Rule[] {
  const { adjectives, nounsOf, people } = kit.lexicon;
  const kinds = adjectives.filter(({ kinds }) => kinds.includes('weather') && !kinds.includes('person'));
  const cities = nounsOf('cities');
  const koreanCities = nounsOf('kcity').filter(({ kinds: names }) => !names.has('islands'));
  const events = nounsOf('start');
  return [
    {
      name: 'weather-is',
      weight: 2.5,
      draw(random) {
        const adjective = pick(kinds, random);
        const [degree, koreanDegree] = pick(DEGREES, random);
        const past = chance(0.4, random);
        const city = chance(0.5, random) ? pick(cities, random) : null;
        const [time, koreanTime] = pick(past ? PAST : NOW, random);
        if (time === 'outside' && city) return NONE;
        if (time === 'last night' && /sunny|hot|warm/.test(adjective.english)) return NONE;
        if (degree === 'a bit ' && adjective.tone > 0 && adjective.english !== 'warm') return NONE;
        if (city && !isThere(city, adjective.english)) return NONE;
        const negative = degree === '' && chance(0.2, random);
        const predicate = { ...being(adjective), after: ` ${degree}${adjective.english}` };
        const where = city ? ` in ${city.english}` : '';
        const koreanWhere = city ? `${city.head.with('은')} ` : '';
        const subject = time === 'outside' || city || chance(0.5, random) ? '' : '날씨가 ';
        const word = negative ? denied(predicate) : predicate;
        return sentence(
          `${statement(IT, predicate, past ? 'past' : 'present', { negative })}${where} ${time}`,
          `${koreanWhere}${koreanTime} ${subject}${word.lead}${withDegree(word.word.form(past ? '았어요' : '아요'), koreanDegree)}`,
          `weather+${adjective.english}`,
        );
      },
    },
    {
      name: 'ask-weather',
      weight: 1,
      draw(random) {
        const adjective = pick(kinds, random);
        const city = chance(0.6, random) ? pick(cities, random) : null;
        const past = chance(0.4, random);
        const [time, koreanTime] = past ? pick(PAST, random) : (NOW[0] ?? ['', '']);
        if (time === 'last night' && /sunny|hot|warm/.test(adjective.english)) return NONE;
        if (city && !isThere(city, adjective.english)) return NONE;
        return sentence(
          `${question(IT, being(adjective), past ? 'past' : 'present')}${city ? ` in ${city.english}` : ''} ${time}`,
          `${city ? `${city.head.with('은')} ` : ''}${koreanTime} ${adjective.word.form(past ? '았어요' : '아요')}`,
          `weather+${adjective.english}`,
          '?',
        );
      },
    },
    {
      name: 'rain-snow',
      weight: 1.8,
      draw(random) {
        const { base, past, ing, lead, word } = pick(FALLS, random);
        const city = chance(0.6, random) ? pick(cities, random) : null;
        if (city && !isThere(city, base)) return NONE;
        const where = city ? ` in ${city.english}` : '';
        const koreanWhere = city ? `${city.head.with('에')} ` : '';
        const much = chance(0.3, random);
        const lot = much ? ' a lot' : '';
        const koreanLot = much ? '많이 ' : '';
        const key = `${base}+${city?.english ?? 'here'}`;
        const form = Math.floor(random.uniform() * 5);
        const [before, koreanBefore] = pick(PAST, random);
        const [after, koreanAfter] = pick(FUTURE, random);
        if (form === 0)
          return sentence(
            `it ${past}${lot}${where} ${before}`,
            `${koreanBefore} ${koreanWhere}${lead}${koreanLot}${word.form('았어요')}`,
            key,
          );
        if (form === 1)
          return sentence(
            `it's ${ing}${lot}${where} now`,
            `지금 ${koreanWhere}${lead}${koreanLot}${word.form('고')} 있어요`,
            key,
          );
        if (form === 2)
          return sentence(
            `it will ${base}${lot}${where} ${after}`,
            `${koreanAfter} ${koreanWhere}${lead}${koreanLot}${word.form('(으)ㄹ 거예요')}`,
            key,
          );
        if (form === 3)
          return sentence(
            `did it ${base}${lot}${where} ${before}`,
            `${koreanBefore} ${koreanWhere}${lead}${koreanLot}${word.form('았어요')}`,
            key,
            '?',
          );
        return sentence(
          `I heard it's going to ${base}${lot}${where} ${after}`,
          `${koreanAfter} ${koreanWhere}${lead}${koreanLot}${word.form('(으)ㄹ 거라고')} 들었어요`,
          key,
        );
      },
    },
    {
      name: 'event-time',
      weight: 1.6,
      draw(random) {
        const event = pick(events, random);
        const hour = 1 + Math.floor(random.uniform() * 12);
        const half = chance(0.35, random);
        const form = Math.floor(random.uniform() * 5);
        const clock = half ? `${englishNumber(hour)} thirty` : `${englishNumber(hour)} o'clock`;
        const korean = `${nativeNumber(hour)} 시${half ? ' 반' : ''}`;
        const key = `event+${event.english}`;
        if (form === 0)
          return sentence(
            `what time does the ${event.english} start`,
            `${event.head.with('은')} 몇 시에 시작해요`,
            key,
            '?',
          );
        if (form === 1) {
          const [day, koreanDay] = pick(DAYS, random);
          return sentence(`the ${event.english} is ${day}`, `${event.head.with('은')} ${koreanDay}`, key);
        }
        if (form === 2) return sentence(`when is the ${event.english}`, `${event.head.with('은')} 언제예요`, key, '?');
        const ends = form === 4;
        return sentence(
          `the ${event.english} ${ends ? 'ends' : 'starts'} at ${clock}`,
          `${event.head.with('은')} ${korean}에 ${ends ? '끝나요' : '시작해요'}`,
          key,
        );
      },
    },
    {
      name: 'birthday',
      weight: 1,
      draw(random) {
        const month = Math.floor(random.uniform() * 12);
        const day = 1 + Math.floor(random.uniform() * 28);
        const owner = chance(0.3, random) ? null : pick(people, random);
        const korean = owner?.respected ? '생신은' : '생일은';
        return sentence(
          `${owner ? ownerOf(owner) : 'my'} birthday is ${MONTHS[month] ?? ''} ${ordinal(day)}`,
          `${owner ? owner.genitive : '제 '}${korean} ${month + 1}월 ${day}일이에요`,
          `birthday+${month + 1}`,
        );
      },
    },
    {
      name: 'journey',
      weight: 0.6,
      draw(random) {
        const from = pick(koreanCities, random);
        const to = pick(koreanCities, random);
        if (from === to) return NONE;
        const [means, korean] = pick(JOURNEYS, random);
        const key = `journey+${from.english}+${to.english}`;
        return sentence(
          `how long does it take from ${from.english} to ${to.english} ${means}`,
          `${from.head.text}에서 ${to.head.text}까지 ${korean}얼마나 걸려요`,
          key,
          '?',
        );
      },
    },
  ];
}
