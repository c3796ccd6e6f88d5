/**
 * The conversation: every message once, under its id, with its translation when that comes.
 */
import type { Id, ServerPayloads } from '../shared/protocol.ts';
import { find } from './elements.ts';
import { createMessageView } from './message-view.ts';
import type { MessageParts, MessageView } from './message-view.ts';
import type { Delivery } from './outbox.ts';
import { NO_TRANSLATION } from './translation-view.ts';
import type { Translation } from './translation-view.ts';

/** As many as a person scrolls back through; more would slow an old phone down. */
const MAX_KEPT = 300;
/** Closer to the end than this counts as reading the newest. */
const NEAR_END_PX = 60;
/** A translation that has not come by now will not come. */
const TRANSLATION_TIMEOUT_MS = 15_000;
/** Messages of one sender closer than this share one heading. */
const SAME_BREATH_MS = 120_000;

type Entry = { view: MessageView; from: string | undefined; at: Date; timer?: ReturnType<typeof setTimeout> };

export type Conversation = ReturnType<typeof createConversation>;

export function createConversation({ onRetry, ...parts }: MessageParts & { onRetry: (id: Id) => void }) {
  const scroller = find('scroller', HTMLElement);
  const messages = find('messages', HTMLElement);
  const empty = find('empty', HTMLElement);
  const toNewest = find('to-newest', HTMLElement);
  const entries = new Map<Id, Entry>();
  let isOnline = false;
  let isAtEnd = true;
  let lastTop = 0;

  function scrollToEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
    isAtEnd = true;
    toNewest.hidden = true;
  }

  scroller.addEventListener('scroll', () => {
    const { scrollTop } = scroller;
    const isNearEnd = scroller.scrollHeight - scrollTop - scroller.clientHeight < NEAR_END_PX;
    if (isNearEnd) toNewest.hidden = isAtEnd = true;
    // Only a move upwards leaves the end: the distance also grows when a translation arrives.
    else if (scrollTop < lastTop) isAtEnd = false;
    lastTop = scrollTop;
  });
  toNewest.addEventListener('click', scrollToEnd);
  // The box grows, a phone's keyboard opens, a translation arrives: who reads the newest goes on reading it.
  const followEnd = new ResizeObserver(() => {
    if (isAtEnd && entries.size > 0) scrollToEnd();
  });
  followEnd.observe(scroller);
  followEnd.observe(messages);

  function add(id: Id, text: string, from: string | undefined, at: Date): Entry {
    const view = createMessageView({
      ...parts,
      text,
      from,
      at,
      onRetry: () => {
        onRetry(id);
      },
    });
    const entry: Entry = { view, from, at };
    const previous = Array.from(entries.values()).at(-1);
    const isFollowUp = previous?.from === from && Number(at) - Number(previous?.at) < SAME_BREATH_MS;
    view.element.classList.toggle('follow-up', isFollowUp);
    entries.set(id, entry);
    empty.hidden = true;
    messages.append(view.element);
    trim();
    if (isAtEnd || from === undefined) scrollToEnd();
    else toNewest.hidden = false;
    return entry;
  }

  function trim(): void {
    for (const [id, { view, timer }] of entries) {
      if (entries.size <= MAX_KEPT) return;
      clearTimeout(timer);
      view.element.remove();
      entries.delete(id);
    }
  }

  function settle(id: Id, translation: Translation): void {
    const entry = entries.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.view.setTranslation(translation);
  }

  function awaitTranslation(id: Id, entry: Entry): void {
    if (entry.view.element.dataset['translation'] !== undefined) return;
    entry.view.awaitTranslation();
    entry.timer = setTimeout(() => {
      settle(id, NO_TRANSLATION);
    }, TRANSLATION_TIMEOUT_MS);
  }

  return {
    /** One's own message, before the server has it. */
    addOwn(id: Id, text: string): void {
      add(id, text, undefined, new Date());
    },
    setDelivery: (id: Id, delivery: Delivery): void => {
      entries.get(id)?.view.setDelivery(delivery, isOnline);
    },
    /** A message as the server has it: a new one of somebody else, or the echo of one's own. */
    receive({ id, from, text, at }: ServerPayloads['message']): void {
      const date = new Date(at);
      const time = Number.isNaN(Number(date)) ? new Date() : date;
      const entry = entries.get(id) ?? add(id, text, from, time);
      if (entry.from === undefined) entry.view.setTime(time);
      awaitTranslation(id, entry);
    },
    translate({ id, ...translation }: ServerPayloads['translation']): void {
      settle(id, translation);
    },
    /** The server could not translate `id`; false if that is no message. */
    failTranslation(id: Id): boolean {
      settle(id, NO_TRANSLATION);
      return entries.has(id);
    },
    setOnline(next: boolean): void {
      isOnline = next;
      for (const { view } of entries.values()) {
        if (view.element.dataset['delivery'] === 'pending') view.setDelivery({ state: 'pending' }, next);
      }
      if (next) return;
      // What was being translated was being translated for a session that is gone.
      for (const [id, { view }] of entries) {
        if (view.element.dataset['translation'] === 'pending') settle(id, NO_TRANSLATION);
      }
    },
  };
}
