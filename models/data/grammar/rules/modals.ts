/** Ability, wish, duty, advice, permission and prohibition, liking, plans and attempts. */
import {
  able,
  advised,
  averse,
  decided,
  duty,
  experienced,
  fond,
  forgotten,
  must,
  perhaps,
  planned,
  skilled,
  started,
  tried,
  wish,
  wouldLike,
  denied,
} from '../building.ts';
import { chance, pick } from '../choice.ts';
import { gerund, infinitive, question, statement, type Tense } from '../clause.ts';
import type { Filled, Predicate } from '../frame.ts';
import {
  asked,
  contracts,
  drawGeneric,
  drawKind,
  drawPlain,
  drawPredicate,
  I,
  isTask,
  said,
  sentence,
  topic,
  YOU,
  type Kit,
  type Rule,
} from '../kit.ts';
import type { Random } from '../../../random.ts';
import type { Subject } from '../subject.ts';

export function modalRules(kit: Kit): Rule[] {
  const possible = kit.frames('c');
  const skills = kit.frames('k');
  const wanted = kit.frames('w');
  const unwanted = kit.frames(
    'w',
    ({ uses, slots, key }) =>
      !uses.has('g') && !key.endsWith(' well') && !slots.some(({ determiners }) => determiners.includes('n')),
  );
  const duties = kit.frames('m');
  /** What one may be spared: not what is right. */
  const sparable = kit.frames(
    'm',
    ({ uses, key }) =>
      !uses.has('g') &&
      !/^(drive|tell|keep|obey|follow|wear a|be |behave|bow|limit|save|recycle|reuse|separate|think|reconsider|stay|slow|face|eat|protect|pick up|save|reduce|cut down|concentrate|focus|brush|wash (?:hands|face|feet)|floss|say|thank|avoid|double|confirm|compromise|cooperate|admit|learn from|control|overcome|increase|improve|make (?:money|plan))/.test(
        key,
      ),
  );
  const advice = kit.frames('s');
  const allowed = kit.frames('a');
  const forbidden = kit.frames('d');
  const enjoyed = kit.frames('j');
  const hobbies = kit.frames(
    'j',
    ({ key }) =>
      !/^(eat|drink|save|take a bath|relax|sleep|spend|take care|teach|explore|make a|help|paint a|camp|wander|browse|learn|walk in|go on|draw a|play with|do yoga in)/.test(
        key,
      ),
  );
  const plans = kit.frames('fw');
  const planning = kit.frames(
    'fw',
    ({ uses, key }) => !uses.has('D') && !uses.has('q') && !/^(order|take a break|rest|relax)/.test(key),
  );
  const deciding = kit.frames(
    'fw',
    ({ uses, key }) =>
      !(uses.has('q') && !uses.has('l')) && !/^(eat|drink|wear|order|have|take a (?:shower|bath)|wash)$/.test(key),
  );
  const efforts = kit.frames('mps', ({ uses, key }) => !uses.has('q') && !uses.has('o') && !key.startsWith('wear'));
  const tasks = kit.frames(
    'mp',
    (frame) =>
      !frame.uses.has('b') &&
      isTask(frame) &&
      !/^(carry|move|lift|cover|wash feet|put on|take to|raise|pay (?:in|by)|listen)/.test(frame.key),
  );
  const known = kit.frames('e');
  const courses = kit.frames(
    'njp',
    ({ key }) => !/^(have a picnic|wander|browse|take a photo|catch|spend|travel|look at)/.test(key),
  );
  const person = (random: Random): Subject => kit.anyone(random);

  /** Respect shown by the verb itself, not by what is built of it: 가셔야 해요. */
  const respectfully = (predicate: Filled, respected: boolean): Filled =>
    respected ? { ...predicate, word: predicate.word.honorific() } : predicate;
  const plain = (subject: Subject): Subject => ({ ...subject, respected: false });

  /** A statement about someone, or a question (to the listener more often than not), of a built predicate. */
  const rule = (
    name: string,
    weight: number,
    draw: (subject: Subject, random: Random) => Filled,
    build: (predicate: Filled, subject: Subject) => Predicate,
    tense: Tense = 'present',
    ending = '아요',
    negative = false,
    within = false,
  ): Rule => ({
    name,
    weight,
    draw(random) {
      const subject = person(random);
      const base = draw(subject, random);
      const predicate = build(within ? respectfully(base, subject.respected) : base, subject);
      return sentence(
        statement(subject, predicate, tense, { contract: contracts(random), negative }),
        topic(subject, random) +
          said(within ? plain(subject) : subject, negative ? denied(predicate) : predicate, ending),
        predicate.key,
      );
    },
  });
  const ask = (
    name: string,
    weight: number,
    draw: (subject: Subject, random: Random) => Filled,
    build: (predicate: Filled, subject: Subject) => Predicate,
    tense: Tense = 'present',
    ending = '아요',
    within = false,
  ): Rule => ({
    name,
    weight,
    draw(random) {
      const subject = chance(0.75, random) ? YOU : kit.acquaintance(random);
      const base = draw(subject, random);
      if (within) {
        const predicate = build(respectfully(base, subject === YOU && chance(0.55, random)), subject);
        return sentence(
          question(subject, predicate, tense),
          topic(subject, random) + said(plain(subject), predicate, ending),
          predicate.key,
          '?',
        );
      }
      const predicate = build(base, subject);
      const korean = subject === YOU ? asked(predicate, ending, random) : said(subject, predicate, ending);
      return sentence(question(subject, predicate, tense), topic(subject, random) + korean, predicate.key, '?');
    },
  });
  const from =
    (choose: typeof possible) =>
    (subject: Subject, random: Random): Filled =>
      drawPredicate(choose, subject, random);
  const general =
    (choose: typeof possible) =>
    (subject: Subject, random: Random): Filled =>
      drawGeneric(choose, subject, random);
  const kind =
    (choose: typeof possible) =>
    (subject: Subject, random: Random): Filled =>
      drawKind(choose, subject, random);
  const simply =
    (choose: typeof possible) =>
    (subject: Subject, random: Random): Filled =>
      drawPlain(choose, subject, random);
  const others = (subject: Subject): boolean => subject.agreement === 'third' || subject.english === 'they';

  return [
    rule('can', 3, kind(skills), able),
    rule('cannot', 2, simply(possible), able, 'present', '아요', true),
    ask('ask-can', 0.8, kind(skills), able),
    rule('know-how', 2, kind(skills), skilled),
    rule('not-know-how', 1, kind(skills), skilled, 'present', '아요', true),
    ask('ask-know-how', 0.7, kind(skills), skilled),
    rule('want', 4, from(wanted), (predicate, subject) => wish(predicate, others(subject))),
    rule(
      'not-want',
      2,
      simply(unwanted),
      (predicate, subject) => wish(predicate, others(subject)),
      'present',
      '아요',
      true,
    ),
    rule('wanted', 2, from(wanted), (predicate, subject) => wish(predicate, others(subject)), 'past', '았어요'),
    ask('ask-want', 3, from(wanted), (predicate, subject) => wish(predicate, others(subject))),
    {
      name: 'would-like',
      weight: 2,
      draw(random) {
        const predicate = drawPredicate(wanted, I, random);
        return sentence(
          statement(I, wouldLike(predicate), 'present'),
          topic(I, random) + wouldLike(predicate).lead + '싶어요',
          predicate.key,
        );
      },
    },
    rule('have-to', 4, from(duties), (predicate) => duty(predicate), 'present', '아요', false, true),
    rule('had-to', 2, from(duties), (predicate) => duty(predicate), 'past', '았어요', false, true),
    rule('need-to', 2, from(duties), (predicate) => duty(predicate, 'need'), 'present', '아요', false, true),
    rule('must', 1, from(duties), must, 'present', '아요', false, true),
    ask('ask-have-to', 2, simply(duties), (predicate) => duty(predicate), 'present', '아요', true),
    {
      name: 'need-not',
      weight: 2,
      draw(random) {
        const subject = chance(0.6, random) ? YOU : kit.anyone(random);
        const predicate = drawPlain(sparable, subject, random);
        return sentence(
          statement(subject, duty(predicate), 'present', { negative: true, contract: contracts(random) }),
          `${topic(subject, random)}${predicate.lead}${predicate.word.form('지')} ${subject.respected ? '않으셔도' : '않아도'} 돼요`,
          predicate.key,
        );
      },
    },
    {
      name: 'should',
      weight: 3,
      draw(random) {
        const subject = chance(0.8, random) ? YOU : kit.other(random);
        const predicate = respectfully(drawPlain(advice, subject, random), subject.respected);
        const ending = chance(0.5, random) ? '아요' : '겠어요';
        return sentence(
          statement(subject, advised(predicate), 'present'),
          topic(subject, random) + said(plain(subject), advised(predicate), ending),
          predicate.key,
        );
      },
    },
    {
      name: 'should-not',
      weight: 2,
      draw(random) {
        const predicate = drawGeneric(forbidden, YOU, random);
        const negative = advised(denied(predicate));
        return sentence(
          statement(YOU, advised(predicate), 'present', { negative: true, contract: contracts(random) }),
          negative.lead + negative.word.form('아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'may-i',
      weight: 1.2,
      draw(random) {
        const predicate = drawPredicate(allowed, I, random);
        const start = pick(['can I', 'may I', 'is it okay if I'], random);
        return sentence(
          `${start} ${infinitive(predicate)}`,
          `${predicate.lead}${predicate.word.form('아도')} 돼요`,
          predicate.key,
          '?',
        );
      },
    },
    {
      name: 'you-may',
      weight: 0.6,
      draw(random) {
        const predicate = drawPredicate(allowed, YOU, random);
        return sentence(
          `you can ${infinitive(predicate)}`,
          `${predicate.lead}${predicate.word.form('아도')} 돼요`,
          predicate.key,
        );
      },
    },
    {
      name: 'must-not',
      weight: 2,
      draw(random) {
        const predicate = drawPredicate(forbidden, YOU, random);
        const start = pick(["you can't", 'you must not', "you shouldn't"], random);
        return sentence(
          `${start} ${infinitive(predicate)}`,
          `${predicate.lead}${predicate.word.form('(으)면')} 안 돼요`,
          predicate.key,
        );
      },
    },
    rule('might', 2, from(plans), perhaps, 'present', '아요', false, true),
    rule('like-doing', 4, general(enjoyed), (predicate) => fond(predicate)),
    rule('love-doing', 1.5, general(enjoyed), (predicate) => fond(predicate, 'love')),
    rule('enjoy-doing', 1.5, general(enjoyed), (predicate) => fond(predicate, 'enjoy')),
    rule('not-like-doing', 2, general(enjoyed), (predicate) => fond(predicate), 'present', '아요', true),
    ask('ask-like-doing', 1.5, general(enjoyed), (predicate) => fond(predicate)),
    rule('hate-doing', 1.5, general(kit.frames('hm', ({ uses, key }) => !uses.has('j') && !WELCOME.test(key))), averse),
    {
      name: 'hobby',
      weight: 1.5,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawGeneric(hobbies, subject, random);
        const owner = subject === I ? '제 ' : subject.genitive;
        return sentence(
          `${ownerOf(subject)} hobby is ${gerund(predicate)}`,
          `${owner}취미는 ${predicate.lead}${predicate.word.form('는')} 거예요`,
          predicate.key,
        );
      },
    },
    rule('plan', 2, simply(planning), planned),
    rule('decide', 2, simply(deciding), decided, 'past', '았어요'),
    rule('try-to', 1.5, from(efforts), tried, 'past', '았어요'),
    rule('forget-to', 2, from(tasks), forgotten, 'past', '았어요'),
    rule('start-doing', 1.5, from(courses), started, 'past', '았어요'),
    {
      name: 'experience',
      weight: 2,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = been(drawKind(known, subject, random));
        const never = chance(0.5, random);
        return sentence(
          statement(subject, predicate, 'perfect', { contract: contracts(random) }, never ? 'never ' : '') +
            (never ? '' : ' before'),
          topic(subject, random) +
            (never ? '한 번도 ' : '전에 ') +
            said(subject, experienced(predicate, !never), '아요'),
          predicate.key,
        );
      },
    },
    {
      name: 'ask-experience',
      weight: 1.5,
      draw(random) {
        const subject = chance(0.8, random) ? YOU : kit.acquaintance(random);
        const predicate = been(drawKind(known, subject, random));
        const [helper, ...rest] = question(subject, predicate, 'perfect').split(' ');
        const words = rest.join(' ');
        const at = subject.english.length;
        const built = experienced(predicate, true);
        return sentence(
          `${helper ?? ''} ${words.slice(0, at)} ever${words.slice(at)}`,
          topic(subject, random) + (subject === YOU ? asked(built, '아요', random) : said(subject, built, '아요')),
          predicate.key,
          '?',
        );
      },
    },
  ];
}

/** Who went there once has been there. */
const been = (predicate: Filled): Filled =>
  predicate.verb.base === 'go' && /^ (?:to|on|abroad)\b/.test(predicate.after)
    ? {
        ...predicate,
        verb: { ...predicate.verb, participle: 'been' },
        after: predicate.after.replace(/^ to the (?=\w+ game$)/, ' to a '),
      }
    : predicate;

/** Daily things that hardly anyone says they hate. */
const WELCOME =
  /^(save|recycle|reuse|protect|keep|make money|help|spend|obey|think|try|do best|earn|get home early|come home|avoid)/;

/** `my`, `Minsu's`: who owns. */
export const ownerOf = (subject: Subject): string => (subject.pronoun ? subject.possessive : `${subject.english}'s`);
