/** What the commands of models/ share: parsing of arguments, and how a command ends. */

/** A mistake in the arguments; shown without a stack. */
export class UsageError extends Error {}

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** A whole number of an option. @throws UsageError */
export function integerOption(
  name: string,
  text: string | undefined,
  lowest: number,
  highest: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw new UsageError(`--${name} takes a whole number from ${lowest} to ${highest}, not ${text}.`);
}

/** One of a few names. @throws UsageError */
export function nameOption<Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new UsageError(`${option} takes ${names.join(', ')}, not ${text}.`);
  return found;
}

/** Runs a command: exit code 2 with one line for a usage error, 1 with the stack for any other. */
export async function runCommand(name: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const isUsage = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    const { message, stack = message } = error as Error;
    // Not thrown on: the WebAssembly backend's handler would print its whole source with it.
    process.stderr.write(isUsage ? `${message}\nnpm run ${name} -- --help lists the options.\n` : `${stack}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}
