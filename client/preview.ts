/** The live translation, the second storey of the box. */
import type { Alternatives } from './alternatives.ts';
import { find } from './elements.ts';
import { setText } from './interface-text.ts';
import { isTranslation } from './text-language.ts';
import { createTranslationView } from './translation-view.ts';
import type { Translation } from './translation-view.ts';

export function createPreview(alternatives: Alternatives) {
  const row = find('preview', HTMLElement);
  const line = find('preview-text', HTMLElement);
  const view = createTranslationView(row, line, alternatives);
  let said: Translation | undefined;

  function set(state: 'empty' | 'known' | 'unknown'): void {
    row.dataset['state'] = state;
    row.classList.remove('stale');
    if (state === 'known') return;
    said = undefined;
    view.clear();
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
      said = translation;
      view.show(translation);
    },
    /** More was typed: what is shown stays, paler, until the newest answer comes. */
    markStale: (): void => {
      row.classList.add('stale');
    },
    clear: (): void => {
      set('empty');
    },
    /** The translation for who cannot see it. */
    spoken: (): Translation | undefined => said,
  };
}
