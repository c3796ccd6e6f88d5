/** Where the connection stands, in the page's head. */
import type { Announcer } from './announcer.ts';
import type { ConnectionState } from './connection.ts';
import { find } from './elements.ts';
import { phrase, setText } from './interface-text.ts';
import type { StringKey } from './strings.ts';

const WAITING = {
  lost: 'waitingLost',
  restarting: 'waitingRestarting',
  flooded: 'waitingFlooded',
} as const satisfies Record<string, StringKey>;

export function createConnectionView(announcer: Announcer, onRetry: () => void) {
  const pill = find('connection', HTMLElement);
  const line = find('connection-text', HTMLElement);
  const retry = find('retry-now', HTMLElement);
  let timer: ReturnType<typeof setInterval> | undefined;
  let wasLost = false;
  retry.addEventListener('click', onRetry);

  return {
    show(state: ConnectionState): void {
      clearInterval(timer);
      pill.dataset['state'] = state.name;
      retry.hidden = state.name !== 'waiting';
      if (state.name === 'waiting') {
        const { retryAt, reason } = state;
        const count = (): void => {
          setText(line, WAITING[reason], Math.max(1, Math.ceil((retryAt - Date.now()) / 1000)));
        };
        timer = setInterval(count, 250);
        count();
      } else setText(line, state.name);
      // Spoken once for each loss and each return, not for every second of waiting.
      if (state.name === 'online' && wasLost) announcer.say(phrase('announceBack'));
      if ((state.name === 'waiting' || state.name === 'offline') && !wasLost) announcer.say(phrase('announceLost'));
      if (state.name !== 'connecting') wasLost = state.name !== 'online';
    },
  };
}
