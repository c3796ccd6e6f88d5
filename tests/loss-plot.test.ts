import fc from 'fast-check';
import { plotTraining } from '../models/loss-plot.ts';
import type { LogEntry } from '../models/training-log.ts';

const entry = (step: number, more: Partial<LogEntry> = {}): LogEntry => ({ step, epoch: 1, seconds: 1, ...more });
const ENTRIES = [
  entry(20, { loss: 2.5 }),
  entry(40, { loss: 1.5 }),
  entry(40, { development: { loss: 1.75, exact: 0.25 } }),
  entry(60, { loss: 0.5 }),
  entry(80, { development: { loss: 1.25, exact: 0.75 } }),
];

/** The texts of an SVG. @throws when a tag is not closed, or a `<`, `&` or `"` stands where it may not. */
function textsOf(svg: string): string[] {
  const open: string[] = [];
  const texts: string[] = [];
  const plain = /^([^<>&"]|&#\d+;)*$/;
  for (const [, tag = '', text = ''] of svg.matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (!plain.test(text)) throw new Error(`A text is ${text}`);
    texts.push(text.trim());
    const [, closing = '', name = '', attributes = '', alone = ''] =
      /^(\/?)([a-z]+)((?: [\w-]+="[^"]*")*)(\/?)$/i.exec(tag) ?? [];
    if (name === '') throw new Error(`A tag is ${tag}`);
    for (const [, value = ''] of attributes.matchAll(/="([^"]*)"/g)) {
      if (!plain.test(value)) throw new Error(`An attribute is ${value}`);
    }
    if (closing !== '' && open.pop() !== name) throw new Error(`${name} is closed but not open`);
    if (closing === '' && alone === '') open.push(name);
  }
  if (open.length > 0) throw new Error(`${open.join(', ')} is not closed`);
  return texts.filter((text) => text !== '');
}

const pathsOf = (svg: string): string[] => Array.from(svg.matchAll(/<path d="([^"]*)"/g), ([, path = '']) => path);

describe('the plot of a training log', () => {
  it('is well-formed SVG, titled, with each series named', () => {
    const svg = plotTraining('copy', ENTRIES);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['copy: loss', 'training', 'development', 'development set', 'exact']),
    );
  });

  it('has a path through all points of each series', () => {
    const paths = pathsOf(plotTraining('copy', ENTRIES));
    expect(paths.map((path) => path.split('L').length)).toEqual([3, 2, 2]);
  });

  it('has a dot for a series of one point', () => {
    const svg = plotTraining('copy', ENTRIES.slice(0, 3));
    expect(pathsOf(svg)).toHaveLength(1);
    expect(svg.match(/<circle /g)).toHaveLength(2);
  });

  it('shows a loss that falls as a line that falls', () => {
    const [path = ''] = pathsOf(plotTraining('copy', ENTRIES));
    const heights = path
      .split(/[ML]/)
      .filter(Boolean)
      .map((point) => Number(point.split(',')[1]));
    expect(heights).toEqual(heights.toSorted((a, b) => a - b)); // y counts downwards
    expect(new Set(heights).size).toBe(3);
  });

  it('is well-formed with any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ' ', '한') }), (title) => {
        textsOf(plotTraining(title, ENTRIES));
      }),
    );
    expect(textsOf(plotTraining('a < b & "c"', ENTRIES))).toContain('a &#60; b &#38; &#34;c&#34;: loss');
  });

  it('has only numbers that can be drawn, whatever the losses', () => {
    const losses = fc.array(fc.float({ min: -10, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(losses, (list) => {
        const svg = plotTraining(
          'copy',
          list.map((loss, index) => entry(20 * (index + 1), { loss })),
        );
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });

  it('is refused while there is no loss', () => {
    const message = 'The log has no loss yet, so there is nothing to draw.';
    expect(() => plotTraining('copy', [])).toThrow(message);
    expect(() => plotTraining('copy', [entry(10, { development: { exact: 1 } })])).toThrow(message);
  });
});
