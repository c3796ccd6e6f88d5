/**
 * A real Chromium for the page's test: the one that npm brought (`@sparticuz/chromium`), else one that is installed.
 * Nothing is skipped: where neither runs, the error says what to install.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Chromium talks to the page under test and to nobody else. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
];

/** The sandbox refuses root, which containers run as; nobody else gives it up. */
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const LAUNCH_TIMEOUT_MS = 30_000;
/** For a condition on the page; far more than any takes, on a machine that is busy with other tests. */
export const PAGE_TIMEOUT_MS = 20_000;

type Candidate = { name: string; find: () => Promise<{ path: string; environment?: Record<string, string> }> };

/**
 * Unpacks npm's Chromium, once for all test runs. The package unpacks into the temporary folder and takes a file it
 * finds there for complete, so two jest workers would race: a child process, which sees a temporary folder of its own
 * (and loads an ES module, which jest cannot), does it, and a rename puts the complete folder in place.
 */
async function unpack(withLibraries: boolean): Promise<string> {
  const manifest = readFileSync(join('node_modules', '@sparticuz', 'chromium', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const variant = withLibraries ? '-with-libraries' : '';
  const folder = join(tmpdir(), `malbeot-chromium-${version}${variant}-${process.getuid?.() ?? ''}`);
  if (existsSync(folder)) return folder;
  const staging = mkdtempSync(join(tmpdir(), 'malbeot-chromium-unpacking-'));
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  // Amazon's machines lack what a desktop has (NSS); to be taken for one makes the package unpack that as well.
  const pretence = withLibraries ? { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' } : {};
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...pretence, TMPDIR: staging },
  });
  try {
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true });
    if (!existsSync(folder)) throw error; // else the other worker was first
  }
  return folder;
}

const fromNpm: Candidate[] = [
  {
    name: '@sparticuz/chromium',
    find: async () => ({ path: join(await unpack(false), 'chromium') }),
  },
  {
    name: '@sparticuz/chromium with the libraries it brings',
    find: async () => {
      const folder = await unpack(true);
      return {
        path: join(folder, 'chromium'),
        environment: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
      };
    },
  },
];

const at = (path: string): Candidate => ({ name: path, find: () => Promise.resolve({ path }) });

async function launch({ find }: Candidate): Promise<Browser> {
  const { path, environment } = await find();
  return chromium.launch({
    executablePath: path,
    args: [...QUIET, ...SANDBOX],
    timeout: LAUNCH_TIMEOUT_MS,
    ...(environment && { env: { ...process.env, ...environment } }),
  });
}

/** Starts the first Chromium that runs. `CHROME_PATH` names one that comes before all others. */
export async function launchBrowser(): Promise<Browser> {
  const chosen = process.env['CHROME_PATH'];
  const candidates = [...(chosen ? [at(chosen)] : []), ...fromNpm, ...INSTALLED.filter(existsSync).map(at)];
  const failures: string[] = [];
  for (const candidate of candidates) {
    try {
      return await launch(candidate);
    } catch (error) {
      const lines = String(error).split('\n');
      const cause = lines.find((line) => line.includes('shared libraries')) ?? '';
      failures.push(`  ${candidate.name}: ${lines[0] ?? ''} ${cause}`);
    }
  }
  throw new Error(
    `No Chromium runs here, so the page cannot be tested. Install one (apt-get install chromium, or Google Chrome), ` +
      `or name one by CHROME_PATH=/path/to/chrome npm test. Tried:\n${failures.join('\n')}`,
  );
}

export interface TestPage {
  page: Page;
  /** What the page complained about on its console; a refused connection is no complaint. */
  complaints: string[];
}

/** The page of the server on `port` in a profile of its own, online. */
export async function openPage(browser: Browser, port: number, options: BrowserContextOptions = {}): Promise<TestPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(PAGE_TIMEOUT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !message.text().includes('WebSocket connection to')) complaints.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.locator('[data-state=online]').waitFor();
  return { page, complaints };
}
