/** What tests of the server share: a server on a free port, models that obey, and plain HTTP requests. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Translation } from '../models/translation.ts';
import { createApp } from '../server/app.ts';
import type { App } from '../server/app.ts';
import { parseConfig } from '../server/config.ts';
import type { Inference, Typist } from '../server/inference.ts';
import { loadInference } from '../server/load-inference.ts';
import { createLogger } from '../server/logger.ts';
import type { ModelSummary } from '../shared/protocol.ts';

export const ROOT = process.cwd();

const WORDS: Record<string, string> = {
  word: '단어',
  wood: '나무',
  game: '놀이',
  girl: '소녀',
  kiss: '키스',
  love: '사랑',
};

/** What a translator gives for a text it knows one way to say. */
export const translationOf = (text: string, score = 1): Translation => ({
  text,
  score,
  isSure: score >= 0.5,
  alternatives: [],
});

/** Models that answer at once from the notebook's words; `overrides` replace what a test wants to control. */
export function createStubInference(overrides: Partial<Inference & Typist> = {}): Inference {
  const summary = (name: string): ModelSummary => ({
    name,
    network: 'stub',
    checksum: 'none',
  });
  const translate: Inference['translate'] = (text) => Promise.resolve(translationOf(WORDS[text] ?? '', 0.5));
  const suggest: Typist['suggest'] = (text) => {
    const words = Object.keys(WORDS).filter((word) => text !== '' && word.startsWith(text));
    return Promise.resolve(words.map((word) => ({ text: word, score: 0.5 })));
  };
  return {
    models: { digits: summary('digits'), completer: summary('completer'), translator: summary('translator') },
    createTypist: () => ({
      suggest: overrides.suggest ?? suggest,
      preview: overrides.preview ?? translate,
    }),
    translate,
    explain: () => Promise.resolve(undefined),
    classify: () => Promise.resolve({ label: 1, scores: Array.from({ length: 10 }, (_, i) => (i === 1 ? 1 : 0)) }),
    release: () => Promise.resolve(),
    ...overrides,
  };
}

/** What `npm start` serves: the committed artifacts, with ONNX Runtime. */
export const loadDefaultInference = (): Promise<Inference> => loadInference(parseConfig({}, ROOT));

/** The same, with the lesson's translator. */
export const loadSeedInference = (): Promise<Inference> => loadInference(parseConfig({ TRANSLATOR: 'seed' }, ROOT));

/** A promise that is resolved from outside. `Promise.withResolvers` is not in Node 20. */
export function createDeferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  const deferred: { resolve?: (value: Value) => void } = {};
  const promise = new Promise<Value>((resolve) => {
    deferred.resolve = resolve;
  });
  return {
    promise,
    resolve: (value) => {
      deferred.resolve?.(value);
    },
  };
}

/** Something a test opens by hand, to hold work back until it has looked. */
export function createGate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = createDeferred<undefined>();
  return {
    opened: promise,
    open: () => {
      resolve(undefined);
    },
  };
}

export interface TestServer {
  app: App;
  port: number;
  /** Everything logged so far, at the most talkative level. */
  readLogs(): string;
  close(): Promise<void>;
}

export interface TestServerOptions {
  settings?: Record<string, string>;
  loadInference?: () => Promise<Inference>;
  /** The folder with the page; none by default. */
  pageDir?: string;
}

/** A server that listens on a free port but has not loaded its models yet: `app.load()` does that. */
export async function listenServer({ settings, loadInference, pageDir }: TestServerOptions = {}): Promise<TestServer> {
  const lines: string[] = [];
  const config = parseConfig({ PORT: '0', ...settings }, ROOT);
  const app = createApp(config, {
    logger: createLogger('trace', { write: (line) => lines.push(line) }),
    pageDir: pageDir ?? join(ROOT, 'no-such-folder'),
    version: 'test',
    loadInference: loadInference ?? (() => Promise.resolve(createStubInference())),
  });
  const { port }: AddressInfo = await app.listen();
  return { app, port, readLogs: () => lines.join(''), close: () => app.close() };
}

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await listenServer(options);
  await server.app.load();
  return server;
}

export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A plain HTTP request, also one that asks for an upgrade; 101 when that is granted. */
export function request(port: number, path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = http.get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    sent.on('error', reject);
  });
}

export const UPGRADE_HEADERS = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
