/** The real command, as people and service managers run it: `npm start` and `node dist/server.js`, built before. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from '../shared/protocol.ts';
import { openSocketIo, openWebSocket } from './server-clients.ts';
import { createDeferred, request, ROOT } from './server-support.ts';

interface Command {
  child: ChildProcess;
  /** All that was printed so far, on both outputs. */
  readOutput(): string;
  /** Gives the port. */
  waitUntilReady(): Promise<number>;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const started = new Set<ChildProcess>();
afterEach(() => {
  for (const { pid = 0 } of started) {
    try {
      process.kill(-pid, 'SIGKILL'); // the group, as npm may leave the server behind
    } catch {
      // it has ended, as it should
    }
  }
  started.clear();
});

const NODE = [process.execPath, '--enable-source-maps', 'dist/server.js'];
// Without the scripts before `start`, which would build again under the other tests.
const NPM = ['npm', 'start', '--ignore-scripts', '--'];

function start([program = '', ...args]: string[], env: Record<string, string> = {}, cwd = ROOT): Command {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', npm_config_loglevel: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, as a terminal gives one
  });
  started.add(child);
  let output = '';
  const { promise: ready, resolve: markReady } = createDeferred<number>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const port = /"ready: http:\/\/[^"]*:(\d+)"/.exec(output)?.[1];
      if (port !== undefined) markReady(Number(port));
    });
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  async function waitUntilReady(): Promise<number> {
    const winner = await Promise.race([ready, exited]);
    if (typeof winner === 'number') return winner;
    throw new Error(`exited with ${String(winner.code)} before it was ready:\n${output}`);
  }
  return { child, readOutput: () => output, waitUntilReady, exited };
}

test.each([
  ['node dist/server.js', 'SIGTERM', NODE],
  ['node dist/server.js', 'SIGINT', NODE],
  ['npm start', 'SIGTERM', NPM],
] as const)('%s serves until %s, then says good-bye to clients and exits 0', async (_name, signal, command) => {
  const server = start([...command]);
  const port = await server.waitUntilReady();
  expect((await request(port, '/')).status).toBe(200);
  expect(JSON.parse((await request(port, PATHS.health)).body)).toMatchObject({ status: 'ok' });
  const [client, bot, sleeper] = [await openWebSocket(port), await openSocketIo(port), await openWebSocket(port)];
  sleeper.socket.pause(); // a peer that is stuck, and answers no close
  client.send('message', { id: 1, text: 'love' });
  await client.next('message');
  server.child.kill(signal);
  expect(await client.next('translation')).toMatchObject({ id: 1, text: '사랑' });
  expect(await client.next('error')).toMatchObject({ code: 'shutting_down' });
  expect(await client.closed).toBe(1001);
  expect(await bot.closed).toBe('io server disconnect');
  expect(await server.exited).toEqual({ code: 0, signal: null });
  expect(server.readOutput()).not.toContain('love');
  sleeper.socket.terminate();
});

test('Ctrl-C under npm, which reaches the server twice at once, still is one orderly stop', async () => {
  const server = start(NPM);
  const client = await openWebSocket(await server.waitUntilReady());
  process.kill(-(server.child.pid ?? 0), 'SIGINT');
  expect(await client.closed).toBe(1001);
  expect(await server.exited).toMatchObject({ code: 0 });
  expect(server.readOutput()).toContain('"stopped"');
});

test('a second signal ends a server that is still stopping at once', async () => {
  const server = start(NODE);
  const sleeper = await openWebSocket(await server.waitUntilReady());
  sleeper.socket.pause();
  // The first few are one signal to the server, so close together they are; a later one is a second.
  const impatience = setInterval(() => server.child.kill('SIGTERM'), 50);
  expect(await server.exited).toEqual({ code: 143, signal: null });
  clearInterval(impatience);
  sleeper.socket.terminate();
});

test('a server whose log no one reads any more serves on, and stops in order', async () => {
  const server = start(NODE, { LOG_LEVEL: 'trace' });
  const port = await server.waitUntilReady();
  server.child.stdout?.destroy();
  const client = await openWebSocket(port); // logged, into the void
  client.send('message', { id: 1, text: 'love' });
  await client.next('translation');
  server.child.kill('SIGTERM');
  expect(await client.closed).toBe(1001);
  expect(await server.exited).toEqual({ code: 0, signal: null });
});

test('a server leaves nothing in the home folder, where ONNX Runtime would keep what it reports to its maker', async () => {
  const home = await mkdtemp(join(tmpdir(), 'malbeot-home-'));
  // ONNX Runtime keeps quiet by itself under CI, which would hide a server that does not silence it.
  const server = start(NODE, { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), CI: '', ORT_DISABLE_TELEMETRY: '' });
  await server.waitUntilReady();
  server.child.kill('SIGTERM');
  await server.exited;
  expect(await readdir(home)).toEqual([]);
  await rm(home, { recursive: true });
});

test('--help lists the settings and exits 0, also through npm', async () => {
  for (const command of [NODE, NPM]) {
    const help = start([...command, '--help']);
    expect(await help.exited).toMatchObject({ code: 0 });
    expect(help.readOutput()).toContain('SHUTDOWN_TIMEOUT_MS');
  }
});

test.each<[string, string[], Record<string, string>, string]>([
  ['a bad setting', [], { PORT: 'http' }, 'PORT is "http", but takes a whole number from 0 to 65535.'],
  ['an unknown argument', ['--port=1'], {}, 'see --help'],
])('%s is explained and exits 2', async (_what, args, env, explanation) => {
  const server = start([...NODE, ...args], env);
  expect(await server.exited).toMatchObject({ code: 2 });
  expect(server.readOutput()).toContain(explanation);
  expect(server.readOutput()).not.toContain('    at ');
});

test('a port that is taken is explained and exits 1', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const server = start(NODE, { PORT: String(port) });
  expect(await server.exited).toMatchObject({ code: 1 });
  expect(server.readOutput()).toContain(`Port ${port} on 127.0.0.1 is taken`);
  other.close();
});

test('a missing artifact is named and exits 1', async () => {
  const server = start(NODE, { TRANSLATOR: 'missing' });
  expect(await server.exited).toMatchObject({ code: 1 });
  expect(server.readOutput()).toContain(join('models', 'translator', 'artifacts', 'missing'));
});

test('a page that is not built is explained and exits 1', async () => {
  const root = await mkdtemp(join(tmpdir(), 'malbeot-root-'));
  await mkdir(join(root, 'dist'));
  await copyFile(join(ROOT, 'dist', 'server.js'), join(root, 'dist', 'server.js'));
  await copyFile(join(ROOT, 'package.json'), join(root, 'package.json'));
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const server = start(NODE, {}, root);
  expect(await server.exited).toMatchObject({ code: 1 });
  expect(server.readOutput()).toContain('npm run build');
  await rm(root, { recursive: true });
});
