import {
  addS,
  article,
  capitalise,
  compare,
  contraction,
  inflectVerb,
  negativeContraction,
  pluralise,
} from '../models/data/english.ts';

const IRREGULAR = new Map([
  ['eat', ['ate', 'eaten']],
  ['be', ['was', 'been']],
  ['have', ['had', 'had']],
] as const);

describe('verbs', () => {
  test.each([
    ['work', 'works', 'worked', 'worked', 'working'],
    ['study', 'studies', 'studied', 'studied', 'studying'],
    ['play', 'plays', 'played', 'played', 'playing'],
    ['watch', 'watches', 'watched', 'watched', 'watching'],
    ['stop', 'stops', 'stopped', 'stopped', 'stopping'],
    ['plan', 'plans', 'planned', 'planned', 'planning'],
    ['visit', 'visits', 'visited', 'visited', 'visiting'],
    ['prefer', 'prefers', 'preferred', 'preferred', 'preferring'],
    ['fix', 'fixes', 'fixed', 'fixed', 'fixing'],
    ['snow', 'snows', 'snowed', 'snowed', 'snowing'],
    ['move', 'moves', 'moved', 'moved', 'moving'],
    ['die', 'dies', 'died', 'died', 'dying'],
    ['agree', 'agrees', 'agreed', 'agreed', 'agreeing'],
    ['dye', 'dyes', 'dyed', 'dyed', 'dyeing'],
    ['rain', 'rains', 'rained', 'rained', 'raining'],
    ['eat', 'eats', 'ate', 'eaten', 'eating'],
    ['have', 'has', 'had', 'had', 'having'],
    ['turn off', 'turns off', 'turned off', 'turned off', 'turning off'],
  ])('%s', (base, third, past, participle, ing) => {
    expect(inflectVerb(base, IRREGULAR)).toEqual({ base, third, past, participle, ing });
  });
});

test.each([
  ['book', 'books'],
  ['box', 'boxes'],
  ['baby', 'babies'],
  ['boy', 'boys'],
  ['potato', 'potatoes'],
  ['piano', 'pianos'],
  ['bus', 'buses'],
  ['dish', 'dishes'],
  ['video', 'videos'],
])('plural of %s', (singular, plural) => {
  expect(pluralise(singular)).toBe(plural);
});

test('the third person of go and do', () => {
  expect([addS('go'), addS('do')]).toEqual(['goes', 'does']);
});

test.each([
  ['tall', 'taller', 'tallest'],
  ['big', 'bigger', 'biggest'],
  ['nice', 'nicer', 'nicest'],
  ['happy', 'happier', 'happiest'],
  ['easy', 'easier', 'easiest'],
  ['narrow', 'narrower', 'narrowest'],
  ['simple', 'simpler', 'simplest'],
  ['gentle', 'gentler', 'gentlest'],
  ['expensive', 'more expensive', 'most expensive'],
  ['useful', 'more useful', 'most useful'],
  ['famous', 'more famous', 'most famous'],
  ['boring', 'more boring', 'most boring'],
  ['modern', 'more modern', 'most modern'],
  ['spicy', 'spicier', 'spiciest'],
  ['cheap', 'cheaper', 'cheapest'],
  ['clean', 'cleaner', 'cleanest'],
])('comparison of %s', (adjective, comparative, superlative) => {
  expect(compare(adjective)).toEqual([comparative, superlative]);
});

test.each([
  ['apple', 'an'],
  ['book', 'a'],
  ['hour', 'an'],
  ['honest man', 'an'],
  ['university', 'a'],
  ['umbrella', 'an'],
  ['uniform', 'a'],
  ['unusual hat', 'an'],
  ['used car', 'a'],
  ['one-way ticket', 'a'],
  ['8 o’clock train', 'an'],
  ['European city', 'a'],
  ['MP3 player', 'an'],
])('article before %s', (word, expected) => {
  expect(article(word)).toBe(expected);
});

test('contractions', () => {
  expect(contraction('I', 'am')).toBe("I'm");
  expect(contraction('they', 'will')).toBe("they'll");
  expect(contraction('Minsu', 'is')).toBeNull();
  expect(negativeContraction('will')).toBe("won't");
  expect(negativeContraction('am')).toBeNull();
  expect(capitalise('the soup')).toBe('The soup');
});
