/**
 * `npm run setup:tensorflow`: makes TensorFlow's own kernels (`@tensorflow/tfjs-node`) work where the package's download
 * fails. It takes the TensorFlow library out of pip's wheel and compiles the package's small binding against it. All of
 * it happens in a staging folder and moves into place once it computes: an interrupted run leaves what was there.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatDuration } from './progress.ts';

const PACKAGE = '@tensorflow/tfjs-node';
const STAGING = '.setup-tensorflow'; // npm leaves names with a dot alone
const FALLBACK = 'Without it training uses WebAssembly: slower, same results.';
/** The wheel, what is unpacked from it and pip's own copy, for a moment at once; 0.9 GB stay. */
const NEEDED_BYTES = 2e9;
const PROBE_TIMEOUT_MS = 5_000;
const STEP_TIMEOUT_MS = 15 * 60_000;
/** TensorFlow's C library does not depend on Python: where this Python has no wheel yet, another one's serves. */
const PYTHON_VERSIONS = [[], ['--python-version=3.12'], ['--python-version=3.11']];
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;
/** The names that the linker asks for; the last is that of the package's own download, which `npm rebuild` looks for. */
const LIBRARY_LINKS = {
  'libtensorflow.so': LIBRARIES[0],
  'libtensorflow.so.2': LIBRARIES[0],
  'libtensorflow_framework.so': LIBRARIES[1],
  'libtensorflow.so.2.9.1': LIBRARIES[0],
};

const HELP = `Makes ${PACKAGE}, the fastest backend for training, work where its own download fails.

  npm run setup:tensorflow               does nothing where it works already
  npm run setup:tensorflow -- --check    only says whether it works (exit code 0 or 1)
  npm run setup:tensorflow -- --force    sets it up again although it works
  npm run setup:tensorflow -- --help     this text

It tries the package's own download, then builds against TensorFlow from Python's pip (Linux; needs python3, make, g++).

  TENSORFLOW_WHEEL=FILE    use this wheel of tensorflow-cpu or tensorflow instead of asking pip
  PYTHON=FILE              use this Python instead of python3
`;

/** For a child process, so that a crash inside TensorFlow is an answer. Node 23 removed the helpers: see backend.ts. */
const CHECK_SOURCE = `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  const tf = require(process.argv[1]);
  const [product] = tf.matMul([[2, 3]], [[4], [5]]).dataSync();
  if (product !== 23) throw new Error('a matrix product gives ' + product + ' instead of 23');
  console.log('\\n' + JSON.stringify({ tensorflow: tf.backend().binding.TF_Version, tfjsNode: tf.version['tfjs-node'] }));
`;
const FIND_TENSORFLOW_SOURCE = `
import importlib.util
spec = importlib.util.find_spec('tensorflow')
print(spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else '')
`;
/** The libraries, and of the headers (290 MB) those that the C interface includes from. */
const UNPACK_SOURCE = `
import sys, zipfile
wanted = tuple('tensorflow/' + name for name in ('libtensorflow', 'include/tensorflow/', 'include/tsl/', 'include/xla/'))
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(wanted)])
`;

export interface Versions {
  tensorflow: string;
  tfjsNode: string;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const messageOf = (error: unknown): string => String(error instanceof Error ? error.message : error);
const remove = (...files: string[]): void => {
  for (const file of files) fs.rmSync(file, { recursive: true, force: true });
};
const hasAll = (folder: string, names: readonly string[]): boolean =>
  names.every((name) => fs.existsSync(path.join(folder, name)));
const describe = ({ tensorflow, tfjsNode }: Versions): string =>
  `TensorFlow ${tensorflow}, tfjs-node ${tfjsNode}, Node ${process.versions.node}, Node-API ${process.versions['napi'] ?? '?'}`;

/** What a person needs of a failed command's output: the line that names the error, or the last one. */
export function findErrorLine(output: string): string {
  if (/ENOSPC|No space left/i.test(output)) return 'no space left on the disk: free 2 GB and run it again';
  const lines = output.split('\n').flatMap((line) => line.trim() || []);
  const find = (pattern: RegExp): string | undefined => lines.find((line) => pattern.test(line));
  const line = find(/error:/i) ?? find(/npm error (?!code)/) ?? lines.at(-1) ?? 'no output';
  return line.replace(/[.:]+$/, '').slice(0, 300);
}

/** @returns why the binding cannot be built on this platform, `undefined` where it can. */
export function findPlatformObstacle(platform: string, arch: string, hasGlibc: boolean): string | undefined {
  if (platform !== 'linux') return `building it against pip's TensorFlow works on Linux only, not on ${platform}`;
  if (!hasGlibc) return 'TensorFlow has no wheels for musl (Alpine): use a Debian-based image';
  if (arch !== 'x64' && arch !== 'arm64') return `TensorFlow has no wheels for ${arch}`;
  return undefined;
}

/** node-gyp's arguments: what node-pre-gyp, which the package itself uses, hands on. */
export function createGypArguments(folder: string, supported: number[], running: number, nodeDir?: string): string[] {
  const napiBuild = Math.max(...supported.filter((version) => version <= running));
  const label = `napi-v${napiBuild}`;
  return [
    'rebuild',
    '--module_name=tfjs_binding',
    `--module_path=${path.join(folder, 'lib', label)}`,
    `--napi_version=${running}`,
    `--napi_build_version=${napiBuild}`,
    `--node_napi_label=${label}`,
    ...(nodeDir === undefined ? [] : [`--nodedir=${nodeDir}`]),
  ];
}

interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Makes the error's message of the reason. */
  explain?: (reason: string) => string;
}

/** @returns the standard output. @throws with the line of the output that names the error. */
function run(command: string, args: string[], { env, explain = (reason) => reason, ...rest }: RunOptions = {}) {
  // `npm run --silent` would silence npm and node-gyp too, with their reasons.
  const environment = { ...process.env, npm_config_loglevel: 'error', ...env };
  const options = { ...rest, env: environment, timeout: STEP_TIMEOUT_MS, maxBuffer: 2 ** 26 };
  return new Promise<string>((resolve, reject) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new Error(explain('it is not to be found')));
      else if (error.killed === true) reject(new Error(explain(`no end after ${STEP_TIMEOUT_MS / 60_000} minutes`)));
      else if (typeof error.signal === 'string') reject(new Error(explain(`it crashed with ${error.signal}`)));
      else reject(new Error(explain(findErrorLine(`${stdout}\n${stderr}`))));
    });
  });
}

/** Loads the package in a child process and lets it multiply. @throws when it does not. */
export async function checkBinding(folder: string): Promise<Versions> {
  if (!hasAll(folder, ['package.json'])) throw new Error('it is not installed');
  const output = await run(process.execPath, ['-e', CHECK_SOURCE, folder], { env: { TF_CPP_MIN_LOG_LEVEL: '2' } });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Versions;
}

/** `npm run` says where npm's own script lies; node-gyp comes with it. */
function findNpm(): string {
  const script = process.env['npm_execpath'] ?? '';
  if (path.basename(script) === 'npm-cli.js') return script;
  throw new Error('This needs npm: run it as npm run setup:tensorflow.');
}

/** @returns a folder with Node's headers, `undefined` where node-gyp has to download them. */
async function findNodeDir(): Promise<string | undefined> {
  const configured = await run(process.execPath, [findNpm(), 'config', 'get', 'nodedir']);
  const folders = [path.resolve(process.execPath, '../..'), configured.trim()];
  return folders.find((folder) => hasAll(folder, ['include/node/node_api.h']));
}

/**
 * npm leaves an optional package out when its install script fails. Putting it back by `npm install` would also remove
 * what no package.json names, so it is installed elsewhere, from the same lock file, and what is missing moves over.
 */
async function installPackage(root: string, staging: string): Promise<void> {
  if (!hasAll(root, ['package-lock.json']))
    throw new Error(`${root} has no package-lock.json: run it in the repository.`);
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lock) as { packages: Record<string, { version: string }> };
  const version = packages[`node_modules/${PACKAGE}`]?.version;
  if (version === undefined) throw new Error(`package-lock.json does not name ${PACKAGE}: run npm install first.`);

  print(`Installing ${PACKAGE} ${version} ...`);
  const project = path.join(staging, 'project');
  fs.mkdirSync(project);
  for (const name of ['package-lock.json', '.npmrc']) {
    if (hasAll(root, [name])) fs.copyFileSync(path.join(root, name), path.join(project, name));
  }
  const args = ['install', `${PACKAGE}@${version}`, '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', project];
  const explain = (reason: string): string =>
    `npm cannot install ${PACKAGE} ${version} (${reason}): check the network.`;
  await run(process.execPath, [findNpm(), ...args], { cwd: project, explain });
  // The package itself moves last: where it stands, what it needs stands too.
  const isLast = (folder: string): number => Number(folder.includes(PACKAGE));
  for (const folder of Object.keys(packages).sort((a, b) => isLast(a) - isLast(b))) {
    const [from, to] = [path.join(project, folder), path.join(root, folder)];
    if (folder === '' || fs.existsSync(to) || !fs.existsSync(from)) continue;
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.renameSync(from, to);
  }
}

/** The package's own way: downloads TensorFlow 2.9 and a compiled binding. */
async function runInstallScript(folder: string): Promise<void> {
  const requireFrom = createRequire(path.join(folder, 'package.json'));
  const { binary } = requireFrom('./package.json') as { binary: { host: string } };
  // A network that swallows packets would keep the script waiting. It knows proxies, `fetch` does not.
  if (!Object.entries(process.env).some(([name, value]) => /^https?_proxy$/i.test(name) && value !== '')) {
    await fetch(binary.host, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) }).catch(() => {
      throw new Error(`${new URL(binary.host).host} cannot be reached`);
    });
  }
  const preGyp = path.join(path.dirname(requireFrom.resolve('@mapbox/node-pre-gyp/package.json')), 'bin');
  const PATH = [preGyp, path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
  await run(process.execPath, ['scripts/install.js'], { cwd: folder, env: { PATH } });
}

/** Checks, before anything big is downloaded, what the build will need. @throws with the fix. */
async function checkBuildTools(folder: string, python: string): Promise<void> {
  const compiler = process.env['CXX'] ?? 'g++';
  const fixes = { [python]: 'python3 python3-pip, or set PYTHON', make: 'make g++', [compiler]: 'make g++' };
  for (const [tool, fix] of Object.entries(fixes)) {
    const explain = (reason: string): string =>
      `The build needs ${tool} (${reason}): apt-get install ${fix}. ${FALLBACK}`;
    await run(tool, ['--version'], { explain });
  }
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize < NEEDED_BYTES) throw new Error(`The build needs 2 GB of disk in ${folder}: free some.`);
}

/** Downloads TensorFlow's wheel. @returns its path. */
async function downloadWheel(staging: string, python: string): Promise<string> {
  const name = process.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow'; // elsewhere the plain one has no GPU part
  print(`Downloading ${name} with pip (0.3 GB) ...`);
  const folder = path.join(staging, 'wheel');
  const args = ['-m', 'pip', 'download', name, '--no-deps', '--only-binary=:all:', '--retries=1', '--dest', folder];
  let failure: string | undefined;
  for (const version of PYTHON_VERSIONS) {
    try {
      await run(python, [...args, ...version], { env: { TMPDIR: staging } });
      const [wheel = ''] = fs.readdirSync(folder);
      return path.join(folder, wheel);
    } catch (error) {
      failure ??= messageOf(error);
    }
  }
  const fix = failure?.includes('No module named pip') === true ? 'apt-get install python3-pip' : 'check the network';
  throw new Error(`pip cannot get ${name} (${failure ?? ''}): ${fix}, or set TENSORFLOW_WHEEL to a wheel of it.`);
}

/** @returns a folder with TensorFlow's libraries and headers: Python's own if it has one, else unpacked from a wheel. */
async function findTensorFlow(staging: string, python: string): Promise<string> {
  const wheel = process.env['TENSORFLOW_WHEEL'];
  if (wheel === undefined) {
    const installed = (await run(python, ['-c', FIND_TENSORFLOW_SOURCE], { cwd: staging })).trim();
    if (hasAll(installed, [...LIBRARIES, 'include'])) return installed;
  }
  const file = wheel === undefined ? await downloadWheel(staging, python) : path.resolve(wheel);
  print(`Unpacking ${path.basename(file)} ...`);
  const explain = (reason: string): string =>
    `${file} cannot be unpacked (${reason}): TENSORFLOW_WHEEL names a wheel of tensorflow-cpu.`;
  await run(python, ['-c', UNPACK_SOURCE, file, staging], { explain });
  const unpacked = path.join(staging, 'tensorflow');
  if (hasAll(unpacked, [...LIBRARIES, 'include'])) return unpacked;
  throw new Error(`${file} has no ${LIBRARIES[0]}: use a wheel of tensorflow-cpu 2.16 or newer for Linux.`);
}

/** Puts TensorFlow where the binding looks for it, and compiles the binding. */
async function buildBinding(folder: string, tensorflow: string): Promise<void> {
  const libraries = path.join(folder, 'deps', 'lib');
  fs.mkdirSync(libraries, { recursive: true });
  for (const name of LIBRARIES) {
    const [from, to] = [path.join(tensorflow, name), path.join(libraries, name)];
    try {
      fs.linkSync(from, to);
    } catch {
      fs.copyFileSync(from, to); // another file system, or links are not allowed
    }
  }
  for (const [name, target] of Object.entries(LIBRARY_LINKS)) fs.symlinkSync(target, path.join(libraries, name));
  const headers = path.join(folder, 'deps', 'include');
  fs.symlinkSync(path.join(tensorflow, 'include'), headers);

  print('Compiling the binding ...');
  const { binary } = createRequire(headers)('../package.json') as { binary: { napi_versions: number[] } };
  const running = Number(process.versions['napi']);
  const nodeDir = await findNodeDir();
  const args = createGypArguments(folder, binary.napi_versions, running, nodeDir);
  const nodeGyp = createRequire(findNpm()).resolve('node-gyp/bin/node-gyp.js');
  const hint = nodeDir === undefined ? "Node's headers are not here: npm config set nodedir names their folder. " : '';
  const explain = (reason: string): string => `The binding does not compile (${reason}). ${hint}${FALLBACK}`;
  await run(process.execPath, [nodeGyp, ...args], { cwd: folder, explain });
  fs.unlinkSync(headers);
}

/** @returns how it was done. */
async function setUp(root: string, folder: string, staging: string): Promise<string> {
  if (!hasAll(folder, ['binding.gyp'])) await installPackage(root, staging);
  print("Trying the package's own download ...");
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const obstacle = findPlatformObstacle(process.platform, process.arch, header.glibcVersionRuntime !== undefined);
  let way = "by the package's own download";
  if (obstacle !== undefined) {
    await runInstallScript(folder).catch((error: unknown) => {
      throw new Error(`The package's own download failed (${messageOf(error)}), and ${obstacle}. ${FALLBACK}`);
    });
    return way;
  }
  const [staged, made] = [path.join(staging, 'package'), ['deps', 'lib', 'build']];
  const isSource = (file: string): boolean => !made.includes(path.relative(folder, file));
  fs.cpSync(folder, staged, { recursive: true, filter: isSource });
  try {
    await runInstallScript(staged);
    await checkBinding(staged);
  } catch (error) {
    print(`It failed: ${findErrorLine(messageOf(error))}.`);
    const python = process.env['PYTHON'] ?? 'python3';
    await checkBuildTools(path.dirname(staging), python);
    remove(...made.map((name) => path.join(staged, name)));
    const tensorflow = await findTensorFlow(staging, python);
    await buildBinding(staged, tensorflow);
    await checkBinding(staged).catch((error: unknown) => {
      throw new Error(`The binding was built, but it does not work: ${messageOf(error)}. ${FALLBACK}`);
    });
    way = tensorflow.startsWith(staging) ? 'built against a wheel of TensorFlow' : `built against ${tensorflow}`;
  }
  for (const name of ['deps', 'lib']) {
    remove(path.join(folder, name));
    fs.renameSync(path.join(staged, name), path.join(folder, name));
  }
  return way;
}

async function main(args: string[]): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args, options: { check: flag, force: flag, help: flag } });
  if (values.help) {
    print(HELP.trimEnd());
    return;
  }
  const startedMs = performance.now();
  const root = process.cwd(); // where `npm run` runs a script
  const modules = path.join(root, 'node_modules');
  const folder = path.join(modules, PACKAGE);
  if (values.check || !values.force) {
    try {
      print(`${PACKAGE} works: ${describe(await checkBinding(folder))}.`);
      return;
    } catch (error) {
      print(`${PACKAGE} does not work: ${messageOf(error)}.`);
      process.exitCode = values.check ? 1 : 0;
      if (values.check) return;
    }
  }
  const staging = path.join(modules, STAGING);
  remove(staging); // a run that was killed may have left one
  fs.mkdirSync(staging, { recursive: true });
  try {
    const way = await setUp(root, folder, staging);
    const versions = describe(await checkBinding(folder));
    print(`${PACKAGE} works, ${way}: ${versions}; ${formatDuration((performance.now() - startedMs) / 1000)}.`);
  } finally {
    remove(staging);
  }
}

// A test imports this file for its pure parts.
if (process.argv[1]?.endsWith('setup-tensorflow.ts') === true) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`setup:tensorflow: ${findErrorLine(messageOf(error))}.\n`);
    process.exitCode = 1;
  });
}
