/** One client's conversation with the server: rate limits, order, and which keystroke is still worth answering. */
import { targetLanguage } from '../shared/language.ts';
import { CLOSE_CODES, ERROR_CODES } from '../shared/protocol.ts';
import type { ClientEvent, ErrorCode, Id, Parsed } from '../shared/protocol.ts';
import { toExplanation, toTranslation } from './answers.ts';
import type { Connection, SessionInput } from './connection.ts';
import type { Inference } from './inference.ts';
import { describeError } from './logger.ts';
import type { Logger } from './logger.ts';
import type { Room } from './room.ts';
import { createSerialQueue } from './serial-queue.ts';
import { createTokenBucket } from './token-bucket.ts';
import type { Rate, TokenBucket } from './token-bucket.ts';

/** What is limited apart: each type of event, and all that is malformed together. */
export type RateKind = ClientEvent['type'] | 'invalid';
export type Rates = Record<RateKind, Rate>;

/** How many events may be refused for their rate, before the client is taken for a flood: 100 in 10 s. */
const PATIENCE: Rate = { burst: 100, perSecond: 10 };

/** Why work on a keystroke was stopped: a newer one came, or the client left. */
const SUPERSEDED = new Error('superseded');

export interface Session extends SessionInput {
  /** Refuses what comes from now on; resolves when what is in hand is answered. */
  finish(): Promise<void>;
  /** Tells the client that the server stops, and closes. */
  dismiss(): void;
}

interface SessionOptions {
  connection: Connection;
  room: Room;
  inference: Inference;
  rates: Rates;
  logger: Logger;
}

type Keystroke = Extract<ClientEvent, { type: 'keystroke' }>;
type Explain = Extract<ClientEvent, { type: 'explain' }>;
/** The number or id under which a client finds what an error is about. */
interface Reference {
  seq?: number | undefined;
  id?: Id | undefined;
}

function referenceOf(parsed: Parsed<ClientEvent>): Reference {
  if (!parsed.ok) return { seq: parsed.error.seq, id: parsed.error.id };
  return parsed.event.type === 'keystroke' ? { seq: parsed.event.seq } : { id: parsed.event.id };
}

/** Welcomes a client and answers it until it ends. */
export function createSession({ connection, room, inference, rates, logger }: SessionOptions): Session {
  const typist = inference.createTypist();
  const buckets: Record<RateKind, TokenBucket> = {
    keystroke: createTokenBucket(rates.keystroke),
    message: createTokenBucket(rates.message),
    explain: createTokenBucket(rates.explain),
    digit: createTokenBucket(rates.digit),
    invalid: createTokenBucket(rates.invalid),
  };
  const patience = createTokenBucket(PATIENCE);
  const translations = createSerialQueue();
  const explanations = createSerialQueue();
  const classifications = createSerialQueue();
  let state: 'open' | 'finishing' | 'ended' = 'open';
  /** The newest-wins slot: the one keystroke that waits. */
  let waiting: Keystroke | undefined;
  let typing: Promise<void> | undefined;
  /** Stops the work on the keystroke in hand once its answer would come too late to be of use. */
  let answering: AbortController | undefined;

  function refuse(code: ErrorCode, { seq, id }: Reference, message: string = ERROR_CODES[code]): void {
    connection.send({
      type: 'error',
      code,
      message,
      ...(seq !== undefined && { seq }),
      ...(id !== undefined && { id }),
    });
  }

  function fail(error: unknown, type: ClientEvent['type'], reference: Reference): void {
    logger.error({ session: connection.id, type, error: describeError(error) }, 'an event could not be handled');
    refuse('internal', reference);
  }

  async function answerKeystroke({ seq, text, ...asked }: Keystroke, signal: AbortSignal): Promise<void> {
    const isSuperseded = (): boolean => signal.aborted;
    try {
      const items = await typist.suggest(text);
      if (isSuperseded()) return;
      connection.send({ type: 'suggestions', seq, items });
      const to = targetLanguage(text, asked.to);
      const preview = await typist.preview(text, { to, signal });
      if (isSuperseded()) return;
      connection.send({ type: 'preview', seq, ...toTranslation(preview, to) });
    } catch (error) {
      if (error !== SUPERSEDED) fail(error, 'keystroke', { seq });
    }
  }

  async function answerKeystrokes(): Promise<void> {
    while (waiting !== undefined) {
      const newest = waiting;
      waiting = undefined;
      answering = new AbortController();
      await answerKeystroke(newest, answering.signal);
    }
    typing = undefined;
  }

  async function explain({ id, text, to }: Explain): Promise<void> {
    // A client that left needs no answer, and its queue no time.
    if (state === 'ended') return;
    const explanation = toExplanation(await inference.explain(text, { to: targetLanguage(text, to) }));
    if (explanation === undefined) refuse('no_explanation', { id });
    else connection.send({ type: 'explanation', id, ...explanation });
  }

  function handle(event: ClientEvent): void {
    switch (event.type) {
      case 'keystroke':
        waiting = event;
        answering?.abort(SUPERSEDED);
        typing ??= answerKeystrokes();
        break;
      case 'message': {
        const { id, text, to } = event;
        const result = room.post(connection, id, text, to);
        if (result.outcome === 'taken') refuse('id_taken', { id });
        if (result.outcome !== 'accepted') break;
        translations.add(
          () => room.translate(result.posted),
          (error) => {
            fail(error, 'message', { id });
          },
        );
        break;
      }
      case 'explain':
        explanations.add(
          () => explain(event),
          (error) => {
            fail(error, 'explain', { id: event.id });
          },
        );
        break;
      case 'digit': {
        const { id, pixels } = event;
        classifications.add(
          async () => {
            if (state !== 'ended') connection.send({ type: 'digit', id, ...(await inference.classify(pixels)) });
          },
          (error) => {
            fail(error, 'digit', { id });
          },
        );
        break;
      }
    }
  }

  function end(): void {
    if (state === 'ended') return;
    state = 'ended';
    waiting = undefined;
    answering?.abort(SUPERSEDED);
    room.leave(connection);
  }

  function close(code: 'rate_limited' | 'shutting_down', message: string): void {
    if (state === 'ended') return;
    refuse(code, {}, message); // Socket.IO has no close codes, so the reason goes ahead as an event
    end();
    connection.close(code === 'rate_limited' ? CLOSE_CODES.policyViolation : CLOSE_CODES.goingAway, message);
  }

  room.join(connection);
  connection.send({ type: 'welcome', session: connection.id, models: inference.models });

  return {
    receive(parsed) {
      if (state === 'ended') return;
      if (state === 'finishing') {
        refuse('shutting_down', referenceOf(parsed));
        return;
      }
      const kind = parsed.ok ? parsed.event.type : 'invalid';
      if (!buckets[kind].take()) {
        if (patience.take()) {
          refuse('rate_limited', referenceOf(parsed));
          return;
        }
        logger.warn({ session: connection.id, type: kind }, 'a client was closed for flooding');
        close('rate_limited', 'The flood of events went on; this connection is closed.');
        return;
      }
      if (parsed.ok) handle(parsed.event);
      else refuse(parsed.error.code, referenceOf(parsed), parsed.error.message);
    },
    end,
    async finish() {
      if (state === 'open') state = 'finishing';
      await Promise.all([typing, translations.idle(), explanations.idle(), classifications.idle()]);
    },
    dismiss() {
      close('shutting_down', ERROR_CODES.shutting_down);
    },
  };
}
