/** Raw WebSocket: a text frame is an event as JSON, with its name in `type`. */
import { randomUUID } from 'node:crypto';
import { WebSocket, WebSocketServer } from 'ws';
import type { RawData } from 'ws';
import { CLOSE_CODES, ERROR_CODES, LIMITS, parseClientFrame } from '../../shared/protocol.ts';
import type { ClientEvent, Parsed, ServerEvent } from '../../shared/protocol.ts';
import { decideSend, NOT_READING } from '../connection.ts';
import type { OpenSession } from '../connection.ts';
import type { Transport } from './transport.ts';

const BINARY_FRAME: Parsed<ClientEvent> = {
  ok: false,
  error: { code: 'invalid_json', message: ERROR_CODES.invalid_json },
};

/** Bytes of a text frame as text. `ws` has checked that they are UTF-8. */
function decodeFrame(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString();
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)).toString();
}

/** A broadcast hands every connection the same event: encode it once. */
function createEncoder(): (event: ServerEvent) => string {
  let last: ServerEvent | undefined;
  let frame = '';
  return (event) => {
    if (event !== last) {
      frame = JSON.stringify(event);
      last = event;
    }
    return frame;
  };
}

export function createWebSocketTransport(openSession: OpenSession, heartbeatMs: number): Transport {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false, // frames are small, and it would cost more than the network does
  });
  const encode = createEncoder();
  /** Who has shown a sign of life since the last heartbeat. */
  const alive = new WeakSet<WebSocket>();

  function accept(socket: WebSocket): void {
    const session = openSession({
      id: randomUUID(),
      send(event) {
        if (socket.readyState !== WebSocket.OPEN) return;
        const decision = decideSend(event.type, socket.bufferedAmount);
        if (decision === 'send') socket.send(encode(event));
        else if (decision === 'close') socket.close(CLOSE_CODES.policyViolation, NOT_READING);
      },
      close(code, reason) {
        socket.close(code, reason);
      },
    });

    alive.add(socket);
    socket.on('message', (data, isBinary) => {
      // Frames go on arriving until the client has answered the close.
      if (socket.readyState !== WebSocket.OPEN) return;
      session.receive(isBinary ? BINARY_FRAME : parseClientFrame(decodeFrame(data)));
    });
    socket.on('pong', () => alive.add(socket));
    socket.on('close', () => {
      session.end();
    });
    // `ws` closes by itself after an error, with 1009 for a frame that is too big; without a listener it would throw.
    socket.on('error', () => undefined);
  }

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else if (socket.readyState === WebSocket.OPEN) socket.ping();
    }
  }, heartbeatMs);

  return {
    handleUpgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, accept);
    },
    drain() {
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.terminate();
      return Promise.resolve();
    },
  };
}
