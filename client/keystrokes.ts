/**
 * Numbers what is typed and paces it: the first change of a frame goes out at once, the last one when the frame ends.
 * Pure: the connection and the clock are handed in.
 */
import type { Language } from '../shared/language.ts';
import { LIMITS } from '../shared/protocol.ts';
import type { ClientEvent } from '../shared/protocol.ts';
import { countCharacters } from '../shared/text.ts';

type Options = {
  send: (event: ClientEvent) => boolean;
  nextFrame: (run: () => void) => void;
  /** The language to translate into; undefined leaves it to the server. */
  target: () => Language | undefined;
};

export type Keystrokes = ReturnType<typeof createKeystrokes>;

export function createKeystrokes({ send, nextFrame, target }: Options) {
  let seq = 0;
  let text = '';
  let isPaced = false;
  let isDue = false;

  function transmit(): void {
    if (isPaced) {
      isDue = true;
      return;
    }
    if (text.trim() !== '' && countCharacters(text) <= LIMITS.textChars) {
      const to = target();
      send({ type: 'keystroke', seq, text, ...(to && { to }) });
    }
    isPaced = true;
    nextFrame(() => {
      isPaced = false;
      if (!isDue) return;
      isDue = false;
      transmit();
    });
  }

  return {
    /** The box now holds `next`: every older answer is out of date from here on. */
    type(next: string): void {
      seq += 1;
      text = next;
      transmit();
    },
    isNewest: (answered: number): boolean => answered === seq,
    /** Asks again about the same text: after a reconnect, in another language, or when the server was too busy. */
    repeat(): void {
      seq += 1;
      transmit();
    },
  };
}
