/**
 * The list of words above the box (ARIA listbox). It shows and points; the composer decides.
 */
import type { Completion } from './completion.ts';
import { leaveFocus, make } from './elements.ts';
import { percent } from './text-language.ts';

export function createSuggestionList(list: HTMLElement, onChoose: (index: number) => void) {
  let shown = '';

  leaveFocus(list);
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (option) onChoose(Array.from(list.children).indexOf(option));
  });

  function toOption({ word, score }: Completion, index: number, typed: string): HTMLElement {
    const agrees = word.toLowerCase().startsWith(typed.toLowerCase());
    const head = agrees ? word.slice(0, typed.length) : '';
    const option = make('li', 'suggestion');
    option.id = `suggestion-${index}`;
    option.role = 'option';
    const label = make('span', 'suggestion-word', head, make('b', '', word.slice(head.length)));
    const sureness = make('span', 'score', percent(score));
    sureness.ariaHidden = 'true'; // the order says it; a number after each word is noise to listen to
    option.append(label, sureness);
    return option;
  }

  return {
    /** Shows the completions of the word `typed`; the option at `active` is marked, -1 for none. */
    show(completions: readonly Completion[], typed: string, active: number): void {
      const key = JSON.stringify([completions, typed]);
      if (key !== shown) {
        shown = key;
        list.replaceChildren(...completions.map((completion, index) => toOption(completion, index, typed)));
      }
      list.hidden = completions.length === 0;
      Array.from(list.children).forEach((option, index) => {
        option.ariaSelected = String(index === active);
      });
    },
    /** The id of the option at `index`, for aria-activedescendant. */
    idOf: (index: number): string => list.children[index]?.id ?? '',
  };
}
