/** Draws a training log as SVG: the loss, on a logarithmic scale, and the development set's figures below. */
import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3-scale';
import { line } from 'd3-shape';
import type { LogEntry } from './training-log.ts';

const WIDTH = 800;
const PANEL = 260;
const MARGIN = { left: 64, right: 24, top: 36, bottom: 40 };
const COLOURS = ['#2563eb', '#c2410c', '#15803d', '#7e22ce', '#0f766e', '#be123c'];

type Point = [step: number, value: number];
interface Series {
  name: string;
  points: Point[];
}

const escape = (text: string): string => text.replace(/[<>&"]/g, (character) => `&#${character.codePointAt(0) ?? 63};`);
const format = (value: number): string => Number(value.toPrecision(3)).toString();

function panel(
  top: number,
  title: string,
  series: readonly Series[],
  lastStep: number,
  isLogarithmic: boolean,
): string {
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = [top + PANEL - MARGIN.bottom, top + MARGIN.top];
  const y: ScaleContinuousNumeric<number, number> = isLogarithmic
    ? scaleLog([low, Math.max(high, low * 1.01)], range).nice()
    : scaleLinear([Math.min(0, low), high === low ? low + 1 : high], range).nice();
  const x = scaleLinear([0, lastStep], [MARGIN.left, WIDTH - MARGIN.right]);
  const path = line<Point>(
    ([step]) => x(step),
    ([, value]) => y(value),
  );
  // A logarithmic scale offers ticks without end; those with a label are enough.
  const ticks = y.ticks(6).filter((tick) => !isLogarithmic || y.tickFormat(6)(tick) !== '');
  const grid = ticks.map(
    (tick) =>
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(tick)}" y2="${y(tick)}" stroke="#ddd"/>` +
      `<text x="${MARGIN.left - 8}" y="${y(tick) + 4}" text-anchor="end">${format(tick)}</text>`,
  );
  const steps = x
    .ticks(8)
    .map((tick) => `<text x="${x(tick)}" y="${top + PANEL - 18}" text-anchor="middle">${tick}</text>`);
  const curves = series.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? '#000';
    const label = `<text x="${MARGIN.left + 120 * index}" y="${top + 28}" fill="${colour}">${escape(name)}</text>`;
    const [only] = points;
    if (points.length === 1 && only)
      return `${label}<circle cx="${x(only[0])}" cy="${y(only[1])}" r="3" fill="${colour}"/>`;
    return `${label}<path d="${path(points) ?? ''}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
  });
  const heading = `<text x="${MARGIN.left}" y="${top + 12}" font-weight="bold">${escape(title)}</text>`;
  return [heading, ...grid, ...steps, ...curves].join('\n');
}

/** @throws when the log has no loss yet. */
export function plotTraining(title: string, entries: readonly LogEntry[]): string {
  const loss = entries.flatMap(({ step, loss }): Point[] => (loss === undefined ? [] : [[step, loss]]));
  if (loss.length === 0) throw new Error('The log has no loss yet, so there is nothing to draw.');
  const lastStep = Math.max(...entries.map(({ step }) => step));
  const figures = new Map<string, Point[]>();
  for (const { step, development = {} } of entries) {
    for (const [name, value] of Object.entries(development)) {
      figures.set(name, [...(figures.get(name) ?? []), [step, value]]);
    }
  }
  const developmentLoss = figures.get('loss');
  figures.delete('loss');
  const lossSeries = [
    { name: 'training', points: loss },
    ...(developmentLoss ? [{ name: 'development', points: developmentLoss }] : []),
  ];
  const isLogarithmic = lossSeries.every(({ points }) => points.every(([, value]) => value > 0));
  const panels = [panel(8, `${title}: loss`, lossSeries, lastStep, isLogarithmic)];
  const others = Array.from(figures, ([name, points]) => ({ name, points }));
  if (others.length > 0) panels.push(panel(8 + PANEL, 'development set', others, lastStep, false));
  const height = 16 + PANEL * panels.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
      `role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...panels,
    '</svg>\n',
  ].join('\n');
}
