/**
 * Korean spelling by rule: syllables and the particles that depend on the final consonant of what they follow.
 * Everything works on NFC text; a syllable is 0xAC00 + (initial × 21 + vowel) × 28 + final.
 */
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const VOWELS = Array.from('ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ');
const FINALS = ['', ...Array.from('ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ')];

export interface Syllable {
  /** Index of the initial consonant; only carried over, never asked for. */
  initial: number;
  vowel: string;
  /** The final consonant, or '' in an open syllable. */
  final: string;
}

/** The last syllable of a word, or null where it does not end in Hangul. */
export function lastSyllable(word: string): Syllable | null {
  const code = word.charCodeAt(word.length - 1);
  if (!(code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE)) return null;
  const index = code - FIRST_SYLLABLE;
  return {
    initial: Math.floor(index / 588),
    vowel: VOWELS[Math.floor((index % 588) / 28)] ?? '',
    final: FINALS[index % 28] ?? '',
  };
}

/** The word with vowel or final consonant of its last syllable exchanged: 가 with final ㅆ is 갔. */
export function withLast(word: string, change: Partial<Pick<Syllable, 'vowel' | 'final'>>): string {
  const syllable = lastSyllable(word);
  if (!syllable) throw new Error(`"${word}" does not end in Hangul`);
  const { initial, vowel, final } = { ...syllable, ...change };
  const code = FIRST_SYLLABLE + (initial * 21 + VOWELS.indexOf(vowel)) * 28 + FINALS.indexOf(final);
  return word.slice(0, -1) + String.fromCharCode(code);
}

/** How the digits are read: 일, 이, 삼 …; a number that ends in zeros ends in 십, 백, 천, 만 or 영, all closed. */
const DIGIT_FINALS = ['ㅇ', 'ㄹ', '', 'ㅁ', '', '', 'ㄱ', 'ㄹ', 'ㄹ', ''];
/** Names of the letters that end in a consonant: 엘, 엠, 엔, 알. */
const LETTER_FINALS: Readonly<Record<string, string>> = { l: 'ㄹ', r: 'ㄹ', m: 'ㅁ', n: 'ㄴ' };
/** Last letters after which a Latin word is read with a final consonant: Zoom 줌, Facebook 페이스북. */
const WORD_FINALS: Readonly<Record<string, string>> = { l: 'ㄹ', m: 'ㅁ', n: 'ㄴ', g: 'ㅇ', k: 'ㄱ', p: 'ㅂ', c: 'ㄱ' };

/** The final consonant with which a word is read aloud, also where it ends in a digit or a Latin letter. */
export function finalSound(word: string): string {
  const syllable = lastSyllable(word);
  if (syllable) return syllable.final;
  const last = word.at(-1) ?? '';
  if (last >= '0' && last <= '9') return DIGIT_FINALS[Number(last)] ?? '';
  if (/[A-Z]/.test(last)) return LETTER_FINALS[last.toLowerCase()] ?? '';
  if (/[a-z]/.test(last)) return WORD_FINALS[last] ?? '';
  return word.length > 1 ? finalSound(word.slice(0, -1)) : ''; // a closing quotation mark or bracket is not read
}

/** Particles with two shapes, named by the closed one; those of 으 take the open shape after ㄹ too. */
const PARTICLES: Readonly<Record<string, readonly [closed: string, open: string]>> = {
  은: ['은', '는'],
  이: ['이', '가'],
  을: ['을', '를'],
  과: ['과', '와'],
  아: ['아', '야'],
  이나: ['이나', '나'],
  이랑: ['이랑', '랑'],
  이라도: ['이라도', '라도'],
  이든: ['이든', '든'],
  이라고: ['이라고', '라고'],
  이에요: ['이에요', '예요'],
  이었어요: ['이었어요', '였어요'],
  으로: ['으로', '로'],
  으로는: ['으로는', '로는'],
  으로도: ['으로도', '로도'],
};

/** Other names of the same particle, so that a frame may say 를 or 는. */
const ALIASES: Readonly<Record<string, string>> = {
  는: '은',
  가: '이',
  를: '을',
  와: '과',
  야: '아',
  나: '이나',
  랑: '이랑',
  라도: '이라도',
  든: '이든',
  라고: '이라고',
  예요: '이에요',
  였어요: '이었어요',
  로: '으로',
};

/** The particle in the shape the word asks for: 책 + 을, 사과 + 를, 서울 + 로. Unknown ones (에서, 도) have one shape. */
export function particle(word: string, name: string): string {
  const key = ALIASES[name] ?? name;
  const shapes = PARTICLES[key];
  if (!shapes) return name;
  const final = finalSound(word);
  const open = final === '' || (key.startsWith('으') && final === 'ㄹ');
  return open ? shapes[1] : shapes[0];
}

/** Pronouns that melt with 이/가, and with 에게 where the spoken language prefers it. */
const MELTED: Readonly<Record<string, string>> = {
  '나+이': '내가',
  '저+이': '제가',
  '너+이': '네가',
  '누구+이': '누가',
  '나+의': '내',
  '저+의': '제',
  '너+의': '네',
};

/** The word with its particle: 책을, 사과를, 제가. What follows the particle (을 위해, 에 대해) stays as it is. */
export function withParticle(word: string, name: string): string {
  const space = name.indexOf(' ');
  if (space > 0) return withParticle(word, name.slice(0, space)) + name.slice(space);
  return MELTED[`${word}+${ALIASES[name] ?? name}`] ?? word + particle(word, name);
}
