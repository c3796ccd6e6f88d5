/**
 * Whether an input method is at work in a field (Korean nearly always is one), and what has to wait for its end.
 */
export function createComposition(field: HTMLElement, { onStart, onEnd }: { onStart: () => void; onEnd: () => void }) {
  let isActive = false;
  let waiting: (() => void) | undefined;

  field.addEventListener('compositionstart', () => {
    isActive = true;
    onStart();
  });
  field.addEventListener('compositionend', () => {
    isActive = false;
    onEnd();
    waiting?.();
    waiting = undefined;
  });

  return {
    isActive: (): boolean => isActive,
    /** Whether the method has taken this key. Code 229 says so too; in Safari only that: the composition is over. */
    hasTaken: (event: { isComposing: boolean; keyCode: number }): boolean =>
      isActive || event.isComposing || event.keyCode === 229,
    /** Runs `action` now, or as soon as the method has handed over what it holds. */
    whenDone(action: () => void): void {
      if (!isActive) {
        action();
        return;
      }
      waiting = action;
      // Leaving the field is the one way to make every input method let go.
      field.blur();
      field.focus();
    },
  };
}
