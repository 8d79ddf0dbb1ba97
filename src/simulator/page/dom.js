/**
 * Makes an element. Members of `properties` whose name begins with `on` are listeners, a boolean is an
 * attribute that is there or not, `undefined` is left out, everything else is an attribute. Children are
 * nodes or texts; `undefined` is left out.
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.flat().filter((child) => child !== undefined));
  return made;
}

/** A button; it never submits a form. */
export function button(properties, ...children) {
  return element('button', { type: 'button', ...properties }, ...children);
}

const SVG = 'http://www.w3.org/2000/svg';

/** Like `element`, for drawings. */
export function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * Makes the children of `parent` those of `items`, in their order: `{ key, signature, make }`. An element
 * whose key and signature are the same as before stays as it is, with its focus and what it plays.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk that keeps the order and the identity of the elements together.
export function reconcile(parent, items) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const { key, signature, make } of items) {
    const known = before.get(key);
    before.delete(key);
    const isSame = known !== undefined && known.dataset.signature === signature;
    const wanted = isSame ? known : make();
    if (!isSame) {
      wanted.dataset.key = key;
      wanted.dataset.signature = signature;
      if (known !== undefined) {
        if (known === place) place = known.nextElementSibling;
        known.remove();
      }
    }
    if (wanted === place) place = place.nextElementSibling;
    else parent.insertBefore(wanted, place);
  }
  for (const gone of before.values()) gone.remove();
}
