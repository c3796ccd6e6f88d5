/** Which of Malbeot's two languages a text is in: for the direction of a translation and for `lang` attributes. */
export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

const HANGUL = /(?=\p{L})\p{Script=Hangul}/u;
const LATIN = /(?=\p{L})\p{Script=Latin}/u;

/** Words that make English out of Latin letters; names, brands and abbreviations stand in Korean texts too. */
const ENGLISH_WORDS =
  /^(?:i|i'm|you|he|she|it|it's|we|they|this|that|my|your|the|an?|is|are|am|was|were|be|do|does|did|don't|have|has|can|will|would|not|what|what's|how|why|when|where|who|to|of|in|on|for|with|and|but|or|because|if)$/;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/**
 * The language of a message by its letters: Korean where there is Hangul, else English where there are Latin letters,
 * else undefined. Hangul in what is plainly an English sentence ("What does 사랑 mean?") does not make it Korean: most
 * of its words are Latin, and one of them is a word that only English sentences have.
 */
export function detectLanguage(text: string): Language | undefined {
  if (!HANGUL.test(text)) return LATIN.test(text) ? 'en' : undefined;
  let korean = 0;
  let latin = 0;
  let isEnglish = false;
  for (const word of text.split(/\s+/)) {
    if (HANGUL.test(word)) korean += 1;
    else if (LATIN.test(word)) {
      latin += 1;
      // A longer word is none of the list, and its edges would take long to find.
      if (word.length < 20) isEnglish ||= ENGLISH_WORDS.test(word.replace(EDGES, '').replace('’', "'").toLowerCase());
    }
  }
  return isEnglish && latin > korean ? 'en' : 'ko';
}

/** The language to translate a text into: the one asked for, else the other one than it is in; Korean by default. */
export function targetLanguage(text: string, asked?: Language): Language {
  return asked ?? (detectLanguage(text) === 'ko' ? 'en' : 'ko');
}
