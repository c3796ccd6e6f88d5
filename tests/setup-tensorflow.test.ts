import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkBinding, createGypArguments, findErrorLine, findPlatformObstacle } from '../models/setup-tensorflow.ts';

const REPOSITORY = path.resolve(__dirname, '..');
const VERSIONS = { tensorflow: '2.21.0', tfjsNode: '4.22.0' };
/** What the check asks of the package, without TensorFlow. */
const WORKING = `
  exports.version = { 'tfjs-node': '4.22.0' };
  exports.backend = () => ({ binding: { TF_Version: '2.21.0' } });
  exports.matMul = ([[a, b]], [[c], [d]]) => ({ dataSync: () => [a * c + b * d] });
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'setup-tensorflow-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A package of the same shape as tfjs-node, whose own download host is a closed port of this machine. */
function createPackage(source: string): string {
  const folder = path.join(root, 'node_modules/@tensorflow/tfjs-node');
  mkdirSync(folder, { recursive: true });
  const binary = { host: 'http://127.0.0.1:9', napi_versions: [3, 8] };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ main: 'index.js', binary }));
  writeFileSync(path.join(folder, 'index.js'), source);
  writeFileSync(path.join(folder, 'binding.gyp'), '{}');
  return folder;
}

interface Result {
  code: number;
  output: string;
  errors: string;
}

function setUp(args: string[], env: Record<string, string> = {}): Promise<Result> {
  const tsx = path.join(REPOSITORY, 'node_modules/tsx/dist/cli.mjs');
  const script = path.join(REPOSITORY, 'models/setup-tensorflow.ts');
  const options = { cwd: root, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [tsx, script, ...args], options, (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), output, errors });
    });
  });
}

describe('the error line of a failed command', () => {
  it.each([
    [
      'a crashed Node script',
      "node:events:502\n  throw er; // Unhandled 'error' event\n\nError: getaddrinfo X\n  at Y",
      'Error: getaddrinfo X',
    ],
    [
      'a compiler',
      'make: Entering\na.cc:1:10: fatal error: b.h: No such file\ngyp ERR! build error\ngyp ERR! stack Error: c',
      'a.cc:1:10: fatal error: b.h: No such file',
    ],
    [
      'node-gyp',
      'gyp ERR! configure error\ngyp ERR! stack FetchError: request failed',
      'gyp ERR! stack FetchError: request failed',
    ],
    [
      'npm',
      'npm error code ETARGET\nnpm error notarget No matching version.',
      'npm error notarget No matching version',
    ],
    ['Python', 'Traceback:\n  File "x"\nOSError: gone\n', 'OSError: gone'],
    ['a command without the word', 'one\ntwo\n', 'two'],
    ['a silent command', '\n', 'no output'],
  ])('is found in what %s says', (_, output, expected) => {
    expect(findErrorLine(output)).toBe(expected);
  });

  it.each(['ENOSPC: no space left on device, write', 'OSError: [Errno 28] No space left on device'])(
    'names the fix when the disk is full: %s',
    (output) => {
      expect(findErrorLine(`something\n${output}`)).toMatch(/free 2 GB/);
    },
  );
});

it('knows where the binding can be built', () => {
  expect(findPlatformObstacle('linux', 'x64', true)).toBeUndefined();
  expect(findPlatformObstacle('linux', 'arm64', true)).toBeUndefined();
  expect(findPlatformObstacle('darwin', 'arm64', false)).toMatch(/Linux only, not on darwin/);
  expect(findPlatformObstacle('linux', 'x64', false)).toMatch(/Alpine/);
  expect(findPlatformObstacle('linux', 'ppc64', true)).toMatch(/ppc64/);
});

it('builds for the newest Node-API that the package and this Node have', () => {
  const folder = path.join(path.sep, 'package');
  const args = createGypArguments(folder, [3, 4, 8], 10);
  expect(args).toContain(`--module_path=${path.join(folder, 'lib', 'napi-v8')}`);
  expect(args).toEqual(expect.arrayContaining(['--napi_version=10', '--napi_build_version=8']));
  expect(args.join()).not.toMatch(/nodedir/);
  expect(createGypArguments(folder, [3, 4, 8], 6, '/usr')).toEqual(
    expect.arrayContaining(['--napi_build_version=4', '--node_napi_label=napi-v4', '--nodedir=/usr']),
  );
});

describe('the check', () => {
  it('gives the versions of a package that computes', async () => {
    await expect(checkBinding(createPackage(WORKING))).resolves.toEqual(VERSIONS);
  });

  it.each([
    ['crashes', 'process.abort()', /crashed with SIG/],
    ['throws', 'throw new Error("no library")', /Error: no library/],
    ['computes wrongly', WORKING.replace('a * c + b * d', '22'), /gives 22 instead of 23/],
  ])('says why when the package %s', async (_, source, reason) => {
    await expect(checkBinding(createPackage(source))).rejects.toThrow(reason);
  });
});

describe('the command', () => {
  it('explains itself', async () => {
    const { code, output } = await setUp(['--help']);
    expect(code).toBe(0);
    expect(output).toMatch(/--check.*\n.*--force/);
  });

  it('refuses an option that it does not know', async () => {
    const { code, errors } = await setUp(['--forse']);
    expect(code).not.toBe(0);
    expect(errors).toMatch(/--forse/);
  });

  it('reports by --check whether the package works', async () => {
    const missing = await setUp(['--check']);
    expect(missing.code).toBe(1);
    expect(missing.output).toMatch(/it is not installed/);
    createPackage(WORKING);
    const working = await setUp(['--check']);
    expect(working.code).toBe(0);
    expect(working.output).toMatch(/TensorFlow 2\.21\.0/);
  });

  it('does nothing where the package works already', async () => {
    const folder = createPackage(WORKING);
    expect(await setUp([])).toMatchObject({ code: 0, errors: '' });
    expect(existsSync(path.join(folder, 'deps'))).toBe(false);
  });

  it('ends with one line that names the fix, and leaves nothing half done', async () => {
    const folder = createPackage('throw new Error("no library")');
    mkdirSync(path.join(root, 'node_modules/.setup-tensorflow/package'), { recursive: true }); // of a killed run
    const { code, output, errors } = await setUp([], { PYTHON: path.join(root, 'no-python') });
    expect(code).toBe(1);
    expect(output).toMatch(/does not work: Error: no library/);
    expect(errors).toMatch(/^setup:tensorflow: .*(no-python.*apt-get install|own download failed).*WebAssembly.*\n$/);
    expect(existsSync(path.join(root, 'node_modules/.setup-tensorflow'))).toBe(false);
    expect(existsSync(path.join(folder, 'deps'))).toBe(false);
  });

  it('says so where there is no lock file to install the package from', async () => {
    const { code, errors } = await setUp([]);
    expect(code).toBe(1);
    expect(errors).toMatch(/package-lock\.json/);
  });
});
