/** Keystroke → suggestion over `/ws`, beside a bare `ws` echo of the same frame; both servers in their own process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { PATHS } from '../../shared/protocol.ts';

export interface Percentiles {
  p50: number;
  p99: number;
}

export interface RoundTripResult {
  samples: number;
  /** Microseconds from sending a keystroke to its suggestions; the next one is sent after the preview. */
  suggestionUs: Percentiles;
  /** The same, the next one sent straight after the suggestions: work on the preview then stands in the way. */
  hastyUs: Percentiles;
  echoUs: Percentiles;
  /** The first two over the echo. */
  ratio: Percentiles;
  hastyRatio: Percentiles;
}

const ROUNDS = 20;
const SAMPLES_A_ROUND = 150;
const WARM_UP = 300;
const TYPED = ['w', 'wo', 'wor', 'word', 'l', 'lo', 'lov', 'love'];

/** Starts a server and waits for the line that says where it listens. */
async function startServer(args: string[], env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready: (?:http|ws):\/\/([\w.:]+)/.exec(line)?.[1];
    if (url !== undefined) return { child, url: `ws://${url}` };
  }
  throw new Error(`${args.join(' ')} ended before it was ready.`);
}

interface Client {
  /** Sends a keystroke; the microseconds until the frame that answers it. */
  press(): Promise<number>;
  /** Waits for the preview of the last keystroke. */
  settle(): Promise<void>;
  close(): void;
}

/** @param answer the type of the frame that counts as the answer. */
async function connect(url: string, answer: 'suggestions' | 'keystroke'): Promise<Client> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  /** The frames that the last keystroke may bring; those of older ones, superseded, do not matter any more. */
  let awaited: { start: string; resolve: () => void }[] = [];
  socket.on('message', (data: Buffer) => {
    // No parsing: the client's own work is not what is measured.
    const start = data.toString('latin1', 0, 48);
    for (const frame of awaited) if (start.startsWith(frame.start)) frame.resolve();
  });
  await once(socket, 'open');
  let seq = 0;
  const next = (type: string): Promise<void> =>
    new Promise((resolve) => awaited.push({ start: `{"type":"${type}","seq":${seq},`, resolve }));
  let preview = Promise.resolve();
  return {
    async press() {
      seq += 1;
      awaited = [];
      const answered = next(answer);
      preview = next('preview');
      const frame = JSON.stringify({ type: 'keystroke', seq, text: TYPED[seq % TYPED.length] });
      const startedMs = performance.now();
      socket.send(frame);
      await answered;
      return (performance.now() - startedMs) * 1000;
    },
    settle: () => preview,
    close: () => {
      socket.terminate();
    },
  };
}

function percentiles(values: number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

export async function benchRoundTrip(): Promise<RoundTripResult> {
  const unlimited = { KEYSTROKE_BURST: '1000000', KEYSTROKE_PER_S: '1000000' };
  const server = await startServer(['dist/server.js'], { PORT: '0', LOG_LEVEL: 'info', ...unlimited });
  const echo = await startServer(['--import', 'tsx', 'tests/bench/echo-server.ts'], {});
  try {
    const typist = await connect(server.url + PATHS.webSocket, 'suggestions');
    const hasty = await connect(server.url + PATHS.webSocket, 'suggestions');
    const caller = await connect(echo.url, 'keystroke');
    const times = { typist: [] as number[], hasty: [] as number[], caller: [] as number[] };
    const turn = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) {
        times.typist.push(await typist.press());
        await typist.settle();
      }
      for (let i = 0; i < count; i += 1) times.hasty.push(await hasty.press());
      await hasty.settle();
      for (let i = 0; i < count; i += 1) times.caller.push(await caller.press());
    };
    await turn(WARM_UP);
    for (const values of Object.values(times)) values.length = 0;
    for (let round = 0; round < ROUNDS; round += 1) await turn(SAMPLES_A_ROUND);
    for (const client of [typist, hasty, caller]) client.close();

    const [suggestionUs, hastyUs, echoUs] = [times.typist, times.hasty, times.caller].map(percentiles) as [
      Percentiles,
      Percentiles,
      Percentiles,
    ];
    const over = ({ p50, p99 }: Percentiles): Percentiles => ({ p50: p50 / echoUs.p50, p99: p99 / echoUs.p99 });
    const samples = times.caller.length;
    return { samples, suggestionUs, hastyUs, echoUs, ratio: over(suggestionUs), hastyRatio: over(hastyUs) };
  } finally {
    server.child.kill('SIGTERM');
    echo.child.kill('SIGTERM');
  }
}
