/** What is served over plain HTTP: the page, `/health`, and JSON errors for everything else. */
import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { PATHS } from '../shared/protocol.ts';
import { describeError } from './logger.ts';
import type { Logger } from './logger.ts';

/** What `GET /health` answers; anything but `ok` comes with 503. */
export interface Health {
  status: 'ok' | 'starting' | 'stopping';
  [detail: string]: unknown;
}

interface PageOptions {
  /** The folder the build writes the page to. */
  pageDir: string;
  getHealth: () => Health;
  logger: Logger;
}

// `'self'` in connect-src covers ws: and wss: to the server's own host.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The status an error asks for: Express marks what a client did wrong with 4xx. */
function statusOf(error: unknown): number {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

export function createPage({ pageDir, getHealth, logger }: PageOptions): Express {
  const app = express();
  app.disable('x-powered-by');

  app.use((_request, response, next) => {
    response.set(SECURITY_HEADERS);
    next();
  });

  app.get(PATHS.health, (_request, response) => {
    const health = getHealth();
    response
      .status(health.status === 'ok' ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(health);
  });

  app.get(PATHS.webSocket, (_request, response) => {
    response
      .status(426)
      .set({ Upgrade: 'websocket', Connection: 'Upgrade' })
      .json({ error: 'upgrade_required', message: 'This address speaks WebSocket only.' });
  });

  // File names stay the same over versions, so a browser asks each time and mostly gets 304 by the ETag.
  app.use(
    express.static(pageDir, {
      index: 'index.html',
      setHeaders: (response) => response.set('Cache-Control', 'no-cache'),
    }),
  );

  app.use((_request, response) => {
    response.status(404).json({ error: 'not_found', message: 'There is nothing at this address.' });
  });

  // Express knows an error handler by its four parameters.
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error); // too late for an answer: Express breaks the connection off
      return;
    }
    const status = statusOf(error);
    if (status === 500) logger.error({ error: describeError(error) }, 'a page could not be served');
    response
      .status(status)
      .json(
        status === 500
          ? { error: 'internal', message: 'The server failed to answer; it is logged there.' }
          : { error: 'bad_request', message: 'The request is malformed.' },
      );
  });

  return app;
}
