/**
 * One message: what was written above, its translation below, a seam between them.
 */
import type { Delivery } from './outbox.ts';
import type { Language } from '../shared/language.ts';
import type { Alternatives } from './alternatives.ts';
import { make, makeIcon } from './elements.ts';
import { locale, setLabel, setPlainText, setText } from './interface-text.ts';
import { isTranslation, langOf } from './text-language.ts';
import { createTranslationView } from './translation-view.ts';
import type { Translation } from './translation-view.ts';

export type MessageView = ReturnType<typeof createMessageView>;

const GRID_ICON = 'M3 3h14v14H3zM3 10h14M10 3v14';

/** What the messages of a conversation have in common. */
export type MessageParts = {
  alternatives: Alternatives;
  onExplain: (question: { text: string; to: Language }) => void;
};
type Options = MessageParts & { text: string; from: string | undefined; at: Date; onRetry: () => void };

/** `from` is undefined for one's own messages. */
export function createMessageView({ text, from, at, onRetry, onExplain, alternatives }: Options) {
  const sender = make('span', 'sender');
  const time = make('time', 'time');
  const source = make('p', 'source', text);
  const translated = make('span', 'translated');
  const translation = make('p', 'translation', translated);
  const view = createTranslationView(translation, translated, alternatives);
  const explain = make('button', 'icon', makeIcon(GRID_ICON));
  const bubble = make('div', 'bubble', source, translation);
  const status = make('span', 'status');
  const retry = make('button', 'link');
  const footer = make('p', 'delivery', status, ' ', retry);
  const element = make('article', from === undefined ? 'message own' : 'message', make('p', 'meta', sender, ' ', time));
  element.append(bubble, footer);

  if (from === undefined) setText(sender, 'you');
  else nameSender(sender, from);
  setTime(at);
  source.dir = 'auto';
  source.lang = langOf(text);
  retry.type = 'button';
  setText(retry, 'retry');
  retry.addEventListener('click', onRetry);
  retry.hidden = true;
  translation.hidden = true;
  explain.type = 'button';
  explain.hidden = true;
  explain.dataset['title'] = 'attentionButton';
  setLabel(explain, 'attentionButton');
  explain.addEventListener('click', () => {
    onExplain({ text, to });
  });
  view.tools.append(explain);

  let to: Language = 'ko';

  function setTime(next: Date): void {
    time.dateTime = next.toISOString();
    time.textContent = next.toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit' });
  }

  return {
    element,
    /** The server's clock counts, once it has spoken. */
    setTime,
    setDelivery(delivery: Delivery, isOnline: boolean): void {
      element.dataset['delivery'] = delivery.state;
      retry.hidden = delivery.state !== 'failed';
      if (delivery.state === 'sent') setPlainText(status, '');
      else if (delivery.state === 'failed') setText(status, `error_${delivery.reason}`);
      else setText(status, isOnline ? 'sending' : 'unsent');
    },
    /** Sent, and being translated. */
    awaitTranslation(): void {
      translation.hidden = false;
      element.dataset['translation'] = 'pending';
      translated.replaceChildren(make('i'), make('i'), make('i'));
      setLabel(translated, 'translating');
      translated.role = 'img';
    },
    setTranslation(answer: Translation): void {
      const isKnown = isTranslation(text, answer);
      element.dataset['translation'] = isKnown ? 'known' : 'none';
      translation.hidden = !isKnown;
      translated.removeAttribute('role');
      translated.removeAttribute('aria-label');
      delete translated.dataset['label'];
      if (isKnown) {
        to = answer.to;
        view.show(answer);
        explain.hidden = false;
      } else {
        setText(status, 'unknownWords');
      }
    },
  };
}

/** A session's long id becomes a short name with a colour of its own; a name that a bot gave itself stays. */
function nameSender(sender: HTMLElement, from: string): void {
  const isOpaque = /^[\w-]{16,}$/.test(from);
  if (isOpaque) setText(sender, 'guest', from.replaceAll('-', '').slice(0, 4).toUpperCase());
  else sender.textContent = from;
  const hue = Array.from(from).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  sender.style.setProperty('--hue', String(hue));
}
