/** Reasons: because, so, and what one wanted but could not. */
import { able, duty, failed, wish } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { infinitive, statement } from '../clause.ts';
import { type Filled, type Frame } from '../frame.ts';
import { drawGeneric, drawPredicate, I, type Kit, NONE, type Rule, said, sentence, topic } from '../kit.ts';
import { type Subject } from '../subject.ts';
import { pronounOf } from './people.ts';

/** Why something does not happen; `#` stands for be, `^` for have. In Korean as -아서, and alone in the past. */
const OBSTACLES: readonly (readonly [english: string, korean: string, past: string])[] = [
  ['# busy', '바빠서', '바빴어요'],
  ['# too busy', '너무 바빠서', '너무 바빴어요'],
  ['# sick', '아파서', '아팠어요'],
  ['# too tired', '너무 피곤해서', '너무 피곤했어요'],
  ['^ no time', '시간이 없어서', '시간이 없었어요'],
  ['^ a cold', '감기에 걸려서', '감기에 걸렸어요'],
  ['^ to work', '일해야 해서', '일해야 했어요'],
  ['^ a lot of work', '일이 많아서', '일이 많았어요'],
];

/** `I'm busy`, `he had no time`. */
function obstacle(text: string, pronoun: string, past: boolean): string {
  const third = !['I', 'we', 'they'].includes(pronoun);
  const be = past ? (pronoun === 'I' || third ? 'was' : 'were') : pronoun === 'I' ? 'am' : third ? 'is' : 'are';
  const have = past ? 'had' : third ? 'has' : 'have';
  const clause = `${pronoun} ${text.startsWith('#') ? be : have}${text.slice(1)}`;
  return clause
    .replace(/^I am/, "I'm")
    .replace(/^(he|she) is/, "$1's")
    .replace(/^(we|they) are/, "$1're");
}

/** A state, and what one does about it: frames by their key. */
const REMEDIES: readonly { english: string; korean: string; past: string; frames: RegExp }[] = [
  {
    english: '# hungry',
    korean: '배고파',
    past: '배가 고파서',
    frames: /^(eat|order|have (breakfast|lunch|dinner)|make$|cook$|order a pizza)/,
  },
  { english: '# thirsty', korean: '목말라', past: '목이 말라서', frames: /^drink$/ },
  {
    english: '# tired',
    korean: '피곤해',
    past: '피곤해서',
    frames:
      /^(go home early|take a nap|go to bed early|rest$|take a break|stay home|take a bath|relax|get up late|sleep late|take a day off)/,
  },
  {
    english: '# bored',
    korean: '심심해',
    past: '심심해서',
    frames:
      /^(watch$|watch TV|read$|play|listen to|draw pictures|surf|go for a (walk|drive)|go to the movies|call$|bake$|go window|clean the house)/,
  },
  {
    english: '# sick',
    korean: '아파',
    past: '아파서',
    frames:
      /^(stay home|see a doctor|go to the doctor|take a day off|rest$|take medicine|cancel|go home early|stay in the hospital)/,
  },
  {
    english: '# cold',
    korean: '추워',
    past: '추워서',
    frames: /^(close$|put on a|stay home|take a bath|dress warmly|turn up)/,
  },
  { english: '# sleepy', korean: '졸려', past: '졸려서', frames: /^(take a nap|go to bed early|go to bed$)/ },
  {
    english: '# lonely',
    korean: '외로워',
    past: '외로워서',
    frames: /^(call$|text$|meet a friend|call mom|talk on the phone|go out$)/,
  },
  {
    english: '# stressed',
    korean: '스트레스를 받아',
    past: '스트레스를 받아서',
    frames: /^(go for a|take a walk|exercise|go shopping|go out$|sing|meet a friend|clean the house|travel)/,
  },
];

export const own = (predicate: Filled, ending: string): string => predicate.lead + predicate.word.form(ending);

/** What one saves money for. */
export const pricey = ({ slots }: Frame): boolean =>
  slots.some(({ nouns }) => nouns.every(({ kinds }) => PRICEY.some((kind) => kinds.has(kind))));

export const PRICEY = ['gadget', 'appliance', 'ownvehicle', 'housing', 'instruments', 'jewelry'];

/** The second half of "…, so he couldn't …". */
function statementAs(subject: Subject, pronoun: string, predicate: Filled, past: boolean): string {
  return statement({ ...subject, english: pronoun, pronoun: true }, able(predicate), past ? 'past' : 'present', {
    negative: true,
  });
}

const SAVE = { base: 'save', third: 'saves', past: 'saved', participle: 'saved', ing: 'saving' };

const GLAD = [
  { english: 'happy', first: '기뻐요', third: '기뻐해요' },
  { english: 'really happy', first: '정말 기뻐요', third: '정말 기뻐해요' },
  { english: 'so happy', first: '너무 행복해요', third: '너무 행복해해요' },
];

const EXCUSES: readonly (readonly [string, string])[] = [
  ["I can't meet you", '못 만나요'],
  ["I can't come", '못 가요'],
  ["I'm busy", '바빠요'],
  ['I have no time', '시간이 없어요'],
];

const UPSET = [
  { english: 'upset', first: '속상해요', third: '속상해해요' },
  { english: 'very upset', first: '너무 속상해요', third: '너무 속상해해요' },
  { english: 'sad', first: '슬퍼요', third: '슬퍼해요' },
];

/** Of what one makes when hungry, only what can be eaten. */
const isEdible = ({ slots, key }: Frame, state: string): boolean =>
  state !== '# hungry' || key !== 'make' || slots.every(({ nouns }) => nouns.every(({ kinds }) => kinds.has('foods')));

export function reasonRules(kit: Kit): Rule[] {
  const sober = ({ slots }: Frame): boolean =>
    !slots.some(({ nouns }) => nouns.some(({ kinds }) => kinds.has('alcohol')));
  const remedies = REMEDIES.map((remedy) => ({
    ...remedy,
    choose: kit.frames(
      'p',
      (frame) => remedy.frames.test(frame.key) && sober(frame) && isEdible(frame, remedy.english),
    ),
  }));
  const outings = kit.frames('cv', ({ uses }) => !uses.has('D'));
  const good = kit.frames('pg', ({ uses }) => !uses.has('x'));
  const bad = kit.frames('pb', ({ uses }) => !uses.has('x') && !uses.has('h') && !uses.has('d'));
  const amusing = kit.frames(
    'hj',
    ({ key }) =>
      !/^(study|learn|teach|save|spend|sleep|take care|look after|help|make new|eat|drink|have|volunteer|do volunteer)/.test(
        key,
      ),
  );
  const duties = kit.frames(
    'mft',
    ({ uses, key }) => !uses.has('a') && !/^(cancel|postpone|choose|look for|buy)/.test(key),
  );
  const goals = kit.frames(
    'w',
    (frame) =>
      /^(travel|study abroad|go (on a trip|abroad)|open$|move)/.test(frame.key) ||
      (frame.key === 'buy' && pricey(frame)),
  );
  const wantedBut = kit.frames(
    'wc',
    ({ uses, key }) =>
      !uses.has('D') &&
      !/^(stay|rest|relax|take a (nap|break|day)|sleep|speak|beat|pass|win|live|forgive|wear|eat a|own|work)/.test(key),
  );

  return [
    {
      name: 'cannot-because',
      weight: 3,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(outings, subject, random);
        const [english, reason] = pick(OBSTACLES, random);
        const past = chance(0.5, random);
        const pronoun = pronounOf(subject);
        const adjunct = past ? kit.time(predicate.frame, 'past', random) : null;
        const main =
          statement(subject, able(predicate), past ? 'past' : 'present', { negative: true }) + (adjunct?.english ?? '');
        const because = obstacle(english, pronoun, past);
        const korean = `${topic(subject, random)}${adjunct?.korean ?? ''}${reason} `;
        return sentence(
          chance(0.65, random)
            ? `${main} because ${because}`
            : `${obstacle(english, subject.english, past)}, so ${statementAs(subject, pronoun, predicate, past)}${adjunct?.english ?? ''}`,
          korean +
            (past
              ? said(subject, failed(predicate), '았어요')
              : `${own(predicate, '(으)ㄹ')} 수 ${subject.respected ? '없으세요' : '없어요'}`),
          predicate.key,
        );
      },
    },
    {
      name: 'wanted-but',
      weight: 2.5,
      draw(random) {
        const subject = chance(0.6, random) ? I : kit.anyone(random);
        const predicate = drawPredicate(wantedBut, subject, random);
        const [english, , reason] = pick(OBSTACLES, random);
        const other = subject.agreement === 'third' || subject.english === 'they';
        return sentence(
          `${statement(subject, wish(predicate, other), 'past')}, but ${obstacle(english, pronounOf(subject), true)}`,
          `${topic(subject, random)}${said(subject, wish(predicate, other), '았지만')} ${reason}`,
          predicate.key,
        );
      },
    },
    {
      name: 'remedy',
      weight: 2,
      draw(random) {
        const remedy = pick(remedies, random);
        const subject = chance(0.55, random) ? I : kit.anyone(random);
        if (subject.respected) return NONE;
        const predicate = drawPredicate(remedy.choose, subject, random);
        const pronoun = pronounOf(subject);
        const korean = `${topic(subject, random)}${remedy.past} ${own(predicate, '았어요')}`;
        return chance(0.5, random)
          ? sentence(
              `${obstacle(remedy.english, subject.pronoun ? pronoun : subject.english, true)}, so ${pronoun} ${predicate.verb.past}${predicate.after}`,
              korean,
              predicate.key,
            )
          : sentence(
              `${statement(subject, predicate, 'past')} because ${obstacle(remedy.english, pronoun, true)}`,
              korean,
              predicate.key,
            );
      },
    },
    {
      name: 'glad-because',
      weight: 2,
      draw(random) {
        const glad = chance(0.5, random);
        const subject = chance(0.6, random) ? I : kit.other(random);
        const predicate = drawPredicate(glad ? good : bad, subject, random);
        const mood = pick(glad ? GLAD : UPSET, random);
        const third = subject !== I;
        const pronoun = pronounOf(subject);
        const be =
          subject.agreement === 'first' ? "I'm" : `${subject.english} ${subject.agreement === 'third' ? 'is' : 'are'}`;
        const korean = third ? mood.third : mood.first;
        return sentence(
          `${be} ${mood.english} because ${pronoun} ${predicate.verb.past}${predicate.after}`,
          `${topic(subject, random)}${own(predicate, '아서')} ${subject.respected ? korean.replace('해요', '하세요') : korean}`,
          predicate.key,
        );
      },
    },
    {
      name: 'often-because',
      weight: 1,
      draw(random) {
        const predicate = drawGeneric(amusing, I, random);
        const [english, korean] = pick(
          [
            ["it's fun", '재미있어서'],
            ['it makes me happy', '행복해져서'],
            ['it helps me relax', '마음이 편해져서'],
            ["it's good for me", '도움이 돼서'],
          ] as const,
          random,
        );
        return sentence(
          `I often ${infinitive(predicate)} because ${english}`,
          `${topic(I, random)}${korean.endsWith('져서') ? `${own(predicate, '(으)면')} ${korean} 자주 ${predicate.word.form('아요')}` : `${korean} 자주 ${own(predicate, '아요')}`}`,
          predicate.key,
        );
      },
    },
    {
      name: 'saving-for',
      weight: 1,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPredicate(goals, subject, random);
        const be = statement(
          subject,
          { ...predicate, verb: SAVE, after: ` money to ${infinitive(predicate)}` },
          'progressive',
        );
        return sentence(
          be,
          `${topic(subject, random)}${own(predicate, '(으)려고')} 돈을 모으고 ${subject.respected ? '계세요' : '있어요'}`,
          predicate.key,
        );
      },
    },
    {
      name: 'have-to-because',
      weight: 1.5,
      draw(random) {
        const predicate = drawPredicate(duties, I, random);
        const time = kit.time(predicate.frame, 'future', random);
        if (!time) return NONE;
        const [excuse, outcome] = pick(EXCUSES, random);
        return sentence(
          `${excuse}${time.english} because ${statement(I, duty(predicate), 'present')}`,
          `${time.korean}${own(predicate, '아야')} 해서 ${outcome}`,
          predicate.key,
        );
      },
    },
  ];
}
