/** The page in a real Chromium, on the real server with the committed models: what a person does and sees. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Locator, Page, WebSocketRoute } from 'playwright-core';
import { parseConfig } from '../server/config.ts';
import { loadInference } from '../server/load-inference.ts';
import { PAGE_TIMEOUT_MS, launchBrowser, openPage } from './browser.ts';
import type { TestPage } from './browser.ts';
import { ROOT, startServer } from './server-support.ts';
import type { TestServer } from './server-support.ts';

const pageDir = join(ROOT, 'dist', 'client');

/** Every new message is translated once, so `accepted` gets what the server took. */
function startRealServer(port = 0, accepted: string[] = []): Promise<TestServer> {
  return startServer({
    settings: { PORT: String(port) },
    pageDir,
    loadInference: async () => {
      const inference = await loadInference(parseConfig({ TRANSLATOR: 'seed' }, ROOT));
      const translate = (text: string) => {
        accepted.push(text);
        return inference.translate(text);
      };
      return { ...inference, translate };
    },
  });
}

let browser: Browser;
let server: TestServer;
const opened: TestPage[] = [];

beforeAll(async () => {
  if (!existsSync(join(pageDir, 'index.html'))) throw new Error('The page is not built. Run: npm run build');
  [browser, server] = await Promise.all([launchBrowser(), startRealServer()]);
});

afterEach(async () => {
  const pages = opened.splice(0);
  await Promise.all(pages.map(({ page }) => page.context().close()));
  expect(pages.flatMap(({ complaints }) => complaints)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(port = server.port): Promise<Page> {
  const opening = await openPage(browser, port);
  opened.push(opening);
  return opening.page;
}

const fieldOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Message' });
const optionsOf = (page: Page): Locator => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const messagesOf = (page: Page): Locator => page.getByRole('log').getByRole('article');

/** Waits until what is read is what is wanted, and tells both where it never is. */
async function becomes<Value>(read: () => Promise<Value>, wanted: Value): Promise<void> {
  const deadline = Date.now() + PAGE_TIMEOUT_MS;
  let value = await read();
  while (JSON.stringify(value) !== JSON.stringify(wanted)) {
    if (Date.now() > deadline) expect(value).toEqual(wanted);
    await new Promise((resolve) => setTimeout(resolve, 20));
    value = await read();
  }
}

const ghostIs = (page: Page, text: string): Promise<void> => becomes(() => page.locator('#ghost').textContent(), text);
const fieldIs = (page: Page, text: string): Promise<void> => becomes(() => fieldOf(page).inputValue(), text);
const digitIs = (page: Page, label: string): Promise<void> =>
  becomes(() => page.locator('#digit-label').textContent(), label);
/** The live translation, answered and not waiting for a newer answer. */
const previewIs = (page: Page, text: string): Promise<void> =>
  becomes(() => page.locator('#preview:not(.stale) #preview-text').allTextContents(), [text]);

/** The option that the field points at, for a screen reader. */
async function activeText(page: Page): Promise<string | null> {
  const id = await fieldOf(page).getAttribute('aria-activedescendant');
  return id === null ? null : page.locator(`#${id}`).textContent();
}

/** A message that stands in the conversation, with the translation under it. */
const message = (page: Page, text: string, translation: string): Locator =>
  messagesOf(page).filter({ hasText: text }).filter({ hasText: translation });

/** What an input method does: the letters under composition, replaced at every key. */
async function compose(session: CDPSession, ...states: string[]): Promise<void> {
  for (const text of states) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
}

test('three letters bring ghost text, a list and a translation; Tab accepts, Enter sends, the translation follows', async () => {
  const page = await open();
  await fieldOf(page).pressSequentially('wor');
  await ghostIs(page, 'd');
  expect(await fieldOf(page).getAttribute('aria-expanded')).toBe('true');
  expect(await optionsOf(page).first().textContent()).toContain('word');
  await page.keyboard.press('Tab');
  await fieldIs(page, 'word');
  await ghostIs(page, '');
  await previewIs(page, '단어');
  await page.getByRole('status').filter({ hasText: '단어' }).waitFor(); // for who cannot see it
  await page.keyboard.press('Enter');
  await fieldIs(page, '');
  await message(page, 'word', '단어').waitFor();
  const sent = messagesOf(page).last();
  expect(await sent.locator('[lang=ko]').textContent()).toBe('단어');
  expect(await sent.locator('[lang=en]').textContent()).toBe('word');
  expect(await messagesOf(page).count()).toBe(1);
});

test('arrows and Enter choose from the list, Escape dismisses, and Tab moves on where nothing is offered', async () => {
  const page = await open();
  await fieldOf(page).pressSequentially('I lov');
  await ghostIs(page, 'e');
  await page.keyboard.press('ArrowDown');
  expect(await activeText(page)).toContain('love');
  await page.keyboard.press('ArrowUp');
  expect(await activeText(page)).toBeNull();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await fieldIs(page, 'I love');
  expect(await messagesOf(page).count()).toBe(0);

  await fieldOf(page).fill('kis');
  await ghostIs(page, 's');
  await page.keyboard.press('Escape');
  await ghostIs(page, '');
  expect(await optionsOf(page).count()).toBe(0);
  await page.keyboard.press('Tab');
  await page.locator('#send:focus').waitFor();
  await fieldIs(page, 'kis');
});

test('no ghost text while the caret is inside the text', async () => {
  const page = await open();
  await fieldOf(page).pressSequentially('kis');
  await ghostIs(page, 's');
  await page.keyboard.press('ArrowLeft');
  await ghostIs(page, '');
  await page.keyboard.press('End');
  await ghostIs(page, 's');
});

test('Shift+Enter makes a line, Enter sends both', async () => {
  const page = await open();
  await fieldOf(page).pressSequentially('love');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('girl');
  await fieldIs(page, 'love\ngirl');
  await page.keyboard.press('Enter');
  await message(page, 'love\ngirl', '사랑').waitFor();
});

test('what people write is text, never markup', async () => {
  const page = await open();
  const markup = '<img src=x onerror="document.title=1"> <b>word</b>';
  await fieldOf(page).fill(markup);
  await page.keyboard.press('Enter');
  await messagesOf(page).filter({ hasText: markup }).waitFor();
  expect(await messagesOf(page).locator('img, b').count()).toBe(0);
});

test('more than 500 characters are counted, explained and not sent', async () => {
  const page = await open();
  await fieldOf(page).fill('가'.repeat(503));
  await page.getByText('3 characters over the limit of 500').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await messagesOf(page).count()).toBe(0);
  await fieldOf(page).fill('가'.repeat(500));
  await page.getByText('0 left').waitFor();
  await page.keyboard.press('Enter');
  await messagesOf(page).first().waitFor();
});

test('only the answer to the newest keystroke is shown', async () => {
  const page = await open();
  const held: string[] = [];
  let toPage: WebSocketRoute | undefined;
  await page.routeWebSocket(/\/ws$/, (route) => {
    toPage = route;
    route.connectToServer().onMessage((frame) => {
      const { seq } = JSON.parse(String(frame)) as { seq?: number };
      if (seq === 1) held.push(String(frame));
      else route.send(frame);
    });
  });
  await page.reload();
  await page.locator('[data-state=online]').waitFor();
  await fieldOf(page).fill('kis');
  await becomes(() => Promise.resolve(held.length), 2);
  await fieldOf(page).fill('wood');
  await previewIs(page, '나무');
  for (const frame of held) toPage?.send(frame);
  toPage?.send(JSON.stringify({ type: 'message', id: 1, from: 'bot', text: 'after that', at: '' }));
  await messagesOf(page).filter({ hasText: 'after that' }).waitFor();
  await previewIs(page, '나무');
  await ghostIs(page, '');
  expect(await optionsOf(page).count()).toBe(0);
});

describe('an input method', () => {
  test('is left alone while it composes; its keys are sent all the same', async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    await fieldOf(page).focus();
    await compose(session, 'ㅅ', '사', '살', '사라', '사랑');
    await fieldIs(page, '사랑');
    await compose(session, '', 'k', 'ki', 'kis');
    // The list beside the field shows that the answer is there; over the field there is nothing.
    await optionsOf(page).filter({ hasText: 'kiss' }).waitFor();
    await ghostIs(page, '');
    await session.send('Input.insertText', { text: 'kis' });
    await ghostIs(page, 's');
  });

  test('Enter that ends a composition and is also the Enter that sends, sends once', async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    await fieldOf(page).focus();
    await compose(session, 'ㅅ', '사', '살', '사라', '사랑');
    await page.keyboard.press('Enter');
    await messagesOf(page).filter({ hasText: '사랑' }).waitFor();
    await fieldIs(page, '');
    await fieldOf(page).pressSequentially('wor');
    await ghostIs(page, 'd');
    expect(await messagesOf(page).count()).toBe(1);
  });

  test('Enter that the method keeps ends the composition only; the next one sends', async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    await fieldOf(page).focus();
    await compose(session, 'ㄴ', '나', '남', '나무');
    const taken = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...taken });
    await session.send('Input.insertText', { text: '나무' });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...taken });
    expect(await messagesOf(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    await messagesOf(page).filter({ hasText: '나무' }).waitFor();
    await fieldIs(page, '');
    expect(await messagesOf(page).count()).toBe(1);
  });

  test('in Safari, where the composition ends before the key comes, the key is still the method’s', async () => {
    const page = await open();
    await fieldOf(page).fill('나무');
    await fieldOf(page).dispatchEvent('compositionstart');
    await fieldOf(page).dispatchEvent('compositionend', { data: '나무' });
    await fieldOf(page).dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    await fieldIs(page, '나무');
    expect(await messagesOf(page).count()).toBe(0);
  });
});

test('two people see each other’s messages, each with its translation', async () => {
  const [one, other] = await Promise.all([open(), open()]);
  await fieldOf(one).fill('game');
  await fieldOf(one).press('Enter');
  await message(other, 'game', '놀이').waitFor();
  await fieldOf(other).fill('girl');
  await fieldOf(other).press('Enter');
  await message(one, 'girl', '소녀').waitFor();
  expect(await messagesOf(one).filter({ hasText: 'You' }).allTextContents()).toEqual([
    expect.stringContaining('game') as string,
  ]);
  expect(await messagesOf(other).filter({ hasText: 'Guest' }).allTextContents()).toEqual([
    expect.stringContaining('game') as string,
  ]);
});

test('after a restart of the server what was written meanwhile arrives, once', async () => {
  const first = await startRealServer();
  const { port } = first;
  const page = await open(port);
  await fieldOf(page).pressSequentially('kis');
  await ghostIs(page, 's');
  // What it says changes with every try, so it is written down rather than looked at.
  await page.evaluate(`(() => {
    const line = document.getElementById('connection-text');
    window.said = [];
    new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
  })()`);
  await first.close();
  await page.locator(':not([data-state=online])#connection').waitFor();
  await page.waitForFunction('said.some((text) => /^Server restarts, \\d+ s$/.test(text))');
  await fieldOf(page).fill('love');
  await fieldOf(page).press('Enter');
  await page.getByText('Sends once connected').waitFor();
  await fieldOf(page).pressSequentially('wor');

  const accepted: string[] = [];
  const second = await startRealServer(port, accepted);
  try {
    // It comes back by itself; asked to, it does not wait.
    await page.locator('#retry-now').dispatchEvent('click');
    await message(page, 'love', '사랑').waitFor();
    await ghostIs(page, 'd'); // the box was asked about again
    await fieldOf(page).fill('wood');
    await fieldOf(page).press('Enter');
    await message(page, 'wood', '나무').waitFor();
    expect(await messagesOf(page).count()).toBe(2);
    expect(accepted).toEqual(['love', 'wood']);
  } finally {
    await second.close();
  }
});

test('a message whose echo was lost is sent again under the same id, and stays one message', async () => {
  const accepted: string[] = [];
  const quiet = await startRealServer(0, accepted);
  const page = await open(quiet.port);
  let connections = 0;
  await page.routeWebSocket(/\/ws$/, (route) => {
    connections += 1;
    const isFirst = connections === 1;
    route.connectToServer().onMessage((frame) => {
      // The server has the message, but the line breaks before the page hears of it.
      if (isFirst && String(frame).includes('"love"')) void route.close({ code: 3000 });
      else route.send(frame);
    });
  });
  try {
    await page.reload();
    await page.locator('[data-state=online]').waitFor();
    await fieldOf(page).fill('love');
    await fieldOf(page).press('Enter');
    await message(page, 'love', '사랑').waitFor();
    expect(await messagesOf(page).count()).toBe(1);
    expect(accepted).toEqual(['love']);
    expect(connections).toBe(2);
  } finally {
    await quiet.close();
  }
});

describe('digits', () => {
  test('a 1 drawn with the mouse is recognised while it is drawn', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Digits' }).click();
    const pad = page.getByRole('application', { name: 'Drawing area' });
    const box = await pad.boundingBox();
    if (!box) throw new Error('The pad is not shown.');
    await page.mouse.move(box.x + box.width * 0.52, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.48, box.y + box.height * 0.8, { steps: 12 });
    await digitIs(page, '1');
    await page.mouse.up();
    await page.getByRole('status').filter({ hasText: 'Looks like 1' }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await digitIs(page, '–');
  });

  test('the keyboard draws too, and every example is read as what it is', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Chat' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('application', { name: 'Drawing area' }).focus();
    await page.keyboard.press('Space');
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowDown');
    await digitIs(page, '1');
    await page.keyboard.press('Delete');
    await digitIs(page, '–');
    for (let digit = 0; digit < 10; digit += 1) {
      await page.getByRole('button', { name: `Draw a ${digit}` }).press('Enter');
      await digitIs(page, String(digit));
    }
  });
});
