/** Structured logs (JSON lines). They never contain what people typed, nor messages of errors that might quote it. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type { Logger };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Writes to `destination`, in the server `process.stdout`: pino's own way to standard output retries for ever, and with
 * it the server stands still, once no one reads the log any more.
 */
export function createLogger(level: LogLevel, destination: DestinationStream): Logger {
  return pino({ level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, destination);
}

/**
 * What may be logged of an error that met something a person typed: its name, its code and where it happened.
 * Not its message, which may quote the text.
 */
export function describeError(error: unknown): { name: string; code?: string; stack: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const { code } = error as NodeJS.ErrnoException;
  // The stack starts with the message; what stands behind the message is frames.
  const stack = error.stack ?? '';
  const messageEnd = stack.indexOf(error.message) + error.message.length;
  const frames = stack.includes(error.message) ? stack.slice(messageEnd).split('\n') : [];
  return {
    name: error.constructor.name,
    ...(typeof code === 'string' && /^\w+$/.test(code) && { code }),
    stack: frames.map((frame) => frame.trim()).filter((frame) => frame.startsWith('at ')),
  };
}
