import { createProgressLine, formatDuration } from '../models/progress.ts';

describe('the progress line', () => {
  const progress = { epoch: 1, epochs: 40, step: 1, steps: 1, loss: 0.5, secondsLeft: 65, isLast: false };

  it('is about ten lines where there is no terminal', () => {
    const lines: string[] = [];
    const show = createProgressLine('digits', { write: (text) => lines.push(text) });
    for (let epoch = 1; epoch <= 40; epoch += 1) show({ ...progress, epoch, isLast: epoch === 40 });
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('digits  epoch 1/40  loss 0.5000  1 min 05 s left\n');
  });

  it('is drawn over on a terminal and gone at the end', () => {
    const writes: string[] = [];
    const show = createProgressLine('digits', { isTTY: true, write: (text) => writes.push(text) });
    show(progress);
    show({ ...progress, epoch: 40, isLast: true });
    expect(writes[0]).toContain('epoch 1/40');
    expect(writes.at(-1)).toBe('\r\x1b[K');
  });

  it('is drawn ten times a second at most', () => {
    const writes: string[] = [];
    const show = createProgressLine('digits', { isTTY: true, write: (text) => writes.push(text) });
    jest.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(99).mockReturnValueOnce(100);
    for (const step of [1, 2, 3]) show({ ...progress, step, steps: 9 });
    expect(writes.map((text) => /step \d/.exec(text)?.[0])).toEqual(['step 1', 'step 3']);
  });

  it.each([true, false])('ends with a run that stops before its last epoch (terminal: %s)', (isTTY) => {
    const writes: string[] = [];
    const show = createProgressLine('digits', { isTTY, write: (text) => writes.push(text) });
    show({ ...progress, epoch: 3, step: 2, steps: 9, secondsLeft: 0, isLast: true });
    expect(writes).toEqual([isTTY ? '\r\x1b[K' : 'digits  epoch 3/40  step 2/9  loss 0.5000  0 s left\n']);
  });

  it('shows step, score and tokens per second where there are any', () => {
    const lines: string[] = [];
    const show = createProgressLine('copy', { write: (text) => lines.push(text) });
    show({
      ...progress,
      step: 100,
      steps: 100,
      score: { name: 'exact', value: 0.75 },
      tokensPerSecond: 12345.6,
    });
    expect(lines).toEqual([
      'copy  epoch 1/40  step 100/100  loss 0.5000  exact 0.7500  12,346 tokens/s  1 min 05 s left\n',
    ]);
  });

  it.each([
    [0.4, '0 s'],
    [59.6, '1 min 00 s'],
    [3725, '1 h 02 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
