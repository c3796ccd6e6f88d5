/** Every setting of the server, read from the environment through one schema, which is also the help text. */
import { resolve } from 'node:path';
import * as v from 'valibot';
import { artifactFolder, type ModelName } from '../models/artifact.ts';
import { LOG_LEVELS } from './logger.ts';

/** A setting: how its text is read, what it takes (for errors and help), what it is for, and its default. */
function setting<Value>(
  fallback: string,
  takes: string,
  description: string,
  schema: v.GenericSchema<string, Value>,
): v.OptionalSchema<v.GenericSchema<string, Value>, string> {
  return v.optional(v.pipe(schema, v.description(description), v.metadata({ takes })), fallback);
}

const string = (pattern: RegExp): v.GenericSchema<string, string> => v.pipe(v.string(), v.regex(pattern));

const number = (
  fallback: number,
  min: number,
  max: number,
  description: string,
): v.OptionalSchema<v.GenericSchema<string, number>, string> =>
  setting(
    String(fallback),
    `a whole number from ${min} to ${max}`,
    description,
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
  );

const artifact = (
  model: string,
  fallback: string,
  remark = '',
): v.OptionalSchema<v.GenericSchema<string, string>, string> =>
  setting(
    fallback,
    'the name of a folder',
    `Which artifact serves as ${model}: a folder in MODELS_DIR/${model}/artifacts${remark && `; ${remark}`}`,
    string(/^[a-z0-9][a-z0-9._-]*$/i),
  );

const MAX_RATE = 1_000_000;
const burst = (fallback: number, events: string): ReturnType<typeof number> =>
  number(fallback, 1, MAX_RATE, `How many ${events} a session may send at once`);
const perSecond = (fallback: number, events: string): ReturnType<typeof number> =>
  number(fallback, 1, MAX_RATE, `How many ${events} a second a session may send on average`);

/** `https://chat.example` and the like: exactly what a browser puts into the Origin header. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The settings by the names of their environment variables. An empty variable counts as unset. */
const SETTINGS = {
  HOST: setting('127.0.0.1', 'a host name or address', 'Address to listen on (0.0.0.0: all)', string(/^[\w.:%-]+$/)),
  PORT: number(3000, 0, 65_535, 'Port for HTTP, WebSocket and Socket.IO (0: any free one)'),
  ALLOWED_ORIGINS: setting(
    '',
    'origins separated by commas, like https://chat.example',
    "Origins whose pages may connect, besides the server's own",
    v.pipe(
      v.string(),
      v.transform(listOf),
      v.check((origins) => origins.every(isOrigin)),
    ),
  ),
  LOG_LEVEL: setting('info', `one of ${LOG_LEVELS.join(', ')}`, 'Least severe log level', v.picklist(LOG_LEVELS)),
  MODELS_DIR: setting('models', 'a folder', "Folder of the models, from the project's folder", string(/^[^\0]+$/)),
  DIGITS: artifact('digits', 'seed'),
  COMPLETER: artifact('completer', 'seed'),
  TRANSLATOR: artifact('translator', 'everyday', 'seed is the lesson of six words'),
  GLOSSARY: setting(
    '',
    'a file of lines with English, a TAB, and Korean',
    "Terms that everyday's translator always translates so, both ways, from the project's folder",
    string(/^[^\0]*$/),
  ),
  KEYSTROKE_BURST: burst(10_000, 'keystrokes'),
  KEYSTROKE_PER_S: perSecond(2000, 'keystrokes'),
  MESSAGE_BURST: burst(20, 'messages'),
  MESSAGE_PER_S: perSecond(5, 'messages'),
  EXPLAIN_BURST: burst(10, 'requests to explain a translation'),
  EXPLAIN_PER_S: perSecond(2, 'requests to explain a translation'),
  DIGIT_BURST: burst(200, 'digits'),
  DIGIT_PER_S: perSecond(50, 'digits'),
  INVALID_BURST: burst(50, 'malformed events'),
  INVALID_PER_S: perSecond(5, 'malformed events'),
  RECENT_MESSAGES: number(1000, 1, MAX_RATE, 'How many messages are remembered to recognise one that is sent again'),
  HEARTBEAT_MS: number(25_000, 100, 3_600_000, 'How often clients are asked whether they are still there'),
  SHUTDOWN_TIMEOUT_MS: number(4000, 100, 600_000, 'How long SIGTERM and SIGINT wait for what is in hand'),
};

const schema = v.object(SETTINGS);
type Environment = v.InferOutput<typeof schema>;

/** The settings as the server uses them. */
export interface Config {
  host: string;
  port: number;
  logLevel: Environment['LOG_LEVEL'];
  allowedOrigins: string[];
  /** The folder of the artifact that serves as each model. */
  artifacts: { digits: string; completer: string; translator: string };
  /** File of the terms that are always translated so. */
  glossary: string | undefined;
  rates: Record<'keystroke' | 'message' | 'explain' | 'digit' | 'invalid', { burst: number; perSecond: number }>;
  recentMessages: number;
  heartbeatMs: number;
  shutdownTimeoutMs: number;
}

/** Settings that cannot be used; the message has a line for each. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const takesOf = (name: keyof typeof SETTINGS): string => String(v.getMetadata(SETTINGS[name].wrapped)['takes']);

/**
 * Reads the settings; what is relative is relative to `root`, the project's folder.
 * @throws ConfigError
 */
export function parseConfig(environment: NodeJS.ProcessEnv, root: string): Config {
  const set = Object.entries(environment).filter(([name, value]) => Object.hasOwn(SETTINGS, name) && value !== '');
  const result = v.safeParse(schema, Object.fromEntries(set), { abortPipeEarly: true });
  if (!result.success) {
    const names = new Set(result.issues.map((issue) => v.getDotPath(issue) as keyof typeof SETTINGS));
    const lines = [...names].map(
      (name) => `${name} is ${JSON.stringify(environment[name])}, but takes ${takesOf(name)}.`,
    );
    throw new ConfigError(lines.join('\n'));
  }
  const { output } = result;
  const folderOf = (model: ModelName, name: string): string =>
    artifactFolder(resolve(root, output.MODELS_DIR), model, name);
  return {
    host: output.HOST,
    port: output.PORT,
    logLevel: output.LOG_LEVEL,
    allowedOrigins: output.ALLOWED_ORIGINS,
    artifacts: {
      digits: folderOf('digits', output.DIGITS),
      completer: folderOf('completer', output.COMPLETER),
      translator: folderOf('translator', output.TRANSLATOR),
    },
    glossary: output.GLOSSARY === '' ? undefined : resolve(root, output.GLOSSARY),
    rates: {
      keystroke: { burst: output.KEYSTROKE_BURST, perSecond: output.KEYSTROKE_PER_S },
      message: { burst: output.MESSAGE_BURST, perSecond: output.MESSAGE_PER_S },
      explain: { burst: output.EXPLAIN_BURST, perSecond: output.EXPLAIN_PER_S },
      digit: { burst: output.DIGIT_BURST, perSecond: output.DIGIT_PER_S },
      invalid: { burst: output.INVALID_BURST, perSecond: output.INVALID_PER_S },
    },
    recentMessages: output.RECENT_MESSAGES,
    heartbeatMs: output.HEARTBEAT_MS,
    shutdownTimeoutMs: output.SHUTDOWN_TIMEOUT_MS,
  };
}

/** What `npm start -- --help` prints. */
export function describeSettings(): string {
  const names = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
  const entries = names.map((name) => {
    const { wrapped, default: fallback } = SETTINGS[name];
    const value = `default: ${fallback === '' ? 'none' : fallback}; takes ${takesOf(name)}`;
    return `  ${name}\n      ${v.getDescription(wrapped) ?? ''}.\n      (${value})`;
  });
  return [
    'Malbeot: a chat server that translates and completes while you type.',
    '',
    'Usage: npm start [-- --help]',
    '',
    'Settings are environment variables, as in PORT=8080 npm start:',
    '',
    ...entries,
  ].join('\n');
}

/**
 * What the command line asks for.
 * @throws ConfigError on anything unknown: settings are no arguments
 */
export function parseArguments(args: readonly string[]): 'run' | 'help' {
  const unknown = args.filter((arg) => arg !== '--help' && arg !== '-h');
  if (unknown.length > 0) {
    throw new ConfigError(`Unknown argument: ${unknown.join(' ')}. Settings are environment variables; see --help.`);
  }
  return args.length > 0 ? 'help' : 'run';
}
