/** Who may open a connection, and how one is turned away over HTTP, before any socket library sees the request. */
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Why a request is turned away. It is sent as a JSON body. */
export interface Refusal {
  status: number;
  error: string;
  message: string;
}

/**
 * True for a page of another site. Browsers always name the page's origin, and let any page open a WebSocket
 * anywhere: without this check a foreign page could read along. Bots name no origin, and may connect.
 */
export function isForeignOrigin({ origin, host }: IncomingMessage['headers'], allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes(origin)) return false;
  if (host === undefined || !URL.canParse(origin)) return true;
  const { protocol, host: originHost } = new URL(origin);
  // Parsing the host the same way drops a default port on both sides.
  const own = `${protocol}//${host}`;
  return !URL.canParse(own) || new URL(own).host !== originHost;
}

export const FOREIGN_ORIGIN: Refusal = {
  status: 403,
  error: 'foreign_origin',
  message: 'Pages of this origin may not connect. The setting ALLOWED_ORIGINS lets them.',
};

/** The path a request asks for, without its query. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  const queryStart = url.indexOf('?');
  return queryStart === -1 ? url : url.slice(0, queryStart);
}

/** True for a request that belongs to a Socket.IO session, which the engine then looks up. */
export function isContinued({ url = '/' }: IncomingMessage): boolean {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1)).has('sid');
}

function encodeRefusal({ status, error, message }: Refusal): { status: number; headers: string[]; body: string } {
  const body = JSON.stringify({ error, message });
  const headers = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Connection', 'close'],
  ].flat();
  return { status, headers, body };
}

export function refuseRequest(response: ServerResponse, refusal: Refusal): void {
  const { status, headers, body } = encodeRefusal(refusal);
  response.writeHead(status, headers).end(body);
}

/** Node hands an upgrade request's bare socket over, so the response is written by hand. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { status, headers, body } = encodeRefusal(refusal);
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i] ?? ''}: ${headers[i + 1] ?? ''}`);
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
