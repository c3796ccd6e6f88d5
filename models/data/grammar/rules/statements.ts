/** Plain statements: what was done, is being done, is done often, will be done. */
import type { Random } from '../../../random.ts';
import type { Adverbial } from '../lexicon.ts';
import { able, continuing, denied, deniedShort, failed, felt, isBeyondWill } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { statement } from '../clause.ts';
import type { Filled, Frame, Predicate } from '../frame.ts';
import { FIXED, isDaily } from '../suiting.ts';
import {
  contracts,
  drawGeneric,
  drawPlain,
  drawPredicate,
  NOTHING,
  said,
  sentence,
  topic,
  wordFor,
  type Adjunct,
  type Kit,
  NONE,
  type Rule,
  I,
} from '../kit.ts';

const FUTURE = '(으)ㄹ 거예요';

/** 안 as one speaks, -지 않다 now and then. */
export const deny = (predicate: Filled, random: Random): Predicate => {
  if (isBeyondWill(predicate)) return failed(predicate);
  return chance(0.6, random) ? deniedShort(predicate) : denied(predicate);
};

/** What takes a trip or a ticket: not of every day. */
const RARE =
  /^(?:ski|snowboard|skate|hike|fish|donate|go (?:camping|on|skiing|fishing|hiking|surfing|bowling|to the movies)|eat out|visit|travel|take care of the g)|\+(?:play|musical|opera|ballet|museum|zoo|aquarium|amusement park|.* (?:game|match))$/;

/** Said of tomorrow, hardly of a Thursday: what one won't do. */
const SOON = /^ (?:today|tonight|tomorrow|this|next (?:year|month))/;

/** What has an end of its own, and so no length: nobody makes a snowman for an hour. */
const TELIC =
  /^(?:eat$|make|cook$|bake$|grill|build|drink$|plant|solve|paint$|save|collect|catch|move$|teach|take a photo|travel|draw$|pick$|plan$|learn$|do the grocery|buy|write)/;
const SHORTER =
  /^(?:watch$|do the dishes|take a bath|meditate|jump rope|clean$|have a conversation|sing along|swim in|take a walk|listen to$|walk the dog)/;
const LONGER = /^(?:plan|prepare|study for|train|work$|explore|sail|hike|volunteer|do volunteer|relax|travel|go)/;

/** What one does not notice of oneself, or says of nobody one speaks to. */
export const UNAWARE =
  /^(?:snore|whisper|scream|sneeze|cough|yawn|sigh|sleep|cry|tremble|shiver|shrug|steal|spread|blush|shout|sweat|nod|daydream|bully|bother|joke|nag|imitate|giggle|bleed|grumble|hesitate|criticize|gossip|avoid|point at|laugh at|make fun|scratch|struggle|suffer)/;

/** Done on days that can be counted: once a week, on Sundays. */
const hasDays = ({ uses }: Frame): boolean => (uses.has('t') || uses.has('D')) && !uses.has('L') && !uses.has('x');

export function statementRules(kit: Kit): Rule[] {
  const past = kit.frames('p');
  const actions = kit.frames(
    'p',
    ({ uses, key }) => !uses.has('b') && !uses.has('x') && !/^(happen|run into|dream|have a strange)/.test(key),
  );
  const future = kit.frames('f');
  /** What one may well decide against. */
  const declined = kit.frames(
    'fw',
    ({ uses, key }) =>
      !uses.has('g') &&
      (uses.has('h') || uses.has('l') || uses.has('v')) &&
      !/^(learn$|order|leave now|start)/.test(key),
  );
  const habits = kit.frames('h', ({ uses }) => !uses.has('b'));
  const couldNot = kit.frames('cp', ({ uses }) => !uses.has('g') && !uses.has('b') && !uses.has('x'));
  const promises = kit.frames(
    'fm',
    ({ uses, key }) =>
      !uses.has('L') &&
      !uses.has('w') &&
      !/^(look for|search|cross|get (on|off)|set a goal|freeze|express|welcome|greet)/.test(key),
  );
  const lasting = kit.frames('n', ({ uses, key }) => (uses.has('j') || uses.has('v')) && !TELIC.test(key));
  const ongoing = kit.frames('n', ({ uses, key }) => !uses.has('x') && !key.startsWith('continue'));
  const states = kit.frames('x');
  const statesDenied = kit.frames('x', ({ uses, key }) => !uses.has('b') && !/^(love|prefer|adore)/.test(key));
  const { times, adverbs } = kit.lexicon;
  const nowTimes = times.filter(({ use }) => use === 'now');
  const spans = times.filter(({ use }) => use === 'span');
  const habitTimes = times.filter(({ use, scale }) => use === 'habit' && scale !== 'part' && scale !== 'these');
  const dailyTimes = times.filter(({ english }) => / every (?:day|morning)$/.test(english));
  const weekly = times.filter(({ english }) =>
    / (?:every weekend|on weekends|three times a week|every day)$/.test(english),
  );
  const rare = times.filter(({ english }) => / (?:every weekend|on weekends|once a month|on Sundays)$/.test(english));
  const frequencies = adverbs.filter(({ use }) => use === 'frequency');
  const unusual = frequencies.filter(({ english }) => english !== ' usually');
  /** Every Friday, or every day, as suits what is done. */
  const habitTime = ({ frame, key }: Filled, random: Random): Adverbial => {
    if (isDaily(frame)) return pick(dailyTimes, random);
    if (RARE.test(key)) return pick(rare, random);
    return pick(frame.uses.has('t') ? habitTimes : weekly, random);
  };
  /** When it was not done, or will not be: not long ago, not far ahead. */
  const denial = (frame: Frame, use: 'past' | 'future', random: Random): Adjunct => {
    const time = chance(use === 'past' ? 0.5 : 0.4, random) ? kit.nearTime(frame, use, random) : null;
    return time && (use === 'past' || SOON.test(time.english)) ? time : NOTHING;
  };
  return [
    {
      name: 'past',
      weight: 14,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(past, subject, random);
        const adjunct = predicate.frame.uses.has('x')
          ? NOTHING
          : kit.adjuncts(predicate.frame, subject, 'past', random);
        return sentence(
          statement(subject, predicate, 'past') + adjunct.english,
          topic(subject, random) + adjunct.korean + said(subject, predicate, '았어요'),
          predicate.key,
        );
      },
    },
    {
      name: 'past-negative',
      weight: 5,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPlain(actions, subject, random);
        const adjunct = denial(predicate.frame, 'past', random);
        const negative = deny(predicate, random);
        return sentence(
          statement(subject, predicate, 'past', { negative: true, contract: contracts(random) }) + adjunct.english,
          topic(subject, random) + adjunct.korean + said(subject, negative, '았어요'),
          predicate.key,
        );
      },
    },
    {
      name: 'future',
      weight: 9,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(future, subject, random);
        const adjunct = kit.adjuncts(predicate.frame, subject, 'future', random);
        const tense = chance(0.5, random) ? 'will' : 'going';
        return sentence(
          statement(subject, predicate, tense, { contract: contracts(random) }) + adjunct.english,
          topic(subject, random) + adjunct.korean + said(subject, predicate, FUTURE),
          predicate.key,
        );
      },
    },
    {
      name: 'future-negative',
      weight: 2,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPlain(declined, subject, random);
        const adjunct = denial(predicate.frame, 'future', random);
        const tense = chance(0.5, random) ? 'will' : 'going';
        return sentence(
          statement(subject, predicate, tense, { negative: true, contract: contracts(random) }) + adjunct.english,
          topic(subject, random) + adjunct.korean + said(subject, deny(predicate, random), FUTURE),
          predicate.key,
        );
      },
    },
    {
      name: 'promise',
      weight: 3,
      draw(random) {
        const predicate = drawPredicate(promises, I, random);
        const adjunct = chance(0.45, random) ? (kit.nearTime(predicate.frame, 'future', random) ?? NOTHING) : NOTHING;
        // 제가 is who does it for another, not who looks after their own.
        const forOthers = predicate.frame.uses.has('r') && !/\bmy\b/.test(predicate.after);
        return sentence(
          statement(I, predicate, 'will') + adjunct.english,
          (forOthers && chance(0.6, random) ? '제가 ' : '') + adjunct.korean + said(I, predicate, '(으)ㄹ게요'),
          predicate.key,
        );
      },
    },
    {
      name: 'habit',
      weight: 5,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawGeneric(habits, subject, random);
        const time = hasDays(predicate.frame) ? habitTime(predicate, random) : null;
        if (time && FIXED.test(predicate.frame.key) && !isDaily(predicate.frame) && /time|once/.test(time.english))
          return NONE;
        const place = kit.adjuncts(predicate.frame, subject, 'none', random);
        return sentence(
          statement(subject, predicate, 'present') + place.english + (time?.english ?? ''),
          topic(subject, random) + (time?.korean ?? '') + place.korean + said(subject, predicate, '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'frequency',
      weight: 4,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawGeneric(habits, subject, random);
        const place = kit.adjuncts(predicate.frame, subject, 'none', random);
        // "He usually stretches" leaves open when or where.
        const whole =
          place.english !== '' ||
          predicate.frame.uses.has('q') ||
          /^(?:wear|eat|drink|take|walk|drive|commute|go|pay)/.test(predicate.frame.key);
        if (/^(?:grow|collect|compete|earn|invest|keep|depend|work part)/.test(predicate.frame.key)) return NONE;
        const adverb = pick(whole ? frequencies : unusual, random);
        if (adverb.english !== ' sometimes' && /easily|too much|a lot|late at night/.test(predicate.frame.key))
          return NONE;
        return sentence(
          statement(subject, predicate, 'present', {}, `${adverb.english.trimStart()} `) + place.english,
          topic(subject, random) + adverb.korean + place.korean + said(subject, predicate, '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'present-negative',
      weight: 3,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawGeneric(habits, subject, random);
        const often = chance(0.5, random) && !FIXED.test(predicate.frame.key);
        // 숙제를 자주 하지는 않아요, but 자주 걸어오지는 않아요.
        const [before, after] = /^\S+[을를에] $/.test(predicate.lead) ? [predicate.lead, ''] : ['', predicate.lead];
        return sentence(
          statement(subject, predicate, 'present', { negative: true, contract: contracts(random) }) +
            (often ? ' very often' : ''),
          topic(subject, random) +
            (often
              ? `${before}자주 ${after}${wordFor(subject, predicate).form('지는')} 않아요`
              : said(subject, deny(predicate, random), '아요')),
          predicate.key,
        );
      },
    },
    {
      name: 'progressive',
      weight: 4,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(ongoing, subject, random);
        if (subject.agreement !== 'third' && UNAWARE.test(predicate.frame.key)) return NONE;
        const time = chance(0.5, random) ? pick(nowTimes, random) : null;
        const place = kit.adjuncts(predicate.frame, subject, 'none', random);
        return sentence(
          statement(subject, predicate, 'progressive', { contract: contracts(random) }) +
            place.english +
            (time?.english ?? ''),
          topic(subject, random) + (time?.korean ?? '') + place.korean + said(subject, continuing(predicate), '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'span',
      weight: 2,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(lasting, subject, random);
        const span = pick(spans, random);
        const perfect = chance(0.3, random);
        const long = /^ all/.test(span.english);
        if (long ? SHORTER.test(predicate.frame.key) : /minutes/.test(span.english) && LONGER.test(predicate.frame.key))
          return NONE;
        const place = kit.adjuncts(predicate.frame, subject, 'none', random);
        return sentence(
          statement(subject, predicate, perfect ? 'pastProgressive' : 'past') + place.english + span.english,
          topic(subject, random) +
            span.korean +
            place.korean +
            said(subject, perfect ? continuing(predicate) : predicate, '았어요'),
          predicate.key,
        );
      },
    },
    {
      name: 'state',
      weight: 7,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = felt(drawPredicate(states, subject, random), subject);
        return sentence(
          statement(subject, predicate, 'present'),
          topic(subject, random) + said(subject, predicate, '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'state-negative',
      weight: 3,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = felt(drawPredicate(statesDenied, subject, random), subject);
        return sentence(
          statement(subject, predicate, 'present', { negative: true, contract: contracts(random) }),
          topic(subject, random) + said(subject, deny(predicate, random), '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'could-not',
      weight: 2,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPlain(couldNot, subject, random);
        const adjunct = denial(predicate.frame, 'past', random);
        const english = statement(subject, able(predicate), 'past', { negative: true, contract: contracts(random) });
        return sentence(
          english + adjunct.english,
          topic(subject, random) + adjunct.korean + said(subject, failed(predicate), '았어요'),
          predicate.key,
        );
      },
    },
  ];
}
