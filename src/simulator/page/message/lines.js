/** A run between isolates says nothing about the direction of what it stands in (Unicode Annex 9, P2). */
const ISOLATED = /[\u2066-\u2068][^\u2069]*(?:\u2069|$)/g;
const STRONG = /[\p{L}\u200e\u200f]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\u200f]/u;

/**
 * The direction that its first strong letter gives to a text, `rtl` or `ltr`; `undefined` where it has none, as with
 * digits and emoji alone, which take that of what they stand in.
 */
export function directionOf(text) {
  const [first] = STRONG.exec(text.replace(ISOLATED, '')) ?? [];
  if (first === undefined) return undefined;
  return RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
}

/** Whether a node stands on lines of its own: a quotation, or words that are set as they are. */
export function isBlock(node) {
  return node instanceof Element && (node.localName === 'blockquote' || node.localName === 'pre');
}

/**
 * Groups the nodes of a text into its lines; a quotation is a line by itself. Each line keeps the break at its end, so
 * the words stay those of the message; a break that only ends a quotation goes into it.
 */
export function linesOf(nodes) {
  const lines = [[]];
  let isAfterBlock = false;
  for (const piece of [...nodes].flatMap(cutAtBreaks)) {
    const wasAfterBlock = isAfterBlock;
    isAfterBlock = isBlock(piece);
    if (isAfterBlock) lines.push([piece], []);
    else if (wasAfterBlock && piece.textContent === '\n') lines.at(-2)[0].append(piece);
    else {
      lines.at(-1).push(piece);
      if (piece.textContent.endsWith('\n')) lines.push([]);
    }
  }
  return lines.filter((line) => line.length > 0);
}

/** Cuts a node after each of its line breaks; an element that goes over several lines becomes one for each. */
function cutAtBreaks(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.split(/(?<=\n)/).map((text) => new Text(text));
  if (isBlock(node)) return [node];
  return linesOf(node.childNodes).map((line) => {
    const part = node.cloneNode(false);
    part.append(...line);
    return part;
  });
}
