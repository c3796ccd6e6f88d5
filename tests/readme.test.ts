/** What the README shows must run as it stands. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describeSettings } from '../server/config.ts';
import { ERROR_CODES } from '../shared/protocol.ts';
import { loadDefaultInference, startServer } from './server-support.ts';

const README = readFileSync('README.md', 'utf8');

it('has a bot that types, sees suggestions and previews, and gets its translation', async () => {
  const server = await startServer({ loadInference: loadDefaultInference });
  const [, bot = ''] = /```js\n(.*?)```/s.exec(README) ?? [];
  // Beside node_modules, where the README says it runs.
  const folder = mkdtempSync(path.join(process.cwd(), 'dist', 'bot-'));
  const file = path.join(folder, 'bot.mjs');
  writeFileSync(file, bot);
  try {
    const env = { ...process.env, URL: `http://127.0.0.1:${server.port}` };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
    expect(stdout).toContain("2 [ 'love' ]");
    expect(stdout).toMatch(/love → 사랑 0\.\d\d|love → 사랑 1\.00/);
  } finally {
    rmSync(folder, { recursive: true });
    await server.close();
  }
});

it('names every setting and every error code', () => {
  const settings = Array.from(describeSettings().matchAll(/^ {2}([A-Z_]+)$/gm), ([, name]) => name ?? '');
  expect(settings).toContain('PORT');
  for (const name of [...settings, ...Object.keys(ERROR_CODES)]) expect(README).toContain(`\`${name}\``);
});
