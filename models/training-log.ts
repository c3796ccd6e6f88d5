/** The log of a training run, a JSON object a line: what the curve is drawn from, and what other tools can read. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

const entrySchema = v.object({
  step: v.number(),
  epoch: v.number(),
  /** Mean loss since the entry before. */
  loss: v.optional(v.number()),
  learningRate: v.optional(v.number()),
  /** Global norm of the gradients before clipping. */
  gradientNorm: v.optional(v.number()),
  tokensPerSecond: v.optional(v.number()),
  /** Seconds trained. */
  seconds: v.number(),
  /** An evaluation on the development set, by the names of its figures. */
  development: v.optional(v.record(v.string(), v.number())),
});
export type LogEntry = v.InferOutput<typeof entrySchema>;

export interface TrainingLog {
  append(entry: LogEntry): void;
}

/** @throws when a line is no entry; the message names it. */
export function readTrainingLog(file: string): LogEntry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  // A run that was killed may have left half a line.
  lines.pop();
  return lines
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return v.parse(entrySchema, JSON.parse(line));
      } catch (error) {
        throw new Error(`${file}:${index + 1} is no entry of a training log: ${(error as Error).message}`, {
          cause: error,
        });
      }
    });
}

/**
 * @param resumeStep keeps the entries up to this step, where a run goes on; a new run starts an empty log.
 */
export function openTrainingLog(file: string, resumeStep = 0): TrainingLog {
  mkdirSync(path.dirname(file), { recursive: true });
  let kept: LogEntry[] = [];
  if (resumeStep > 0) {
    try {
      kept = readTrainingLog(file).filter(({ step }) => step <= resumeStep);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  const line = (entry: LogEntry): string => `${JSON.stringify(entry)}\n`;
  writeFileSync(file, kept.map(line).join(''));
  return {
    append(entry) {
      appendFileSync(file, line(entry));
    },
  };
}
