/**
 * What stands where nothing has been said yet: a patchwork of words to try, one touch each.
 */
import { find, make } from './elements.ts';

/** The seed translator's whole vocabulary. */
const WORDS = ['word', 'wood', 'game', 'girl', 'kiss', 'love'];
/** The seed completer's: three letters in, the fourth out. */
const BEGINNINGS = ['word', 'wood', 'deep', 'dive', 'cold', 'cool', 'load', 'love', 'kiss', 'kind'];

export function fillEmptyState(type: (words: string) => void): void {
  const button = (className: string, words: string, ...children: (Node | string)[]): HTMLElement => {
    const element = make('button', className, ...children);
    element.type = 'button';
    element.lang = 'en';
    element.addEventListener('click', () => {
      type(words);
    });
    return element;
  };
  find('patchwork', HTMLElement).append(...WORDS.map((word) => button('patch', word, word)));
  find('beginnings', HTMLElement).append(
    ...BEGINNINGS.map((word) => {
      const head = word.slice(0, 3);
      const rest = make('span', 'ghost', word.slice(3));
      rest.ariaHidden = 'true';
      return button('beginning', head, head, rest);
    }),
  );
}
