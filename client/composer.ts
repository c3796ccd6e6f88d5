/**
 * The box one types in: ghost text, list and live translation around a text area that stays a plain text area.
 * While an input method composes (Korean nearly always does), nothing is written to the field or drawn over it.
 */
import { LIMITS } from '../shared/protocol.ts';
import type { ErrorCode, ServerPayloads } from '../shared/protocol.ts';
import { countCharacters, normalise, wordAtEnd } from '../shared/text.ts';
import type { Alternatives } from './alternatives.ts';
import type { Announcer, Spoken } from './announcer.ts';
import { completionsFor, ghostOf } from './completion.ts';
import type { Answer, Completion } from './completion.ts';
import { createComposition } from './composition.ts';
import { find, leaveFocus, make } from './elements.ts';
import { phrase, setPlainText, setText } from './interface-text.ts';
import type { Keystrokes } from './keystrokes.ts';
import { createPreview } from './preview.ts';
import { createSuggestionList } from './suggestion-list.ts';
import { langOf } from './text-language.ts';

/** From here on the box says how many characters are left. */
const NEARLY_FULL = 50;
const BUSY_RETRY_MS = 1_000;

type Options = {
  keystrokes: Keystrokes;
  announcer: Announcer;
  alternatives: Alternatives;
  onSend: (text: string) => void;
};

export function createComposer({ keystrokes, announcer, alternatives, onSend }: Options) {
  const field = find('field', HTMLTextAreaElement);
  const form = find('composer', HTMLFormElement);
  const typed = make('span');
  const ghost = make('span', 'ghost');
  ghost.id = 'ghost';
  find('mirror', HTMLElement).append(typed, ghost); // here, because spaces in the page's source would count
  const note = find('note', HTMLElement);
  const preview = createPreview(alternatives);
  const composition = createComposition(field, {
    onStart: render,
    onEnd: () => {
      sync(true);
    },
  });
  const list = createSuggestionList(find('suggestions', HTMLElement), (index) => {
    accept(shown[index]);
  });

  let text = ''; // the field's text, normalised, as last sent
  let answer: Answer | undefined;
  let shown: Completion[] = [];
  let active = -1;
  let isDismissed = false;
  let isShifted = false;

  const isCaretAtEnd = (): boolean =>
    field.selectionStart === field.value.length && field.selectionEnd === field.value.length;

  /** Draws everything that follows from the state; called after every change of it. */
  function render(): void {
    const isOffered = !isDismissed && document.activeElement === field && isCaretAtEnd();
    shown = isOffered ? completionsFor(answer, text) : [];
    if (active >= shown.length) active = -1;
    // What lies over the letters waits for the end of the composition; the list lies beside them.
    const ghostText = composition.isActive() ? '' : ghostOf(shown[Math.max(active, 0)], text);
    if (typed.textContent !== field.value) typed.textContent = field.value;
    if (ghost.textContent !== ghostText) ghost.textContent = ghostText;
    list.show(shown, wordAtEnd(text), active);
    field.ariaExpanded = String(shown.length > 0);
    if (active >= 0) field.setAttribute('aria-activedescendant', list.idOf(active));
    else field.removeAttribute('aria-activedescendant');
    if (shown.length > 0) form.style.setProperty('--word-x', `${wordOffset()}px`);
    form.classList.toggle('has-text', text.trim() !== '');
  }

  /** Where the word being typed begins, so that the list stands above it. */
  function wordOffset(): number {
    const letters = typed.firstChild;
    if (!letters) return 0;
    const range = document.createRange();
    range.setStart(letters, Math.max(0, field.value.length - wordAtEnd(field.value).length));
    range.setEnd(letters, field.value.length);
    const [rect] = range.getClientRects();
    return rect ? Math.round(rect.left - form.getBoundingClientRect().left - form.clientLeft) : 0;
  }

  /** The field changed, by whatever means: number it, send it, and draw what still holds. */
  function sync(isForced = false): void {
    const next = normalise(field.value);
    if (next === text && !isForced) {
      render();
      return;
    }
    text = next;
    active = -1;
    isDismissed = false;
    keystrokes.type(text);
    if (text.trim() === '') {
      answer = undefined;
      preview.clear();
      announcer.say('');
    } else {
      preview.markStale();
    }
    showLength();
    render();
  }

  function showLength(): void {
    const left = LIMITS.textChars - countCharacters(text);
    const isTooLong = left < 0;
    form.classList.toggle('too-long', isTooLong);
    field.ariaInvalid = String(isTooLong);
    if (isTooLong) {
      setText(note, 'characters', -left);
      preview.clear();
      answer = undefined;
    } else if (left <= NEARLY_FULL) setText(note, 'charactersLeft', left);
    else setPlainText(note, '');
  }

  function write(value: string): void {
    field.value = value;
    field.setSelectionRange(value.length, value.length);
    sync();
  }

  function accept(completion: Completion | undefined): void {
    if (!completion) return;
    composition.whenDone(() => {
      write(completion.text);
    });
  }

  function submit(): void {
    const message = normalise(field.value).trim();
    if (message === '' || countCharacters(message) > LIMITS.textChars) return;
    onSend(message);
    write('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    isShifted = event.shiftKey;
    if (composition.hasTaken(event)) return;
    const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
    const current = shown[active];
    if (event.key === 'Enter' && !event.shiftKey && !hasModifier) {
      event.preventDefault();
      if (current) accept(current);
      else submit();
    } else if (event.key === 'Tab' && !event.shiftKey && !hasModifier && (current || ghost.textContent !== '')) {
      event.preventDefault();
      accept(current ?? shown[0]);
    } else if (event.key === 'Escape' && shown.length > 0) {
      event.preventDefault();
      isDismissed = true;
      render();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && shown.length > 0 && !hasModifier) {
      event.preventDefault();
      // One more stop than there are options: between the last and the first stands the box itself.
      const stops = shown.length + 1;
      active = ((active + 1 + (event.key === 'ArrowDown' ? 1 : stops - 1)) % stops) - 1;
      render();
    }
  }

  field.addEventListener('keydown', onKeyDown);
  field.addEventListener('beforeinput', (event) => {
    // An Enter whose keydown the input method kept for itself still arrives here, as the line break it would make.
    if (event.inputType !== 'insertLineBreak' && event.inputType !== 'insertParagraph') return;
    if (isShifted) return;
    event.preventDefault();
    composition.whenDone(submit);
  });
  field.addEventListener('input', () => {
    sync();
  });
  for (const type of ['focus', 'blur'] as const) field.addEventListener(type, render);
  document.addEventListener('selectionchange', () => {
    if (document.activeElement === field) render();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    composition.whenDone(submit);
    field.focus();
  });
  leaveFocus(find('send', HTMLElement));

  function announce(): void {
    const said: Spoken[] = [];
    if (ghost.textContent !== '' && shown[0]) {
      const { word } = shown[0];
      said.push(phrase('announceGhost'), spoken(word), `${phrase('announceGhostKey')} `);
    }
    const translation = preview.spoken();
    if (translation) {
      said.push(phrase('announcePreview'), { text: translation.text, lang: translation.to });
      if (!translation.isSure) said.push(`, ${phrase('notSure')}`);
    }
    announcer.say(...said);
  }
  const spoken = (word: string): Spoken => ({ text: word, lang: langOf(word) });

  return {
    showSuggestions({ seq, items }: ServerPayloads['suggestions']): void {
      if (!keystrokes.isNewest(seq)) return;
      const chosen = shown[active]?.word;
      answer = { text, items };
      active = -1;
      render();
      if (chosen !== undefined) {
        active = shown.findIndex(({ word }) => word === chosen); // whoever is choosing keeps the place
        render();
      }
      announce();
    },
    showPreview({ seq, ...translation }: ServerPayloads['preview']): void {
      if (!keystrokes.isNewest(seq)) return;
      preview.show(text, translation);
      announce();
    },
    /** The server could not answer a keystroke. */
    showError(code: ErrorCode, seq?: number): void {
      if (seq !== undefined && !keystrokes.isNewest(seq)) return;
      setText(note, `error_${code}`);
      if (code !== 'rate_limited' || seq === undefined) return;
      setTimeout(() => {
        if (!keystrokes.isNewest(seq)) return;
        setPlainText(note, '');
        keystrokes.repeat();
      }, BUSY_RETRY_MS);
    },
    /** A new session knows nothing of what stands in the box. */
    reconnect(): void {
      if (text !== '') keystrokes.repeat();
    },
    /** Another language was chosen: what stands in the box is translated anew. */
    translateAgain(): void {
      if (text.trim() === '') return;
      preview.markStale();
      keystrokes.repeat();
    },
    /** Puts words into the box as if they had been typed. */
    type: (words: string): void => {
      field.focus();
      composition.whenDone(() => {
        write(words);
      });
    },
  };
}
