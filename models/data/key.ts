/**
 * Keys under which two spellings of one sentence meet: without case, punctuation and spacing that nobody hears. Checks
 * find duplicates by them, splits keep what means the same on one side.
 */

/** `I'm home!` and `Im home` are one sentence. */
export const englishKey = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Korean spacing varies (뭐 해요, 뭐해요), so none is left. */
export const koreanKey = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Without politeness too: 고마워 and 고마워요 say the same. */
export const koreanMeaning = (text: string): string =>
  koreanKey(text.replace(/요(?=[^\p{L}\p{N}]*(?:[.?!,~]|$))/gu, ''));

/** Words that carry grammar rather than meaning; `not` and question words carry meaning. */
const FUNCTION_WORDS = new Set(
  `a an the this that these those some any it its he she they we i you me him her us them my your his our their one
  am is are was were be been being do does did have has had will would shall should can could may might must
  to of in on at for with from by as into and or but so if then than too also just really very please well oh hey okay ok
  there here now`.split(/\s+/),
);

/** The halves of contractions that are grammar; n't is a meaning. */
const CONTRACTED = /'(?:s|m|re|ve|ll|d)\b/g;

/**
 * The content words of an English sentence in the order of the alphabet, so that "I don't really like it" meets "I do
 * not like that"; null where fewer than two are left, as "hungry" alone says too little.
 */
export function contentKey(text: string): string | null {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’]/g, "'")
    .replace(/\bcan't\b/g, 'can not')
    .replace(/\bwon't\b/g, 'will not')
    .replace(/n't\b/g, ' not')
    .replace(CONTRACTED, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FUNCTION_WORDS.has(word));
  const distinct = [...new Set(words)].sort();
  return distinct.length < 2 ? null : distinct.join(' ');
}
