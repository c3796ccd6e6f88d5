/** A peer of the training benchmark in a Python process of its own, which waits while others have their turns. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const helloSchema = v.object({ name: v.string(), flops: v.optional(v.number()) });
const answerSchema = v.object({ seconds: v.number() });

export interface PythonPeer {
  /** Library and version. */
  name: string;
  /** Its fastest product of two large matrices, in operations a second. */
  flops: number | undefined;
  /** Trains so many batches. @returns seconds. */
  run(task: string, batches: number): Promise<number>;
  close(): void;
}

/** @returns why it is not here, when Python lacks the library. */
export async function startPythonPeer(script: string): Promise<PythonPeer | { missing: string }> {
  const python = process.env['PYTHON'] ?? 'python3';
  const child = spawn(python, [path.join('tests', 'bench', 'peers', script)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString('utf8')));
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(errors.trim().split('\n').at(-1) ?? 'it ended'));
    });
  });
  // A line that nobody waits for yet must not be lost, nor an end be unhandled.
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const line = await Promise.race([lines.next(), ended]);
    if (line.done === true) return ended;
    return JSON.parse(line.value);
  };
  try {
    const { name, flops } = v.parse(helloSchema, await nextLine());
    return {
      name,
      flops,
      async run(task, batches) {
        child.stdin.write(`${task} ${batches}\n`);
        return v.parse(answerSchema, await nextLine()).seconds;
      },
      close: () => void child.stdin.end(),
    };
  } catch (error) {
    return { missing: `${python}: ${(error as Error).message}` };
  }
}
