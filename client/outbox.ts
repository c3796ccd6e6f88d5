/**
 * Messages on their way: kept until the server echoes them, sent again under the same id after every reconnect.
 * The server takes a repeated id as the same message, so sending once too often is harmless and never is not.
 */
import type { Language } from '../shared/language.ts';
import type { ClientEvent, ErrorCode, Id } from '../shared/protocol.ts';

export type Failure = ErrorCode | 'no_answer';
export type Delivery = { state: 'pending' } | { state: 'sent' } | { state: 'failed'; reason: Failure };

type Options = {
  /** Hands an event to the connection; false when there is none. */
  send: (event: ClientEvent) => boolean;
  /** Called when the server has stayed silent about a message: the connection is probably dead. */
  suspect: () => void;
  onDelivery: (id: Id, delivery: Delivery) => void;
  echoTimeoutMs?: number;
  maxAttempts?: number;
};

export function createOutbox({ send, suspect, onDelivery, echoTimeoutMs = 8_000, maxAttempts = 4 }: Options) {
  /** The language to translate into stays with a message: sent again, it is the same one. */
  type Letter = { text: string; to: Language | undefined };
  type Entry = Letter & { attempts: number; timer?: ReturnType<typeof setTimeout> | undefined };
  const pending = new Map<Id, Entry>();
  const failed = new Map<Id, Letter>();

  function attempt(id: Id, entry: Entry): void {
    clearTimeout(entry.timer);
    if (entry.attempts >= maxAttempts) {
      fail(id, 'no_answer');
      return;
    }
    const { text, to } = entry;
    if (!send({ type: 'message', id, text, ...(to && { to }) })) return; // `resend` comes with the next connection
    entry.attempts += 1;
    entry.timer = setTimeout(suspect, echoTimeoutMs);
  }

  function add(id: Id, text: string, to?: Language): void {
    const entry: Entry = { text, to, attempts: 0 };
    pending.set(id, entry);
    onDelivery(id, { state: 'pending' });
    attempt(id, entry);
  }

  function fail(id: Id, reason: Failure): void {
    const entry = pending.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    pending.delete(id);
    failed.set(id, entry);
    onDelivery(id, { state: 'failed', reason });
  }

  return {
    add,
    fail,
    /** Whether `id` is one of ours that the server has not confirmed. */
    has: (id: Id): boolean => pending.has(id) || failed.has(id),
    /** The server echoed `id`. */
    confirm(id: Id): void {
      clearTimeout(pending.get(id)?.timer);
      if (pending.delete(id) || failed.delete(id)) onDelivery(id, { state: 'sent' });
    },
    /** The person asked for another try of a failed message. */
    retry(id: Id): void {
      const letter = failed.get(id);
      if (!letter) return;
      failed.delete(id);
      add(id, letter.text, letter.to);
    },
    /** A connection is there again. */
    resend(): void {
      for (const [id, entry] of pending) attempt(id, entry);
    },
    /** The connection is gone: nothing will be echoed on it. */
    pause(): void {
      for (const entry of pending.values()) clearTimeout(entry.timer);
    },
  };
}
