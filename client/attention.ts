/**
 * Which letters a translation came from: a row for each piece of it, a column for each letter, the shade of a field the
 * share of attention. A piece that is pointed at or focused shows its shares above the letters. A screen reader hears
 * each piece with its two strongest letters instead of the table.
 */
import type { Language } from '../shared/language.ts';
import type { ClientEvent, ErrorCode, Id, ServerPayloads } from '../shared/protocol.ts';
import { aloud, readable, strongest } from './attention-text.ts';
import { find, make } from './elements.ts';
import { phrase, setPlainText, setText } from './interface-text.ts';
import type { StringKey } from './strings.ts';
import { langOf, percent } from './text-language.ts';

/** An explanation that has not come by now will not come. */
const TIMEOUT_MS = 15_000;

type Question = { text: string; to: Language };

export function createAttention({ send }: { send: (event: ClientEvent) => boolean }) {
  const dialog = find('attention', HTMLDialogElement);
  const note = find('attention-note', HTMLElement);
  const scroller = find('heat-scroller', HTMLElement);
  const table = find('heat', HTMLTableElement);
  const close = find('attention-close', HTMLElement);
  let question: Question | undefined;
  let waitingFor: Id | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  /** What is drawn. */
  let weights: number[][] = [];
  /** The largest weight has the full colour, or much would be pale where a text is long. */
  let most = 1;

  const pieces = (): HTMLElement[] => Array.from(table.querySelectorAll<HTMLElement>('.piece'));

  function settle(): void {
    clearTimeout(timer);
    waitingFor = undefined;
  }

  function fail(key: StringKey): void {
    settle();
    setText(note, key);
  }

  function ask(): void {
    if (!question) return;
    settle();
    count += 1;
    const id = `explain-${count}`;
    setText(note, 'attentionWaiting');
    if (!send({ type: 'explain', id, ...question })) {
      fail('notConnectedYet');
      return;
    }
    waitingFor = id;
    timer = setTimeout(() => {
      fail('error_no_answer');
    }, TIMEOUT_MS);
  }

  /** Shows the shares of the piece at `row` above the letters. */
  function point(row: number, reveals: boolean): void {
    const shares = weights[row] ?? [];
    const strong = strongest(shares);
    table.querySelectorAll('tbody tr').forEach((each, index) => {
      each.classList.toggle('pointed', index === row);
    });
    const letters = table.querySelectorAll<HTMLElement>('.letter');
    letters.forEach((letter, index) => {
      letter.style.setProperty('--weight', String((shares[index] ?? 0) / most));
      letter.classList.toggle('strong', strong.includes(index));
    });
    if (reveals) letters[strong[0] ?? 0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function makeLetter(letter: string): HTMLElement {
    const cell = make('th', 'letter', readable(letter));
    cell.lang = langOf(letter);
    return cell;
  }

  function makePiece(piece: string, shares: readonly number[], source: readonly string[]): HTMLElement {
    const space = phrase('space');
    const sources = strongest(shares).map(
      (index) => `${aloud(source[index] ?? '', space)} ${percent(shares[index] ?? 0)}`,
    );
    const button = make('button', 'piece', make('span', '', readable(piece)));
    button.type = 'button';
    button.lang = langOf(piece);
    button.ariaLabel = `${aloud(piece, space)}: ${sources.join(', ')}`;
    return button;
  }

  function draw({
    source,
    target,
    weights: rows,
  }: Pick<ServerPayloads['explanation'], 'source' | 'target' | 'weights'>): void {
    weights = rows;
    most = Math.max(...rows.map((shares) => Math.max(...shares)), 0.001);
    const head = make('thead', '', make('tr', '', make('td'), ...source.map(makeLetter)));
    head.ariaHidden = 'true';
    const body = make(
      'tbody',
      '',
      ...target.map((piece, row) => {
        const shares = rows[row] ?? [];
        const fields = shares.map((share) => {
          const field = make('td', 'heat-field');
          field.style.setProperty('--weight', String(share / most));
          field.ariaHidden = 'true';
          return field;
        });
        return make('tr', '', make('th', '', makePiece(piece, shares, source)), ...fields);
      }),
    );
    table.replaceChildren(head, body);
    pieces().forEach((piece, index) => {
      piece.tabIndex = index === 0 ? 0 : -1;
    });
  }

  function rowOf(target: EventTarget | null): number {
    const row = target instanceof Element ? target.closest('tbody tr') : null;
    return row ? Array.from(row.parentElement?.children ?? []).indexOf(row) : -1;
  }

  function focusPiece(index: number): void {
    pieces().forEach((piece, each) => {
      piece.tabIndex = each === index ? 0 : -1;
    });
    pieces()[index]?.focus();
  }

  // Not `pointerover`: that also comes when the table moves under a pointer at rest, which is not pointing at anything.
  table.addEventListener('pointermove', ({ target }) => {
    const row = rowOf(target);
    if (row >= 0) point(row, false);
  });
  table.addEventListener('focusin', ({ target }) => {
    point(rowOf(target), true);
  });
  // Safari gives a button that is pressed no focus, and a finger points without hovering.
  table.addEventListener('click', ({ target }) => {
    const row = rowOf(target);
    if (row < 0) return;
    focusPiece(row);
    point(row, true); // it may have had the focus already
  });
  table.addEventListener('keydown', (event) => {
    const row = rowOf(event.target);
    const last = weights.length - 1;
    const next = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return; // left and right scroll, as they do anywhere
    event.preventDefault();
    focusPiece(Math.max(0, Math.min(last, next)));
  });
  close.addEventListener('click', () => {
    dialog.close();
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close(); // what is around it
  });
  dialog.addEventListener('close', () => {
    settle();
    question = undefined;
  });

  return {
    /** Opens the view and asks how `text` became its translation. */
    open: (next: Question): void => {
      question = next;
      weights = [];
      table.replaceChildren();
      dialog.showModal();
      ask();
    },
    show({ id, ...explanation }: ServerPayloads['explanation']): void {
      if (id !== waitingFor) return; // closed since, or another was asked about
      settle();
      setPlainText(note, '');
      draw(explanation);
      scroller.scrollTo(0, 0);
      if (document.activeElement === close) focusPiece(0);
      else point(0, false);
    },
    /** The server could not explain `id`; false if that is nothing asked here. */
    showError(code: ErrorCode, id: Id): boolean {
      if (id !== waitingFor) return false;
      fail(`error_${code}`);
      return true;
    },
    /** A new session does not answer what the old one was asked. */
    reconnect(): void {
      if (question && weights.length === 0) ask();
    },
  };
}
