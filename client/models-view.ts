/** The networks that the server runs, in the About box. */
import type { ModelSummaries } from '../shared/protocol.ts';
import { find, make } from './elements.ts';
import { setText } from './interface-text.ts';

const PURPOSES = { digits: 'modelDigits', completer: 'modelCompleter', translator: 'modelTranslator' } as const;

export function showModels(models: ModelSummaries): void {
  const list = find('models', HTMLElement);
  list.replaceChildren();
  for (const part of ['completer', 'translator', 'digits'] as const) {
    const { name, network, checksum } = models[part];
    const purpose = make('span');
    setText(purpose, PURPOSES[part]);
    const sum = make('code', '', checksum.replace(/^sha256[:-]/, '').slice(0, 8));
    sum.title = checksum;
    list.append(make('dt', '', purpose, ' ', make('span', 'muted', name)), make('dd', '', network, ' ', sum));
  }
  find('models-missing', HTMLElement).hidden = true;
}
