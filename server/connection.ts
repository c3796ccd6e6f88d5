/**
 * What a session knows of the client at the other end, and what a transport knows of a session: nothing else
 * passes between them, so that neither a socket nor a model is needed to test the other.
 */
import type { CloseCode, ClientEvent, Parsed, ServerEvent } from '../shared/protocol.ts';

/** One connected client, whatever it is connected by. */
export interface Connection {
  /** Unique among all connections. Other clients see it as `from`. */
  readonly id: string;
  /** Sends an event, or drops it where the client is gone or does not read. Never throws. */
  send(event: ServerEvent): void;
  close(code: CloseCode, reason: string): void;
}

/** What a transport does with a session: hand it events, in order, and say when the client is gone. */
export interface SessionInput {
  receive(parsed: Parsed<ClientEvent>): void;
  end(): void;
}

export type OpenSession = (connection: Connection) => SessionInput;

/** Bytes that may wait for a client that does not read: beyond `drop`, what is soon superseded; beyond `close`, all. */
const QUEUE_BOUNDS = { drop: 64 * 1024, close: 1024 * 1024 };

/** What to do with an event for a client, while `queuedBytes` already wait for it. */
export function decideSend(type: ServerEvent['type'], queuedBytes: number): 'send' | 'drop' | 'close' {
  if (queuedBytes > QUEUE_BOUNDS.close) return 'close';
  // A newer keystroke's answer replaces these anyway; a message, a translation or an error must not be lost.
  if (queuedBytes > QUEUE_BOUNDS.drop && (type === 'suggestions' || type === 'preview')) return 'drop';
  return 'send';
}

/** The reason given to a client that is closed because it does not read. */
export const NOT_READING = 'too much is waiting to be read';
