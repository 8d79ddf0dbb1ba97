import { fc } from '../support/seeded.js';

/** Words that try to become markup, or to turn the direction of what follows. */
export const HOSTILE_TEXTS = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '"><script>alert(1)</script>',
    "' onfocus=x autofocus '",
    '</form></td></table><img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<!--',
    ']]>',
    '&lt;b&gt;',
    '\u202Eabc\u202C <b>',
    '$t(site.title) {{code}}',
  ),
);

/** True for a page that holds no script and no handler, outside of what is shown as text. */
export function holdsNoMarkupOf(page: string): boolean {
  return !/<script|<img|\son\w+=|<!--/i.test(page.replace(/"[^"]*"/g, '""').replace(/>[^<]*</g, '><'));
}
