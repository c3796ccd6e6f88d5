/**
 * Predicates made of predicates, in both languages at once: `wish` turns "eat bread", 빵을 먹다 into "want to eat
 * bread", 빵을 먹고 싶다. What comes out takes tenses, negation and questions like any other.
 */
import { inflectVerb, type EnglishVerb } from '../english.ts';
import { withParticle } from '../korean.ts';
import { createKoreanWord, type KoreanWord } from '../korean-conjugation.ts';
import { gerund, infinitive } from './clause.ts';
import type { Filled, Predicate } from './frame.ts';
import type { Subject } from './subject.ts';

const verb = (base: string, past: string, participle = past): EnglishVerb =>
  inflectVerb(base, new Map([[base.split(' ')[0] ?? base, [past, participle]]]));
const modal = (base: string, past: string): EnglishVerb => ({ ...verb('be', 'was', 'been'), base, third: base, past });

const WANT = verb('want', 'wanted');
const WOULD = modal('would', 'would');
const HAVE = verb('have', 'had');
const NEED = verb('need', 'needed');
const LIKE = verb('like', 'liked');
const LOVE = verb('love', 'loved');
const HATE = verb('hate', 'hated');
const ENJOY = verb('enjoy', 'enjoyed');
const PLAN = verb('plan', 'planned');
const DECIDE = verb('decide', 'decided');
const TRY = verb('try', 'tried');
const START = verb('start', 'started');
const STOP = verb('stop', 'stopped');
const FORGET = verb('forget', 'forgot', 'forgotten');
const KNOW = verb('know', 'knew', 'known');
const CAN = modal('can', 'could');
const SHOULD = modal('should', 'should');
const MUST = modal('must', 'must');
const MIGHT = modal('might', 'might');
export const BE = verb('be', 'was', 'been');

const adjective = (dictionary: string): KoreanWord => createKoreanWord(dictionary, { kind: 'adjective' });
const word = (dictionary: string): KoreanWord => createKoreanWord(dictionary);

const WISH = adjective('싶다');
const WISH_OTHER = word('싶어 하다');
const NOT_VERB = word('않다');
const NOT_ADJECTIVE = adjective('않다');
const UNABLE = word('못하다');
const CONTINUE = createKoreanWord('있다', { respectful: '계시다' });
const EXIST = word('있다');
const LACK = word('없다');
const DO = word('하다');
const BECOME = word('되다');
const SEE = word('보다');
const ENJOYED = word('좋아하다');
const RELISHED = word('즐기다');
const HATED = word('싫어하다');
const GOOD = adjective('좋다');
const BEGIN = word('시작하다');
const QUIT = word('그만두다');
const SLIP = word('깜빡하다');
const KNOWN = word('알다');
const UNKNOWN = word('모르다');
const LOOK = word('보이다');
const POSSIBLE = word('수 있다');
const IMPOSSIBLE = word('수 없다');
const SKILL = word('줄 알다');
const PLANNED = createKoreanWord('계획이다', { kind: 'adjective', copula: true });
const HAS_DONE = word('적이 있다');
const NEVER_DONE = word('적이 없다');
const FELT: ReadonlyMap<string, KoreanWord> = new Map([
  ['그리워하다', createKoreanWord('그립다', { kind: 'adjective', class: 'ㅂ' })],
  ['부러워하다', createKoreanWord('부럽다', { kind: 'adjective', class: 'ㅂ' })],
]);
const APPEAR = verb('look', 'looked');

const to = (base: EnglishVerb, predicate: Predicate): { verb: EnglishVerb; after: string } => ({
  verb: base,
  after: ` to ${infinitive(predicate)}`,
});
const bare = (base: EnglishVerb, predicate: Predicate): { verb: EnglishVerb; after: string; modal: true } => ({
  verb: base,
  after: ` ${infinitive(predicate)}`,
  modal: true,
});
const korean = (
  predicate: Predicate,
  ending: string,
  next: KoreanWord,
): { key: string; lead: string; word: KoreanWord } => ({
  key: predicate.key,
  lead: `${predicate.lead}${predicate.word.form(ending)} `,
  word: next,
});

/** `want to …`, -고 싶다; of others -고 싶어 하다. */
export const wish = (predicate: Predicate, other: boolean): Predicate => ({
  ...to(WANT, predicate),
  ...korean(predicate, '고', other ? WISH_OTHER : WISH),
});
export const wouldLike = (predicate: Predicate): Predicate => ({
  verb: WOULD,
  modal: true,
  after: ` like to ${infinitive(predicate)}`,
  ...korean(predicate, '고', WISH),
});
export const able = (predicate: Predicate): Predicate => ({
  ...bare(CAN, predicate),
  ...korean(predicate, '(으)ㄹ', POSSIBLE),
});
export const unable = (predicate: Predicate): Predicate => ({
  ...bare(CAN, predicate),
  ...korean(predicate, '(으)ㄹ', IMPOSSIBLE),
});
/** `know how to …`, -(으)ㄹ 줄 알다. */
export const skilled = (predicate: Predicate): Predicate => ({
  verb: KNOW,
  after: ` how to ${infinitive(predicate)}`,
  ...korean(predicate, '(으)ㄹ', SKILL),
});
/** Of those one looks up to, the verb shows it (가셔야 해요), not 하다. */
export const duty = (predicate: Predicate, style: 'have' | 'need' = 'have'): Predicate => ({
  ...to(style === 'have' ? HAVE : NEED, predicate),
  ...korean(predicate, '아야', style === 'have' ? DO : BECOME),
});
export const must = (predicate: Predicate): Predicate => ({
  ...bare(MUST, predicate),
  ...korean(predicate, '아야', DO),
});
/** Said without a modal in Korean: -는 게 좋다. */
export const advised = (predicate: Predicate): Predicate => ({
  ...bare(SHOULD, predicate),
  ...korean(predicate, '는 게', GOOD),
});
export const perhaps = (predicate: Predicate): Predicate => ({
  ...bare(MIGHT, predicate),
  ...korean(predicate, '(으)ㄹ지도', UNKNOWN),
});
export const fond = (predicate: Predicate, style: 'like' | 'love' | 'enjoy' = 'like'): Predicate => ({
  verb: style === 'like' ? LIKE : style === 'love' ? LOVE : ENJOY,
  after: ` ${gerund(predicate)}`,
  ...korean(predicate, style === 'love' ? '는 걸 정말' : '는 걸', style === 'enjoy' ? RELISHED : ENJOYED),
});
export const averse = (predicate: Predicate): Predicate => ({
  verb: HATE,
  after: ` ${gerund(predicate)}`,
  ...korean(predicate, '는 걸', HATED),
});
export const planned = (predicate: Predicate): Predicate => ({
  ...to(PLAN, predicate),
  ...korean(predicate, '(으)ㄹ', PLANNED),
});
export const decided = (predicate: Predicate): Predicate => ({
  ...to(DECIDE, predicate),
  ...korean(predicate, '기로', DO),
});
export const tried = (predicate: Predicate): Predicate => ({
  ...to(TRY, predicate),
  ...korean(predicate, '(으)려고', DO),
});
export const started = (predicate: Predicate): Predicate => ({
  verb: START,
  after: ` ${gerund(predicate)}`,
  ...korean(predicate, '기', BEGIN),
});
export const stopped = (predicate: Predicate): Predicate => ({
  verb: STOP,
  after: ` ${gerund(predicate)}`,
  ...korean(predicate, '는 걸', QUIT),
});
export const forgotten = (predicate: Predicate): Predicate => ({
  ...to(FORGET, predicate),
  ...korean(predicate, '는 걸', SLIP),
});
/** -아/어 보다 has no word of its own in English; with `try` it has. */
export const attempted = (predicate: Predicate): Predicate => ({ ...predicate, ...korean(predicate, '아', SEE) });
export const continuing = (predicate: Predicate): Predicate => ({ ...predicate, ...korean(predicate, '고', CONTINUE) });
export const experienced = (predicate: Predicate, ever: boolean): Predicate => ({
  ...predicate,
  ...korean(
    predicate.word.dictionary === '보다' ? predicate : attempted(predicate),
    '(으)ㄴ',
    ever ? HAS_DONE : NEVER_DONE,
  ),
});

const lacks = new Map<string, KoreanWord>();

/** 자신 없다 beside 자신 있다. */
function lacking(dictionary: string): KoreanWord {
  let found = lacks.get(dictionary);
  if (!found) {
    found = adjective(dictionary.replace(/있다$/, '없다'));
    lacks.set(dictionary, found);
  }
  return found;
}

/** 없다 for what one has (시간이 있다), not for how one is (깨어 있다, 집에 있다). */
function oppositeOf({ lead, word: { dictionary, kind } }: Predicate): KoreanWord | undefined {
  if (kind === 'adjective' && dictionary.endsWith(' 있다')) return lacking(dictionary);
  return dictionary === '있다' && !/[이가] $/.test(lead) ? undefined : OPPOSITES.get(dictionary);
}

/** The respectful or plain word does not matter here: -지 않다 follows the kind of what it denies. */
export function denied(predicate: Predicate): Predicate {
  const opposite = oppositeOf(predicate);
  if (opposite) return { ...predicate, word: opposite };
  if (UNABLE_WORDS.has(predicate.word.dictionary)) return { ...predicate, ...korean(predicate, '지', UNABLE) };
  return { ...predicate, ...korean(predicate, '지', predicate.word.kind === 'verb' ? NOT_VERB : NOT_ADJECTIVE) };
}
/**
 * Whether 안 and 못 cannot stand before the last word: long words, 공부하다, and a verb that leans on another (가 보다, 사
 * 주다, 누워 있다) or on an adverb.
 */
export function isInseparable({ lead, word: { dictionary } }: Predicate): boolean {
  if (dictionary.length > 3 || (dictionary.endsWith('하다') && dictionary !== '하다')) return true;
  if (dictionary === '있다') return /[가-힣]*[워어아해] $/.test(lead);
  return ['보다', '주다', '두다', '놓다'].includes(dictionary) && lead !== '' && !/[을를에게께고로서의] $/.test(lead);
}
/** 안 before the verb, as one speaks; not with 하다 and not with what has an opposite of its own. */
export function deniedShort(predicate: Predicate): Predicate {
  const { dictionary } = predicate.word;
  if (OPPOSITES.has(dictionary) || UNABLE_WORDS.has(dictionary) || isInseparable(predicate)) return denied(predicate);
  // An adverb is of the verb: 건강하게 살지 않아요, 버스를 타려고 뛰지 않았어요.
  if (/(?:잘못|게|히|려고|완전히|연락하고) $/.test(predicate.lead) || oppositeOf(predicate)) return denied(predicate);
  return { ...predicate, lead: `${predicate.lead}안 ` };
}
/** Not done because one could not, whatever one wanted: 못 이겼어요, 못 들었어요, 춤을 잘 못 춰요. */
export const isBeyondWill = ({ frame: { key, uses }, lead, word }: Filled): boolean =>
  uses.has('g') ||
  key === 'hear' ||
  (key === 'see' && !uses.has('f')) ||
  (lead.endsWith('잘 ') && !OPPOSITES.has(word.dictionary));
/** Wanted or meant to, but could not: 못, or -지 못하다 after 하다. */
export function failed(predicate: Predicate): Predicate {
  if (isInseparable(predicate)) return { ...predicate, ...korean(predicate, '지', UNABLE) };
  return { ...predicate, lead: `${predicate.lead}못 ` };
}
/** What one does not do because one cannot: 이해하지 못하다. */
const UNABLE_WORDS: ReadonlySet<string> = new Set([
  '이해하다',
  '기억하다',
  '알아듣다',
  '알아보다',
  '알아차리다',
  '깨닫다',
  '잠들다',
  '잘하다',
]);
const OPPOSITES: ReadonlyMap<string, KoreanWord> = new Map([
  ['있다', LACK],
  ['수 있다', IMPOSSIBLE],
  ['줄 알다', word('줄 모르다')],
  ['알다', UNKNOWN],
  ['재미있다', adjective('재미없다')],
  ['맛있다', adjective('맛없다')],
]);

/** What one misses or envies oneself is 그립다, 부럽다; 그리워하다 and 부러워하다 are said of others. */
export function felt<P extends Predicate>(predicate: P, { agreement, english }: Subject): P {
  const word = FELT.get(predicate.word.dictionary);
  if (!word || !(agreement === 'first' || english === 'we')) return predicate;
  return { ...predicate, lead: `${withParticle(predicate.lead.replace(/[을를] $/, ''), '이')} `, word };
}

/** `look tired`, 피곤해 보이다. */
export const seeming = (predicate: Predicate): Predicate => ({
  ...predicate,
  verb: APPEAR,
  ...korean(predicate, '아', LOOK),
});
export { EXIST, LACK, KNOWN, UNKNOWN };
