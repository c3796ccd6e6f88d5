/** The three models as the server's `Inference`, with ONNX Runtime. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../models/artifact.ts';
import { loadCompleter } from '../models/completer/infer.ts';
import { loadDigits } from '../models/digits/infer.ts';
import type { Translator } from '../models/translation.ts';
import { loadTranslator as loadSeedTranslator } from '../models/translator-seed/infer.ts';
import { GlossaryError, parseGlossary, type Glossary } from '../models/translator/glossary.ts';
import { loadTranslator as loadBothWays } from '../models/translator/infer.ts';
import type { ModelSummary } from '../shared/protocol.ts';
import { ConfigError, type Config } from './config.ts';
import type { Inference } from './inference.ts';

const summarise = ({ name, network, checksum }: Card): ModelSummary => ({ name, network, checksum });

/** A translator of both directions has a folder for each; the lesson's is one network, and one folder. */
function loadTranslator(folder: string, glossary: Glossary | undefined): Promise<Translator> {
  return existsSync(join(folder, 'en-ko')) ? loadBothWays(folder, { glossary }) : loadSeedTranslator(folder);
}

/** @throws ConfigError that names the file and each line that cannot be taken. */
export function loadGlossary(file: string): Glossary {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `GLOSSARY: ${file} cannot be read (${code}). Name a file of lines with English, a TAB, Korean.`,
    );
  }
  try {
    return parseGlossary(text);
  } catch (error) {
    if (!(error instanceof GlossaryError)) throw error;
    throw new ConfigError(`GLOSSARY: ${file} has lines that cannot be taken:\n${error.message}`);
  }
}

/**
 * Loads the artifacts, and the glossary where there is one. Rejects with an `ArtifactError` or a `ConfigError` that
 * names the file and the fix.
 */
export async function loadInference({
  artifacts,
  glossary,
}: Pick<Config, 'artifacts' | 'glossary'>): Promise<Inference> {
  const [digits, completer, translator] = await Promise.all([
    loadDigits(artifacts.digits),
    loadCompleter(artifacts.completer),
    loadTranslator(artifacts.translator, glossary === undefined ? undefined : loadGlossary(glossary)),
  ]);
  return {
    models: {
      digits: summarise(digits.card),
      completer: summarise(completer.card),
      translator: summarise(translator.card),
    },
    createTypist() {
      const completerStates = completer.createStates();
      const typist = translator.createTypist();
      return {
        suggest: (text) => completer.suggest(text, completerStates),
        preview: (text, options) => typist.translate(text, options),
      };
    },
    translate: (text, options) => translator.translate(text, options),
    explain: (text, options) => translator.explain(text, options),
    classify: (pixels) => digits.classify(pixels),
    async release() {
      await Promise.all([digits.release(), completer.release(), translator.release()]);
    },
  };
}
