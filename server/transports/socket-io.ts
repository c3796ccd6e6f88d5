/** Socket.IO: an event's name is its type, the first argument its payload. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Server as Engine } from 'engine.io';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import { LIMITS, parseClientEvent } from '../../shared/protocol.ts';
import { decideSend } from '../connection.ts';
import type { OpenSession } from '../connection.ts';
import type { Transport } from './transport.ts';

const DRAIN_POLL_MS = 10;
/** How long a long polling client that was told to go may take to ask again; the engine would wait 30 s. */
const POLLING_CLOSE_MS = 300;

/** Counts what waits in the engine until the socket takes it; the engine itself counts packets only. */
function countQueuedBytes(connection: Socket['conn']): () => number {
  let queuedBytes = 0;
  connection.on('packetCreate', ({ data }: { data?: unknown }) => {
    if (typeof data === 'string') queuedBytes += Buffer.byteLength(data);
  });
  connection.on('flush', () => {
    queuedBytes = 0;
  });
  return () => queuedBytes;
}

export interface SocketIoTransport extends Transport {
  /** Long polling, for networks that let no WebSocket through. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
}

export interface SocketIoOptions {
  heartbeatMs: number;
  allowedOrigins: string[];
}

export function createSocketIoTransport(
  openSession: OpenSession,
  { heartbeatMs, allowedOrigins }: SocketIoOptions,
): SocketIoTransport {
  // The engine is not attached to the HTTP server: it would answer upgrades before they are checked.
  const engine = new Engine({
    maxHttpBufferSize: LIMITS.frameBytes,
    perMessageDeflate: false,
    pingInterval: heartbeatMs,
    pingTimeout: heartbeatMs,
    cors: { origin: allowedOrigins },
  });
  const server = new Server({ serveClient: false });
  server.bind(engine);

  engine.on('connection', ({ transport }: Socket['conn']) => {
    if ('closeTimeout' in transport) transport.closeTimeout = POLLING_CLOSE_MS;
  });

  /** Connections that have their session: a second one would double the rates. */
  const taken = new WeakSet<Socket['conn']>();

  server.on('connection', (socket) => {
    const connection = socket.conn;
    if (taken.has(connection)) {
      socket.disconnect(true);
      return;
    }
    taken.add(connection);
    const queuedBytes = countQueuedBytes(connection);

    const session = openSession({
      id: randomUUID(),
      send({ type, ...payload }) {
        if (!socket.connected) return;
        const decision = decideSend(type, queuedBytes());
        if (decision === 'send') socket.emit(type, payload);
        else if (decision === 'close') socket.disconnect(true);
      },
      // Socket.IO knows no close codes: the session has sent the reason as an error.
      close() {
        socket.disconnect(true);
      },
    });

    socket.onAny((name: unknown, payload: unknown) => {
      if (socket.connected) session.receive(parseClientEvent(name, payload));
    });
    socket.on('disconnect', () => {
      session.end();
    });
  });

  return {
    handleUpgrade(request, socket, head) {
      engine.handleUpgrade(request, socket, head);
    },
    handleRequest(request, response) {
      engine.handleRequest(request, response);
    },
    async drain() {
      // The engine tells of a client that comes, not of one that goes; a stopping server can afford to ask.
      while (engine.clientsCount > 0) await delay(DRAIN_POLL_MS);
    },
    async close() {
      engine.close();
      await server.close();
    },
  };
}
