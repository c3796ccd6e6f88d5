/** What the page remembers between visits; where storage is closed to it (private windows, policies), nothing. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`malbeot.${key}`) ?? undefined;
  } catch {
    return undefined; // the choice then lasts as long as the page
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`malbeot.${key}`, value);
  } catch {
    // As above.
  }
}
