import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** An adapter from one kind of socket to sessions. Requests reach it only once they may connect. */
export interface Transport {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves when the last client is gone. New ones must be kept away meanwhile. */
  drain(): Promise<void>;
  /** Breaks off what is left, and stops what runs beside the connections, such as heartbeats. */
  close(): Promise<void>;
}
