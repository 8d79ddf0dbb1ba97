import type { EventOf } from '../../requests/lifecycle/events.js';
import { escapeHtml } from '../../text/html.js';
import { numbersToCall } from '../phone-numbers.js';
import { createWording, joinLines, type Speech } from '../wording.js';

/** The ready reason of a request that says too little to be followed; the others are codes of other bodies. */
const UNCLEAR = 'unclear';

type Reader = Pick<Speech, 'organization' | 'locale' | 'texts'>;

/** The ready reasons for a rejection, with the names of their buttons. */
export function readyReasons({
  organization,
  locale,
  texts,
}: Reader): readonly { readonly code: string; readonly title: string }[] {
  return [
    ...organization.words.bodies.map(({ code, title }) => ({ code, title: title[locale] })),
    { code: UNCLEAR, title: texts.plain(locale, 'proposal.ready.unclear') },
  ];
}

/** A ready reason as one text, with the numbers to call; undefined for a code that the city does not have. */
export function readyReason(code: string, { organization, locale, texts }: Reader): string | undefined {
  if (code === UNCLEAR) return texts.plain(locale, 'notice.rejected.unclear');
  const body = organization.words.bodies.find((one) => one.code === code);
  return body === undefined ? undefined : [body.text[locale], body.call.join('، ')].join(' ').trim();
}

/** Why a request was rejected, as its citizen reads it: one reason, which is the real one. */
export function renderRejection({ reason, ready }: EventOf<'rejected'>, speech: Speech): string {
  const wording = createWording(speech);
  const { organization, locale } = speech;
  const body = organization.words.bodies.find(({ code }) => code === ready);
  if (body !== undefined) {
    return joinLines(
      wording.html('notice.rejected.otherBody'),
      escapeHtml(body.text[locale]),
      numbersToCall(speech, body.call),
    );
  }
  return ready === UNCLEAR
    ? wording.html('notice.rejected.unclear')
    : joinLines(wording.html('notice.rejected.words'), wording.quote(reason));
}
