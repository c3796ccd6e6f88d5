/**
 * Hangul as it is typed on the Korean two-set keyboard (두벌식, KS X 5002): one key a consonant or simple vowel, with
 * shift for ㄲㄸㅃㅆㅉㅒㅖ; compound vowels and final consonants take two keys (ㅘ is ㅗㅏ, ㄺ is ㄹㄱ). A key is written as
 * the compatibility jamo on it, U+3131 to U+3163.
 */
export const FIRST_SYLLABLE = 0xac00;
export const LAST_SYLLABLE = 0xd7a3;
export const FIRST_JAMO = 0x3131;
export const LAST_JAMO = 0x3163;
const FIRST_VOWEL = 0x314f;

const INITIALS = Array.from('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ');
const VOWELS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ');
const FINALS = [
  '',
  ...'ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(
    ' ',
  ),
];

/** By vowel × 28 + final. */
const RHYMES = VOWELS.flatMap((vowel) => FINALS.map((final) => vowel + final));
/** By jamo; −1 where it is no initial, no final. */
const JAMO = Array.from({ length: LAST_JAMO - FIRST_JAMO + 1 }, (_, index) => String.fromCharCode(FIRST_JAMO + index));
const INITIAL_OF = Int8Array.from(JAMO, (jamo) => INITIALS.indexOf(jamo));
const FINAL_OF = Int8Array.from(JAMO, (jamo) => FINALS.indexOf(jamo));

/** What two make together, by first × count + second; −1 where they stay two. */
const pairs = (parts: readonly string[]): Int8Array =>
  Int8Array.from(
    parts.flatMap((first) =>
      parts.map((second) => (first === '' || second === '' ? -1 : parts.indexOf(first + second))),
    ),
  );
const VOWEL_PAIRS = pairs(VOWELS);
const FINAL_PAIRS = pairs(FINALS);

/** What stays below when a vowel takes the last key of a final as its initial: ㄺ leaves ㄹ, ㄱ leaves nothing. */
const FINAL_LEFT = Int8Array.from(FINALS, (final) => FINALS.indexOf(final.slice(0, -1)));
const INITIAL_TAKEN = Int8Array.from(FINALS, (final) => INITIALS.indexOf(final.slice(-1)));

export const isHangul = (code: number): boolean =>
  (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) || (code >= FIRST_JAMO && code <= LAST_JAMO);

/**
 * The keys of one UTF-16 unit; whatever is not Hangul stands for itself, and so do lone ㄳ, ㄺ and the like, which this
 * keyboard cannot compose.
 */
export function keysOf(code: number): string {
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const index = code - FIRST_SYLLABLE;
    return (INITIALS[Math.floor(index / 588)] ?? '') + (RHYMES[index % 588] ?? '');
  }
  const lone = code <= LAST_JAMO ? VOWELS[code - FIRST_VOWEL] : undefined;
  return lone ?? String.fromCharCode(code);
}

/** 읽다 → ㅇㅣㄹㄱㄷㅏ. */
export function toKeys(text: string): string {
  let keys = '';
  for (let at = 0; at < text.length; at += 1) keys += keysOf(text.charCodeAt(at));
  return keys;
}

/**
 * What appears when these keys are pressed one after another, as an input method composes them: a consonant closes the
 * syllable where it can, and moves on when a vowel follows (ㄱㅏㄱ 각, ㄱㅏㄱㅏ 가가). Whatever toKeys gives for a word of
 * syllables comes back as that word.
 */
export function fromKeys(keys: string): string {
  let text = '';
  let initial = -1;
  let vowel = -1;
  let final = 0;
  const write = (): void => {
    if (initial >= 0 && vowel >= 0) text += String.fromCharCode(FIRST_SYLLABLE + (initial * 21 + vowel) * 28 + final);
    else if (initial >= 0) text += INITIALS[initial] ?? '';
    else if (vowel >= 0) text += String.fromCharCode(FIRST_VOWEL + vowel);
    initial = -1;
    vowel = -1;
    final = 0;
  };
  const pressVowel = (pressed: number): void => {
    const compound = vowel >= 0 && final === 0 ? (VOWEL_PAIRS[vowel * VOWELS.length + pressed] ?? -1) : -1;
    if (vowel < 0 || compound >= 0) {
      vowel = compound >= 0 ? compound : pressed;
      return;
    }
    const taken = INITIAL_TAKEN[final] ?? -1;
    final = FINAL_LEFT[final] ?? 0;
    write();
    initial = taken;
    vowel = pressed;
  };
  for (let at = 0; at < keys.length; at += 1) {
    const code = keys.charCodeAt(at);
    if (code >= FIRST_VOWEL && code <= LAST_JAMO) {
      pressVowel(code - FIRST_VOWEL);
      continue;
    }
    const asInitial = INITIAL_OF[code - FIRST_JAMO] ?? -1;
    const asFinal = asInitial >= 0 && initial >= 0 && vowel >= 0 ? (FINAL_OF[code - FIRST_JAMO] ?? -1) : -1;
    const closed = final === 0 ? asFinal : (FINAL_PAIRS[final * FINALS.length + asFinal] ?? -1);
    if (asFinal > 0 && closed > 0) {
      final = closed;
      continue;
    }
    write();
    if (asInitial >= 0) initial = asInitial;
    else text += String.fromCharCode(code);
  }
  write();
  return text;
}
