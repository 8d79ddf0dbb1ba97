import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { CitizenStore } from '../../src/citizens/citizen-store.js';
import type { Locale } from '../../src/config.js';
import { piecesOf, wordsOf } from '../../src/messages/message-parts.js';
import { renderNotice } from '../../src/messages/notice/notice.js';
import { joinParagraphs } from '../../src/messages/wording.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import { pressedMessage } from './edit-message.js';
import { inlineButton, inlineKeyboard, leavingRow } from './keyboards.js';

/** What a citizen would read, in the messages they would receive. */
export type Preview = readonly string[];

/** Writes previews with the texts of the real messages. */
export type WritePreview = (
  visit: Visit,
  what: {
    readonly request: Request;
    /** The event that would happen. */
    readonly event: RequestEvent;
    /** The text above the preview, and the one below it. */
    readonly title: string;
    readonly below?: string;
  },
) => Promise<Preview>;

/** Previews in the language of the citizen who would read them. */
export function createPreviews(options: {
  readonly citizens: Pick<CitizenStore, 'find'>;
  readonly defaultLocale: Locale;
}): WritePreview {
  return async (visit, { request, event, title, below }) => {
    const citizen = await options.citizens.find(request.citizen);
    const speech = { ...visit.speech, locale: citizen?.locale ?? options.defaultLocale };
    const pieces = piecesOf(wordsOf(event));
    return pieces.map((_, piece) => {
      const { html } = renderNotice({ ...speech, request, event, reader: 'filer', piece });
      return joinParagraphs(
        piece === 0 ? title : undefined,
        html,
        piece === pieces.length - 1 ? below : undefined,
      );
    });
  };
}

/** The buttons of a preview: to change it, if there is something to change, and to send it. */
export function previewButtons(visit: Visit, code: TrackingCode, canChange: boolean): InlineKeyboardMarkup {
  const { wording } = visit;
  const change = inlineButton(wording.plain('common.preview.change'), staffButtons.pack('change', code));
  const send = inlineButton(wording.plain('common.preview.send'), staffButtons.pack('send', code));
  return inlineKeyboard([...(canChange ? [change] : []), send], leavingRow(visit));
}

/** Shows a preview; resolves to the id of the message with the buttons. */
export async function showPreview(
  visit: Visit,
  preview: Preview,
  buttons: InlineKeyboardMarkup,
): Promise<number | undefined> {
  const last = preview.length - 1;
  for (const html of preview.slice(0, last)) await visit.say(html);
  return visit.say(preview[last] ?? '', buttons);
}

/** True, and the person is told, for a button of an outdated preview; `shownAt` is the current one. */
export async function isOldPreview(visit: Visit, shownAt: number | undefined): Promise<boolean> {
  if (shownAt !== undefined && pressedMessage(visit) === shownAt) return false;
  await visit.answerPress(visit.wording.plain('common.preview.old'));
  return true;
}
