/** Clients on each transport, alike for a test, and strict: what the server sends must be an event of the protocol. */
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { PATHS, parseServerFrame } from '../shared/protocol.ts';
import type { ServerEvent } from '../shared/protocol.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

/** A client that keeps what it receives until it is asked for. */
export interface TestClient {
  welcome: EventOf<'welcome'>;
  /** All events received so far, the welcome included. */
  events: ServerEvent[];
  send(type: string, payload?: unknown): void;
  /** The first event of a type (that `matches`) nobody asked for yet; waits for it. */
  next<Type extends ServerEvent['type']>(
    type: Type,
    matches?: (event: EventOf<Type>) => boolean,
  ): Promise<EventOf<Type>>;
  /** Resolves when the server or the client has closed: with WebSocket's code, or Socket.IO's reason. */
  closed: Promise<number | string>;
  close(): void;
}

type Waiter = { accepts: (event: ServerEvent) => boolean; resolve: (event: ServerEvent) => void };

/** The part of a client that does not depend on the transport. */
function createInbox(closed: Promise<number | string>): Pick<TestClient, 'events' | 'next' | 'closed'> & {
  push(event: ServerEvent): void;
} {
  const events: ServerEvent[] = [];
  const unread: ServerEvent[] = [];
  const waiters = new Set<Waiter>();
  return {
    events,
    closed,
    push(event) {
      events.push(event);
      for (const waiter of waiters) {
        if (!waiter.accepts(event)) continue;
        waiters.delete(waiter);
        waiter.resolve(event);
        return;
      }
      unread.push(event);
    },
    next<Type extends ServerEvent['type']>(type: Type, matches?: (event: EventOf<Type>) => boolean) {
      const accepts = (event: ServerEvent): boolean =>
        event.type === type && (matches === undefined || matches(event as EventOf<Type>));
      const index = unread.findIndex(accepts);
      if (index !== -1) return Promise.resolve(unread.splice(index, 1)[0] as EventOf<Type>);
      return new Promise<EventOf<Type>>((resolve, reject) => {
        const waiter: Waiter = { accepts, resolve: resolve as Waiter['resolve'] };
        waiters.add(waiter);
        void closed.then((reason) => {
          if (!waiters.has(waiter)) return;
          reject(new Error(`closed (${reason}) while waiting for ${type}; received: ${JSON.stringify(events)}`));
        });
      });
    },
  };
}

export interface ClientOptions {
  headers?: Record<string, string>;
}

export type OpenClient = (port: number, options?: ClientOptions) => Promise<TestClient>;

/** A client on raw WebSocket; `sendFrame` sends what need not be an event. */
export async function openWebSocket(
  port: number,
  { headers = {} }: ClientOptions = {},
): Promise<TestClient & { socket: WebSocket; sendFrame: (frame: string | Buffer) => void }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${PATHS.webSocket}`, { headers });
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      resolve(code);
    });
  });
  const inbox = createInbox(closed);
  socket.on('message', (data: Buffer) => {
    const parsed = parseServerFrame(data.toString());
    if (!parsed.ok) throw new Error(`the server sent no event: ${data.toString()}`);
    inbox.push(parsed.event);
  });
  socket.on('error', () => undefined); // seen as closed
  const welcome = await inbox.next('welcome');
  return {
    ...inbox,
    welcome,
    socket,
    send: (type, payload = {}) => {
      socket.send(JSON.stringify({ type, ...(payload as object) }));
    },
    sendFrame: (frame) => {
      socket.send(frame);
    },
    close: () => {
      socket.close();
    },
  };
}

function createSocketIoOpener(transports: ('websocket' | 'polling')[]): OpenClient {
  return async (port, { headers = {} } = {}) => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports,
      reconnection: false,
      forceNew: true,
      extraHeaders: headers,
    });
    const closed = new Promise<string>((resolve) => {
      socket.once('disconnect', resolve);
      socket.once('connect_error', () => {
        resolve('connect_error');
      });
    });
    const inbox = createInbox(closed);
    socket.onAny((type: string, payload: object) => {
      const parsed = parseServerFrame(JSON.stringify({ type, ...payload }));
      if (!parsed.ok) throw new Error(`the server sent no event: ${type}`);
      inbox.push(parsed.event);
    });
    const welcome = await inbox.next('welcome');
    return {
      ...inbox,
      welcome,
      send: (type, payload) => {
        socket.emit(type, payload);
      },
      close: () => {
        socket.disconnect();
      },
    };
  };
}

export const openSocketIo = createSocketIoOpener(['websocket']);
export const openPolling = createSocketIoOpener(['polling']);
