import type { InlineKeyboardMarkup } from 'telegraf/types';
import { filesFromCitizen, piecesOf } from '../../../../../src/messages/message-parts.js';
import { outcomeLine } from '../../../../../src/messages/outcome.js';
import { renderStatus } from '../../../../../src/messages/status.js';
import { renderTimeline } from '../../../../../src/messages/timeline.js';
import { staffTopicLine } from '../../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import type { StoredRequest } from '../../../../../src/requests/request-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDateTime } from '../../../../../src/text/dates.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';

/**
 * A whole case, in messages with each text of a person in full: the request, its history, and then each
 * answer with the citizen's judgement.
 */
export function describeCase(visit: Visit, { request, events }: StoredRequest): readonly string[] {
  const { wording, speech } = visit;
  const head = joinLines(
    wording.html('quality.case', { code: wording.code(request.code) }),
    staffTopicLine(request, speech, wording),
    renderStatus({ ...speech, request, reader: 'staff' }),
  );
  const [asked = '', ...rest] = piecesOf(request.text);
  return [
    joinParagraphs(head, joinLines(wording.html('quality.asked'), wording.quote(asked))),
    ...rest.map((piece) => wording.quote(piece)),
    joinParagraphs(
      wording.html('quality.past'),
      renderTimeline({ ...speech, request, events, audience: 'staff' }),
    ),
    ...events.flatMap((event) => inFull(visit, event)),
  ];
}

/** What can be done about a case. */
export function buttonsOfCase({ wording }: Visit, { request }: StoredRequest): InlineKeyboardMarkup {
  const { code, stage, attachments } = request;
  return inlineKeyboard(
    stage.status === 'answered'
      ? [inlineButton(wording.plain('quality.button.disapprove'), staffButtons.pack('disapprove', code))]
      : [],
    attachments.length === 0
      ? []
      : [inlineButton(wording.plain('quality.button.files'), staffButtons.pack('files', code))],
    [inlineButton(wording.plain('quality.button.list'), staffButtons.pack('quality', 0))],
  );
}

/** An event in full if it is an answer, or a judgement of one. */
function inFull({ wording, speech }: Visit, event: RequestEvent): readonly string[] {
  const at = formatDateTime(event.at, speech.locale, speech.timeZone);
  switch (event.type) {
    case 'answered':
      return told(
        joinLines(
          wording.html('quality.full.answered', { by: wording.answerer(event.by), at }),
          outcomeLine(event.outcome, wording),
        ),
        event.text,
      );
    case 'objected': {
      const count = filesFromCitizen(event).length;
      const files = count === 0 ? [] : [wording.html('common.preview.files', { count })];
      const title = wording.html('quality.full.objected', { from: wording.name(event.against), at });
      return [...told(title, event.reason), ...files];
    }
    case 'rated':
      return [wording.html('quality.full.rated', { score: formatNumber(event.score, speech.locale), at })];
    case 'escalated':
      return event.reason === undefined
        ? []
        : told(
            wording.html('quality.full.disapproved', { from: wording.name(event.from), at }),
            event.reason,
          );
    default:
      return [];
  }

  function told(title: string, text: string): readonly string[] {
    return piecesOf(text).map((piece, index) =>
      joinLines(index === 0 ? title : undefined, wording.quote(piece)),
    );
  }
}
