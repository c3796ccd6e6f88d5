/**
 * Korean verbs and adjectives from dictionary form and class to any ending, by rule.
 *
 * An ending is written as grammars write it: `아요` joins the 아/어 form (먹어요, 가요, 해요), `(으)면` the form with the
 * linking vowel (먹으면, 가면, 도우면), everything else the bare stem (먹지, 가고). Four names stand for endings that
 * verbs and adjectives form differently: `adnominal` (가는, 예쁜), `quote` (간다고, 예쁘다고), `whether` (가는지, 예쁜지),
 * `background` (가는데, 예쁜데).
 */
import { finalSound, lastSyllable, withLast } from './korean.ts';

/** Irregular classes that the dictionary form does not show, each named by what changes in the stem. */
export const KOREAN_CLASSES = ['ㅂ', 'ㄷ', 'ㅅ', 'ㅎ', '우', '러', '으'] as const;
export type KoreanClass = (typeof KOREAN_CLASSES)[number];

export type WordKind = 'verb' | 'adjective';

export interface KoreanWord {
  dictionary: string;
  kind: WordKind;
  /** The word with an ending; remembered, so that it is computed once. */
  form(ending: string): string;
  /** The word of respect (가시다, 드시다), for people one looks up to and for questions to the listener. */
  honorific(): KoreanWord;
}

type StemClass = KoreanClass | '하' | '르' | 'ㄹ' | '이' | '아니' | '시' | 'regular';

/** Words whose respectful form is another word. */
const RESPECTFUL: readonly (readonly [plain: string, respectful: string])[] = [
  ['먹다', '드시다'],
  ['마시다', '드시다'],
  ['자다', '주무시다'],
  ['말하다', '말씀하시다'],
  ['죽다', '돌아가시다'],
  ['데리다', '모시다'],
];

/** One-syllable stems in ㅣ that do not contract: 비어요, 피었어요. */
const UNCONTRACTED = ['비', '기', '피', '띠'];
const BRIGHT = ['ㅏ', 'ㅗ', 'ㅑ'];
/** Stem vowel (+ 아/어) → contracted vowel. */
const CONTRACTED: Readonly<Record<string, string>> = {
  ㅏ: 'ㅏ',
  ㅓ: 'ㅓ',
  ㅗ: 'ㅘ',
  ㅜ: 'ㅝ',
  ㅣ: 'ㅕ',
  ㅐ: 'ㅐ',
  ㅔ: 'ㅔ',
  ㅕ: 'ㅕ',
  ㅚ: 'ㅙ',
};
const HIEUT: Readonly<Record<string, string>> = { ㅏ: 'ㅐ', ㅓ: 'ㅐ', ㅑ: 'ㅒ', ㅕ: 'ㅖ' };

function classOf(dictionary: string, declared: KoreanClass | undefined): StemClass {
  if (declared) return declared;
  if (dictionary.endsWith('하다')) return '하';
  if (dictionary.endsWith('아니다')) return '아니';
  if (dictionary.endsWith('르다')) return '르';
  const last = lastSyllable(dictionary.slice(0, -1));
  if (last?.final === '' && last.vowel === 'ㅡ') return '으';
  return last?.final === 'ㄹ' ? 'ㄹ' : 'regular';
}

const harmony = (stem: string): string => (BRIGHT.includes(lastSyllable(stem)?.vowel ?? '') ? '아' : '어');

/** Stem + 아/어 where nothing is irregular: 먹어, 가, 와, 배워, 쉬어. */
function joinVowel(stem: string): string {
  const last = lastSyllable(stem);
  const contracted = CONTRACTED[last?.vowel ?? ''];
  if (last?.final !== '' || !contracted || UNCONTRACTED.includes(stem.split(' ').at(-1) ?? '')) {
    return stem + harmony(stem);
  }
  return withLast(stem, { vowel: contracted });
}

/** The 아/어 form, to which 요, 서, 야, 도 and (as a final ㅆ) the past join. */
function vowelForm(stem: string, stemClass: StemClass): string {
  const before = stem.slice(0, -1);
  const open = (): string => withLast(stem, { final: '' });
  switch (stemClass) {
    case '하':
      return `${before}해`;
    case '르':
      return `${withLast(before, { final: 'ㄹ' })}${harmony(before) === '아' ? '라' : '러'}`;
    case '러':
      return `${stem}러`;
    case '으':
      return withLast(stem, { vowel: lastSyllable(before) && harmony(before) === '아' ? 'ㅏ' : 'ㅓ' });
    case '우':
      return withLast(stem, { vowel: 'ㅓ' });
    case 'ㅂ':
      return `${open()}${/(^| |거)[돕곱]$/.test(stem) ? '와' : '워'}`;
    case 'ㄷ':
      return withLast(stem, { final: 'ㄹ' }) + harmony(stem);
    case 'ㅅ':
      return open() + harmony(stem);
    case 'ㅎ':
      return withLast(stem, { vowel: HIEUT[lastSyllable(stem)?.vowel ?? ''] ?? 'ㅐ', final: '' });
    case '이':
      return finalSound(before) === '' ? `${before}여` : `${stem}어`;
    case '아니':
      return `${stem}어`;
    case '시':
      return `${before}셔`;
    default:
      return joinVowel(stem);
  }
}

/** The stem before a linking 으: open where the linking vowel falls away. */
function linkedStem(stem: string, stemClass: StemClass): string {
  const last = lastSyllable(stem);
  if (stemClass === 'ㅂ') return `${withLast(stem, { final: '' })}우`;
  if (stemClass === 'ㄷ') return `${withLast(stem, { final: 'ㄹ' })}으`;
  if (stemClass === 'ㅅ') return `${withLast(stem, { final: '' })}으`;
  if (stemClass === 'ㅎ') return withLast(stem, { final: '' });
  return last?.final === '' || last?.final === 'ㄹ' ? stem : `${stem}으`;
}

/** Joins ㄴ, ㄹ, ㅂ … as a final consonant, anything else as it stands. */
function attach(stem: string, ending: string): string {
  const first = ending[0] ?? '';
  if (!/[ㄱ-ㅎ]/.test(first)) return stem + ending;
  return withLast(stem, { final: first }) + ending.slice(1);
}

function linked(stem: string, stemClass: StemClass, ending: string): string {
  const base = linkedStem(stem, stemClass);
  const dropsL = stemClass === 'ㄹ' && /^[ㄴㅂㄹ니세셨시십]/.test(ending);
  return attach(dropsL ? withLast(base, { final: '' }) : base, ending);
}

function bare(stem: string, stemClass: StemClass, ending: string): string {
  return (stemClass === 'ㄹ' && /^[느는네나니냐]/.test(ending) ? withLast(stem, { final: '' }) : stem) + ending;
}

/** Endings of 이다, 아니다 and 시다 that follow no rule. */
function special(stem: string, stemClass: StemClass, ending: string): string | null {
  const before = stem.slice(0, -1);
  const vowel = finalSound(before) === '';
  if (stemClass === '이') {
    if (ending === '아요') return vowel ? `${before}예요` : `${stem}에요`;
    if (ending === '아서') return vowel ? `${before}라서` : `${stem}라서`;
    if (ending === 'quote') return vowel ? `${before}라고` : `${stem}라고`;
    if (['네요', '지만', '지요', '고'].includes(ending)) return (vowel ? before : stem) + ending;
    if (ending === '(으)면' || ending === '(으)니까') return (vowel ? before : stem) + ending.slice(3);
  }
  if (stemClass === '아니') {
    if (ending === '아요') return `${stem}에요`;
    if (ending === '아서') return `${stem}라서`;
    if (ending === 'quote') return `${stem}라고`;
  }
  return stemClass === '시' && ending === '아요' ? `${before}세요` : null;
}

/** 있다 and 없다 take the endings of verbs before nouns (재미있는), those of adjectives when quoted (있다고). */
const isExistence = (stem: string): boolean => /[있없]$/.test(stem) || stem.endsWith('계시');

/** The names that stand for endings which differ between verbs and adjectives. */
function resolve(stem: string, kind: WordKind, ending: string): string {
  const verbal = kind === 'verb' || isExistence(stem);
  switch (ending) {
    case 'adnominal':
      return verbal ? '는' : '(으)ㄴ';
    case 'whether':
      return verbal ? '는지' : '(으)ㄴ지';
    case 'background':
      return verbal ? '는데' : '(으)ㄴ데';
    case 'quote': {
      if (kind === 'adjective' || /[있없]$/.test(stem)) return '다고';
      const final = finalSound(stem);
      return final === '' || final === 'ㄹ' ? '(으)ㄴ다고' : '는다고';
    }
    default:
      return ending;
  }
}

function conjugateStem(stem: string, stemClass: StemClass, kind: WordKind, ending: string): string {
  const irregular = special(stem, stemClass, ending);
  if (irregular !== null) return irregular;
  const resolved = resolve(stem, kind, ending);
  if (resolved.startsWith('(으)')) return linked(stem, stemClass, resolved.slice(3));
  if (resolved.startsWith('았')) return withLast(vowelForm(stem, stemClass), { final: 'ㅆ' }) + pastTail(resolved);
  if (resolved.startsWith('아')) return vowelForm(stem, stemClass) + resolved.slice(1);
  return bare(stem, stemClass, resolved);
}

/** After 았/었 the ending harmonises no more: always 어요, 을, 으면. */
const pastTail = (ending: string): string => ending.slice(1).replace(/^아/, '어');

export interface WordOptions {
  kind?: WordKind;
  /** Only where the dictionary form does not show it. */
  class?: KoreanClass | undefined;
  /** The noun before 이다, a class of its own. */
  copula?: boolean;
  /** The word of respect where it is another word than for the rest: 계시다 for being somewhere, not for having. */
  respectful?: string;
}

/** A word ready to be conjugated; `dictionary` may be several words (고장 나다), the last of which changes. */
export function createKoreanWord(dictionary: string, options: WordOptions = {}, respectful = false): KoreanWord {
  if (!dictionary.endsWith('다')) throw new Error(`"${dictionary}" is not a dictionary form`);
  const stem = dictionary.slice(0, -1);
  const kind = options.kind ?? 'verb';
  const stemClass: StemClass = respectful ? '시' : options.copula ? '이' : classOf(dictionary, options.class);
  const forms = new Map<string, string>();
  let honorific: KoreanWord | null = null;
  return {
    dictionary,
    kind,
    form(ending) {
      const known = forms.get(ending);
      if (known !== undefined) return known;
      const form = conjugateStem(stem, stemClass, kind, ending);
      forms.set(ending, form);
      return form;
    },
    honorific() {
      honorific ??= createKoreanWord(options.respectful ?? respectfulForm(dictionary, stem, stemClass), { kind }, true);
      return honorific;
    },
  };
}

function respectfulForm(dictionary: string, stem: string, stemClass: StemClass): string {
  if (stemClass === '시') return dictionary;
  for (const [plain, respectful] of RESPECTFUL) {
    if (dictionary === plain || dictionary.endsWith(` ${plain}`)) {
      return dictionary.slice(0, dictionary.length - plain.length) + respectful;
    }
  }
  if (stemClass === '이' && finalSound(stem.slice(0, -1)) === '') return `${stem.slice(0, -1)}시다`;
  return `${linked(stem, stemClass, '시')}다`;
}
