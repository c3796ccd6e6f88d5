/** The commands of the translator as one types them: help, and mistakes told in one line. */
import { readFileSync } from 'node:fs';
import { runScript, type Outcome } from './run-script.ts';

const runTranslator = (...args: string[]): Promise<Outcome> => runScript('models/train.ts', 'translator', ...args);
const runEvaluate = (...args: string[]): Promise<Outcome> => runScript('models/evaluate.ts', ...args);

/** Every option that a command's source declares. */
function optionsOf(file: string): string[] {
  const [, declared = ''] = /options: \{(.*?)\n {4}\}/s.exec(readFileSync(file, 'utf8')) ?? [];
  return Array.from(declared.matchAll(/^ +'?([\w-]+)'?: /gm), ([, name = '']) => name);
}

describe.each([
  [
    'npm run train -- translator',
    runTranslator,
    'models/translator/command.ts',
    ['direction', 'pairs', 'save', 'resume'],
  ],
  ['npm run evaluate', runEvaluate, 'models/evaluate.ts', ['direction', 'part', 'held-out-names', 'json']],
] as const)('%s', (command, run, file, some) => {
  it('explains itself, with every option', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`  ${command}\n`);
    const options = optionsOf(file);
    expect(options).toEqual(expect.arrayContaining([...some]));
    for (const option of options) expect(stdout).toContain(`  --${option} `);
  });
});

const expectRefused = ({ code, stdout, stderr }: Outcome, message: string): void => {
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
};

it.each([
  [['ko-en'], 'The translator takes no ko-en.'],
  [['--direction', 'en-fr'], '--direction takes en-ko, ko-en, not en-fr.'],
  [['--pairs', 'nowhere.tsv'], '--pairs: there is no nowhere.tsv.'],
  [['--epochs', '0'], '--epochs takes a whole number from 1 to 100000, not 0.'],
])('npm run train -- translator refuses %j in one line', async (args, message) => {
  expectRefused(await runTranslator(...args), message);
});

it.each([
  [['--direction', 'en-fr'], '--direction takes en-ko, ko-en, not en-fr.'],
  [['--part', 'train'], '--part takes development, test, not train.'],
  [['en-ko'], "Unexpected argument 'en-ko'"],
  [['--pairs', 'nowhere.tsv'], '--pairs: there is no nowhere.tsv.'],
  [['--artifact', 'nowhere'], '--artifact: there is no nowhere.'],
])('npm run evaluate refuses %j in one line', async (args, message) => {
  expectRefused(await runEvaluate(...args), message);
});
