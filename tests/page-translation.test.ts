/** What the page makes of a translation, in a real Chromium: direction, sureness, alternatives, where it came from. */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Explanation, TranslateOptions, Translation } from '../models/translation.ts';
import { launchBrowser, openPage } from './browser.ts';
import type { TestPage } from './browser.ts';
import { ROOT, createStubInference, startServer, translationOf } from './server-support.ts';
import type { TestServer } from './server-support.ts';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

/** What the stand-in translator was asked, as `text to`. */
let asked: string[] = [];

function translate(text: string, { to }: TranslateOptions = {}): Promise<Translation> {
  asked.push(`${text} ${String(to)}`);
  const known: Record<string, Translation> = {
    'love ko': { text: '사랑', score: 0.9, isSure: true, alternatives: ['애정', '연애'] },
    'love en': { text: 'affection', score: 0.7, isSure: true, alternatives: [] },
    '사랑 en': { text: 'love', score: 0.8, isSure: true, alternatives: [] },
    // Below a half and sure, over it and not: the threshold is the model's.
    'sure ko': { text: '확실', score: 0.3, isSure: true, alternatives: [] },
    'maybe ko': { text: '아마', score: 0.7, isSure: false, alternatives: ['글쎄'] },
  };
  return Promise.resolve(known[`${text} ${String(to)}`] ?? translationOf(`${text} ${String(to)}!`));
}

const EXPLANATION: Explanation = {
  source: Array.from('love'),
  target: ['사', '랑'],
  weights: [
    [0.7, 0.2, 0.1, 0],
    [0, 0.05, 0.35, 0.6],
  ],
};

/** As many letters as fit no screen. */
const LONG = 'love '.repeat(20).trim();
const LONG_EXPLANATION: Explanation = {
  source: Array.from(LONG),
  target: ['사'],
  weights: [Array.from(LONG, (_, index) => (index === LONG.length - 1 ? 1 : 0))],
};

function explain(text: string): Promise<Explanation | undefined> {
  return Promise.resolve(text === 'love' ? EXPLANATION : text === LONG ? LONG_EXPLANATION : undefined);
}

let browser: Browser;
let server: TestServer;
const opened: TestPage[] = [];

beforeAll(async () => {
  const pageDir = join(ROOT, 'dist', 'client');
  const inference = createStubInference({ translate, preview: translate, explain });
  [browser, server] = await Promise.all([
    launchBrowser(),
    startServer({ pageDir, loadInference: () => Promise.resolve(inference) }),
  ]);
});
beforeEach(() => {
  asked = [];
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

async function open(options?: BrowserContextOptions): Promise<Page> {
  const opening = await openPage(browser, server.port, options);
  opened.push(opening);
  return opening.page;
}

const fieldOf = (page: Page): Locator => page.locator('#field');
const switchOf = (page: Page): Locator => page.getByRole('combobox', { name: 'Translate' });
const messageOf = (page: Page): Locator => page.getByRole('log').getByRole('article').last();
const preview = (page: Page, text: string): Locator =>
  page.locator('#preview:not(.stale)').filter({ has: page.locator('#preview-text').getByText(text, { exact: true }) });
const focusedText = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.textContent');

async function say(page: Page, text: string, translation: string): Promise<Locator> {
  await fieldOf(page).fill(text);
  await fieldOf(page).press('Enter');
  const message = messageOf(page);
  await message.getByText(translation, { exact: true }).waitFor();
  return message;
}

describe('the direction', () => {
  test('is found by the server for each text, unless one is chosen; the choice is asked about at once', async () => {
    const page = await open();
    await fieldOf(page).fill('사랑');
    await preview(page, 'love').waitFor();
    await fieldOf(page).fill('love');
    await preview(page, '사랑').waitFor();
    expect(await page.locator('#preview-text').getAttribute('lang')).toBe('ko');
    await switchOf(page).selectOption('한국어 → English');
    await preview(page, 'affection').waitFor();
    expect(await page.locator('#preview-text').getAttribute('lang')).toBe('en');
    await say(page, 'love', 'affection');
    expect(asked.at(-1)).toBe('love en');
  });

  test('is chosen by keyboard, is remembered, and is named in both languages', async () => {
    const page = await open();
    await fieldOf(page).focus();
    await fieldOf(page).fill('love');
    await page.keyboard.press('Escape');
    await page.locator('#send').focus();
    for (let stop = 0; stop < 3; stop += 1) {
      await page.keyboard.press('Tab');
      if ((await page.locator('#direction:focus').count()) > 0) break;
    }
    await page.locator('#direction:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await preview(page, 'affection').waitFor();
    await page.reload();
    await page.locator('[data-state=online]').waitFor();
    expect(await switchOf(page).inputValue()).toBe('en');
    await page.getByRole('button', { name: '한국어로 보기' }).click();
    await page.getByRole('combobox', { name: '번역 방향' }).selectOption('자동');
    await fieldOf(page).fill('love');
    await preview(page, '사랑').waitFor();
  });
});

test('a translation that the model is not sure of says so, in the box, under the message and aloud', async () => {
  const page = await open();
  const notSure = page.locator('#preview').getByText('not sure');
  await fieldOf(page).fill('sure');
  await preview(page, '확실').waitFor();
  expect(await notSure.isVisible()).toBe(false);
  await fieldOf(page).fill('maybe');
  await preview(page, '아마').waitFor();
  expect(await notSure.isVisible()).toBe(true);
  await page.getByRole('status').filter({ hasText: 'Translation: 아마, not sure' }).waitFor();
  const message = await say(page, 'maybe', '아마');
  expect(await message.getByText('not sure').isVisible()).toBe(true);
  expect(await message.locator('.guess').count()).toBe(1);
  const sure = await say(page, 'sure', '확실');
  expect(await sure.getByText('not sure').isVisible()).toBe(false);
});

describe('alternatives', () => {
  const buttonIn = (part: Locator): Locator => part.getByRole('button', { name: 'Other ways to say it' });
  const menuOf = (page: Page): Locator => page.getByRole('menu', { name: 'Other ways to say it' });

  test('replace the translation of a message here only, by keyboard, and are announced; the first stays to be had', async () => {
    const page = await open();
    const other = await open();
    const message = await say(page, 'love', '사랑');
    const button = buttonIn(message);
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await button.press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await menuOf(page).getByRole('menuitem').allTextContents()).toEqual(['애정', '연애']);
    await page.keyboard.press('ArrowDown');
    expect(await focusedText(page)).toBe('연애');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await message.getByText('연애', { exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Translation: 연애' }).waitFor();
    await message.locator('button[aria-haspopup]:focus').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await messageOf(other).getByText('사랑', { exact: true }).isVisible()).toBe(true);

    await button.click();
    expect(await menuOf(page).getByRole('menuitem').allTextContents()).toEqual(['사랑', '애정']);
    await page.keyboard.press('Escape');
    await menuOf(page).waitFor({ state: 'hidden' });
    await button.click();
    await menuOf(page).getByText('사랑').click();
    await message.getByText('사랑', { exact: true }).waitFor();
  });

  test('replace the live translation until the next key; the box keeps the focus', async () => {
    const page = await open();
    await fieldOf(page).fill('love');
    await preview(page, '사랑').waitFor();
    const button = buttonIn(page.locator('#preview'));
    await button.click();
    await menuOf(page).getByText('애정').click();
    await preview(page, '애정').waitFor();
    await page.locator('#field:focus').waitFor();
    expect(await fieldOf(page).inputValue()).toBe('love');
    await fieldOf(page).fill('maybe');
    await preview(page, '아마').waitFor();
    await fieldOf(page).fill('sure');
    await preview(page, '확실').waitFor();
    expect(await button.count()).toBe(0); // nothing to choose
  });

  test('are in view wherever the button is, and a press elsewhere closes them', async () => {
    const page = await open(PHONE);
    await fieldOf(page).fill('love');
    await preview(page, '사랑').waitFor();
    await buttonIn(page.locator('#preview')).tap();
    const box = await menuOf(page).boundingBox();
    expect(box).not.toBeNull();
    if (box) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(360);
      expect(box.y + box.height).toBeLessThanOrEqual(740);
    }
    await page.touchscreen.tap(20, 200);
    await menuOf(page).waitFor({ state: 'hidden' });
  });
});

describe('the attention view', () => {
  const openView = async (page: Page, message: Locator): Promise<Locator> => {
    await message.getByRole('button', { name: 'Which letters it came from' }).click();
    return page.getByRole('dialog', { name: 'Which letters it came from' });
  };
  const strong = (page: Page): Promise<string[]> => page.locator('.letter.strong').allTextContents();

  test('shows letters and pieces, marks the letters of the piece at hand, and Escape leads back', async () => {
    const page = await open();
    const message = await say(page, 'love', '사랑');
    const dialog = await openView(page, message);
    // Without eyes: each piece with its two strongest letters.
    await dialog.getByRole('button', { name: '사: l 70%, o 20%' }).waitFor();
    await dialog.getByRole('button', { name: '랑: e 60%, v 35%' }).waitFor();
    expect(await page.locator('.letter').allTextContents()).toEqual(['l', 'o', 'v', 'e']);
    expect(await page.locator('.heat-field').count()).toBe(8);
    await page.locator('.piece:focus').waitFor();
    expect(await strong(page)).toEqual(['l', 'o']);
    await page.keyboard.press('ArrowDown');
    expect(await focusedText(page)).toBe('랑');
    expect(await strong(page)).toEqual(['v', 'e']);
    await page.locator('.piece', { hasText: '사' }).hover();
    expect(await strong(page)).toEqual(['l', 'o']);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await message.locator('button:focus').waitFor();
  });

  test('says so where the network has no attention, and can be asked again', async () => {
    const page = await open();
    const dialog = await openView(page, await say(page, 'sure', '확실'));
    await dialog.getByText('no attention to show').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const again = await openView(page, await say(page, 'love', '사랑'));
    await again.getByRole('button', { name: '사: l 70%, o 20%' }).waitFor();
    await again.getByText('no attention to show').waitFor({ state: 'hidden' });
  });

  test('scrolls on a narrow screen to the letter that counts, and the page stays as wide as it was', async () => {
    const page = await open(PHONE);
    const dialog = await openView(page, await say(page, LONG, `${LONG} ko!`));
    await dialog.getByRole('button', { name: '사: e 100%' }).waitFor();
    const box = await dialog.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
    const last = page.locator('.letter').last();
    await dialog.getByRole('button', { name: '사: e 100%' }).tap();
    await page.waitForFunction('document.getElementById("heat-scroller").scrollLeft > 0');
    const letter = await last.boundingBox();
    expect((letter?.x ?? Infinity) + (letter?.width ?? 0)).toBeLessThanOrEqual(360);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
