/** The server's command: settings, signals and exit codes. The only file that does something when it is imported. */
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ArtifactError } from '../models/artifact.ts';
import { createApp } from './app.ts';
import { ConfigError, describeSettings, parseArguments, parseConfig } from './config.ts';
import type { Config } from './config.ts';
import { loadInference } from './load-inference.ts';
import { createLogger, describeError } from './logger.ts';
import type { Logger } from './logger.ts';

const EXIT_CODES = { failure: 1, usage: 2 } as const;

/** Ctrl-C under `npm start` reaches this process twice at once: from the terminal, and forwarded by npm. */
const SAME_SIGNAL_MS = 500;

// Both this file and the bundle, dist/server.js, stand one folder below the project's.
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a failure to listen means and what to do about it. */
function explainListenError(error: unknown, { host, port }: Config): string {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  const fixes: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} needs rights this user does not have. Choose one above 1023: PORT=3000 npm start`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Choose one by HOST, such as 127.0.0.1 or 0.0.0.0`,
    ENOTFOUND: `The host name ${host} is not known. Choose an address by HOST, such as 127.0.0.1 or 0.0.0.0`,
  };
  return fixes[code] ?? `Cannot listen on ${host} port ${port}: ${code}`;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function run(config: Config, logger: Logger): Promise<void> {
  const fail = (message: string): never => {
    logger.fatal(message);
    process.exit(EXIT_CODES.failure);
  };

  // Serving on is worth more than a log that no one reads any more.
  process.stdout.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    logger.fatal({ error: describeError(error) }, 'an error was not handled');
    process.exit(EXIT_CODES.failure);
  });

  const pageDir = join(ROOT, 'dist', 'client');
  if (!existsSync(join(pageDir, 'index.html'))) fail(`The page is not built: ${pageDir} has none. Run: npm run build`);

  const app = createApp(config, {
    logger,
    pageDir,
    version: readVersion(),
    loadInference: () => loadInference(config),
  });

  let firstSignalMs: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (firstSignalMs === undefined) {
        firstSignalMs = performance.now();
        logger.info({ signal }, 'stopping');
        void app.close().then(() => {
          logger.info('stopped');
          process.exit();
        });
      } else if (performance.now() - firstSignalMs > SAME_SIGNAL_MS) {
        process.exit(128 + constants.signals[signal]);
      }
    });
  }

  const address = await app.listen().catch((error: unknown) => fail(explainListenError(error, config)));
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const url = `http://${host}:${address.port}`;
  logger.info({ url }, `listening on ${url}; loading the models`);
  await app.load().catch((error: unknown) => {
    // These name the file and the fix, and no one has typed anything yet.
    const isExplained = error instanceof ArtifactError || error instanceof ConfigError;
    fail(isExplained ? error.message : `The models cannot be loaded: ${String(error)}`);
  });
  if (firstSignalMs === undefined) logger.info({ url, readyMs: Math.round(process.uptime() * 1000) }, `ready: ${url}`);
}

try {
  if (parseArguments(process.argv.slice(2)) === 'help') {
    console.log(describeSettings());
  } else {
    const config = parseConfig(process.env, ROOT);
    await run(config, createLogger(config.logLevel, process.stdout));
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_CODES.usage;
}
