/** Everything that XML 1.0 does not allow, in any form (section 2.2), lone halves of a pair included. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Written as itself it would be read as a line break.
  '\r': '&#13;',
};

/** The text without what XML cannot hold in any form. */
export function withoutNonXml(text: string): string {
  return text.replace(NOT_XML, '');
}

/** A text as it stands in XML, between tags or in an attribute of one line; what XML cannot hold is left out. */
export function xmlText(text: string): string {
  return withoutNonXml(text).replace(/[&<>"\r]/g, (sign) => ESCAPED[sign] ?? sign);
}

/** A text as it stands in an attribute, where a line break or a tab as itself would be read as a space. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replace(/[\t\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
