/** Shows a training run's progress: one line that is drawn over on a terminal, about ten lines elsewhere. */
import type { Progress } from './training.ts';

export interface ProgressOutput {
  isTTY?: boolean;
  write(text: string): unknown;
}

const REDRAW_MS = 100;

/** `1 h 02 min`, `3 min 05 s`, `7 s` */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (value: number): string => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** @returns what to give a training run as `onProgress`. */
export function createProgressLine(label: string, output: ProgressOutput = process.stderr): (p: Progress) => void {
  let drawnMs = -Infinity;
  return (progress) => {
    const { epoch, epochs, step, steps, loss, score, tokensPerSecond, secondsLeft, isLast } = progress;
    const isEpochEnd = step === steps;
    const parts = [
      `epoch ${epoch}/${epochs}`,
      // Where an epoch is one step, counting steps says nothing.
      ...(steps > 1 ? [`step ${step}/${steps}`] : []),
      `loss ${loss.toFixed(4)}`,
      ...(score ? [`${score.name} ${score.value.toFixed(4)}`] : []),
      ...(tokensPerSecond === undefined ? [] : [`${Math.round(tokensPerSecond).toLocaleString('en')} tokens/s`]),
      `${formatDuration(secondsLeft)} left`,
    ];
    const line = [label, ...parts].join('  ');
    if (output.isTTY === true) {
      const nowMs = performance.now();
      if (!isLast && nowMs - drawnMs < REDRAW_MS) return;
      drawnMs = nowMs;
      output.write(`\r\x1b[K${isLast ? '' : line}`);
    } else if (isLast || (isEpochEnd && (epoch - 1) % Math.ceil(epochs / 10) === 0)) {
      output.write(`${line}\n`);
    }
  };
}
