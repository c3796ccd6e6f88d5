/** Conditions and circumstances: if and when. */
import { continuing } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { infinitive, statement } from '../clause.ts';
import {
  drawGeneric,
  drawPlain,
  drawPredicate,
  I,
  type Kit,
  NONE,
  type Rule,
  said,
  sentence,
  topic,
  WE,
  YOU,
} from '../kit.ts';
import { pronounOf } from './people.ts';
import { CHEAP, own, pricey } from './reasons.ts';

const CONDITIONS: readonly (readonly [string, string])[] = [
  ['I have enough money', '돈이 충분하면'],
  ['I have time', '시간이 있으면'],
  ['everything goes well', '다 잘되면'],
  ["I'm not busy", '안 바쁘면'],
  ['I finish work early', '일이 일찍 끝나면'],
  ["I'm not too tired", '너무 피곤하지 않으면'],
];

const MOODS: readonly (readonly [string, string])[] = [
  ["I'm bored", '심심할 때'],
  ["I'm stressed", '스트레스를 받을 때'],
  ["I'm sad", '슬플 때'],
  ['I have free time', '시간이 날 때'],
  ["I'm not busy", '안 바쁠 때'],
  ['I feel lonely', '외로울 때'],
  ["I'm alone", '혼자 있을 때'],
];

/** What the weather decides on. */
const OUTDOORS =
  /^(go (to the park|to the beach|to the zoo|on a picnic|hiking|fishing|camping|swimming|cycling|for a|surfing)|take a walk|ride|have a (barbecue|picnic)|climb|walk along|fly$)/;

/** Chores and engagements: what someone tired or busy may be let off. */
const BURDENS =
  /^(?:clean|do the|wash$|wash the|iron|fold|hang out the|cook|make (?:breakfast|lunch|dinner)|set the table|mop|vacuum|sweep|water the|walk the dog|take out the|babysit|attend|meet$|come|practice|study|work (?:late|overtime|on|hard)|paint|fix|move$|carry|assemble|repair|renovate|bathe|take care|look after|tidy|train|exercise|translate|prepare|write$|give a|visit (?:parents|grand)|do homework|jog|jump rope|work out|pick|go to (?:class|church)|edit|decorate|do some research|grade|deliver|serve|do volunteer)/;

/** What ends, sells out or closes. */
const FLEETING = /^(?:go to|see|watch|attend|join|buy|take|visit|book)/;

/** No pastimes of a child. */
const GROWN_UP =
  /^(?:shop online|go for a drive|work out|surf|experiment|browse|chat online|go dancing|meditate|travel|do yoga)|podcast|self-help|biography|guidebook|cookbook|essay|travel book/;

/** Done with others, or nothing to do with being lonely. */
const SOCIAL =
  /^(?:talk|play$|go (?:dancing|bowling|camping|on|skiing|out)|hike|spend|play hide|do$|fish|go fishing|ski|snowboard|skate|swim|observe)/;

export function conditionRules(kit: Kit): Rule[] {
  const wishes = kit.frames('wfc', ({ uses }) => uses.has('v') || uses.has('e') || uses.has('l'));
  const fair = kit.frames(
    'lf',
    ({ key, places }) => OUTDOORS.test(key) || (key === 'play' && places.some(({ kinds }) => kinds.has('outdoor'))),
  );
  const pleasant = kit.frames(
    'hj',
    ({ key }) =>
      !/^(save|spend|sleep|take care|look after|help|make new|keep a diary|do volunteer|volunteer|plan|grow|teach|collect|travel|study|take piano|take swimming|work|eat|drink|talk about w)/.test(
        key,
      ),
  );
  const duties = kit.frames('m', ({ key }) => BURDENS.test(key));
  const ongoing = kit.frames(
    'n',
    ({ uses, key }) =>
      (uses.has('j') || uses.has('m') || uses.has('v')) &&
      !/^(save|continue|go out with|work part|collect|lose|look for a job|major|raise|grow|train|invest|babysit|play with a)/.test(
        key,
      ),
  );
  const atHome = kit.frames('n', ({ places }) => places.some(({ kinds }) => kinds.has('home')));
  const goals = kit.frames(
    'w',
    (frame) =>
      /^(travel|study abroad|go (on a trip|abroad)|open$|move)/.test(frame.key) ||
      (frame.key === 'buy' && pricey(frame)),
  );
  /** What one asks for help or company with. */
  const wanted = kit.frames(
    'wc',
    ({ uses, key }) =>
      !uses.has('D') &&
      !uses.has('g') &&
      (!uses.has('L') || /^(?:visit|travel|go|learn|study|join)/.test(key)) &&
      !/^(stay|rest|relax|take a (nap|break|day)|sleep|pay|persuade|forgive|lose|quit|own|change mind|accept|compromise|improve|increase|retire|live|work (?:at|from)|bargain|claim|overcome|stop|relieve|reduce|get a tattoo|block|avoid)/.test(
        key,
      ),
  );

  return [
    {
      name: 'if-time',
      weight: 2.5,
      draw(random) {
        const predicate = drawPredicate(wishes, I, random);
        const [english, korean] = pick(
          predicate.frame.uses.has('L')
            ? CONDITIONS.slice(0, 3)
            : CONDITIONS.filter(([text]) => !/money|well/.test(text)),
          random,
        );
        return sentence(
          `if ${english}, I'll ${infinitive(predicate)}`,
          `${korean} ${own(predicate, '(으)ㄹ 거예요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'if-weather',
      weight: 0.25,
      draw(random) {
        const predicate = drawPredicate(fair, WE, random);
        if (/table tennis|squash/.test(predicate.key)) return NONE; // in a hall
        const nice = chance(0.5, random);
        return nice
          ? sentence(
              `if the weather is nice tomorrow, let's ${infinitive(predicate)}`,
              `내일 날씨가 좋으면 같이 ${own(predicate, '아요')}`,
              predicate.key,
            )
          : sentence(
              `if it rains tomorrow, we can't ${infinitive(predicate)}`,
              `내일 비가 오면 ${own(predicate, '(으)ㄹ')} 수 없어요`,
              predicate.key,
            );
      },
    },
    {
      name: 'if-you',
      weight: 1.5,
      draw(random) {
        const predicate = drawPlain(duties, YOU, random);
        predicate.after = predicate.after.replace(' some ', ' any ');
        const [english, korean] = pick(
          [
            ["you're tired", '피곤하면'],
            ["you're busy", '바쁘면'],
            ["you don't have time", '시간이 없으면'],
            ["you don't want to", '원하지 않으면'],
            ["you're not feeling well", '몸이 안 좋으면'],
          ] as const,
          random,
        );
        return sentence(
          `if ${english}, you don't have to ${infinitive(predicate)}`,
          `${korean} ${own(predicate, '지')} 않아도 돼요`,
          predicate.key,
        );
      },
    },
    {
      name: 'if-you-want',
      weight: 2,
      draw(random) {
        const predicate = drawPredicate(wanted, YOU, random);
        const [english, korean] = pick(
          [
            ['tell me', '말해 주세요'],
            ['call me', '저한테 전화하세요'],
            ['let me know', '알려 주세요'],
            ...(predicate.frame.uses.has('n') || predicate.frame.uses.has('k')
              ? [['I can help you', '제가 도와줄 수 있어요'] as const]
              : []),
            ...(FLEETING.test(predicate.frame.key) ? [['you have to hurry', '서둘러야 해요'] as const] : []),
          ],
          random,
        );
        return sentence(
          `if you want to ${infinitive(predicate)}, ${english}`,
          `${own(predicate, '고')} 싶으면 ${korean}`,
          predicate.key,
        );
      },
    },
    {
      name: 'if-rich',
      weight: 0.8,
      draw(random) {
        const predicate = drawPredicate(goals, I, random);
        if (CHEAP.test(predicate.key)) return NONE;
        const [english, korean] = pick(
          [
            ['I had more money', '돈이 더 있으면'],
            ['I were rich', '제가 부자라면'],
            ['I won the lottery', '복권에 당첨되면'],
          ] as const,
          random,
        );
        return sentence(
          `if ${english}, I would ${infinitive(predicate)}`,
          `${korean} ${own(predicate, '(으)ㄹ')} 거예요`,
          predicate.key,
        );
      },
    },
    {
      name: 'when-young',
      weight: 1,
      draw(random) {
        const subject = chance(0.7, random) ? I : kit.anyone(random);
        const predicate = drawGeneric(pleasant, subject, random);
        const pronoun = pronounOf(subject);
        const [english, korean] = pick(
          [
            ['young', '어렸을 때'],
            ['a child', '어렸을 때'],
            ['a student', '학생 때'],
          ] as const,
          random,
        );
        if (
          subject.agreement === 'plural' ||
          subject.respected ||
          (english !== 'young' && GROWN_UP.test(predicate.key))
        )
          return NONE;
        return sentence(
          `when ${pronoun === 'I' ? 'I' : subject.english} was ${english}, ${pronoun} often ${predicate.verb.past}${predicate.after}`,
          `${topic(subject, random)}${korean} 자주 ${said(subject, predicate, '았어요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'when-mood',
      weight: 2,
      draw(random) {
        const predicate = drawGeneric(pleasant, I, random);
        const [english, korean] = pick(MOODS, random);
        if (/alone|lonely|sad/.test(english) && SOCIAL.test(predicate.frame.key)) return NONE;
        const clause = `I ${chance(0.4, random) ? 'usually ' : ''}${infinitive(predicate)}`;
        return sentence(
          chance(0.5, random) ? `when ${english}, ${clause}` : `${clause} when ${english}`,
          `${topic(I, random)}${korean} ${clause.includes('usually') ? '보통 ' : ''}${own(predicate, '아요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'when-called',
      weight: 2,
      draw(random) {
        const other = kit.other(random);
        const predicate = drawPredicate(ongoing, I, random);
        const main = statement(I, predicate, 'pastProgressive');
        const call = `${other.english} called`;
        return sentence(
          chance(0.5, random) ? `when ${call}, ${main}` : `${main} when ${call}`,
          `${other.nominative}${other.respected ? '전화하셨을' : '전화했을'} 때 ${chance(0.4, random) ? '저는 ' : ''}${said(I, continuing(predicate), '았어요')}`,
          predicate.key,
        );
      },
    },
    {
      name: 'when-home',
      weight: 1.5,
      draw(random) {
        const other = kit.other(random);
        const predicate = drawPredicate(atHome, other, random);
        return sentence(
          `when I got home, ${statement(other, predicate, 'pastProgressive')}`,
          `제가 집에 왔을 때 ${topic(other, random)}${said(other, continuing(predicate), '았어요')}`,
          predicate.key,
        );
      },
    },
  ];
}
