/** How and by whom: slowly, alone, together, again; someone, everyone, nobody; how many. */
import { isInseparable } from '../building.ts';
import { chance, pick, weighted } from '../choice.ts';
import { question, statement } from '../clause.ts';
import { withoutObject, type Frame } from '../frame.ts';
import { asked, drawPlain, drawPredicate, NONE, said, sentence, topic, WE, YOU, type Kit, type Rule } from '../kit.ts';
import { type Noun } from '../noun.ts';
import { createThird, type Subject } from '../subject.ts';

/** Adverbs and the frames they suit, by key. */
const MANNERS: readonly { english: string; korean: string; frames: RegExp }[] = [
  {
    english: 'slowly',
    korean: '천천히',
    frames: /^(eat$|drink$|walk$|drive$|read$|chew|cross|climb|open$|get off$|walk along|ride$)/,
  },
  {
    english: 'quickly',
    korean: '빨리',
    frames:
      /^(eat$|drink$|have (breakfast|lunch|dinner)|walk$|run$|clean|do the dishes|get dressed|change clothes|wash|finish|pack|write|read$|leave the house|answer|do homework|solve|fix)/,
  },
  { english: 'carefully', korean: '조심해서', frames: /^(drive$|open$|cross|carry|move$|lift|wrap|wash$|use$)/ },
  {
    english: 'quietly',
    korean: '조용히',
    frames: /^(close$|open$|read$|study$|pray|leave the house|cry|laugh$|talk to|wait outside)/,
  },
  { english: 'loudly', korean: '크게', frames: /^(laugh$|cry|sing$|snore|yawn|cough|sneeze)/ },
  {
    english: 'often',
    korean: '자주',
    frames:
      /^(call|text$|email$|meet friends|visit|go (to the|shopping|hiking|swimming|fishing)|eat out|play|watch|travel|cook|walk|exercise|drink)/,
  },
  {
    english: 'alone',
    korean: '혼자',
    frames:
      /^(eat$|have$|watch|travel|go (to|shopping|hiking|home|camping)|study$|take a walk|drink$|walk|clean|exercise|work$|play games|fix|assemble)/,
  },
  {
    english: 'again',
    korean: '다시',
    frames:
      /^(read$|watch$|call$|take the|fail|clean|visit|check|try|print|study|start|use|explain|open$|close$|wash|translate|meet$|restart|sing|play)/,
  },
];

/** Unknown people as subjects: English pronoun, Korean subject. */
const UNKNOWN: readonly Subject[] = [
  createThird({ english: 'someone', korean: ['누군가'], gender: 'male' }),
  createThird({ english: 'somebody', korean: ['누군가'], gender: 'male' }),
  createThird({ english: 'everyone', korean: ['모두'], gender: 'male' }),
  createThird({ english: 'everybody', korean: ['모두'], gender: 'male' }),
].map((subject) => ({ ...subject, possessive: 'their', reflexive: 'themselves' }));

const NOBODY: Subject = {
  ...createThird({ english: 'nobody', korean: ['아무도'], gender: 'male' }),
  possessive: 'their',
};

export function mannerRules(kit: Kit): Rule[] {
  const manners = MANNERS.map((manner) => ({
    ...manner,
    choose: kit.frames(
      'p',
      ({ key, uses, slots }) =>
        manner.frames.test(key) &&
        !uses.has('x') &&
        !uses.has('L') &&
        !(key === 'open' && slots.some(({ nouns }) => nouns.some(({ english: name }) => name.includes('file')))) &&
        !/slowly|alone|quickly|fast|together|late|early/.test(key),
    ),
  }));
  const together = kit.frames('pv', ({ key }) => !key.startsWith('share'));
  const shared = kit.frames('p', ({ uses, english }) => {
    const ownless = english.every((part) => typeof part === 'string' || 'slot' in part);
    return (
      ownless &&
      !uses.has('x') &&
      !uses.has('L') &&
      (uses.has('l') || uses.has('t')) &&
      !uses.has('g') &&
      !uses.has('b')
    );
  });
  const counted = weighted(
    kit.lexicon.frames.filter(
      (frame) => frame.gap !== null && !frame.subject && frame.uses.has('p') && isCounting(frame),
    ),
    () => 1,
  );
  return [
    {
      name: 'manner',
      weight: 3,
      draw(random) {
        const { english, korean, choose } = pick(manners, random);
        const subject = kit.anyone(random);
        if (english === 'alone' && subject.agreement === 'plural') return NONE;
        const predicate = drawPredicate(choose, subject, random);
        const future = english !== 'often' && predicate.frame.uses.has('f') && chance(0.3, random);
        return sentence(
          english === 'often'
            ? statement(subject, predicate, 'past', {}, 'often ')
            : `${statement(subject, predicate, future ? 'will' : 'past')} ${english}`,
          `${topic(subject, random)}${korean} ${said(subject, predicate, future ? '(으)ㄹ 거예요' : '았어요')}`,
          `${predicate.key}+${english}`,
        );
      },
    },
    {
      name: 'together',
      weight: 1.5,
      draw(random) {
        const predicate = drawPredicate(together, WE, random);
        const time = chance(0.6, random) ? kit.time(predicate.frame, 'past', random) : null;
        const other = kit.other(random);
        const named = chance(0.5, random) && !other.pronoun;
        return named
          ? sentence(
              `${other.english} and I ${predicate.verb.past}${predicate.after} together${time?.english ?? ''}`,
              `${time?.korean ?? ''}저는 ${other.genitive.trimEnd()}하고 같이 ${predicate.lead}${predicate.word.form('았어요')}`,
              predicate.key,
            )
          : sentence(
              `${statement(WE, predicate, 'past')} together${time?.english ?? ''}`,
              `우리는 ${time?.korean ?? ''}같이 ${predicate.lead}${predicate.word.form('았어요')}`,
              predicate.key,
            );
      },
    },
    {
      name: 'someone',
      weight: 1.2,
      draw(random) {
        const subject = pick(UNKNOWN, random);
        const predicate = drawPlain(shared, subject, random);
        const all = subject.english.startsWith('every');
        return sentence(
          statement(subject, predicate, 'past'),
          `${all ? '모두 ' : subject.nominative}${predicate.lead}${predicate.word.form('았어요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'nobody',
      weight: 1,
      draw(random) {
        const predicate = drawPlain(shared, NOBODY, random);
        const past = isInseparable(predicate)
          ? `${predicate.lead}${predicate.word.form('지')} 않았어요`
          : `${predicate.lead}안 ${predicate.word.form('았어요')}`;
        return sentence(
          statement(NOBODY, predicate, 'past').replace(' some ', ' any '),
          `아무도 ${past}`,
          predicate.key,
        );
      },
    },
    {
      name: 'how-many',
      weight: 1.5,
      draw(random) {
        const frame = counted(random);
        const nouns = frame.gap?.nouns.filter(isCountable) ?? [];
        const noun = pick(nouns, random);
        const predicate = withoutObject(frame);
        const subject = chance(0.7, random) ? YOU : kit.acquaintance(random);
        const korean = subject === YOU ? asked(predicate, '았어요', random) : said(subject, predicate, '았어요');
        return sentence(
          `how many ${noun.plural} ${question(subject, predicate, 'past')}`,
          `${topic(subject, random)}${noun.head.with('을')} 몇 ${noun.counterText} ${korean}`,
          `${frame.key}+${noun.english}`,
          '?',
        );
      },
    },
  ];
}

/** Of these one has one, not five. */
const SINGLE = ['instruments', 'ownvehicle', 'appliance', 'furniture', 'gadget', 'housing', 'bedding', 'equipment'];
const isCountable = ({ counter, count, kinds }: Noun): boolean =>
  counter !== null && count === 'c' && !SINGLE.some((kind) => kinds.has(kind));

/** Things that come in numbers one asks for. */
const COUNTED = /^(buy|sell|order|eat|read|write|make|bake|plant|pick|watch|take photos|collect|wash|print|copy)$/;
const isCounting = ({ key, gap }: Frame): boolean => COUNTED.test(key) && (gap?.nouns.some(isCountable) ?? false);
