/** `npm run bench`: what models, server and training take here, each beside a peer in the same run. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError, nameOption, runCommand } from '../../models/command.ts';
import { table } from '../../models/report.ts';
import { ONNX, benchInference, type InferenceResult } from './inference.ts';
import { benchRoundTrip, type Percentiles, type RoundTripResult } from './round-trip.ts';
import { DIGITS_EPOCH, PYTORCH, benchTraining, type TrainingBench } from './training.ts';

const SECTIONS = ['serving', 'training'] as const;

const HELP = `Measures what is here, each figure beside a peer's in the same run.

  npm run bench                     serving: the seed models in every runtime, and a keystroke's way through the server
  npm run bench -- training         training, on every backend, beside tf.layers, PyTorch and Keras (about six minutes)
  npm run bench -- --json FILE      also writes the figures

Figures are medians, the contenders taking turns (seven; five in training); the spread is from the fastest to the slowest
turn. PyTorch and Keras take part where Python has them; PYTHON names another python3, such as that of an environment
made by: python3 -m venv peers && peers/bin/pip install torch tensorflow-cpu
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

function reportTraining({ results, peakFlops, missing }: TrainingBench): string {
  const rows = results.map(({ task, contender, batchMs, examples, peakShare }) => {
    const peer = results.find((other) => other.task === task && other.contender === PYTORCH);
    const isDigits = task !== 'encoder-decoder';
    return [
      isDigits ? `MNIST ${task.toUpperCase()}` : task,
      contender,
      batchMs.median.toFixed(1),
      batchMs.min === batchMs.max ? 'one turn' : `${batchMs.min.toFixed(1)} – ${batchMs.max.toFixed(1)}`,
      isDigits ? `${((batchMs.median * DIGITS_EPOCH) / 1000).toFixed(1)} s` : '',
      Math.round((1000 * examples) / batchMs.median).toLocaleString('en'),
      `${(100 * peakShare).toFixed(0)}%`,
      peer === undefined ? '' : `${(batchMs.median / peer.batchMs.median).toFixed(2)}×`,
      peer === undefined ? '' : `${(batchMs.min / peer.batchMs.min).toFixed(2)}×`,
    ];
  });
  const head = ['task', 'contender', 'ms a batch', 'spread', 'epoch', 'examples / s', 'of peak'];
  return [
    `Peak: ${(peakFlops / 1e9).toFixed(0)} GFLOP/s, the fastest product of two 2048 × 2048 matrices in this run.`,
    table([[...head, `time / ${PYTORCH}`, 'fastest turns'], ...rows]),
    ...missing.map((line) => `not measured: ${line}`),
  ].join('\n');
}

await runCommand('bench', async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return;
  }
  const [first = 'serving', ...others] = positionals;
  if (others.length > 0) throw new UsageError(`Name one of ${SECTIONS.join(', ')}.`);
  const section = nameOption('The benchmark', first, SECTIONS);
  const machine = describeMachine();
  console.log(`${Object.values(machine).join(' · ')}\n`);
  let figures: object;
  if (section === 'training') {
    const training = await benchTraining((turn) => {
      console.error(`measuring ${turn} …`);
    });
    console.log(reportTraining(training));
    figures = { training };
  } else {
    const roundTrip = await benchRoundTrip();
    console.log(`${reportRoundTrip(roundTrip)}\n`);
    const inference = await benchInference((task) => {
      console.error(`measuring ${task} …`);
    });
    console.log(`\n${reportInference(inference)}`);
    figures = { roundTrip, inference };
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
});
