import { join } from 'node:path';
import { ConfigError, describeSettings, parseArguments, parseConfig } from '../server/config.ts';

const messageOf = (environment: Record<string, string>): string => {
  try {
    parseConfig(environment, '/root');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the settings were taken');
};

test('without any setting the server listens on this machine only', () => {
  expect(parseConfig({}, '/root')).toMatchObject({ host: '127.0.0.1', port: 3000, allowedOrigins: [] });
});

test('an empty variable counts as unset', () => {
  expect(parseConfig({ PORT: '', HOST: '' }, '/root')).toEqual(parseConfig({}, '/root'));
});

test('port 0 is taken, so that the system can choose', () => {
  expect(parseConfig({ PORT: '0' }, '/root').port).toBe(0);
});

test('artifacts are named, and looked for in the folder of their model', () => {
  const { artifacts } = parseConfig({ TRANSLATOR: 'mine-2' }, '/root');
  expect(artifacts.translator).toBe(join('/root', 'models', 'translator', 'artifacts', 'mine-2'));
  expect(artifacts.digits).toBe(join('/root', 'models', 'digits', 'artifacts', 'seed'));
  expect(parseConfig({ MODELS_DIR: '/elsewhere' }, '/root').artifacts.digits).toBe('/elsewhere/digits/artifacts/seed');
});

test('origins are a list separated by commas', () => {
  const { allowedOrigins } = parseConfig({ ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080' }, '/root');
  expect(allowedOrigins).toEqual(['https://a.example', 'http://b.example:8080']);
});

test('every bad setting gets one line that names it, what it is and what it takes', () => {
  const message = messageOf({ PORT: '70000', LOG_LEVEL: 'loud', MESSAGE_BURST: '-1', HOST: '0.0.0.0' });
  expect(message.split('\n')).toEqual([
    'PORT is "70000", but takes a whole number from 0 to 65535.',
    'LOG_LEVEL is "loud", but takes one of fatal, error, warn, info, debug, trace, silent.',
    'MESSAGE_BURST is "-1", but takes a whole number from 1 to 1000000.',
  ]);
});

test.each([
  ['PORT', '3000.5'],
  ['PORT', '0x10'],
  ['PORT', 'http'],
  ['HOST', 'a b'],
  ['ALLOWED_ORIGINS', 'chat.example'],
  ['ALLOWED_ORIGINS', 'https://chat.example/'],
  ['ALLOWED_ORIGINS', 'https://a.example,*'],
  ['TRANSLATOR', '../elsewhere'],
  ['TRANSLATOR', '..'],
  ['SHUTDOWN_TIMEOUT_MS', '5s'],
])('%s does not take %s', (name, value) => {
  expect(messageOf({ [name]: value })).toContain(`${name} is "${value}", but takes`);
});

test('the help lists every setting with its default, and the defaults are valid', () => {
  const help = describeSettings();
  expect(help).toContain('PORT\n');
  expect(help).toContain('default: 3000; takes a whole number from 0 to 65535');
  const defaults = [...help.matchAll(/^ {2}([A-Z_]+)\n.*\n.*default: ([^;]*);/gm)].map(([, name, value]) => [
    name,
    value === 'none' ? '' : value,
  ]);
  expect(defaults.length).toBeGreaterThan(15);
  expect(parseConfig(Object.fromEntries(defaults) as NodeJS.ProcessEnv, '/root')).toEqual(parseConfig({}, '/root'));
});

test('an unknown argument is an error that points to the help', () => {
  expect(parseArguments([])).toBe('run');
  expect(parseArguments(['--help'])).toBe('help');
  expect(() => parseArguments(['--port', '8080'])).toThrow(/--port 8080.*--help/);
});
