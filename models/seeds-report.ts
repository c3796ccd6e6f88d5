/** Prints what `npm run seeds` trained, each figure beside the course notebook's. */
import type { CompleterSettings } from './completer/model.ts';
import type { TrainedCompleter } from './completer/train.ts';
import type { ComparedNetwork } from './digits/compare.ts';
import type { DigitsSettings } from './digits/model.ts';
import type { TrainedDigits } from './digits/train.ts';
import { formatDuration } from './progress.ts';
import { summarise, table } from './report.ts';
import { MISSPELT, PAIRS } from './translator-seed/data.ts';
import type { TranslatorSettings } from './translator-seed/model.ts';
import type { TrainedTranslator } from './translator-seed/train.ts';
import { describeNetwork } from './weights.ts';

/** What the notebook printed: losses by epoch, and its results. */
const NOTEBOOK = {
  digits: { losses: { 1: 1.004, 4: 0.21, 7: 0.14, 10: 0.113, 13: 0.098, 16: 0.084, 19: 0.072 }, testAccuracy: 0.9719 },
  completer: { losses: { 1: 3.2488, 10: 0.524708, 19: 0.306339, 28: 0.107284 }, right: 10 },
  translator: {
    losses: { 1: 3.789763, 26: 0.0076, 51: 0.024831, 76: 0.000507, 96: 0.000368 },
    predictions: { word: '단어', wodr: '나무', love: '사랑', loev: '사랑', abcd: '사랑' } as Record<string, string>,
  },
};

function formatSpread(values: readonly number[], format: (value: number) => string): string {
  const { median, min, max } = summarise(values);
  if (values.length === 1) return format(median);
  return `${format(median)} (median of ${values.length}, ${format(min)} – ${format(max)})`;
}

function lossTable(runs: readonly { losses: number[] }[], notebook: Record<number, number>): string {
  const epochs = Object.keys(notebook).map(Number);
  const ours = (epoch: number): string => {
    const values = runs.map(({ losses }) => losses[epoch - 1]).filter((loss) => loss !== undefined);
    return values.length === 0 ? '-' : summarise(values).median.toFixed(4);
  };
  return table([
    ['epoch', ...epochs.map(String)],
    ['loss', ...epochs.map(ours)],
    ['notebook', ...epochs.map((epoch) => notebook[epoch]?.toFixed(4) ?? '-')],
  ]);
}

export function reportDigits(settings: DigitsSettings, runs: readonly TrainedDigits[]): string {
  const accuracy = formatSpread(
    runs.map((run) => run.testAccuracy),
    (value) => value.toFixed(4),
  );
  return [
    `\ndigits: ${describeNetwork(settings)}, ${settings.epochs} epochs`,
    lossTable(runs, NOTEBOOK.digits.losses),
    `  test accuracy ${accuracy}; notebook ${NOTEBOOK.digits.testAccuracy}`,
  ].join('\n');
}

export function reportCompleter(settings: CompleterSettings, runs: readonly TrainedCompleter[]): string {
  const right = formatSpread(
    runs.map((run) => Math.round(run.accuracy * Object.keys(run.predictions).length)),
    String,
  );
  const predictions = Object.entries(runs[0]?.predictions ?? {}).map(([input, word]) => `${input} ${word}`);
  return [
    `\ncompleter: ${describeNetwork(settings, '2 × ')}, ${settings.epochs} epochs`,
    lossTable(runs, NOTEBOOK.completer.losses),
    `  ${right} of ${predictions.length} words right; notebook ${NOTEBOOK.completer.right}`,
    `  ${predictions.join(', ')}`,
  ].join('\n');
}

export function reportTranslator(settings: TranslatorSettings, runs: readonly TrainedTranslator[]): string {
  const right = formatSpread(
    runs.map((run) => Math.round(run.accuracy * PAIRS.length)),
    String,
  );
  const inputs = [...PAIRS.map(([source]) => source), ...MISSPELT];
  const outputs = (input: string): string => {
    const texts = runs.map((run) => run.predictions[input] ?? '');
    return Array.from(new Set(texts), (text) => {
      const count = texts.filter((other) => other === text).length;
      return runs.length === 1 ? text : `${text} ×${count}`;
    }).join(', ');
  };
  const lines = inputs.map((input) => {
    const notebook = NOTEBOOK.translator.predictions[input];
    return `  ${input} → ${outputs(input)}${notebook === undefined ? '' : `; notebook ${notebook}`}`;
  });
  return [
    `\ntranslator: encoder-decoder, each ${describeNetwork(settings)}, ${settings.epochs} epochs`,
    lossTable(runs, NOTEBOOK.translator.losses),
    `  ${right} of ${PAIRS.length} pairs right; notebook 2 of the 2 it shows; the last ${MISSPELT.length} are misspelt:`,
    ...lines,
  ].join('\n');
}

export function reportComparison(networks: readonly ComparedNetwork[]): string {
  const rows = networks.map(({ name, testAccuracy, parameters, seconds }) => [
    name,
    testAccuracy.toFixed(4),
    String(parameters),
    formatDuration(seconds),
  ]);
  return `\nnetworks on the digits\n${table([['network', 'test accuracy', 'parameters', 'time'], ...rows])}`;
}
