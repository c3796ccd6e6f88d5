/** `npm run data`: checks, counts, samples and measures the words, phrases and grammar that the models learn from. */
import { runCommand } from './command.ts';

const { stdout, stderr, code } = runCommand(process.argv.slice(2));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
