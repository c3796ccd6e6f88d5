/**
 * A translation as it is shown, in the box and under a message: the words, whether the model is sure, its score, and
 * other ways to say it. Choosing one of those replaces the words here; nobody else sees it.
 */
import type { ServerPayloads } from '../shared/protocol.ts';
import type { Alternatives } from './alternatives.ts';
import { make } from './elements.ts';
import { setPlainText, setText } from './interface-text.ts';
import { percent } from './text-language.ts';

export type Translation = Omit<ServerPayloads['translation'], 'id'>;

/** What is shown where no translation came. */
export const NO_TRANSLATION: Translation = { text: '', score: 0, isSure: false, alternatives: [], to: 'ko' };

/** `row` holds `line`, which holds the words. */
export function createTranslationView(row: HTMLElement, line: HTMLElement, alternatives: Alternatives) {
  const unsure = make('span', 'unsure');
  const score = make('span', 'score');
  const choice = alternatives.makeButton((text) => {
    put(text);
  });
  const tools = make('span', 'tools', unsure, score, choice.element);
  let answer: Translation = NO_TRANSLATION;

  setText(unsure, 'notSure');
  score.dataset['title'] = 'certainty';
  score.ariaHidden = 'true'; // "not sure" says it; a number after each message is noise to listen to
  line.dir = 'auto';
  row.append(tools);
  clear();

  function put(text: string): void {
    setPlainText(line, text);
    line.lang = answer.to;
    // The score is that of the model's own choice; of another it is no surer.
    score.textContent = text === answer.text ? percent(answer.score) : '';
    choice.offer(
      [answer.text, ...answer.alternatives].filter((other) => other !== text),
      answer.to,
    );
  }

  function clear(): void {
    row.classList.remove('guess');
    unsure.hidden = true;
    score.textContent = '';
    line.removeAttribute('lang');
    choice.offer([], '');
  }

  return {
    /** Room for more buttons. */
    tools,
    show(next: Translation): void {
      answer = next;
      row.classList.toggle('guess', !next.isSure);
      unsure.hidden = next.isSure;
      put(next.text);
    },
    /** Leaves the words to the caller. */
    clear,
  };
}
