import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

test('the script of the page stays well under 30 KB gzipped', () => {
  const script = readFileSync(join(process.cwd(), 'dist', 'client', 'main.js'));
  const bytes = gzipSync(script, { level: 9 }).length;
  process.stdout.write(`The page's script: ${script.length} bytes, ${bytes} gzipped.\n`);
  expect(bytes).toBeLessThan(20_000);
});
