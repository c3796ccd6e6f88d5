/** The three models as the server's `Inference`, with ONNX Runtime. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../models/artifact.ts';
import { loadCompleter } from '../models/completer/infer.ts';
import { loadDigits } from '../models/digits/infer.ts';
import type { Translator } from '../models/translation.ts';
import { loadTranslator as loadSeedTranslator } from '../models/translator-seed/infer.ts';
import { loadTranslator as loadBothWays } from '../models/translator/infer.ts';
import type { ModelSummary } from '../shared/protocol.ts';
import type { Config } from './config.ts';
import type { Inference } from './inference.ts';

const summarise = ({ name, network, checksum }: Card): ModelSummary => ({ name, network, checksum });

/** A translator of both directions has a folder for each; the lesson's is one network, and one folder. */
function loadTranslator(folder: string): Promise<Translator> {
  return existsSync(join(folder, 'en-ko')) ? loadBothWays(folder) : loadSeedTranslator(folder);
}

/** Loads the artifacts. Rejects with an `ArtifactError` that names the file and the fix. */
export async function loadInference(artifacts: Config['artifacts']): Promise<Inference> {
  const [digits, completer, translator] = await Promise.all([
    loadDigits(artifacts.digits),
    loadCompleter(artifacts.completer),
    loadTranslator(artifacts.translator),
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
