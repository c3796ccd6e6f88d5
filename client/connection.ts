/**
 * One WebSocket that comes back by itself: exponential back-off with jitter, at once when the network returns.
 * Knows sockets and timers only, no page, so that it runs in any test.
 */
import { CLOSE_CODES, parseServerFrame } from '../shared/protocol.ts';
import type { ClientEvent, ServerEvent } from '../shared/protocol.ts';

export type ConnectionState =
  | { name: 'connecting' }
  | { name: 'online' }
  | { name: 'offline' } // the device says that it has no network
  | { name: 'waiting'; retryAt: number; reason: 'lost' | 'restarting' | 'flooded' };

/** What a connection needs of a WebSocket. */
export type Socket = { isOpen: () => boolean; send: (frame: string) => void; close: () => void };
export type SocketHandlers = { onFrame: (frame: string) => void; onClose: (code: number) => void };

type Options = {
  open: (handlers: SocketHandlers) => Socket;
  onState: (state: ConnectionState) => void;
  onEvent: (event: ServerEvent) => void;
  random?: () => number;
};

const WELCOME_TIMEOUT_MS = 10_000;
/** A connection that held this long was a good one: the next loss starts the back-off anew. */
const STABLE_MS = 5_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
const FLOODED_DELAY_MS = 10_000;

/** Half fixed, half chance: waits grow, and a thousand pages do not come back in the same millisecond. */
export function backOffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

export type Connection = ReturnType<typeof createConnection>;

export function createConnection({ open, onState, onEvent, random = Math.random }: Options) {
  let socket: Socket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWelcome = false;
  let onlineSince = 0;
  let attempt = 0;
  let isOffline = false;

  /** Without a network there is one thing to say, whatever is tried meanwhile. */
  function report(state: ConnectionState): void {
    onState(isOffline ? { name: 'offline' } : state);
  }

  function connect(): void {
    drop();
    report({ name: 'connecting' });
    const current: Socket = open({
      onFrame: (frame) => {
        if (current === socket) receive(frame);
      },
      onClose: (code) => {
        if (current === socket) lose(code);
      },
    });
    socket = current;
    // Some failures never close (a proxy that swallows packets), so the wait for a welcome has an end.
    timer = setTimeout(() => {
      lose(0);
    }, WELCOME_TIMEOUT_MS);
  }

  /** Lets go of the socket without waiting for its close event, which can take minutes on a dead network. */
  function drop(): void {
    clearTimeout(timer);
    const old = socket;
    socket = undefined;
    isWelcome = false;
    old?.close();
  }

  function receive(frame: string): void {
    const parsed = parseServerFrame(frame);
    if (!parsed.ok) return; // an event that a newer server knows and this page does not
    if (parsed.event.type === 'welcome') {
      clearTimeout(timer);
      isWelcome = true;
      onlineSince = Date.now();
      isOffline = false;
      report({ name: 'online' });
    }
    onEvent(parsed.event);
  }

  function lose(code: number): void {
    if (isWelcome && Date.now() - onlineSince >= STABLE_MS) attempt = 0;
    drop();
    if (code === CLOSE_CODES.goingAway) wait('restarting', FIRST_DELAY_MS);
    else if (code === CLOSE_CODES.policyViolation) wait('flooded', FLOODED_DELAY_MS);
    else wait('lost', 0);
  }

  function wait(reason: 'lost' | 'restarting' | 'flooded', atLeastMs: number): void {
    const delayMs = atLeastMs + backOffMs(attempt, random);
    attempt += 1;
    timer = setTimeout(connect, delayMs);
    report({ name: 'waiting', retryAt: Date.now() + delayMs, reason });
  }

  return {
    connect,
    /** False when there is no connection; the caller keeps what must not be lost. */
    send: (event: ClientEvent): boolean => {
      if (!socket || !isWelcome || !socket.isOpen()) return false;
      socket.send(JSON.stringify(event));
      return true;
    },
    /** The person, or the network's return, asks for a try now. */
    retryNow: (): void => {
      if (socket && !isOffline) return;
      isOffline = false;
      attempt = 0;
      connect();
    },
    /** The server is silent where it should not be: a new socket tells whether it is there. */
    suspect: (): void => {
      if (socket) lose(0);
    },
    /** The device lost its network. A server on the same machine still answers, so the tries go on, unannounced. */
    networkLost: (): void => {
      isOffline = true;
      drop();
      wait('lost', FIRST_DELAY_MS);
    },
    close: drop,
  };
}
