/**
 * A polite live region that speaks once things have settled: a screen reader hears the last word, not every keystroke.
 */
export type Spoken = string | { text: string; lang: string };

export type Announcer = ReturnType<typeof createAnnouncer>;

export function createAnnouncer(region: HTMLElement, settleMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    /** Says the parts in one breath, each in its own language; nothing clears what was said. */
    say(...parts: Spoken[]): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        region.replaceChildren(...parts.map(toNode));
      }, settleMs);
    },
  };
}

function toNode(part: Spoken): Node | string {
  if (typeof part === 'string') return part;
  const span = document.createElement('span');
  span.lang = part.lang;
  span.textContent = part.text;
  return span;
}
