import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { createGrammar, type Pair } from '../models/data/grammar/draw.ts';
import { englishKey } from '../models/data/key.ts';
import { toKeys } from '../models/hangul-keys.ts';
import { createRandom } from '../models/random.ts';
import { createEvaluationSets, spread, type EvaluationSet, type SetOptions } from '../models/translator/evaluation-sets.ts';
import { DIRECTIONS, type Corpus, type DirectionName } from '../models/translator/pairs.ts';
import { createToyCorpus, word } from './translator-support.ts';

const NAMES = Object.keys(DIRECTIONS) as DirectionName[];
const setsOf = (name: DirectionName, options: Partial<SetOptions> = {}, corpus: Corpus = createToyCorpus()) =>
  createEvaluationSets(corpus, DIRECTIONS[name], { part: 'development', limit: 100, draws: 0, ...options });
const named = (sets: readonly EvaluationSet[], name: string): EvaluationSet => {
  const found = sets.find((set) => set.name === name);
  if (found === undefined) throw new Error(`There is no set ${name}.`);
  return found;
};

describe('a list spread', () => {
  it('is itself where it is short, else of the length asked for, in order, from all over it', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 50 }), (length, limit) => {
        const list = Array.from({ length }, (_, index) => index);
        const taken = spread(list, limit);
        expect(taken).toHaveLength(Math.min(length, limit));
        expect(taken).toEqual([...new Set(taken)].sort((one, other) => one - other));
        if (length > limit) {
          expect(taken[0]).toBe(0);
          // No gap is wider than it must be.
          const gaps = [...taken, length].slice(1).map((next, index) => next - (taken[index] ?? NaN));
          expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(length / limit));
        }
      }),
    );
  });
});

describe('the sets', () => {
  it.each(NAMES)('are of text that is held out, and of the words, from %s', (name) => {
    const corpus = createToyCorpus();
    for (const part of ['development', 'test'] as const) {
      const sets = setsOf(name, { part }, corpus);
      const [pair] = corpus.pairs[part];
      const [source, target] = name === 'en-ko' ? [pair?.english, pair?.korean] : [pair?.korean, pair?.english];
      expect(named(sets, 'pairs').items).toEqual([{ source, references: [target] }]);
      const [phrase] = corpus.phrases[part];
      const [asked, right] = name === 'en-ko' ? [phrase?.english, phrase?.korean] : [phrase?.korean, phrase?.english];
      expect(named(sets, 'phrases').items).toEqual([{ source: asked?.[0], references: right }]);
    }
    const [source, references] = name === 'en-ko' ? ['light', ['빛', '불']] : ['불', ['light']];
    expect(named(setsOf(name), 'words, listed').items).toContainEqual({ source, references });
  });

  it('ask for the plain style into Korean where text is in it, and for polite text too', () => {
    const sets = setsOf('en-ko');
    expect([named(sets, 'pairs').task, named(sets, 'pairs, polite').task]).toEqual(['plain', 'translate']);
    const toEnglish = setsOf('ko-en');
    expect(named(toEnglish, 'pairs').task).toBe('translate');
    expect(toEnglish.map(({ name }) => name)).not.toContain('pairs, polite');
    expect(named(sets, 'names')).toEqual({ name: 'names', task: 'name', items: [{ source: 'Nana', references: ['나나'] }] });
  });

  it('that would be empty are not there, and names from elsewhere take the place of the own', () => {
    expect(setsOf('en-ko').map(({ name }) => name)).not.toContain('grammar');
    expect(setsOf('en-ko', { part: 'test' }).map(({ name }) => name)).not.toContain('names');
    const names = [{ english: 'Maria', korean: '마리아' }];
    expect(named(setsOf('ko-en', { names }), 'names').items).toEqual([{ source: '마리아', references: ['Maria'] }]);
  });

  it('are the same each time, and other typos with another seed', () => {
    expect(setsOf('en-ko')).toEqual(setsOf('en-ko'));
    const misspelt = (seed: number) => named(setsOf('en-ko', { seed }), 'words, one typo').items;
    expect(misspelt(1)).not.toEqual(misspelt(2));
  });

  it('have no more than the limit, of listed words four times as many', () => {
    const corpus = createToyCorpus();
    const words = Array.from({ length: 40 }, (_, index) => word(`word${String(index)}s`, 'noun', [`말${String(index)}`]));
    const sets = setsOf('en-ko', { limit: 5 }, { ...corpus, words });
    expect(named(sets, 'words, listed').items).toHaveLength(20);
    for (const { name, items } of sets.slice(1)) expect([name, items.length <= 5]).toEqual([name, true]);
  });
});

describe('misspelt sets', () => {
  it.each(NAMES)('have words of five keys or more, wrong but with the same references, from %s', (name) => {
    const sets = setsOf(name);
    const { items: listed } = named(sets, 'words, listed');
    const long = listed.filter(({ source }) => toKeys(source).length >= 5);
    for (const set of ['words, one typo', 'words, two typos']) {
      const { items } = named(sets, set);
      expect(items.map(({ references }) => references)).toEqual(long.map(({ references }) => references));
      items.forEach(({ source }, index) => {
        expect(source).not.toBe(long[index]?.source);
      });
    }
  });

  it('leave short words of a sentence as they are', () => {
    const [item] = named(setsOf('en-ko'), 'phrases, a typo a word').items;
    expect(item?.source).toMatch(/^(?!Good night, dear bear\.).*, dear bear\.$/);
  });
});

it('real misspellings are those of long listed words that are no words themselves', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'misspellings-'));
  const file = path.join(folder, 'typos.tsv');
  const rows = ['ligth\tlight\tus\t1', 'tiger\tlight\tus\t1', 'dgo\tdog\tus\t1', 'hapy\thappy\tus\t1'];
  writeFileSync(file, `misspelling\tcorrect\tsource\tedit_distance\n${rows.join('\n')}\n`);
  const sets = setsOf('en-ko', { misspellings: file });
  expect(named(sets, 'words, real misspellings').items).toEqual([{ source: 'ligth', references: ['빛', '불'] }]);
  expect(sets.findIndex(({ name }) => name === 'words, real misspellings')).toBe(3);
  expect(setsOf('ko-en', { misspellings: file }).map(({ name }) => name)).not.toContain('words, real misspellings');
  rmSync(folder, { recursive: true });
});

it('of a sentence of the grammar any translation counts that it gives, the own one first', () => {
  const [grammar, random] = [createGrammar(), createRandom(3)];
  const said = new Map<string, Pair[]>();
  for (let draw = 0; draw < 8000; draw += 1) {
    const pair = grammar.draw(random);
    const key = englishKey(pair.english);
    said.set(key, [...(said.get(key) ?? []), pair]);
  }
  const translationsOf = (english: string): Set<string> =>
    new Set(said.get(englishKey(english))?.map(({ korean }) => korean));
  // Sentences that it says in several ways.
  const development = Array.from(said.values(), ([first]) => first as Pair).filter(
    ({ english }) => translationsOf(english).size > 1,
  );
  const corpus = { ...createToyCorpus(), heldOut: { development, test: [] } };
  const { items } = named(setsOf('en-ko', { draws: 8000, limit: 1000 }, corpus), 'grammar');
  let found = 0;
  items.forEach(({ source, references: [first, ...others] }, index) => {
    expect([source, first]).toEqual([development[index]?.english, development[index]?.korean]);
    expect(new Set(others).size).toBe(others.length);
    expect(others).not.toContain(first);
    found += others.filter((text) => translationsOf(source).has(text)).length;
  });
  expect(found).toBeGreaterThan(0);
  expect(named(setsOf('en-ko', { limit: 1000 }, corpus), 'grammar').items.every((item) => item.references.length === 1)).toBe(
    true,
  );
});
