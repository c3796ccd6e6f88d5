/**
 * Puts the page's own words on its elements. An element remembers its key (`data-text`, `data-label`, …), so that the
 * switch of language reaches everything that is on the page, whoever made it.
 */
import { recall, remember } from './storage.ts';
import { isInterfaceLanguage, isStringKey, preferredLanguage, translate } from './strings.ts';
import type { InterfaceLanguage, StringKey } from './strings.ts';

const STORAGE_KEY = 'language';
let language: InterfaceLanguage = 'en';

/** The text for where no element holds it. */
export const phrase = (key: StringKey, value?: string | number): string => translate(language, key, value);

/** The interface's language, as a locale for times. */
export const locale = (): InterfaceLanguage => language;

/** Shows `key` as the element's text, now and after a switch. */
export function setText(element: HTMLElement, key: StringKey, value: string | number = ''): void {
  element.dataset['text'] = key;
  element.dataset['value'] = String(value);
  apply(element);
}

/** Shows text that is no phrase of the page: what people wrote. */
export function setPlainText(element: HTMLElement, text: string): void {
  delete element.dataset['text'];
  element.textContent = text;
}

/** Names the element for assistive technology, now and after a switch. */
export function setLabel(element: HTMLElement, key: StringKey, value: string | number = ''): void {
  element.dataset['label'] = key;
  element.dataset['value'] = String(value);
  apply(element);
}

function apply(element: HTMLElement): void {
  const { text, label, title, hint, value } = element.dataset;
  if (isStringKey(text)) {
    const wanted = phrase(text, value);
    if (element.textContent !== wanted) element.textContent = wanted;
  }
  if (isStringKey(label)) element.setAttribute('aria-label', phrase(label, value));
  if (isStringKey(title)) element.title = phrase(title, value);
  if (isStringKey(hint)) element.setAttribute('placeholder', phrase(hint, value));
}

export function useLanguage(next: InterfaceLanguage): void {
  language = next;
  document.documentElement.lang = next;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text],[data-label],[data-title],[data-hint]')) {
    apply(element);
  }
}

/** The choice made before, else what the browser asks for. */
export function initialLanguage(): InterfaceLanguage {
  const stored = recall(STORAGE_KEY);
  return isInterfaceLanguage(stored) ? stored : preferredLanguage(navigator.languages);
}

export const rememberLanguage = (next: InterfaceLanguage): void => {
  remember(STORAGE_KEY, next);
};
