import { type Html, html } from './html.js';

/** A table with a caption, which scrolls by itself where it is wider than the page. */
export function renderTable(caption: string, columns: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
