/** An id for a message, unique without asking anyone. */
export function createId(): string {
  // On plain http outside localhost (a server on the home network) browsers leave randomUUID out.
  const source: { randomUUID?: () => string } = crypto;
  if (source.randomUUID) return source.randomUUID();
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
