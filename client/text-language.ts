/** The languages Malbeot translates between, as `lang` attributes. */
export type TextLanguage = 'ko' | 'en';

const HANGUL = /\p{Script=Hangul}/u;
const LATIN = /\p{Script=Latin}/u;

/** What a text is written in, so that a screen reader picks the right voice; undefined for digits and emoji only. */
export function languageOf(text: string): TextLanguage | undefined {
  if (HANGUL.test(text)) return 'ko';
  return LATIN.test(text) ? 'en' : undefined;
}

/** Whether what came back says more than the source did: the server answers score 0 when it does not know. */
export function isTranslation(source: string, translation: { text: string; score: number }): boolean {
  const bare = (text: string): string => text.trim().toLowerCase();
  return translation.score > 0 && bare(translation.text) !== '' && bare(translation.text) !== bare(source);
}

/** Less sure than this, and a translation is shown as a guess. */
export const isGuess = ({ score }: { score: number }): boolean => score < 0.5;

/** 0.934 → `93%`. Never `100%` for what is not certain. */
export function percent(score: number): string {
  return `${Math.min(Math.round(score * 100), score < 1 ? 99 : 100)}%`;
}
