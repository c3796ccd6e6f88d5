/**
 * Every event between a client and the server, declared once: names, schemas, limits, error and close codes.
 *
 * On raw WebSocket (`/ws`) a frame is the event as JSON with its name in `type`. On Socket.IO the name is the
 * event's name and the rest is its payload. The payloads are the same.
 */
import * as v from 'valibot';
import { LANGUAGES } from './language.ts';
import { countCharacters, normalise } from './text.ts';

/** Bounds on what a client may send and a server answers. Rates are settings of the server (see server/config.ts). */
export const LIMITS = {
  textChars: 500,
  idChars: 64,
  frameBytes: 64 * 1024,
  digitPixels: 28 * 28,
  alternatives: 8,
  /** Letters of the source times pieces of the translation: more than a person can look at. */
  explanationWeights: 40_000,
} as const;

/** What an `error` event's `code` can be. */
export const ERROR_CODES = {
  invalid_json: 'The frame is not a JSON object in a text frame.',
  unknown_type: 'The event has no type, or one that the server does not take.',
  invalid_field: 'A field is missing, unknown, of the wrong type or out of bounds; the message names it.',
  text_too_long: `The text has more than ${LIMITS.textChars} characters.`,
  id_taken: 'Another message with a different text was sent under this id. The same message sent again is no error.',
  no_explanation:
    'The translator has no attention to show for this text: it never has, or the text is too long for it.',
  rate_limited: 'Too many events of this type in a short time; this one was dropped. Slow down and send it again.',
  shutting_down: 'The server is stopping and takes nothing new.',
  internal: 'The server failed to handle this event; it is logged there. Other events are not affected.',
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;

/** WebSocket close codes the server uses, and when. */
export const CLOSE_CODES = {
  goingAway: 1001, // the server is stopping: reconnect later
  policyViolation: 1008, // a flood that went on after many `rate_limited` errors, or a client that does not read
  messageTooBig: 1009, // a frame over LIMITS.frameBytes
} as const;
export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES];

/** Paths under which the server answers. */
export const PATHS = { health: '/health', webSocket: '/ws', socketIo: '/socket.io' } as const;

const id = v.union([
  v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.idChars)),
  v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
]);
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const isNotTooLong = (text: string): boolean => countCharacters(text) <= LIMITS.textChars;
const TEXT_TOO_LONG = 'text_too_long' satisfies ErrorCode;
// Normalising takes time quadratic in a run of combining marks: half a second for a frame full of them, while nobody
// else is served. So what is too long in any form is refused first: no NFC character comes from more than 6 code units.
const MAX_CODE_UNITS = 6 * LIMITS.textChars;
const text = v.pipe(
  v.string(),
  v.maxLength(MAX_CODE_UNITS, TEXT_TOO_LONG),
  v.transform(normalise),
  v.check(isNotTooLong, TEXT_TOO_LONG),
);
const nonEmptyText = v.pipe(
  text,
  v.check((value) => value.trim() !== '', 'must not be empty'),
);
const score = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const language = v.picklist(LANGUAGES);
/** The language to translate into; without it the other one than the text is in. */
const to = v.optional(language);

/** What a client may send, by name. Unknown fields are refused, so that a misspelt one is noticed. */
export const CLIENT_EVENTS = {
  keystroke: v.strictObject({ seq, text, to }),
  message: v.strictObject({ id, text: nonEmptyText, to }),
  explain: v.strictObject({ id, text: nonEmptyText, to }),
  digit: v.strictObject({ id, pixels: v.pipe(v.array(score), v.length(LIMITS.digitPixels)) }),
} as const;

const modelSummary = v.object({ name: v.string(), network: v.string(), checksum: v.string() });
const suggestion = v.object({ text: v.string(), score });
const translation = {
  text: v.string(),
  score,
  /** Whether the score is above the model's own threshold; below it a page says "not sure". */
  isSure: v.boolean(),
  /** Other ways to say it, the likeliest first. */
  alternatives: v.pipe(v.array(v.string()), v.maxLength(LIMITS.alternatives)),
  /** The language it was translated into. */
  to: language,
};

const weights = v.pipe(v.array(v.array(score)), v.maxLength(LIMITS.explanationWeights));
/** Which letters (`source`) each piece of a translation (`target`) came from: a row of `weights` a piece. */
const explanation = v.pipe(
  v.object({ id, source: v.array(v.string()), target: v.array(v.string()), weights }),
  v.check(
    ({ source, target, weights }) =>
      source.length * target.length <= LIMITS.explanationWeights &&
      weights.length === target.length &&
      weights.every((row) => row.length === source.length),
    'must have a weight for each piece and letter, within the bound',
  ),
);

/** What the server may send, by name. A client ignores fields it does not know. */
export const SERVER_EVENTS = {
  welcome: v.object({
    session: v.string(),
    models: v.object({ digits: modelSummary, completer: modelSummary, translator: modelSummary }),
  }),
  suggestions: v.object({ seq, items: v.array(suggestion) }),
  preview: v.object({ seq, ...translation }),
  message: v.object({ id, from: v.string(), text: v.string(), at: v.string() }),
  translation: v.object({ id, ...translation }),
  explanation,
  digit: v.object({ id, label: v.pipe(v.number(), v.integer()), scores: v.array(score) }),
  error: v.object({
    code: v.picklist(Object.keys(ERROR_CODES) as ErrorCode[]),
    message: v.string(),
    seq: v.optional(seq),
    id: v.optional(id),
  }),
} as const;

type Schemas = Record<string, v.GenericSchema>;
type Payloads<Events extends Schemas> = { [Name in keyof Events]: v.InferOutput<Events[Name]> };
type Tagged<Events extends Schemas> = {
  [Name in keyof Events & string]: { type: Name } & v.InferOutput<Events[Name]>;
}[keyof Events & string];

export type ServerPayloads = Payloads<typeof SERVER_EVENTS>;
/** A parsed event from a client, told apart by `type`. */
export type ClientEvent = Tagged<typeof CLIENT_EVENTS>;
/** An event from the server, told apart by `type`. */
export type ServerEvent = Tagged<typeof SERVER_EVENTS>;
export type Suggestion = v.InferOutput<typeof suggestion>;
export type ModelSummary = v.InferOutput<typeof modelSummary>;
export type ModelSummaries = ServerPayloads['welcome']['models'];
export type Id = v.InferOutput<typeof id>;

export type Parsed<Event> = { ok: true; event: Event } | { ok: false; error: ServerPayloads['error'] };

const isEventName = <Events extends Schemas>(events: Events, name: unknown): name is keyof Events & string =>
  typeof name === 'string' && Object.hasOwn(events, name);

function parseEvent<Event>(events: Schemas, name: unknown, payload: unknown): Parsed<Event> {
  const reference = referenceOf(payload);
  const fail = (code: ErrorCode, message: string): Parsed<Event> => ({
    ok: false,
    error: { code, message, ...reference },
  });
  if (!isEventName(events, name)) {
    return fail('unknown_type', `Unknown event type; expected one of: ${Object.keys(events).join(', ')}.`);
  }
  // `name` is an own key, so the schema is there; the index signature only hides that from the compiler.
  const result = v.safeParse(events[name] as v.GenericSchema, payload, { abortEarly: true });
  if (result.success) return { ok: true, event: { type: name, ...(result.output as object) } as Event };
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'the payload';
  if (issue.message === TEXT_TOO_LONG) return fail(TEXT_TOO_LONG, ERROR_CODES.text_too_long);
  return fail('invalid_field', `${name}: ${field}: ${issue.message}`.slice(0, 200).toWellFormed());
}

/** The `seq` or `id` of an event that may be malformed, so that the sender can tell which one an error is about. */
function referenceOf(payload: unknown): Pick<ServerPayloads['error'], 'seq' | 'id'> {
  if (typeof payload !== 'object' || payload === null) return {};
  const fields = payload as Record<string, unknown>;
  return {
    ...(v.is(seq, fields['seq']) && { seq: fields['seq'] }),
    ...(v.is(id, fields['id']) && { id: fields['id'] }),
  };
}

function parseFrame<Event>(events: Schemas, frame: string): Parsed<Event> {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, error: { code: 'invalid_json', message: ERROR_CODES.invalid_json } };
  }
  const { type, ...payload } = value as Record<string, unknown>;
  return parseEvent(events, type, payload);
}

/** An event from a client whose name and payload came apart (Socket.IO). */
export const parseClientEvent = (name: unknown, payload: unknown): Parsed<ClientEvent> =>
  parseEvent(CLIENT_EVENTS, name, payload);

/** A text frame from a client (raw WebSocket). */
export const parseClientFrame = (frame: string): Parsed<ClientEvent> => parseFrame(CLIENT_EVENTS, frame);

/** A text frame from the server, as a page or a bot receives it. */
export const parseServerFrame = (frame: string): Parsed<ServerEvent> => parseFrame(SERVER_EVENTS, frame);
