/** Keystroke → suggestion over `/ws`, beside a bare `ws` echo of the same frame; both servers in their own process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { PATHS } from '../../shared/protocol.ts';

export interface Percentiles {
  p50: number;
  p99: number;
  samples: number;
}

export interface RoundTripResult {
  /** Microseconds from sending a keystroke to receiving its suggestions. */
  suggestionUs: Percentiles;
  echoUs: Percentiles;
  /** Suggestion over echo. */
  ratio: { p50: number; p99: number };
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

/** A client that sends a frame and gives the microseconds until a frame that `isAnswer` comes. */
async function connect(url: string, isAnswer: (frame: string, seq: number) => boolean) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  let waiting: { seq: number; resolve: () => void } | undefined;
  socket.on('message', (data: Buffer) => {
    if (waiting !== undefined && isAnswer(data.toString('latin1'), waiting.seq)) waiting.resolve();
  });
  await once(socket, 'open');
  return {
    async time(frame: string, seq: number): Promise<number> {
      const answered = new Promise<void>((resolve) => (waiting = { seq, resolve }));
      const startedMs = performance.now();
      socket.send(frame);
      await answered;
      return (performance.now() - startedMs) * 1000;
    },
    close: () => {
      socket.terminate();
    },
  };
}

function percentiles(values: number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), samples: sorted.length };
}

export async function benchRoundTrip(): Promise<RoundTripResult> {
  const unlimited = { KEYSTROKE_BURST: '1000000', KEYSTROKE_PER_S: '1000000' };
  const server = await startServer(['dist/server.js'], { PORT: '0', LOG_LEVEL: 'info', ...unlimited });
  const echo = await startServer(['--import', 'tsx', 'tests/bench/echo-server.ts'], {});
  try {
    const typist = await connect(server.url + PATHS.webSocket, (frame, seq) =>
      frame.startsWith(`{"type":"suggestions","seq":${seq},`),
    );
    const caller = await connect(echo.url, (frame, seq) => frame.startsWith(`{"type":"keystroke","seq":${seq},`));
    const times = { suggestion: [] as number[], echo: [] as number[] };
    let seq = 0;
    const once = async (client: typeof typist): Promise<number> => {
      seq += 1;
      return client.time(JSON.stringify({ type: 'keystroke', seq, text: TYPED[seq % TYPED.length] }), seq);
    };
    for (const client of [typist, caller]) for (let i = 0; i < WARM_UP; i += 1) await once(client);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let i = 0; i < SAMPLES_A_ROUND; i += 1) times.suggestion.push(await once(typist));
      for (let i = 0; i < SAMPLES_A_ROUND; i += 1) times.echo.push(await once(caller));
    }
    typist.close();
    caller.close();
    const [suggestionUs, echoUs] = [percentiles(times.suggestion), percentiles(times.echo)];
    return {
      suggestionUs,
      echoUs,
      ratio: { p50: suggestionUs.p50 / echoUs.p50, p99: suggestionUs.p99 / echoUs.p99 },
    };
  } finally {
    server.child.kill('SIGTERM');
    echo.child.kill('SIGTERM');
  }
}
