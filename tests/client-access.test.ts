/** The page for everyone: keyboard, screen reader, contrast, phone width, both languages; in a real Chromium. */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser, openPage } from './browser.ts';
import type { Inference } from '../server/inference.ts';
import { ROOT, createStubInference, startServer } from './server-support.ts';
import type { TestServer } from './server-support.ts';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

const known = createStubInference();

/** The stand-in's words, of which it is never sure, with other ways to say them. */
async function translate(text: string): ReturnType<Inference['translate']> {
  return { ...(await known.translate(text)), isSure: false, alternatives: ['그리움', '나'.repeat(120)] };
}

const explain: Inference['explain'] = (text) =>
  Promise.resolve({
    source: Array.from(text),
    target: ['사', '랑'],
    weights: [0.1, 0.9].map((weight) => new Array<number>(text.length).fill(weight)),
  });

let browser: Browser;
let server: TestServer;
let pages: Page[] = [];

beforeAll(async () => {
  const pageDir = join(ROOT, 'dist', 'client');
  const loadInference = () => Promise.resolve(createStubInference({ translate, preview: translate, explain }));
  [browser, server] = await Promise.all([launchBrowser(), startServer({ pageDir, loadInference })]);
});
afterEach(async () => {
  await Promise.all(pages.map((page) => page.context().close()));
  pages = [];
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(options?: BrowserContextOptions): Promise<Page> {
  const { page } = await openPage(browser, server.port, options);
  pages.push(page);
  return page;
}

const fieldOf = (page: Page): Locator => page.locator('#field');

async function say(page: Page, text: string): Promise<void> {
  await fieldOf(page).fill(text);
  await fieldOf(page).press('Enter');
  await page.locator('[data-translation=known], [data-translation=none]').last().waitFor();
}

/** A conversation of known and unknown words, and an option of the list marked. */
async function talk(page: Page): Promise<void> {
  const guest = await open();
  await say(page, 'love');
  await say(guest, 'game');
  await say(guest, 'unheard of');
  await page.locator('[data-translation=none]').waitFor();
  await fieldOf(page).pressSequentially('wo');
  await page.locator('[role=option]').nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
}

/** The menu of other ways to say the last message. */
async function openMenu(page: Page): Promise<void> {
  await page.locator('.message [aria-haspopup=menu]:visible').last().click();
  await page.locator('[role=menuitem]:focus').waitFor();
}

/** The view of where the last message's translation came from. */
async function openAttention(page: Page): Promise<void> {
  await page.locator('.message [data-label=attentionButton]:visible').last().click();
  await page.locator('.piece:focus').waitFor();
}

/** Names of what can be focused, as the browser tells them to a screen reader; '' is a fault. */
async function focusableNames(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ ignored, role, properties }) => {
      const isFocusable = properties?.some(({ name, value }) => name === 'focusable' && value.value === true);
      return !ignored && role?.value !== 'RootWebArea' && isFocusable === true;
    })
    .map(({ role, name }) => `${String(role?.value)}: ${String(name?.value ?? '')}`);
}

// This file is typed without a browser, so what runs in the page is text.
const LOW_CONTRAST = `(() => {
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color) => {
    const [r, g, b] = rgba(color).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const { backgroundColor } = getComputedStyle(e);
      if (rgba(backgroundColor)[3] === 255) return backgroundColor;
    }
    return 'white';
  };
  const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '');
  return [...document.body.querySelectorAll('*')].filter((e) => hasText(e) && e.checkVisibility({ visibilityProperty: true }))
    .filter((e) => !e.closest('.unseen, .mirror > :first-child, noscript'))
    .map((e) => {
      const [light, dark] = [luminance(getComputedStyle(e).color), luminance(behind(e))].sort((a, b) => b - a);
      return { text: e.textContent.trim().slice(0, 30), class: e.className, ratio: (light + 0.05) / (dark + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5);
})()`;

const finishAnimations = `Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {})))`;
const overflow = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

test('roles and names are those of a conversation, a combobox with its list, and tabs', async () => {
  const page = await open();
  await talk(page);
  const combobox = page.getByRole('combobox', { name: 'Message', expanded: true });
  expect(await combobox.getAttribute('aria-autocomplete')).toBe('both');
  expect(await combobox.getAttribute('aria-controls')).toBe('suggestions');
  const active = await combobox.getAttribute('aria-activedescendant');
  expect(await page.locator(`#${String(active)}`).getAttribute('role')).toBe('option');
  await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { selected: true }).waitFor();
  expect(await page.getByRole('log', { name: 'Conversation' }).getAttribute('aria-live')).toBe('polite');
  await page.getByRole('tablist').getByRole('tab', { name: 'Chat', selected: true }).waitFor();
  await page.getByRole('tabpanel', { name: 'Chat' }).waitFor();
  const names = await focusableNames(page);
  expect(names.filter((name) => name.endsWith(': '))).toEqual([]);
  expect(names).toContain('combobox: Message');
  await openAttention(page);
  expect((await focusableNames(page)).filter((name) => name.endsWith(': '))).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Digits' }).click();
  await page.getByRole('tabpanel', { name: 'Digits' }).waitFor();
  expect((await focusableNames(page)).filter((name) => name.endsWith(': '))).toEqual([]);
});

test('the Tab key walks through everything, in reading order', async () => {
  const page = await open();
  // The page begins in the box; from there once around.
  await page.locator('#field:focus').waitFor();
  while ((await page.locator('#tab-chat:focus').count()) === 0) await page.keyboard.press('Tab');
  const walked: unknown[] = ['tab-chat'];
  const focused = '(({ id, ariaLabel, textContent }) => id || ariaLabel || textContent)(document.activeElement)';
  while (walked.at(-1) !== 'send' && walked.length < 50) {
    await page.keyboard.press('Tab');
    walked.push(await page.evaluate(focused));
  }
  const samples = ['love', '배고파요.', 'Where are you going?', '도와줘서 고마워요.', "I'm so tired today.", '친구'];
  const beginnings = 'word wood deep dive cold cool load love kiss kind'.split(' ');
  expect(walked).toEqual(['tab-chat', 'language', 'About', 'scroller', ...samples, ...beginnings, 'field', 'send']);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('kiss');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('키스').waitFor();
});

test('tabs are chosen by arrows, and leave one stop for the Tab key', async () => {
  const page = await open();
  await page.getByRole('tab', { name: 'Chat' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.locator('#tab-digits:focus').waitFor();
  await page.getByRole('application', { name: 'Drawing area' }).waitFor();
  expect(await page.getByRole('tab', { name: 'Chat' }).getAttribute('tabindex')).toBe('-1');
  await page.keyboard.press('Home');
  await fieldOf(page).waitFor();
});

describe.each(['light', 'dark'] as const)('in a %s scheme', (colorScheme) => {
  test('every text stands out from what is behind it', async () => {
    const page = await open({ colorScheme, reducedMotion: 'reduce' });
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    await talk(page);
    await page.evaluate(finishAnimations);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    await openMenu(page);
    await page.evaluate(finishAnimations);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    await page.keyboard.press('Escape');
    await openAttention(page);
    await page.evaluate(finishAnimations);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'About' }).click();
    await page.getByRole('tab', { name: 'Digits' }).click();
    await page.getByRole('button', { name: 'Draw a 4' }).click();
    await page.locator('.score-row.best').waitFor();
    await page.evaluate(finishAnimations);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
  });

  test('the page is as light or dark as the scheme says', async () => {
    const page = await open({ colorScheme });
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const [red = 0] = (String(background).match(/\d+/g) ?? []).map(Number);
    expect(red > 128).toBe(colorScheme === 'light');
  });
});

test.each(['en-GB', 'ko-KR'])('nothing is wider than a phone (%s)', async (locale) => {
  const page = await open({ ...PHONE, locale });
  expect(await page.evaluate(overflow)).toBe(0);
  await talk(page);
  expect(await page.evaluate(overflow)).toBe(0);
  await openMenu(page);
  expect(await page.evaluate(overflow)).toBe(0);
  await page.keyboard.press('Escape');
  await openAttention(page);
  expect(await page.evaluate(overflow)).toBe(0);
  await page.keyboard.press('Escape');
  await say(page, 'w'.repeat(500));
  await say(page, '가'.repeat(500));
  expect(await page.evaluate(overflow)).toBe(0);
  await fieldOf(page).fill('long '.repeat(80));
  expect(await page.evaluate(overflow)).toBe(0);
  await page.locator('#tab-digits').click();
  expect(await page.evaluate(overflow)).toBe(0);
});

test('the newest message is in view, unless one reads further up', async () => {
  const page = await open({ viewport: { width: 800, height: 500 } });
  const guest = await open();
  for (const word of ['love', 'kiss', 'word', 'wood', 'game', 'girl']) await say(page, word);
  const isAtEnd = 'scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2';
  await page.waitForFunction(isAtEnd);
  await page.evaluate('scroller.scrollTop = 0');
  await page.evaluate('new Promise(requestAnimationFrame)'); // the scroll event comes with the frame
  await say(guest, 'wood');
  await page.getByRole('button', { name: 'New messages' }).waitFor();
  expect(await page.evaluate('scroller.scrollTop')).toBe(0);
  await page.getByRole('button', { name: 'New messages' }).click();
  await page.waitForFunction(isAtEnd);
});

test('Korean browsers get Korean; the switch changes everything and is remembered', async () => {
  const page = await open({ locale: 'ko-KR' });
  await say(page, 'unheard of');
  await page.getByText('번역 없음').waitFor();
  await page.locator('html[lang=ko]').waitFor();
  await page.getByRole('button', { name: 'Show in English' }).click();
  await page.getByText('no translation').waitFor();
  await page.getByRole('combobox', { name: 'Message' }).waitFor();
  await page.reload();
  await page.locator('html[lang=en]').waitFor();
  await page.getByRole('tab', { name: 'Digits' }).waitFor();
});
