/** People: character, age, names, jobs, where they come from and what they speak. */
import { article } from '../../english.ts';
import { createKoreanWord, type KoreanWord } from '../../korean-conjugation.ts';
import { BE, denied } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { question, statement } from '../clause.ts';
import { being } from '../describing.ts';
import { type Predicate } from '../frame.ts';
import { asked, contracts, I, type Kit, NONE, type Rule, said, sentence, topic, WE, YOU } from '../kit.ts';
import { type Noun } from '../noun.ts';
import { englishNumber, nativeNumber } from '../numerals.ts';
import { type Subject } from '../subject.ts';
import { isGrown, suits } from '../suiting.ts';
import { DEGREES, PRAISE } from './feelings.ts';
import { ownerOf } from './modals.ts';

const copulas = new Map<string, KoreanWord>();

/** 의사이다 of a noun, conjugated once. */
function copula(korean: string): KoreanWord {
  let word = copulas.get(korean);
  if (!word) {
    word = createKoreanWord(`${korean}이다`, { kind: 'adjective', copula: true });
    copulas.set(korean, word);
  }
  return word;
}

/** `be a doctor`, 의사이다. */
const beingNoun = (noun: Noun): Predicate => ({
  key: `be+${noun.english}`,
  verb: BE,
  after: ` ${article(noun.english)} ${noun.english}`,
  lead: '',
  word: copula(noun.head.text),
});

const GROUPS: readonly (readonly [string, string])[] = [
  ['in my class', '우리 반에서 '],
  ['in my family', '우리 가족 중에서 '],
  ['in our company', '우리 회사에서 '],
  ['I know', '제가 아는 사람 중에서 '],
  ['in our team', '우리 팀에서 '],
];

/** he, she, they for a subject already named. */
export const pronounOf = (subject: Subject): string => {
  if (subject.pronoun) return subject.english;
  return subject.possessive === 'his'
    ? 'he'
    : subject.possessive === 'her'
      ? 'she'
      : subject.agreement === 'third'
        ? 'it'
        : 'they';
};

const FLUENCY: readonly (readonly [string, string])[] = [
  [' well', '잘'],
  [' very well', '아주 잘'],
  [' fluently', '유창하게 '],
  [' a little', '조금 '],
];

/** Years that go with what someone is to the speaker. */
const AGES: readonly (readonly [who: RegExp, from: number, to: number])[] = [
  [/^my (?:mom|dad)$/, 36, 64],
  [/^my (?:uncle|aunt|husband|wife)$/, 27, 64],
  [/^my (?:boyfriend|girlfriend|roommate|neighbor|coworker)$/, 20, 40],
  [/^my (?:son|daughter)$/, 3, 25],
  [/^my (?:younger brother|little sister)$/, 5, 30],
  [/^my (?:(?:older )?(?:brother|sister)|cousin|(?:best )?friend)$/, 14, 40],
  [/^I$/, 14, 64],
  [/^(?:Jihoon|Sujin|Hyejin|Seoyeon|Jimin)$/, 20, 64],
  [/./, 5, 40],
];

/** What one is before one has a trade. */
const YOUNG_JOBS = /student|intern$|YouTuber|model$|dancer|player|swimmer|athlete|astronaut/;

/** Whom one counts among one's family. */
const RELATED =
  /^my (?:mom|dad|mother|father|grand|older|brother|sister|younger|little|uncle|aunt|cousin|husband|wife|son|daughter)/;

export function peopleRules(kit: Kit): Rule[] {
  const { adjectives, nounsOf, people } = kit.lexicon;
  const traits = adjectives.filter(({ kinds }) => kinds.includes('person'));
  // A cold person, but "he is cold" is of the weather.
  const plainly = traits.filter(({ english }) => !/^(?:cold|warm)$/.test(english));
  const jobs = nounsOf('jobs');
  const careers = jobs.filter(({ english }) => !/student|housewife|intern$/.test(english));
  const languages = nounsOf('languages');
  const countries = nounsOf('countries');
  const cities = nounsOf('cities');
  const kin = people.filter((subject) => subject.kin);
  const named = people.filter((subject) => !subject.kin);
  const toBecome = createKoreanWord('되다');
  const wishing = createKoreanWord('싶어 하다');
  const wished = createKoreanWord('싶다', { kind: 'adjective' });

  return [
    {
      name: 'trait',
      weight: 3,
      draw(random) {
        const subject = kit.other(random);
        const adjective = pick(plainly, random);
        const [english, korean] = pick(adjective.tone >= 0 ? PRAISE : DEGREES, random);
        const negative = english === '' && chance(0.3, random);
        const predicate = { ...being(adjective), after: ` ${english}${adjective.english}` };
        return sentence(
          statement(subject, predicate, 'present', { negative, contract: contracts(random) }),
          topic(subject, random) + korean + said(subject, negative ? denied(predicate) : predicate, '아요'),
          `person+${adjective.english}`,
        );
      },
    },
    {
      name: 'ask-trait',
      weight: 1.5,
      draw(random) {
        const subject = kit.acquaintance(random);
        const adjective = pick(plainly, random);
        return sentence(
          question(subject, being(adjective), 'present'),
          topic(subject, random) + said(subject, being(adjective), '아요'),
          `person+${adjective.english}`,
          '?',
        );
      },
    },
    {
      name: 'trait-person',
      weight: 1.5,
      draw(random) {
        const subject = kit.other(random);
        const adjective = pick(traits, random);
        if (adjective.uses.has('predicate') || subject.english === 'they') return NONE;
        const phrase = `${adjective.english} person`;
        const predicate: Predicate = {
          key: '',
          verb: BE,
          after: ` ${article(phrase)} ${phrase}`,
          lead: `${adjective.adnominal} `,
          word: subject.respected ? copula('분') : copula('사람'),
        };
        return sentence(
          statement(subject, predicate, 'present', { contract: contracts(random) }),
          topic(subject, random) + said(subject, predicate, '아요'),
          `person+${adjective.english}`,
        );
      },
    },
    {
      name: 'trait-compare',
      weight: 2,
      draw(random) {
        const subject = kit.other(random);
        const adjective = pick(plainly, random);
        if (adjective.english === 'young' && subject.respected) return NONE;
        if (chance(0.5, random)) {
          const than = pick(named, random);
          if (than !== subject) {
            return sentence(
              statement(
                subject,
                { ...being(adjective), after: ` ${adjective.comparative} than ${than.english}` },
                'present',
              ),
              `${topic(subject, random)}${than.genitive.trimEnd()}보다 더 ${said(subject, being(adjective), '아요')}`,
              `person+${adjective.english}`,
            );
          }
        }
        const [english, korean] = pick(GROUPS, random);
        const related = RELATED.test(subject.english);
        if (related ? !/family|know/.test(english) : english.includes('family')) return NONE;
        if (
          subject.kin &&
          !related &&
          !(/coworker|boss/.test(subject.english) ? /company|team|know/ : /know/).test(english)
        )
          return NONE;
        const { agreement } = subject;
        const text = ` the ${adjective.superlative} ${agreement === 'plural' ? 'people' : 'person'} ${english}`;
        return sentence(
          statement(subject, { ...being(adjective), after: text }, 'present'),
          `${topic(subject, random)}${korean}제일 ${said(subject, being(adjective), '아요')}`,
          `person+${adjective.english}`,
        );
      },
    },
    {
      name: 'age',
      weight: 1.5,
      draw(random) {
        const subject = pick([...named, ...kin.filter((person) => !person.respected), I], random);
        const [, from, to] = AGES.find(([name]) => name.test(subject.english)) ?? [/./, 5, 40];
        const years = from + Math.floor(random.uniform() * (to - from + 1));
        const word = chance(0.5, random) ? englishNumber(years) : String(years);
        return sentence(
          statement(subject, { key: '', verb: BE, after: ` ${word} years old`, lead: '', word: toBecome }, 'present', {
            contract: contracts(random),
          }),
          `${topic(subject, random)}${nativeNumber(years)} 살이에요`,
          `age+${years}`,
        );
      },
    },
    {
      name: 'name',
      weight: 1,
      draw(random) {
        const owner = pick(kin, random);
        const name = pick(named, random);
        const mine = chance(0.2, random);
        if (!mine && name.possessive !== owner.possessive) return NONE;
        const korean = name.genitive.trimEnd().replace(/ 씨$/, '');
        return sentence(
          `${mine ? 'my' : ownerOf(owner)} name is ${name.english}`,
          `${mine ? '제 ' : owner.genitive}${owner.respected && !mine ? '성함은 ' : '이름은 '}${copula(korean).form('아요')}`,
          `name+${name.english}`,
        );
      },
    },
    {
      name: 'job',
      weight: 2.5,
      draw(random) {
        const subject = chance(0.2, random) ? I : kit.other(random);
        const job = pick(jobs, random);
        if (subject.agreement === 'plural' || /teacher|boss|coworker/.test(subject.english)) return NONE;
        if (!suits(beingNoun(job), subject) || (isGrown(subject) && YOUNG_JOBS.test(job.english))) return NONE;
        const predicate = beingNoun(job);
        const negative = chance(0.2, random);
        return sentence(
          statement(subject, predicate, 'present', { negative, contract: contracts(random) }),
          topic(subject, random) +
            (negative
              ? `${job.head.with('이')} ${subject.respected ? '아니세요' : '아니에요'}`
              : said(subject, predicate, '아요')),
          predicate.key,
        );
      },
    },
    {
      name: 'ask-job',
      weight: 1,
      draw(random) {
        const subject = chance(0.5, random) ? YOU : kit.acquaintance(random);
        const job = pick(jobs, random);
        if (subject.agreement === 'plural') return NONE;
        const predicate = beingNoun(job);
        if (!suits(predicate, subject)) return NONE;
        return sentence(
          question(subject, predicate, 'present'),
          topic(subject, random) +
            (subject === YOU ? asked(predicate, '아요', random) : said(subject, predicate, '아요')),
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'want-job',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        const job = pick(careers, random);
        if (subject.agreement === 'plural' || subject.respected) return NONE;
        if (!suits(beingNoun(job), subject) || /coworker|neighbor/.test(subject.english)) return NONE;
        const word = subject === I ? wished : wishing;
        const start = subject.agreement === 'first' ? 'I want' : `${subject.english} wants`;
        const young = isGrown(subject) || chance(0.3, random);
        return young
          ? sentence(
              `${subject.english} wanted to be ${article(job.english)} ${job.english} when ${pronounOf(subject)} ${subject.agreement === 'first' ? 'was' : 'was'} young`,
              `${topic(subject, random)}어렸을 때 ${job.head.with('이')} 되고 ${word.form('았어요')}`,
              `become+${job.english}`,
            )
          : sentence(
              `${start} to ${pick(['be', 'become'], random)} ${article(job.english)} ${job.english}`,
              `${topic(subject, random)}${job.head.with('이')} 되고 ${word.form('아요')}`,
              `become+${job.english}`,
            );
      },
    },
    {
      name: 'from',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        if (/^my (?:son|daughter|.*brother|.*sister|grand)/.test(subject.english)) return NONE; // of one's own country
        const origin = pick(chance(0.6, random) ? countries : cities, random);
        const from = { key: '', verb: BE, after: ` from ${origin.english}`, lead: '', word: toBecome };
        const ask = subject !== I && subject !== WE && !subject.kin && chance(0.3, random);
        return sentence(
          ask
            ? question(subject, from, 'present')
            : statement(subject, from, 'present', { contract: contracts(random) }),
          `${topic(subject, random)}${origin.head.text}에서 ${subject.respected ? '오셨어요' : '왔어요'}`,
          `from+${origin.english}`,
          ask ? '?' : '.',
        );
      },
    },
    {
      name: 'speak',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        const language = pick(languages, random);
        if (language.english === 'Latin') return NONE;
        const [english, korean] = pick(FLUENCY, random);
        const verb = subject.agreement === 'third' ? 'speaks' : 'speak';
        return sentence(
          english === ' a little'
            ? `${subject.english} ${verb} a little ${language.english}`
            : `${subject.english} ${verb} ${language.english}${english}`,
          `${topic(subject, random)}${language.head.with('을')} ${korean}${subject.respected ? '하세요' : '해요'}`,
          `speak+${language.english}`,
        );
      },
    },
  ];
}
