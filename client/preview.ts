/** The live translation, the second storey of the box. */
import { find } from './elements.ts';
import { setPlainText, setText } from './interface-text.ts';
import { isGuess, isTranslation, langOf, percent } from './text-language.ts';

type Translation = { text: string; score: number };

export function createPreview() {
  const row = find('preview', HTMLElement);
  const line = find('preview-text', HTMLElement);
  const score = find('preview-score', HTMLElement);
  let said = '';

  function set(state: 'empty' | 'known' | 'unknown'): void {
    row.dataset['state'] = state;
    row.classList.remove('stale', 'guess');
    if (state === 'known') return;
    said = '';
    score.textContent = '';
    line.removeAttribute('lang');
    setText(line, state === 'empty' ? 'previewEmpty' : 'previewUnknown');
  }

  set('empty');
  return {
    show(source: string, translation: Translation): void {
      if (!isTranslation(source, translation)) {
        set('unknown');
        return;
      }
      set('known');
      row.classList.toggle('guess', isGuess(translation));
      said = translation.text;
      setPlainText(line, translation.text);
      line.lang = langOf(translation.text);
      score.textContent = percent(translation.score);
    },
    /** More was typed: what is shown stays, paler, until the newest answer comes. */
    markStale: (): void => {
      row.classList.add('stale');
    },
    clear: (): void => {
      set('empty');
    },
    /** The translation for who cannot see it. */
    spoken: (): string => said,
  };
}
