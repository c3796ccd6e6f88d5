/** Sessions and a room without a socket anywhere. */
import { parseConfig } from '../server/config.ts';
import type { Connection } from '../server/connection.ts';
import type { Inference, Typist } from '../server/inference.ts';
import { createLogger } from '../server/logger.ts';
import { createRoom } from '../server/room.ts';
import type { Room } from '../server/room.ts';
import { createSession } from '../server/session.ts';
import type { Session } from '../server/session.ts';
import { parseClientEvent } from '../shared/protocol.ts';
import type { ServerEvent } from '../shared/protocol.ts';
import { createStubInference } from './server-support.ts';

export interface Client extends Connection {
  events: ServerEvent[];
  closedWith: number | undefined;
  session: Session;
  send(event: ServerEvent): void;
  receive(type: string, payload: object): void;
  /** The events after the welcome, as `type` or `type code`, with the number or id they are about. */
  summary(): string[];
}

/** A room whose clients are plain objects: no socket anywhere. */
export function createTestRoom(overrides: Partial<Inference & Typist> = {}, settings: Record<string, string> = {}) {
  const inference = createStubInference(overrides);
  const { rates, recentMessages } = parseConfig(settings, '/root');
  const logs: string[] = [];
  const logger = createLogger('trace', { write: (line) => logs.push(line) });
  const room: Room = createRoom({ translate: (text, options) => inference.translate(text, options), recentMessages });
  let count = 0;

  function connect(): Client {
    const events: ServerEvent[] = [];
    const client: Omit<Client, 'session'> & { session?: Session } = {
      id: `client-${++count}`,
      events,
      closedWith: undefined,
      send: (event) => events.push(event),
      close: (code) => {
        client.closedWith = code;
      },
      receive: (type, payload) => {
        client.session?.receive(parseClientEvent(type, payload));
      },
      summary: () =>
        events.slice(1).map((event) => {
          const reference = 'seq' in event ? event.seq : 'id' in event ? event.id : undefined;
          return [event.type, event.type === 'error' ? event.code : undefined, reference]
            .filter((part) => part !== undefined)
            .join(' ');
        }),
    };
    return Object.assign(client, { session: createSession({ connection: client, room, inference, rates, logger }) });
  }
  return { room, connect, logs };
}

/** Resolves when all a client asked for is answered; it can ask for nothing more. */
export const settled = (client: Client): Promise<void> => client.session.finish();
