import { escapeHtml } from '../text/html.js';

/** HTML that can be shown as it is: what people wrote in it is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, lists follow each other, what is absent leaves nothing. */
type HtmlValue = string | number | Html | undefined | readonly (string | Html)[];

/** A piece of a page; every value in it is escaped, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${written(values[index - 1])}${part}`));
}

/** HTML of our own messages, as Telegram gets it, with its lines one below the other. */
export function ofMessage(message: string): Html {
  return new Html(message.replace(/\n/g, '<br>'));
}

function written(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(written).join('') : escapeHtml(String(value));
}
