export interface SerialQueue {
  /** Runs `task` after those added before it; `onError` gets what it throws. */
  add(task: () => Promise<void>, onError: (error: unknown) => void): void;
  /** Resolves when nothing is left to run. */
  idle(): Promise<void>;
}

/** Tasks one after another, so that answers keep the order of what they answer. */
export function createSerialQueue(): SerialQueue {
  let last = Promise.resolve();
  return {
    add(task, onError) {
      last = last.then(task).catch(onError);
    },
    idle: () => last,
  };
}
