/** The three models as the server's `Inference`, with ONNX Runtime. */
import type { Card } from '../models/artifact.ts';
import { loadCompleter } from '../models/completer/infer.ts';
import { loadDigits } from '../models/digits/infer.ts';
import { loadTranslator } from '../models/translator-seed/infer.ts';
import type { ModelSummary } from '../shared/protocol.ts';
import type { Config } from './config.ts';
import type { Inference } from './inference.ts';

const summarise = ({ name, network, checksum }: Card): ModelSummary => ({ name, network, checksum });

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
        preview: (text, signal) => typist.translate(text, { signal }),
      };
    },
    translate: (text) => translator.translate(text),
    classify: (pixels) => digits.classify(pixels),
    async release() {
      await Promise.all([digits.release(), completer.release(), translator.release()]);
    },
  };
}
