/** Times contenders against each other in one run: in turns, so that a noisy machine is noisy for all of them. */
import { summarise, type Spread } from '../../models/report.ts';

export interface Contender {
  name: string;
  /** Called before each of its turns; not timed. */
  prepare?: () => Promise<unknown>;
  run: () => unknown;
}

const ROUNDS = 7;
const TURN_MS = 150;
const TURN_RUNS = 2000;

/** Microseconds a run of each contender: the spread over the rounds of each turn's mean. */
export async function contest(contenders: readonly Contender[]): Promise<Map<string, Spread>> {
  const turns = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, prepare, run } of contenders) {
      await prepare?.();
      await run(); // caches and lazily compiled code are not what is compared
      const startedMs = performance.now();
      let runs = 0;
      do {
        await run();
        runs += 1;
      } while (runs < TURN_RUNS && performance.now() - startedMs < TURN_MS);
      turns.get(name)?.push(((performance.now() - startedMs) * 1000) / runs);
    }
  }
  return new Map(Array.from(turns, ([name, values]) => [name, summarise(values)]));
}
