/**
 * The page: which part hears about what. Everything else is in the part's own file.
 */
import type { ServerEvent, ServerPayloads } from '../shared/protocol.ts';
import { createAlternatives } from './alternatives.ts';
import { createAnnouncer } from './announcer.ts';
import { createAttention } from './attention.ts';
import { createComposer } from './composer.ts';
import { createConnection } from './connection.ts';
import { createConnectionView } from './connection-view.ts';
import { createConversation } from './conversation.ts';
import { createDigitPad } from './digit-pad.ts';
import { createDirection } from './direction.ts';
import { find } from './elements.ts';
import { fillEmptyState } from './empty-state.ts';
import { createId } from './identifier.ts';
import { initialLanguage, locale, rememberLanguage, useLanguage } from './interface-text.ts';
import { createKeystrokes } from './keystrokes.ts';
import { showModels } from './models-view.ts';
import { createOutbox } from './outbox.ts';
import type { InterfaceLanguage } from './strings.ts';
import { createTabs } from './tabs.ts';
import { openWebSocket } from './web-socket.ts';

/** A screen reader hears what stands still this long. */
const SETTLE_MS = 600;

const connection = createConnection({
  open: openWebSocket,
  onState(state) {
    connectionView.show(state);
    conversation.setOnline(state.name === 'online');
    if (state.name === 'waiting' || state.name === 'offline') outbox.pause();
  },
  onEvent: receive,
});
const connectionView = createConnectionView(createAnnouncer(find('say-connection', HTMLElement), 0), () => {
  connection.retryNow();
  find('field', HTMLElement).focus(); // the button is about to go, and would leave the focus nowhere
});
const typingAnnouncer = createAnnouncer(find('say-typing', HTMLElement), SETTLE_MS);
const alternatives = createAlternatives(typingAnnouncer);
const attention = createAttention({ send: connection.send });
const direction = createDirection(() => {
  composer.translateAgain();
});
const conversation = createConversation({
  alternatives,
  onExplain: attention.open,
  onRetry(id) {
    outbox.retry(id);
  },
});
const outbox = createOutbox({
  send: connection.send,
  suspect: connection.suspect,
  onDelivery: conversation.setDelivery,
});
const composer = createComposer({
  keystrokes: createKeystrokes({ send: connection.send, nextFrame: requestAnimationFrame, target: direction.target }),
  announcer: typingAnnouncer,
  alternatives,
  onSend(text) {
    const id = createId();
    conversation.addOwn(id, text);
    outbox.add(id, text, direction.target());
  },
});
const digitPad = createDigitPad({
  send: connection.send,
  announcer: createAnnouncer(find('say-digit', HTMLElement), SETTLE_MS),
});

function receive(event: ServerEvent): void {
  switch (event.type) {
    case 'welcome':
      showModels(event.models);
      outbox.resend();
      composer.reconnect();
      attention.reconnect();
      digitPad.reconnect();
      break;
    case 'suggestions':
      composer.showSuggestions(event);
      break;
    case 'preview':
      composer.showPreview(event);
      break;
    case 'message':
      outbox.confirm(event.id);
      conversation.receive(event);
      break;
    case 'translation':
      conversation.translate(event);
      break;
    case 'explanation':
      attention.show(event);
      break;
    case 'digit':
      digitPad.show(event);
      break;
    case 'error':
      showError(event);
  }
}

/** An error is told beside what it is about. */
function showError({ code, seq, id }: ServerPayloads['error']): void {
  // The connection is about to close and says so itself; what was sent goes out again to the next server.
  if (code === 'shutting_down') return;
  if (id === undefined) composer.showError(code, seq);
  else if (outbox.has(id)) outbox.fail(id, code);
  else if (!attention.showError(code, id) && !conversation.failTranslation(id)) digitPad.showError(code, id);
}

const languageButton = find('language', HTMLElement);
function speak(language: InterfaceLanguage): void {
  useLanguage(language);
  languageButton.lang = language === 'en' ? 'ko' : 'en'; // it is named in the other one
}
languageButton.addEventListener('click', () => {
  const next = locale() === 'en' ? 'ko' : 'en';
  speak(next);
  rememberLanguage(next);
});
speak(initialLanguage());
createTabs(find('tabs', HTMLElement));
fillEmptyState(composer.type);
addEventListener('offline', connection.networkLost);
addEventListener('online', connection.retryNow);
connection.connect();
// One opens the page to type; on a touch screen that would open the keyboard over it, unasked.
if (matchMedia('(pointer: fine)').matches) find('field', HTMLElement).focus();
