import { detectLanguage } from '../shared/language.ts';

/** What a text's `lang` attribute takes, so that a screen reader picks the right voice: '' where nobody can say. */
export const langOf = (text: string): string => detectLanguage(text) ?? '';

/** Whether what came back says more than the source did: the server answers score 0 when it does not know. */
export function isTranslation(source: string, translation: { text: string; score: number }): boolean {
  const bare = (text: string): string => text.trim().toLowerCase();
  return translation.score > 0 && bare(translation.text) !== '' && bare(translation.text) !== bare(source);
}

/** 0.934 → `93%`. Never `100%` for what is not certain. */
export function percent(score: number): string {
  return `${Math.min(Math.round(score * 100), score < 1 ? 99 : 100)}%`;
}
