/** What every rule works with: choices of subjects, frames and adjuncts, made once when the grammar is built. */
import type { Random } from '../../random.ts';
import { capitalise } from '../english.ts';
import type { KoreanWord } from '../korean-conjugation.ts';
import { chance, pick, weighted, type Choice } from './choice.ts';
import { fill, type Filled, type Frame, type Manner, type Predicate } from './frame.ts';
import type { Adverbial, Lexicon } from './lexicon.ts';
import type { Place } from './place.ts';
import type { Subject } from './subject.ts';
import { isDaily, isGrown, isHour, isOld, suits } from './suiting.ts';

export interface Drawn {
  english: string;
  korean: string;
  /** The content words put together: what must not be met in training when held out. */
  combination: string;
}

export interface Rule {
  name: string;
  weight: number;
  draw(random: Random): Drawn;
}

/** English that follows a predicate, Korean that precedes it. */
export interface Adjunct {
  english: string;
  korean: string;
}

/** What a rule gives when the words it drew do not suit each other: the grammar draws again. */
export const NONE: Drawn = { english: '', korean: '', combination: '' };

export const NOTHING: Adjunct = { english: '', korean: '' };

const pronoun = (
  english: string,
  object: string,
  possessive: string,
  reflexive: string,
  agreement: Subject['agreement'],
  topics: readonly string[],
  nominative: string,
  weight: number,
): Subject => ({
  key: english,
  english,
  object,
  agreement,
  possessive,
  reflexive,
  pronoun: true,
  topics,
  nominative,
  genitive: english === 'I' ? '제 ' : `${nominative.trimEnd().slice(0, -1)} `,
  respected: false,
  kin: false,
  weight,
});

export const I = pronoun('I', 'me', 'my', 'myself', 'first', ['', '', '저는 '], '제가 ', 26);
export const YOU = pronoun('you', 'you', 'your', 'yourself', 'second', [''], '', 0);
export const WE = pronoun('we', 'us', 'our', 'ourselves', 'plural', ['우리는 ', '우리는 ', ''], '우리가 ', 8);
const HE = pronoun('he', 'him', 'his', 'himself', 'third', ['그 사람은 ', '그 사람은 ', '걔는 '], '그 사람이 ', 8);
const SHE = pronoun('she', 'her', 'her', 'herself', 'third', ['그 사람은 ', '그 사람은 ', '걔는 '], '그 사람이 ', 8);
const THEY = pronoun('they', 'them', 'their', 'themselves', 'plural', ['그 사람들은 ', '걔네는 '], '그 사람들이 ', 5);

/** With whom something is done; `own` takes the subject's my, his, her. */
const COMPANIONS: readonly (readonly [english: string, korean: string])[] = [
  [' with @ friends', '친구들과 '],
  [' with @ friend', '친구하고 '],
  [' with a friend', '친구랑 '],
  [' with @ family', '가족과 '],
  [' with @ coworkers', '동료들과 '],
  [' with @ classmates', '반 친구들과 '],
  [' with @ parents', '부모님과 '],
  [' with @ roommate', '룸메이트하고 '],
  [' with @ cousin', '사촌하고 '],
  [' with @ neighbor', '이웃 사람하고 '],
];

/** Who is with whom: husbands and bosses share no rooms and sit in no class, grandparents visit no parents. */
const SHARING = /roommate|classmates/;
const companionsOf = (subject: Subject): typeof COMPANIONS =>
  isGrown(subject)
    ? COMPANIONS.filter(([english]) => !SHARING.test(english) && !(isOld(subject) && english.includes('parents')))
    : COMPANIONS;

/** Times near enough to say of them what was not done, or will be done as promised. */
const NEAR =
  /^ (?:yesterday|today|to(?:night|morrow)|this|last (?:night|week|weekend|month|year|summer|winter)|on |next (?:month|year|summer|spring|weekend))/;

/** What is done by daylight. */
const OUTDOORS =
  /^(?:ski|snowboard|dive|hike|climb|plant|pick$|fly|fish|harvest|catch|go (?:skiing|surfing|hiking|fishing|cycling|sightseeing|on (?:a picnic|picnics)|to the (?:bank|post office|zoo))|swim in|paint$|build|explore|sail|get a suntan|visit$|tour|ride)/;

/** Which times suit a frame: short actions any day or week, daily ones a day, turns of life months and years. */
const SCALES: Readonly<Record<string, readonly string[]>> = {
  t: ['day', 'day', 'part', 'week'],
  D: ['day'],
  L: ['long'],
};

export interface Kit {
  lexicon: Lexicon;
  /** Anyone a statement may be about, the speaker most often. */
  anyone: Choice<Subject>;
  /** Anyone but speaker and listener. */
  other: Choice<Subject>;
  /** The same without the speaker's own family, of whom one does not ask others. */
  acquaintance: Choice<Subject>;
  /** Frames of persons that have all these uses; more open frames more often. */
  frames(uses: string, test?: (frame: Frame) => boolean): Choice<Frame>;
  time(frame: Frame, use: 'past' | 'future', random: Random): Adverbial | null;
  /** The same, but not long ago nor far ahead. */
  nearTime(frame: Frame, use: 'past' | 'future', random: Random): Adverbial | null;
  /** Time, place and company, each now and then. */
  adjuncts(frame: Frame, subject: Subject, use: 'past' | 'future' | 'none', random: Random): Adjunct;
}

/** What one has to do, but would not say one forgot, did already or has not done yet. */
export const isTask = ({ key }: Frame): boolean => !NOT_TASKS.test(key);
const NOT_TASKS = new RegExp(
  `^(?:${[
    'sleep|stay|rest|work|study$|study hard|try|do best|calm|relieve|be |hurry|think|get used|get in|live|learn|keep|save',
    'recycle|reuse|protect|avoid|eat|drink less|cut down|reduce|quit|go on a diet|lose|understand|remember|spend|stand|wait',
    'leave now|start now|come|have surgery|get a job|get a good|drive|exercise|stretch|dress|obey|follow|admit|persuade',
    'forgive|comfort|encourage|get up|go to (?:school|bed|work|class)|have an interview|take an exam|sell|move|hire|renovate',
    'train|lead|interview|give|solve|go back|get some|get enough|get home|make a decision|make money|make plan|look for',
    'search|handle|discuss|express|announce|guide|welcome|greet|measure|stay|leave early|go straight|turn |work out|take~',
    'behave|concentrate|focus|limit|reconsider|figure out|vote|compromise|cooperate|decide|continue|overcome|slow',
    'practice|arrive|increase|leave for|walk to|bow|deliver|hide|touch|pay attention|take turns|take time|take the (?:stairs|elevator)|keep|wear|serve',
  ].join('|')})`,
);

export const placed = (place: Place): Adjunct => ({ english: place.at, korean: `${place.head.with('에서')} ` });

function companion(subject: Subject, random: Random): Adjunct {
  const [english, korean] = pick(companionsOf(subject), random);
  return { english: english.replace('@', subject.possessive), korean };
}

const frameWeight = (frame: Frame): number => Math.min(1 + Math.sqrt(frame.capacity) * 0.6, 9);

export function createKit(lexicon: Lexicon): Kit {
  const subjects = [I, WE, HE, SHE, THEY, ...lexicon.people];
  const others = subjects.filter((subject) => subject !== I && subject !== WE);
  const weightOf = (subject: Subject): number => (subject.pronoun ? subject.weight : subject.weight * 0.45);
  const byUse = new Map<string, Adverbial[]>();
  for (const time of lexicon.times) {
    const key = `${time.use}/${time.scale}`;
    byUse.set(key, [...(byUse.get(key) ?? []), time]);
  }
  const parts = (use: string): Adverbial[] =>
    (byUse.get(`${use}/part`) ?? []).filter(({ english }) => !/afternoon|Saturday/.test(english));
  const dailyTimes = { past: parts('past'), future: parts('future') };
  const mealTimes = lexicon.times.filter(
    (item) => item.use === 'future' && / (?:today|tonight|this evening)$/.test(item.english),
  );
  const time: Kit['time'] = (frame, use, random) => {
    if (isDaily(frame) && (frame.uses.has('t') || frame.uses.has('D')))
      return pick(
        dailyTimes[use].filter(({ english }) => isHour(frame, english)),
        random,
      );
    if (use === 'future' && frame.key.startsWith('order')) return pick(mealTimes, random);
    const scales = frame.uses.has('t')
      ? SCALES['t']
      : frame.uses.has('D')
        ? SCALES['D']
        : frame.uses.has('L')
          ? SCALES['L']
          : undefined;
    if (!scales) return null;
    let chosen = pick(byUse.get(`${use}/${pick(scales, random)}`) ?? [], random);
    for (let tries = 0; tries < 4 && OUTDOORS.test(frame.key) && /night/.test(chosen.english); tries += 1)
      chosen = pick(byUse.get(`${use}/${pick(scales, random)}`) ?? [], random);
    return chosen;
  };
  const nearTime: Kit['nearTime'] = (frame, use, random) => {
    for (let tries = 0; tries < 8; tries += 1) {
      const chosen = time(frame, use, random);
      if (!chosen || NEAR.test(chosen.english)) return chosen;
    }
    return null;
  };
  return {
    lexicon,
    anyone: weighted(subjects, weightOf),
    other: weighted(others, weightOf),
    acquaintance: weighted(
      others.filter(({ kin }) => !kin),
      weightOf,
    ),
    frames(uses, test = () => true) {
      const letters = Array.from(uses);
      const fitting = lexicon.frames.filter(
        (frame) => !frame.subject && letters.every((letter) => frame.uses.has(letter)) && test(frame),
      );
      return weighted(fitting, frameWeight);
    },
    time,
    nearTime,
    adjuncts(frame, subject, use, random) {
      let english = '';
      let korean = '';
      if (use !== 'none' && chance(0.55, random)) {
        const chosen = time(frame, use, random);
        if (chosen) ({ english, korean } = chosen);
      }
      if (frame.places.length > 0 && chance(0.4, random)) {
        const place = placed(pick(frame.places, random));
        english = place.english + english;
        korean += place.korean;
      }
      if (frame.uses.has('v') && chance(0.3, random)) {
        const company = companion(subject, random);
        english = company.english + english;
        korean += company.korean;
      }
      return { english, korean };
    },
  };
}

export const topic = (subject: Subject, random: Random): string => pick(subject.topics, random);

function drawAs(choose: Choice<Frame>, subject: Subject, random: Random, manner: Manner): Filled {
  let predicate = fill(choose(random), subject, random, manner);
  for (let tries = 0; tries < 20 && !suits(predicate, subject); tries += 1)
    predicate = fill(choose(random), subject, random, manner);
  return predicate;
}

/** A predicate of one of these frames that suits the subject, with the object filled in. */
export const drawPredicate = (choose: Choice<Frame>, subject: Subject, random: Random): Filled =>
  drawAs(choose, subject, random, 'any');

/** The same without adjectives before its nouns. */
export const drawPlain = (choose: Choice<Frame>, subject: Subject, random: Random): Filled =>
  drawAs(choose, subject, random, 'plain');

/** The same of things in general: read books, eat bread. */
export const drawGeneric = (choose: Choice<Frame>, subject: Subject, random: Random): Filled =>
  drawAs(choose, subject, random, 'generic');

/** The same of a kind, one at a time: ride a horse, make pancakes. */
export const drawKind = (choose: Choice<Frame>, subject: Subject, random: Random): Filled =>
  drawAs(choose, subject, random, 'kind');

/** The word as said of this subject: with respect of one's elders. */
export const wordFor = (subject: Subject, predicate: Predicate): KoreanWord =>
  subject.respected ? predicate.word.honorific() : predicate.word;

/** The predicate in Korean, said of a subject. */
export const said = (subject: Subject, predicate: Predicate, ending: string): string =>
  predicate.lead + wordFor(subject, predicate).form(ending);

/** The predicate in Korean, asked of the listener: with respect as often as not. */
export const asked = (predicate: Predicate, ending: string, random: Random): string =>
  predicate.lead + (chance(0.55, random) ? predicate.word.honorific() : predicate.word).form(ending);

/** A full stop, a capital: a sentence. */
export function sentence(english: string, korean: string, combination: string, mark = '.'): Drawn {
  return { english: capitalise(english) + mark, korean: korean + mark, combination };
}

export const contracts = (random: Random): boolean => chance(0.75, random);
