const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
/** A tag, an entity, or one code point of text. */
const TOKEN = /<(\/?)([a-z]+)(?:\s[^>]*)?>|&(?:lt|gt|quot|amp);|[\s\S]/gu;

/** The text with the four special characters of HTML escaped. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The plain text of HTML that the product has written itself. */
export function stripHtml(html: string): string {
  return html
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The number of code points that a reader sees. */
export function visibleLength(html: string): number {
  return [...stripHtml(html)].length;
}

/**
 * The HTML, or its beginning with «…» if it shows more than `most` code points. It is never cut inside a tag
 * or an entity, and tags open at the cut are closed.
 */
export function truncateHtml(html: string, most: number): string {
  if (visibleLength(html) <= most) return html;
  const open: string[] = [];
  let kept = '';
  let shown = 0;
  for (const [token, slash, tag] of html.matchAll(TOKEN)) {
    if (tag !== undefined) {
      if (slash === '') open.push(tag);
      else open.pop();
      kept += token;
      continue;
    }
    if (shown === most - 1) break;
    kept += token;
    shown += 1;
  }
  return `${kept}…${open
    .reverse()
    .map((tag) => `</${tag}>`)
    .join('')}`;
}
