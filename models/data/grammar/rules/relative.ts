/** Relative clauses: the book that I bought, people who run. */
import { type Random } from '../../../random.ts';
import { createKoreanWord } from '../../korean-conjugation.ts';
import { continuing } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { gerund, infinitive } from '../clause.ts';
import { being } from '../describing.ts';
import { type Frame, type Predicate, withoutObject } from '../frame.ts';
import { drawGeneric, drawPlain, I, type Kit, NONE, type Rule, sentence, wordFor, YOU } from '../kit.ts';
import { type Noun } from '../noun.ts';
import { type Subject } from '../subject.ts';
import { suits } from '../suiting.ts';
import { optional, own } from './reporting.ts';

const NAMED = new Map<Subject, string>();

function remember(subject: Subject): string {
  const korean = createKoreanWord(`${subject.genitive.trimEnd()}이다`, { kind: 'adjective', copula: true }).form(
    '아요',
  );
  NAMED.set(subject, korean);
  return korean;
}

const ONE: Subject = { ...YOU, key: 'one', english: 'the person', possessive: 'their', agreement: 'third' };

/** What one cannot see someone do. */
const UNSEEN =
  /^(?:think|wonder|imagine|hesitate|date|go out|save|lose|look for a job|major|invest|sleep|struggle|suffer|daydream|compete|work (?:part|from)|recruit|investigate|analyze|negotiate|persuade|oversee|promote|take (?:piano|swimming|a cooking)|cut down|learn|compare|wait for the sale|feel|spend|continue|concentrate|focus|do (?:best|business)|try hard|multitask|procrastinate|write a book|take a bath|take a shower|renovate|track|google|search)/;

const THOSE: Subject = { ...YOU, key: 'those', english: 'people', possessive: 'their', agreement: 'plural' };

const ONES: readonly (readonly [english: string, korean: string, possessive: string])[] = [
  ['the person', '사람', 'their'],
  ['the man', '남자', 'his'],
  ['the woman', '여자', 'her'],
];

const LIKED: readonly (readonly [string, string])[] = [
  ['I like', '사람들을 좋아해요'],
  ['I envy', '사람들이 부러워요'],
  ['I know many', '사람들을 많이 알아요'],
];

const MANY: readonly (readonly [string, string])[] = [
  ['there are many', '많아요'],
  ['there are a lot of', '많아요'],
  ['there are more and more', '점점 많아지고 있어요'],
];

/** Done to what one does not then show or judge. */
const UNSHOWN =
  /^(?:turn|open$|close|lock|look|search|delay|postpone|cancel|express|attend|pay|sell|return|exchange|kill|delete|uninstall|remove|block|refuse|reject|guess|calculate|predict|park|cross|empty|hide|burn|see$|go to|start|move$|carry|lift|film|figure|negotiate|extend|prepare|lead|handle|get$|hear|notice|wash$|sweep|measure|drink$|apply|sign up|register|stop)/;

const MOVABLE = [
  'clothes',
  'bags',
  'gadget',
  'reading',
  'jewelry',
  'dishware',
  'stationery',
  'tool',
  'documents',
  'giftthing',
  'toy',
  'foods',
  'small',
];

/** What something costs is said of what one buys. */
const PRICES: ReadonlySet<string> = new Set(['cheap', 'expensive', 'affordable', 'pricey', 'fresh']);

export function relativeRules(kit: Kit): Rule[] {
  const habits = kit.frames(
    'h',
    ({ uses, slots, key }) =>
      !uses.has('b') &&
      !uses.has('x') &&
      !slots.some(
        ({ determiners, nouns }) =>
          determiners.every((name) => name === 'the' || name === 'this') ||
          nouns.some(({ kinds }) => kinds.has('whom')),
      ) &&
      !/^(eat$|drink$|wash|brush|go (?:out|to|home|shopping)|take a (?:walk|shower|bath|nap)|sleep|have|watch|read$|get dressed|put on|dry|comb|do the|clean|check|make|set|listen|talk|call|tidy|rest|relax|stay|play|walk the dog|walk$|wipe|sweep|mop|vacuum|water the)/.test(
        key,
      ),
  );
  const odd = kit.frames(
    'hd',
    ({ slots, key }) =>
      slots.every(({ determiners }) => !determiners.includes('the')) && !/^(wear|break|put off)/.test(key),
  );
  const ongoing = kit.frames('n', ({ uses, key }) => !uses.has('x') && !UNSEEN.test(key));
  const things = ({ gap }: Frame): boolean =>
    gap !== null && !gap.nouns.some(({ kinds }) => kinds.has('whom')) && gap.nouns.some(({ count }) => count !== 'n');
  const gapped = kit.frames(
    'p',
    (frame) => things(frame) && !frame.uses.has('x') && frame.uses.has('c') && !UNSHOWN.test(frame.key),
  );
  const lost = kit.frames(
    'p',
    (frame) =>
      /^(?:buy|borrow|order|bake|make|cook|read|write|wear|knit|draw|bring|print|rent)/.test(frame.key) &&
      things(frame) &&
      frame.uses.has('w') &&
      !frame.uses.has('x'),
  );
  /** An object drawn out of its frame: the noun, and the predicate without it. */
  const extract = (frame: Frame, random: Random): readonly [Noun, Predicate] | null => {
    if (!frame.gap) return null;
    const noun = pick(frame.gap.nouns, random);
    return noun.count === 'n' ? null : [noun, withoutObject(frame)];
  };
  const relative = (subject: Subject, predicate: Predicate): string =>
    `${subject === I ? 'I' : subject.english} ${predicate.verb.past}${predicate.after}`;

  const enviable = kit.frames(
    'h',
    ({ uses, key }) =>
      uses.has('j') &&
      !uses.has('x') &&
      !/^(sleep|save|play$|eat|drink|spend|surf|watch|go (?:shopping|to|for)|take a|relax|listen|walk$|talk|shop|chat|read$|play games|take care|collect)/.test(
        key,
      ),
  );

  return [
    {
      name: 'this-is-that',
      weight: 3.5,
      draw(random) {
        const subject = chance(0.6, random) ? I : kit.other(random);
        const frame = gapped(random);
        const drawn = extract(frame, random);
        if (!drawn) return NONE;
        const [noun, predicate] = drawn;
        const many = noun.count === 'p';
        const time = chance(0.5, random) ? kit.time(frame, 'past', random) : null;
        return sentence(
          `${many ? 'these are' : 'this is'} the ${many ? noun.plural : noun.english} ${optional(random)}${relative(subject, predicate)}${time?.english ?? ''}`,
          `이건 ${time?.korean ?? ''}${subject.nominative}${predicate.lead}${wordFor(subject, predicate).form('(으)ㄴ')} ${noun.head.with('이에요')}`,
          `${predicate.key}+${noun.english}`,
        );
      },
    },
    {
      name: 'that-was',
      weight: 3,
      draw(random) {
        const subject = chance(0.6, random) ? I : kit.other(random);
        const frame = gapped(random);
        const drawn = extract(frame, random);
        if (!drawn) return NONE;
        const [noun, predicate] = drawn;
        const adjectives = noun.adjectives.filter(({ uses }) => !uses.has('attr') && !uses.has('color'));
        if (adjectives.length === 0) return NONE;
        const adjective = pick(adjectives, random);
        if (PRICES.has(adjective.english) && frame.key !== 'buy' && frame.key !== 'rent') return NONE;
        const time = chance(0.4, random) ? kit.time(frame, 'past', random) : null;
        const past =
          /^(eat|drink|order|taste)/.test(frame.key) ||
          (time !== null && noun.kinds.has('foods')) ||
          chance(0.6, random);
        const be = noun.count === 'p' ? (past ? 'were' : 'are') : past ? 'was' : 'is';
        return sentence(
          `the ${noun.count === 'p' ? noun.plural : noun.english} ${optional(random)}${relative(subject, predicate)}${time?.english ?? ''} ${be} ${adjective.english}`,
          `${time?.korean ?? ''}${subject.nominative}${predicate.lead}${wordFor(subject, predicate).form('(으)ㄴ')} ${noun.head.with('은')} ${being(adjective).word.form(past ? '았어요' : '아요')}`,
          `${predicate.key}+${noun.english}+${adjective.english}`,
        );
      },
    },
    {
      name: 'where-is-that',
      weight: 1.5,
      draw(random) {
        const frame = lost(random);
        const drawn = extract(frame, random);
        if (!drawn) return NONE;
        const [noun, predicate] = drawn;
        if (!MOVABLE.some((kind) => noun.kinds.has(kind))) return NONE;
        const food = noun.kinds.has('foods') || /^(?:order|cook|bake)/.test(frame.key);
        if (food && frame.key === 'buy' && noun.kinds.has('hotfood')) return NONE;
        const time = !food && chance(0.5, random) ? kit.nearTime(frame, 'past', random) : null;
        const many = noun.count === 'p';
        return sentence(
          `where ${many ? 'are' : 'is'} the ${many ? noun.plural : noun.english} I ${predicate.verb.past}${predicate.after}${time?.english ?? ''}`,
          `${time?.korean ?? ''}제가 ${own(predicate, '(으)ㄴ')} ${noun.head.with('은')} 어디 있어요`,
          `${predicate.key}+${noun.english}`,
          '?',
        );
      },
    },
    {
      name: 'the-one-who',
      weight: 2,
      draw(random) {
        const form = chance(0.5, random);
        const [english, korean, possessive] = form ? pick(ONES, random) : (ONES[0] ?? ['', '', '']);
        const predicate = drawPlain(ongoing, { ...ONE, possessive }, random);
        const place = kit.adjuncts(predicate.frame, ONE, 'none', random);
        const clause = `${english} who is ${gerund(predicate)}`;
        const koreanClause = `${own(continuing(predicate), '는')} ${korean}`;
        if (place.english.includes(' with ')) return NONE;
        if (form)
          return sentence(
            `who is ${clause}${place.english}`,
            `${place.korean}${koreanClause}는 누구예요`
              .replace('람는', '람은')
              .replace('생는', '생은')
              .replace('분는', '분은'),
            predicate.key,
            '?',
          );
        const subject = pick(kit.lexicon.people, random);
        if (/^my (mom|dad|wife|husband|father|mother|grand)/.test(subject.english)) return NONE;
        if (!suits(predicate, subject) || predicate.key.includes(subject.english)) return NONE;
        return sentence(
          `the person who is ${gerund(predicate)}${place.english} is ${subject.english}`,
          `${place.korean}${own(continuing(predicate), '는')} 사람은 ${NAMED.has(subject) ? (NAMED.get(subject) ?? '') : remember(subject)}`,
          predicate.key,
        );
      },
    },
    {
      name: 'people-who',
      weight: 1,
      draw(random) {
        const mode = Math.floor(random.uniform() * 5);
        if (mode === 0) {
          const predicate = drawGeneric(odd, THOSE, random);
          return sentence(
            `I don't understand people who ${infinitive(predicate)}`,
            `저는 ${own(predicate, '는')} 사람들을 이해할 수 없어요`,
            predicate.key,
          );
        }
        const liked = mode < 3;
        const predicate = drawGeneric(liked ? enviable : habits, THOSE, random);
        const [english, korean] = pick(liked ? LIKED : MANY, random);
        return sentence(
          `${english} people who ${infinitive(predicate)}`,
          liked ? `저는 ${own(predicate, '는')} ${korean}` : `${own(predicate, '는')} 사람들이 ${korean}`,
          predicate.key,
        );
      },
    },
  ];
}
