const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * A code, number or foreign word wrapped so that it keeps its own direction inside a Persian sentence. Uses
 * the isolates that Telegram preserves; it strips the older embeddings.
 */
export function isolateDirection(text: string): string {
  const bare = text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
  return `${FIRST_STRONG_ISOLATE}${bare}${POP_DIRECTIONAL_ISOLATE}`;
}
