import fc from 'fast-check';
import { createPrefixStates } from '../models/prefix-states.ts';

/** A state that is the symbols it has seen, so that a wrong one is plain to see. */
const step = (symbol: number, state: string): Promise<string> => Promise.resolve(`${state}${symbol}`);

it('gives the state of the whole prefix after any edits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 })), async (texts) => {
      const states = createPrefixStates<string>();
      for (const symbols of texts) expect(await states.advance(symbols, '', step)).toBe(symbols.join(''));
    }),
  );
});

it('is right beyond the length it keeps states for', async () => {
  const states = createPrefixStates<string>();
  const long = Array.from({ length: 200 }, (_, index) => index % 3);
  for (const length of [200, 150, 199, 60, 200]) {
    const symbols = long.slice(0, length);
    expect(await states.advance(symbols, '', step)).toBe(symbols.join(''));
  }
});

it('takes one step for a new letter and none for a backspace', async () => {
  const states = createPrefixStates<string>();
  const counted = jest.fn(step);
  await states.advance([1, 2, 3], '', counted);
  await states.advance([1, 2, 3, 4], '', counted);
  expect(counted).toHaveBeenCalledTimes(4);
  await states.advance([1, 2, 3], '', counted);
  expect(counted).toHaveBeenCalledTimes(4);
});

it('keeps what it knows when a step fails', async () => {
  const states = createPrefixStates<string>();
  await states.advance([1, 2], '', step);
  const failing = (): Promise<string> => Promise.reject(new Error('no'));
  await expect(states.advance([1, 2, 3], '', failing)).rejects.toThrow('no');
  expect(await states.advance([1, 2, 4], '', step)).toBe('124');
});
