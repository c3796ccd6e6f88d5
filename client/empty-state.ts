/**
 * What stands where nothing has been said yet: a patchwork of words to try, one touch each.
 */
import { find, make } from './elements.ts';

/** Something to translate, both ways: a word, a thanks, a question. */
const SAMPLES = [
  { lang: 'en', text: 'love' },
  { lang: 'ko', text: '배고파요.' },
  { lang: 'en', text: 'Where are you going?' },
  { lang: 'ko', text: '도와줘서 고마워요.' },
  { lang: 'en', text: "I'm so tired today." },
  { lang: 'ko', text: '친구' },
] as const;
/** The seed completer's: three letters in, the fourth out. */
const BEGINNINGS = ['word', 'wood', 'deep', 'dive', 'cold', 'cool', 'load', 'love', 'kiss', 'kind'];

export function fillEmptyState(type: (words: string) => void): void {
  const button = (className: string, words: string, lang: string, ...children: (Node | string)[]): HTMLElement => {
    const element = make('button', className, ...children);
    element.type = 'button';
    element.lang = lang;
    element.addEventListener('click', () => {
      type(words);
    });
    return element;
  };
  find('patchwork', HTMLElement).append(...SAMPLES.map(({ lang, text }) => button('patch', text, lang, text)));
  find('beginnings', HTMLElement).append(
    ...BEGINNINGS.map((word) => {
      const head = word.slice(0, 3);
      const rest = make('span', 'ghost', word.slice(3));
      rest.ariaHidden = 'true';
      return button('beginning', head, 'en', head, rest);
    }),
  );
}
