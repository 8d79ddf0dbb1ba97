import type { Message } from '../../src/messages/message.js';
import { visibleLength } from '../../src/text/html.js';

/** Where a text misses what Telegram and a reader of Persian ask of every text (docs/telegram.md, 6, 7 and 11). */
function faultsOf(html: string): readonly string[] {
  const length = visibleLength(html);
  const faults = {
    'says nothing': length === 0,
    'is longer than a message': length > 4_096,
    'has a gap that was not filled': html.includes('{{'),
    'has marks that turn the direction': /[\u202A-\u202E]/.test(html),
    'shows what is no text': /undefined|\[object|Invalid Date/.test(html),
    'leaves a tag open': !closesEveryTag(html),
    'leaves an isolate open or nests it': !closesEveryIsolate(html),
  };
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/** One assertion a text: there are tens of thousands of them. */
export function expectGood(html: string) {
  const faults = faultsOf(html);
  if (faults.length > 0) expect([html, faults]).toEqual([html, []]);
}

/** A message with a good text and buttons that Telegram takes. */
export function expectGoodMessage({ html, keyboard }: Message) {
  expectGood(html);
  for (const { text, callback_data: data } of keyboard.flat()) {
    if (/\S/.test(text) && !text.includes('{{') && Buffer.byteLength(data) <= 64) continue;
    expect({ text, data }).toEqual('a button with a text and at most 64 bytes of data');
  }
}

function closesEveryTag(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z]+)>/g)) {
    if (slash === '') open.push(tag);
    else if (open.pop() !== tag) return false;
  }
  return open.length === 0;
}

/** An isolate that is not closed, or inside another, breaks the line for the reader. */
function closesEveryIsolate(html: string): boolean {
  const marks = (html.match(/[\u2068\u2069]/g) ?? []).join('');
  return /^(\u2068\u2069)*$/.test(marks);
}
