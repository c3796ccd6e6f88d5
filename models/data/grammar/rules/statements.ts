/** Plain statements: what was done, is being done, is done often, will be done. */
import type { Random } from '../../../random.ts';
import { able, continuing, denied, deniedShort, failed, felt } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { statement } from '../clause.ts';
import type { Filled, Frame, Predicate } from '../frame.ts';
import {
  contracts,
  drawGeneric,
  drawPredicate,
  NOTHING,
  said,
  sentence,
  topic,
  wordFor,
  type Kit,
  type Rule,
  I,
} from '../kit.ts';

const FUTURE = '(으)ㄹ 거예요';

/** 안 as one speaks, -지 않다 now and then. */
export const deny = (predicate: Filled, random: Random): Predicate => {
  if (predicate.frame.uses.has('g')) return failed(predicate); // what one hoped for one could not: 못 이겼어요
  return chance(0.6, random) ? deniedShort(predicate) : denied(predicate);
};

/** Done on days that can be counted: once a week, on Sundays. */
const hasDays = ({ uses }: Frame): boolean => (uses.has('t') || uses.has('D')) && !uses.has('L') && !uses.has('x');

export function statementRules(kit: Kit): Rule[] {
  const past = kit.frames('p');
  const actions = kit.frames('p', ({ uses }) => !uses.has('b') && !uses.has('x'));
  const future = kit.frames('f');
  const habits = kit.frames('h', ({ uses }) => !uses.has('b'));
  const couldNot = kit.frames('cp', ({ uses }) => !uses.has('g') && !uses.has('b') && !uses.has('x'));
  const promises = kit.frames(
    'fm',
    ({ uses, key }) => !uses.has('L') && !uses.has('w') && !/^(look for|search)/.test(key),
  );
  const lasting = kit.frames('n', ({ uses }) => uses.has('j') || uses.has('v'));
  const ongoing = kit.frames('n');
  const states = kit.frames('x');
  const statesDenied = kit.frames('x', ({ uses, key }) => !uses.has('b') && !/^(love|prefer|adore)/.test(key));
  const { times, adverbs } = kit.lexicon;
  const nowTimes = times.filter(({ use }) => use === 'now');
  const spans = times.filter(({ use }) => use === 'span');
  const habitTimes = times.filter(({ use, scale }) => use === 'habit' && scale !== 'part' && scale !== 'these');
  const frequencies = adverbs.filter(({ use }) => use === 'frequency');
  return [
    {
      name: 'past',
      weight: 12,
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
      weight: 4,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(actions, subject, random);
        const adjunct = kit.adjuncts(predicate.frame, subject, 'past', random);
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
      weight: 8,
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
        const predicate = drawPredicate(future, subject, random);
        const adjunct = kit.adjuncts(predicate.frame, subject, 'future', random);
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
        const adjunct = kit.adjuncts(predicate.frame, I, 'future', random);
        return sentence(
          statement(I, predicate, 'will') + adjunct.english,
          (chance(0.4, random) ? '제가 ' : '') + adjunct.korean + said(I, predicate, '(으)ㄹ게요'),
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
        const time = hasDays(predicate.frame) ? pick(habitTimes, random) : null;
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
        const adverb = pick(frequencies, random);
        const place = kit.adjuncts(predicate.frame, subject, 'none', random);
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
        const often = chance(0.5, random);
        return sentence(
          statement(subject, predicate, 'present', { negative: true, contract: contracts(random) }) +
            (often ? ' very often' : ''),
          topic(subject, random) +
            (often
              ? `${predicate.lead}자주 ${wordFor(subject, predicate).form('지는')} 않아요`
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
        const predicate = drawPredicate(couldNot, subject, random);
        const adjunct = kit.adjuncts(predicate.frame, subject, 'past', random);
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
