import type { InlineKeyboardButton } from 'telegraf/types';
import type { Citizen } from '../../../../../src/citizens/citizen-store.js';
import { visibleName } from '../../../../../src/messages/person-name.js';
import { renderStatus } from '../../../../../src/messages/status/status.js';
import { staffTopicLine } from '../../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../../../src/requests/request-service.js';
import { distanceOf } from '../../../../../src/requests/similar-requests.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { Call } from './conversation.js';
import type { Question } from './questions.js';

/** The most open requests of a caller that are shown: more cannot be read out. */
const MOST_KNOWN = 5;
/** Code points of a person's words in a list. */
const MOST_OF_WORDS = 80;

/** The open requests that a citizen has filed or follows, newest first. */
export async function openRequestsOf(
  requests: Pick<RequestService, 'findMany'>,
  caller: Citizen | undefined,
): Promise<readonly Request[]> {
  const codes = caller === undefined ? [] : [...caller.requests, ...caller.following];
  return (await requests.findMany([...new Set(codes)]))
    .filter(({ stage }) => stage.status !== 'closed')
    .toSorted((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
    .slice(0, MOST_KNOWN);
}

/** The caller, and the status of their open requests, to be read out to them. */
export function describeCaller(visit: Visit, caller: Citizen | undefined, open: readonly Request[]): string {
  const { wording, speech } = visit;
  const name = visibleName(caller?.name);
  const who =
    name === undefined
      ? wording.html(caller === undefined ? 'call.caller.new' : 'call.caller.known')
      : wording.html('call.caller.named', { name });
  if (caller === undefined || open.length === 0) return who;
  return joinParagraphs(
    joinLines(who, wording.html('call.caller.open')),
    ...open.map((request, index) =>
      joinLines(
        wording.html('call.caller.entry', {
          number: formatNumber(index + 1, speech.locale),
          code: wording.code(request.code),
        }),
        staffTopicLine(request, speech, wording),
        renderStatus({ ...speech, request, reader: request.citizen === caller._id ? 'filer' : 'follower' }),
      ),
    ),
  );
}

/** The buttons that select one of the caller's own requests, or one nearby. */
export function requestRows(
  { wording, speech }: Visit,
  open: readonly Pick<Request, 'code'>[],
): readonly (readonly InlineKeyboardButton[])[] {
  return open.map(({ code }, index) => {
    const number = formatNumber(index + 1, speech.locale);
    const text =
      open.length === 1
        ? wording.plain('call.button.same')
        : wording.plain('call.button.sameNumbered', { number });
    return [inlineButton(text, staffButtons.pack('callSame', code))];
  });
}

/** Asks whether it is one of the existing requests. */
export async function askAboutSimilar(
  requests: Pick<RequestService, 'findMany'>,
  visit: Visit,
  { draft }: Call,
): Promise<Question> {
  const { wording, speech } = visit;
  const found = await requests.findMany(draft.similar?.codes ?? []);
  const entries = found.map((request, index) =>
    joinLines(
      wording.html('call.similar.entry', {
        number: formatNumber(index + 1, speech.locale),
        code: wording.code(request.code),
        distance: wording.plain(`similar.distance.${distanceOf(request, draft.place ?? undefined)}`),
        ago: formatDuration(speech.now.getTime() - request.filedAt.getTime(), speech.locale),
      }),
      request.text === ''
        ? undefined
        : wording.html('common.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
      renderStatus({ ...speech, request, reader: 'follower' }),
    ),
  );
  return {
    html: joinParagraphs(wording.html('call.similar.title'), ...entries),
    markup: inlineKeyboard(
      ...requestRows(visit, found),
      [inlineButton(wording.plain('call.button.different'), staffButtons.pack('callDifferent'))],
      leavingRow(visit),
    ),
  };
}
