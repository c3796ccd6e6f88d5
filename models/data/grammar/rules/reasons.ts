/** Reasons: because, so, and what one wanted but could not. */
import { able, duty, failed, wish } from '../building.ts';
import { chance, pick } from '../choice.ts';
import { infinitive, statement } from '../clause.ts';
import { type Filled, type Frame } from '../frame.ts';
import { drawGeneric, drawPlain, drawPredicate, I, type Kit, NONE, type Rule, said, sentence, topic } from '../kit.ts';
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
      /^(stay home|see a doctor|go to the doctor|take a day off|rest$|take medicine|cancel|go home early|be hospitalized)/,
  },
  {
    english: '# cold',
    korean: '추워',
    past: '추워서',
    frames: /^(close$|put on a|stay home|take a bath|dress warmly|turn up the heater)/,
  },
  { english: '# sleepy', korean: '졸려', past: '졸려서', frames: /^(take a nap|go to bed early|go to bed$)/ },
  {
    english: '# lonely',
    korean: '외로워',
    past: '외로워서',
    frames: /^(call$|text$|meet friends|call mom|talk on the phone|go out$)/,
  },
  {
    english: '# stressed',
    korean: '스트레스를 받아',
    past: '스트레스를 받아서',
    frames: /^(go for a|take a walk|exercise|go shopping|go out$|sing|meet friends|clean the house|travel)/,
  },
];

export const own = (predicate: Filled, ending: string): string => predicate.lead + predicate.word.form(ending);

/** What a cold keeps nobody from. */
const EASY = /^(?:watch|read|draw|study|play games|listen|order|relax|knit)/;
const keeps = (obstacle: string, key: string): boolean => !(/sick|cold|tired/.test(obstacle) && EASY.test(key));

/** What quenches no thirst. */
const HOT = /\+(?:hot|.*coffee|(?!iced).*tea$|.*latte|cappuccino|americano|.*milk|energy)/;

/** What one saves money for. */
export const pricey = ({ slots }: Frame): boolean =>
  slots.some(({ nouns }) => nouns.every(({ kinds }) => PRICEY.some((kind) => kinds.has(kind))));

export const PRICEY = ['gadget', 'ownvehicle', 'housing', 'instruments', 'jewelry'];

/** Of these, what costs next to nothing; nor is money saved for an account. */
export const CHEAP =
  /\+(?:recorder|harmonica|ukulele|charger|mouse|earphones|hairpin|USB drive|webcam|router|power bank|keyboard|hard drive|bank account|brooch|scooter|microphone|headphones|MP3 player)$/;

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
  { english: 'really upset', first: '정말 속상해요', third: '정말 속상해해요' },
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
  const outings = kit.frames(
    'cv',
    ({ uses, key }) => !uses.has('D') && !/^(buy|carry|move|choose|join|share|save)/.test(key),
  );
  const good = kit.frames('pg', ({ uses }) => !uses.has('x'));
  const bad = kit.frames(
    'pb',
    ({ uses, key }) => !uses.has('x') && !uses.has('h') && !uses.has('d') && !/^(?:bite|dial|get drunk)/.test(key),
  );
  const amusing = kit.frames(
    'hj',
    ({ key }) =>
      !/^(study|learn|teach|save|spend|sleep|take care|look after|help|make new|eat|drink|have|volunteer|do volunteer|relax|rest|take a bath|keep a diary|grow|talk)/.test(
        key,
      ),
  );
  /** What takes so long that nothing else fits in. */
  const duties = kit.frames(
    'mft',
    ({ uses, key }) =>
      !uses.has('a') &&
      (uses.has('n') ||
        /^(?:go |see a|visit|take (?:an|the dog|a test)|attend|have (?:a meeting|an interview|surgery)|give|work|exercise|invite|meet|babysit|help)/.test(
          key,
        )) &&
      !/^(cancel|postpone|choose|look for|buy|stay|rest|download|install|upload|update|print|copy|scan|check|google|search|send|read$|wash$|record|edit|memorize|persuade|film|invite|count|express|meet$|practice speaking|write|solve|tidy|study hard|work hard|analyze)/.test(
        key,
      ),
  );
  const goals = kit.frames(
    'w',
    (frame) =>
      /^(travel|study abroad|go (on a trip|abroad)|open$|move)/.test(frame.key) ||
      (frame.key === 'buy' && pricey(frame)),
  );
  /** What takes a free hour and some strength. */
  const wantedBut = kit.frames(
    'wct',
    ({ uses, key }) =>
      !uses.has('L') &&
      (uses.has('v') || uses.has('l') || uses.has('e')) &&
      !/^(stay|rest|relax|take a (nap|break|day)|sleep|dye|invite|book|rent|take to|discuss|donate|see$|perform|buy|build|throw)/.test(
        key,
      ),
  );

  return [
    {
      name: 'cannot-because',
      weight: 3,
      draw(random) {
        const subject = kit.anyone(random);
        const predicate = drawPlain(outings, subject, random);
        const [english, reason] = pick(OBSTACLES, random);
        if (subject.respected || !keeps(english, predicate.frame.key)) return NONE;
        const past = chance(0.5, random);
        const pronoun = pronounOf(subject);
        const adjunct = past ? kit.nearTime(predicate.frame, 'past', random) : null;
        const main =
          statement(subject, able(predicate), past ? 'past' : 'present', { negative: true }) + (adjunct?.english ?? '');
        const because = obstacle(english, pronoun, past);
        const korean = `${topic(subject, random)}${adjunct?.korean ?? ''}${reason} `;
        return sentence(
          chance(0.65, random)
            ? `${main} because ${because}`
            : `${obstacle(english, subject.english, past)}, so ${statementAs(subject, pronoun, predicate, past)}${adjunct?.english ?? ''}`,
          korean + (past ? said(subject, failed(predicate), '았어요') : `${own(predicate, '(으)ㄹ')} 수 없어요`),
          predicate.key,
        );
      },
    },
    {
      name: 'wanted-but',
      weight: 2.5,
      draw(random) {
        const subject = chance(0.6, random) ? I : kit.anyone(random);
        if (subject.respected) return NONE;
        const predicate = drawPredicate(wantedBut, subject, random);
        const [english, , reason] = pick(OBSTACLES, random);
        if (!keeps(english, predicate.frame.key)) return NONE;
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
        if (remedy.english === '# thirsty' && HOT.test(predicate.key)) return NONE;
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
      weight: 0.5,
      draw(random) {
        const predicate = drawGeneric(amusing, I, random);
        const calm =
          /^(?:read|listen|write in|draw|paint|take a|go for|walk|meditate|do (?:yoga|puzzles)|play$|fish|watch (?:birds|the)|knit|jog|swim)/.test(
            predicate.frame.key,
          );
        const [english, korean] = pick(
          [
            ["it's fun", '재미있어서'],
            ['it makes me happy', '행복해져서'],
            ...(calm ? [['it helps me relax', '마음이 편해져서'] as const] : []),
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
        if (CHEAP.test(predicate.key)) return NONE;
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
