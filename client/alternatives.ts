/**
 * Other ways to say a translation: a button on it opens a small menu, one for the whole page. The menu is a popover, so
 * that no bubble cuts it off, and Escape, a press elsewhere and the way back of the focus are the browser's.
 */
import type { Announcer } from './announcer.ts';
import { find, leaveFocus, make, makeIcon } from './elements.ts';
import { phrase, setLabel } from './interface-text.ts';

const EDGE_PX = 8;
const GAP_PX = 4;
const CHEVRON = 'm5 8 5 5 5-5';

export type Alternatives = ReturnType<typeof createAlternatives>;

export function createAlternatives(announcer: Announcer) {
  const menu = find('alternatives', HTMLElement);
  let opener: HTMLElement | undefined;
  let onChoose: ((text: string) => void) | undefined;

  const isOpen = (): boolean => menu.matches(':popover-open');
  const items = (): HTMLElement[] => Array.from(menu.children).filter((child) => child instanceof HTMLElement);

  /** Below the button where there is room, else above it. */
  function place(): void {
    if (!opener || !isOpen()) return;
    const button = opener.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const left = Math.max(EDGE_PX, Math.min(button.right - width, innerWidth - width - EDGE_PX));
    const below = button.bottom + GAP_PX;
    const fits = below + height <= innerHeight - EDGE_PX;
    menu.style.left = `${left}px`;
    menu.style.top = `${fits ? below : Math.max(EDGE_PX, button.top - height - GAP_PX)}px`;
  }

  function open(button: HTMLElement, texts: readonly string[], lang: string, choose: (text: string) => void): void {
    if (isOpen()) menu.hidePopover();
    opener = button;
    onChoose = choose;
    menu.replaceChildren(
      ...texts.map((text, index) => {
        const item = make('button', 'alternative', text);
        item.type = 'button';
        item.role = 'menuitem';
        item.lang = lang;
        item.dir = 'auto';
        item.tabIndex = -1;
        item.autofocus = index === 0;
        return item;
      }),
    );
    menu.showPopover();
    place();
  }

  menu.addEventListener('click', ({ target }) => {
    const item = items().find((each) => each === target);
    if (!item) return;
    menu.hidePopover();
    const text = item.textContent;
    onChoose?.(text);
    announcer.say(phrase('announcePreview'), { text, lang: item.lang });
  });
  menu.addEventListener('keydown', (event) => {
    const all = items();
    const index = all.findIndex((item) => item === document.activeElement);
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') menu.hidePopover(); // the focus is back on the button, and moves on from there
    if (target === undefined) return;
    event.preventDefault();
    all.at(target % all.length)?.focus();
  });
  menu.addEventListener('beforetoggle', ({ newState }) => {
    if (opener) opener.ariaExpanded = String(newState === 'open');
  });
  addEventListener('scroll', place, true);
  addEventListener('resize', place);

  return {
    /** A button that is there while there is something to choose. */
    makeButton(choose: (text: string) => void) {
      const button = make('button', 'icon', makeIcon(CHEVRON));
      let offered: readonly string[] = [];
      let lang = '';
      button.type = 'button';
      button.hidden = true;
      button.ariaHasPopup = 'menu';
      button.ariaExpanded = 'false';
      button.popoverTargetElement = menu; // a press on it is none elsewhere
      leaveFocus(button);
      button.addEventListener('click', (event) => {
        event.preventDefault();
        if (isOpen() && opener === button) menu.hidePopover();
        else open(button, offered, lang, choose);
      });
      return {
        element: button,
        offer(texts: readonly string[], language: string): void {
          offered = texts;
          lang = language;
          // What it offers has changed under it.
          if (isOpen() && opener === button) menu.hidePopover();
          button.hidden = texts.length === 0;
          setLabel(button, 'alternativesButton', texts.length);
        },
      };
    },
  };
}
