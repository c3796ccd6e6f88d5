/**
 * Which TensorFlow.js backend trains here: TensorFlow's own kernels where `@tensorflow/tfjs-node` can be had,
 * else WebAssembly, else plain JavaScript. The only file that loads a backend.
 */
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
// For its side effect: tfjs-core's bundle for Node has the ops without their gradients, and this one registers them.
import '@tensorflow/tfjs-layers';

export const BACKENDS = ['tensorflow', 'wasm', 'cpu'] as const;
/** TensorFlow.js calls the native backend `tensorflow`. */
export type BackendName = (typeof BACKENDS)[number];

export interface BackendChoice {
  name: BackendName;
  /** One line for people: which backend, and why not a faster one. */
  reason: string;
}

const DESCRIPTIONS: Record<BackendName, string> = {
  tensorflow: 'native TensorFlow (@tensorflow/tfjs-node)',
  wasm: 'WebAssembly (@tensorflow/tfjs-backend-wasm)',
  cpu: 'plain JavaScript (@tensorflow/tfjs-backend-cpu)',
};

/** tfjs-node 4.22 calls two helpers of `node:util` that Node 23 removed and that Node 22 warns of. */
function replaceUtilHelpers(): void {
  const helpers = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(helpers)) {
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}

const LOADERS: Record<BackendName, () => Promise<unknown>> = {
  tensorflow: () => {
    replaceUtilHelpers();
    // TensorFlow's C++ log would interleave with progress lines; errors (level 3) stay.
    process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
    return import('@tensorflow/tfjs-node');
  },
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

async function tryBackend(name: BackendName): Promise<string | undefined> {
  try {
    await LOADERS[name]();
    if (!(await tf.setBackend(name))) return 'it does not start';
    await tf.ready();
    return undefined;
  } catch (error) {
    const [firstLine = 'unknown error'] = String(error instanceof Error ? error.message : error).split('\n');
    return firstLine.slice(0, 120);
  }
}

/** `TFJS_BACKEND=wasm npm run seeds`, say; for tests, which take no arguments. */
function readEnvironment(): BackendName | undefined {
  const text = process.env['TFJS_BACKEND'];
  if (text === undefined || text === '') return undefined;
  const found = BACKENDS.find((name) => name === text);
  if (found === undefined) throw new Error(`TFJS_BACKEND takes ${BACKENDS.join(', ')}, not ${text}.`);
  return found;
}

/**
 * Starts the fastest backend that works, or exactly the one asked for, here or by the variable TFJS_BACKEND.
 * @throws when the backend asked for does not start; the message names the fix.
 */
export async function startBackend(requested: BackendName | undefined = readEnvironment()): Promise<BackendChoice> {
  const failures: string[] = [];
  for (const name of requested === undefined ? BACKENDS : [requested]) {
    const failure = await tryBackend(name);
    if (failure === undefined) {
      const why =
        requested === undefined ? failures.map((line) => ` (${line})`).join('') || ' (the fastest)' : ' (as asked for)';
      return { name, reason: `TensorFlow.js backend: ${DESCRIPTIONS[name]}${why}` };
    }
    const fix = name === 'tensorflow' ? '; npm run setup:tensorflow sets it up' : '';
    failures.push(`${name} is not available: ${failure}${fix}`);
  }
  throw new Error(`No TensorFlow.js backend starts: ${failures.join('; ')}`);
}

/** The backends that start here, fastest first; for benchmarks and tests. Leaves the last one that started active. */
export async function findBackends(): Promise<BackendName[]> {
  const found: BackendName[] = [];
  for (const name of BACKENDS) if ((await tryBackend(name)) === undefined) found.push(name);
  return found;
}
