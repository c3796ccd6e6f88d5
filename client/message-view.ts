/**
 * One message: what was written above, its translation below, a seam between them.
 */
import type { Delivery } from './outbox.ts';
import { make } from './elements.ts';
import { locale, setLabel, setPlainText, setText } from './interface-text.ts';
import { isGuess, isTranslation, langOf, percent } from './text-language.ts';

export type MessageView = ReturnType<typeof createMessageView>;

type Options = { text: string; from: string | undefined; at: Date; onRetry: () => void };

/** `from` is undefined for one's own messages. */
export function createMessageView({ text, from, at, onRetry }: Options) {
  const sender = make('span', 'sender');
  const time = make('time', 'time');
  const source = make('p', 'source', text);
  const translated = make('span', 'translated');
  const score = make('span', 'score');
  const translation = make('p', 'translation', translated, score);
  const bubble = make('div', 'bubble', source, translation);
  const status = make('span', 'status');
  const retry = make('button', 'link');
  const footer = make('p', 'delivery', status, ' ', retry);
  const element = make('article', from === undefined ? 'message own' : 'message', make('p', 'meta', sender, ' ', time));
  element.append(bubble, footer);

  if (from === undefined) setText(sender, 'you');
  else nameSender(sender, from);
  setTime(at);
  source.dir = translated.dir = 'auto';
  source.lang = langOf(text);
  retry.type = 'button';
  setText(retry, 'retry');
  retry.addEventListener('click', onRetry);
  retry.hidden = true;
  translation.hidden = true;
  score.dataset['title'] = 'certainty';
  score.ariaHidden = 'true';

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
    setTranslation(answer: { text: string; score: number }): void {
      const isKnown = isTranslation(text, answer);
      element.dataset['translation'] = isKnown ? 'known' : 'none';
      translation.hidden = !isKnown;
      translation.classList.toggle('guess', isGuess(answer));
      translated.removeAttribute('role');
      translated.removeAttribute('aria-label');
      delete translated.dataset['label'];
      if (isKnown) {
        setPlainText(translated, answer.text);
        translated.lang = langOf(answer.text);
        score.textContent = percent(answer.score);
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
