import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';
import { type SearchQuery, searchQuerySchema } from '../../../../../src/flows/search-query.js';
import { matchWords } from '../../../../../src/requests/word-search.js';
import { parsePhone } from '../../../../../src/text/phone.js';
import { findTrackingCode, parseTrackingCode } from '../../../../../src/text/tracking-code.js';

const browsingSchema = z.object({
  /** What was found is shown; absent while the cartable itself is, or words are asked for. */
  query: searchQuerySchema.exactOptional(),
  /** The message with what was found, which shows its current page. */
  shownAt: z.number().exactOptional(),
});

/** A manager who looks at their cartable: what they type is looked for in it. Turning to something else loses nothing. */
type Browsing = Readonly<z.infer<typeof browsingSchema>>;

const kept: FlowCodec<Browsing> = flowCodec({
  name: 'cartable',
  version: 1,
  step: 'browse',
  schema: browsingSchema,
});

/** The look at a cartable that a conversation stores, or undefined for another flow or an older shape. */
export const readBrowsing = kept.read;

/** A look at a cartable as a conversation. */
export const keepBrowsing = kept.keep;

/** What a typed text looks for; undefined for a tracking code, which is looked up whatever is open. */
export function queryIn(
  text: string,
  areaCode: string | undefined,
): SearchQuery | { readonly by: 'tooShort' } | undefined {
  const phone = parsePhone(text, areaCode === undefined ? {} : { areaCode });
  const code = parseTrackingCode(text);
  // Ten digits that are not a mobile number are more likely a code, also a mistyped one.
  const isTenDigits = code.ok || code.because === 'checkDigit';
  if (phone.ok && (!isTenDigits || phone.phone.startsWith('+989')))
    return { by: 'number', phone: phone.phone };
  if (isTenDigits || findTrackingCode(text).ok) return undefined;
  return matchWords(text) === undefined ? { by: 'tooShort' } : { by: 'words', words: text };
}
