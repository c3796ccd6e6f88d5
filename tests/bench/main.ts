/** `npm run bench`: what the seed models and the server take here, each beside a peer in the same run. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../../models/report.ts';
import { ONNX, benchInference, type InferenceResult } from './inference.ts';
import { benchRoundTrip, type Percentiles, type RoundTripResult } from './round-trip.ts';

const HELP = `Measures the seed models in every runtime that is here, and a keystroke's way through the server.

  npm run bench                     prints the figures
  npm run bench -- --json FILE      also writes them

Figures are medians of seven turns, the contenders taking turns; the spread is from the fastest to the slowest turn.
`;

function describeMachine(): Record<string, string> {
  const cpus = os.cpus();
  const require = createRequire(import.meta.url);
  const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
  return {
    processor: `${cpus[0]?.model.trim() ?? 'unknown'}, ${cpus.length} cores`,
    memory: `${(os.totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    onnxruntime: versionOf('onnxruntime-node'),
    tensorflowJs: versionOf('@tensorflow/tfjs-core'),
  };
}

function reportInference(results: readonly InferenceResult[]): string {
  const rows = results.map(({ task, runtime, us, items }) => {
    const base = results.find((other) => other.task === task && other.runtime === ONNX);
    return [
      task,
      runtime,
      (us.median / items).toFixed(1),
      `${(us.min / items).toFixed(1)} – ${(us.max / items).toFixed(1)}`,
      Math.round((items * 1e6) / us.median).toLocaleString('en'),
      base === undefined ? '' : `${(us.median / base.us.median).toFixed(2)}×`,
    ];
  });
  return table([['task', 'runtime', 'µs each', 'spread', 'a second', `time / ${ONNX}`], ...rows]);
}

function reportRoundTrip({ samples, suggestionUs, hastyUs, echoUs, ratio, hastyRatio }: RoundTripResult): string {
  const row = (name: string, { p50, p99 }: Percentiles, times?: Percentiles): string[] => [
    name,
    p50.toFixed(0),
    p99.toFixed(0),
    times === undefined ? '' : `${times.p50.toFixed(2)}×`,
    times === undefined ? '' : `${times.p99.toFixed(2)}×`,
  ];
  return table([
    [`µs, ${samples} samples each`, 'p50', 'p99', 'p50 / echo', 'p99 / echo'],
    row('keystroke → suggestions over /ws', suggestionUs, ratio),
    row('the next key before the preview is out', hastyUs, hastyRatio),
    row('the same frame echoed by a bare ws server', echoUs),
  ]);
}

const { values } = parseArgs({ options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
if (values.help === true) {
  console.log(HELP);
} else {
  const machine = describeMachine();
  console.log(Object.values(machine).join(' · '));
  const roundTrip = await benchRoundTrip();
  console.log(`\n${reportRoundTrip(roundTrip)}\n`);
  const inference = await benchInference((task) => {
    console.error(`measuring ${task} …`);
  });
  console.log(`\n${reportInference(inference)}`);
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ machine, roundTrip, inference }, null, 2)}\n`);
  }
}
