import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Callback } from '../../../../../src/callbacks/callback-store.js';
import type { Citizen } from '../../../../../src/citizens/citizen-store.js';
import { filesLine } from '../../../../../src/messages/files-line.js';
import { renderShort } from '../../../../../src/messages/notice/short-message.js';
import { personName, visibleName } from '../../../../../src/messages/person-name.js';
import { staffTopicLine } from '../../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatPhone } from '../../../../../src/text/phone.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import { ratingRows } from '../caller-rating/rows.js';
import { caseRow } from '../find/request-details.js';

/** Code points of a manager's words to be read out: as many as one message can hold. */
const MOST_OF_WORDS = 2_500;

/** Whom to phone, and what to read out to them. */
export function callbackCard(
  visit: Visit,
  {
    callback,
    request,
    event,
    caller,
  }: {
    readonly callback: Callback;
    readonly request: Request;
    readonly event: RequestEvent;
    readonly caller: Citizen & { readonly phone: string };
  },
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const { id, code, what, citizen } = callback;
  // Followers are told the answer too, but do not judge it.
  const reader = citizen === request.citizen ? 'filer' : 'follower';
  const judging = reader === 'filer' ? ratingRows(visit, request) : [];
  const phone = formatPhone(caller.phone, speech.locale);
  const files = event.type === 'answered' ? event.attachments : [];
  const words = renderShort({ ...speech, request, event, reader, mostOfWords: MOST_OF_WORDS }) ?? '';
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('callbacks.card', { code: wording.code(code) }),
        visibleName(caller.name) === undefined
          ? wording.html('callbacks.number', { phone })
          : wording.html('callbacks.named', {
              name: personName({ ...caller, number: phone, as: 'citizen' }, speech),
              phone,
            }),
        staffTopicLine(request, speech, wording),
      ),
      joinLines(
        wording.html('callbacks.read'),
        wording.quote(words),
        files.length === 0
          ? undefined
          : wording.html('callbacks.listen', { files: filesLine(files, speech.locale, wording) }),
      ),
      joinLines(
        judging.length > 0 ? wording.html('verdict.ask') : wording.html(`callbacks.next.${what}`),
        wording.html('common.yours'),
      ),
    ),
    markup: inlineKeyboard(
      [
        inlineButton(wording.plain('callbacks.button.missed'), staffButtons.pack('callbackMissed', id)),
        inlineButton(wording.plain('callbacks.button.told'), staffButtons.pack('callbackTold', id)),
      ],
      ...(files.length === 0
        ? []
        : [
            [
              inlineButton(
                wording.plain('card.button.files', { count: files.length }),
                staffButtons.pack('callbackFiles', id),
              ),
            ],
          ]),
      ...caseRow(visit, request),
      ...judging,
    ),
  };
}
