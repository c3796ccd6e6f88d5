/** Wires HTTP, transports, sessions and inference together. Several can live in one process, as tests need. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { PATHS } from '../shared/protocol.ts';
import type { Config } from './config.ts';
import type { OpenSession } from './connection.ts';
import { FOREIGN_ORIGIN, isContinued, isForeignOrigin, pathOf, refuseRequest, refuseUpgrade } from './gate.ts';
import type { Refusal } from './gate.ts';
import type { Inference } from './inference.ts';
import type { Logger } from './logger.ts';
import { createPage } from './page.ts';
import type { Health } from './page.ts';
import { createRoom } from './room.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { createSocketIoTransport } from './transports/socket-io.ts';
import { createWebSocketTransport } from './transports/web-socket.ts';
import { warmUp } from './warm-up.ts';

export interface App {
  /** Takes the port; `/health` answers `starting` from then on. */
  listen(): Promise<AddressInfo>;
  /** Loads the models and warms them up; then clients may connect. */
  load(): Promise<void>;
  /** Takes nothing new, answers what is in hand, tells clients, and gives everything back, in bounded time. */
  close(): Promise<void>;
}

interface Dependencies {
  logger: Logger;
  /** The folder the build writes the page to. */
  pageDir: string;
  version: string;
  loadInference: () => Promise<Inference>;
}

const NOT_FOUND: Refusal = { status: 404, error: 'not_found', message: 'There is no WebSocket at this address.' };
const NOT_READY: Refusal = { status: 503, error: 'not_ready', message: 'The server is starting or stopping.' };

/** The share of the time for stopping that work in hand may take; the rest is for clients to say good-bye. */
const WORK_SHARE = 0.7;
/** A client that has not answered the close by then will not. */
const GOODBYE_MS = 1000;

/** Waits for `work`, but not longer than that. */
async function settlesWithin(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const timeout = delay(timeoutMs, false, { signal: timer.signal }).catch(() => false);
  const isSettled = await Promise.race([work.then(() => true), timeout]);
  timer.abort();
  return isSettled;
}

export function createApp(config: Config, { logger, pageDir, version, loadInference }: Dependencies): App {
  const startedAtMs = performance.now();
  let status: Health['status'] = 'starting';
  let inference: Inference | undefined;
  /** Open sessions, and ended ones that still have work in hand. */
  const sessions = new Set<Session>();
  const sockets = new Set<Socket>();

  function requireInference(): Inference {
    if (inference === undefined) throw new Error('A session was opened before the models were loaded.');
    return inference;
  }

  const room = createRoom({
    translate: (text, options) => requireInference().translate(text, options),
    recentMessages: config.recentMessages,
  });

  const openSession: OpenSession = (connection) => {
    const session = createSession({ connection, room, inference: requireInference(), rates: config.rates, logger });
    sessions.add(session);
    logger.debug({ session: connection.id }, 'a client connected');
    return {
      receive(parsed) {
        session.receive(parsed);
      },
      end() {
        session.end();
        logger.debug({ session: connection.id }, 'a client left');
        void session.finish().then(() => sessions.delete(session));
      },
    };
  };

  const webSocket = createWebSocketTransport(openSession, config.heartbeatMs);
  const socketIo = createSocketIoTransport(openSession, config);

  function getHealth(): Health {
    if (status !== 'ok') return { status };
    const uptimeS = Math.round((performance.now() - startedAtMs) / 1000);
    return { status, version, uptimeS, sessions: room.size, models: requireInference().models };
  }

  /** Why a request may not connect, if it may not. */
  function checkConnect(request: IncomingMessage): Refusal | undefined {
    if (isForeignOrigin(request.headers, config.allowedOrigins)) return FOREIGN_ORIGIN;
    return status === 'ok' ? undefined : NOT_READY;
  }

  /** The same for long polling: a client goes on asking, with its session's id, until it has what it is due. */
  function checkPoll(request: IncomingMessage): Refusal | undefined {
    const refusal = checkConnect(request);
    return refusal === NOT_READY && status === 'stopping' && isContinued(request) ? undefined : refusal;
  }

  const isSocketIo = (path: string): boolean => path === PATHS.socketIo || path.startsWith(`${PATHS.socketIo}/`);
  const page = createPage({ pageDir, getHealth, logger });

  const server = createServer((request, response) => {
    if (!isSocketIo(pathOf(request))) {
      page(request, response);
      return;
    }
    const refusal = checkPoll(request);
    if (refusal === undefined) socketIo.handleRequest(request, response);
    else refuseRequest(response, refusal);
  });

  server.on('upgrade', (request, socket, head) => {
    // Until a transport listens, a client that resets its connection would be an uncaught error.
    socket.on('error', () => socket.destroy());
    const path = pathOf(request);
    const transport = path === PATHS.webSocket ? webSocket : isSocketIo(path) ? socketIo : undefined;
    const refusal = transport === undefined ? NOT_FOUND : checkConnect(request);
    if (refusal !== undefined) refuseUpgrade(socket, refusal);
    else transport?.handleUpgrade(request, socket, head);
  });

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  async function stop(): Promise<void> {
    const workMs = config.shutdownTimeoutMs * WORK_SHARE;
    const isDone = await settlesWithin(workMs, Promise.all([...sessions].map((session) => session.finish())));
    if (!isDone) logger.warn('some events in hand were not answered in time');
    for (const session of sessions) session.dismiss();
    const goodbyeMs = Math.min(GOODBYE_MS, config.shutdownTimeoutMs - workMs);
    await settlesWithin(goodbyeMs, Promise.all([webSocket.drain(), socketIo.drain()]));
    await Promise.all([webSocket.close(), socketIo.close()]);
    if (server.listening) {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    }
    await inference?.release();
  }

  let stopped: Promise<void> | undefined;

  return {
    async listen() {
      server.listen(config.port, config.host);
      await once(server, 'listening'); // rejects on an error event
      return server.address() as AddressInfo;
    },
    async load() {
      const loaded = await loadInference();
      await warmUp(loaded);
      if (status !== 'starting') {
        await loaded.release();
        return;
      }
      inference = loaded;
      status = 'ok';
    },
    close() {
      status = 'stopping';
      stopped ??= stop();
      return stopped;
    },
  };
}
