/** The language to translate into, chosen below the box; `auto` leaves it to the server, text by text. */
import { LANGUAGES } from '../shared/language.ts';
import type { Language } from '../shared/language.ts';
import { find } from './elements.ts';
import { recall, remember } from './storage.ts';

const STORAGE_KEY = 'direction';

export function createDirection(onChange: () => void) {
  const select = find('direction', HTMLSelectElement);
  const target = (): Language | undefined => LANGUAGES.find((language) => language === select.value);
  select.value = LANGUAGES.find((language) => language === recall(STORAGE_KEY)) ?? 'auto';
  select.addEventListener('change', () => {
    remember(STORAGE_KEY, select.value);
    onChange();
  });
  return {
    /** undefined while the server is to find out. */
    target,
  };
}
