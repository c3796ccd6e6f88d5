/** Everyone who is connected, and the messages among them. */
import { targetLanguage } from '../shared/language.ts';
import type { Language } from '../shared/language.ts';
import type { Id, ServerEvent } from '../shared/protocol.ts';
import { toTranslation } from './answers.ts';
import type { Connection } from './connection.ts';
import type { Inference } from './inference.ts';

type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

/** An accepted message, kept for a while so that the same one sent again is recognised. */
export interface Posted {
  readonly message: EventOf<'message'>;
  /** The language it is translated into. */
  readonly to: Language;
  translation: 'waiting' | 'failed' | EventOf<'translation'>;
}

/** What became of a message: new (translate it), known already (nothing to do), or its id is another message's. */
export type PostResult = { outcome: 'accepted'; posted: Posted } | { outcome: 'known' } | { outcome: 'taken' };

export interface Room {
  readonly size: number;
  join(member: Connection): void;
  leave(member: Connection): void;
  /** Sends a new message to everyone as written; a known one only to the sender, with its translation once there. */
  post(sender: Connection, id: Id, text: string, to?: Language): PostResult;
  /** Translates a message and sends the translation to everyone. Rejects when the model fails. */
  translate(posted: Posted): Promise<void>;
}

interface RoomOptions {
  translate: Inference['translate'];
  /** How many messages are remembered. */
  recentMessages: number;
}

export function createRoom({ translate, recentMessages }: RoomOptions): Room {
  const members = new Set<Connection>();
  const recent = new Map<Id, Posted>(); // oldest first

  function broadcast(event: ServerEvent): void {
    for (const member of members) member.send(event);
  }

  function postAgain(sender: Connection, posted: Posted, text: string): PostResult {
    if (posted.message.text !== text) return { outcome: 'taken' };
    sender.send(posted.message);
    if (posted.translation === 'failed') {
      posted.translation = 'waiting';
      return { outcome: 'accepted', posted };
    }
    // One that is still waiting is on its way to everyone, the sender included.
    if (posted.translation !== 'waiting') sender.send(posted.translation);
    return { outcome: 'known' };
  }

  return {
    get size() {
      return members.size;
    },
    join(member) {
      members.add(member);
    },
    leave(member) {
      members.delete(member);
    },
    post(sender, id, text, to) {
      const known = recent.get(id);
      if (known !== undefined) return postAgain(sender, known, text);
      const at = new Date().toISOString();
      const posted: Posted = {
        message: { type: 'message', id, from: sender.id, text, at },
        to: targetLanguage(text, to),
        translation: 'waiting',
      };
      recent.set(id, posted);
      for (const oldest of recent.keys()) {
        if (recent.size <= recentMessages) break;
        recent.delete(oldest);
      }
      broadcast(posted.message);
      return { outcome: 'accepted', posted };
    },
    async translate(posted) {
      const { id, text } = posted.message;
      const { to } = posted;
      try {
        posted.translation = { type: 'translation', id, ...toTranslation(await translate(text, { to }), to) };
      } catch (error) {
        posted.translation = 'failed';
        throw error;
      }
      broadcast(posted.translation);
    },
  };
}
