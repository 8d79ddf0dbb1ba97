import type { Request } from '../../requests/lifecycle/request.js';
import { urgentMark } from '../../requests/lifecycle/urgency.js';
import { staffButtons } from '../../telegram/staff-buttons.js';
import { formatNumber } from '../../text/numbers.js';
import type { CallbackButton, Message } from '../message.js';
import { placeLine, staffTopicLine } from '../topic.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';

/** Code points of the citizen's words about one of several urgent requests. */
const MOST_OF_WORDS = 200;
/** The requests that fit into one message; the others are in the queue and the cartables. */
const MOST_SHOWN = 8;

/**
 * The one message by which an operator hears of urgent requests: each with its words, and with a button that
 * takes its mark away. A request whose mark is gone has a line, and no button.
 */
export function renderUrgentMessage(options: Speech & { readonly requests: readonly Request[] }): Message {
  const { requests, locale } = options;
  const wording = createWording(options);
  const shown = requests.slice(0, MOST_SHOWN).map((request, index) => ({
    request,
    number: formatNumber(index + 1, locale),
  }));
  const count = requests.filter((request) => urgentMark(request) !== undefined).length;
  const more = requests.length - shown.length;
  return {
    html: joinParagraphs(
      count === 0 ? wording.html('urgent.over') : wording.html('urgent.title', { count }),
      ...shown.map(({ request, number }) => entryOf(request, number, options, wording)),
      more === 0 ? undefined : wording.html('urgent.more', { count: more }),
    ),
    keyboard: shown.flatMap(({ request, number }) =>
      urgentMark(request) === undefined ? [] : [buttonsOf(request, number, wording)],
    ),
  };
}

function entryOf(request: Request, number: string, speech: Speech, wording: Wording): string {
  const code = wording.code(request.code);
  if (urgentMark(request) === undefined) return wording.html('urgent.noLonger', { number, code });
  return joinLines(
    wording.html('urgent.line', { number, code }),
    staffTopicLine(request, speech, wording),
    placeLine(request.place, speech),
    request.text === ''
      ? undefined
      : wording.html('common.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
    whereLine(request, wording),
  );
}

/** The buttons of the message about an urgent request that nobody has touched. */
export function untouchedButtons(code: Request['code'], wording: Wording): CallbackButton[][] {
  return [
    [
      {
        text: wording.plain('urgent.button.notUrgent'),
        callback_data: staffButtons.pack('notUrgent', code),
      },
      { text: wording.plain('card.button.history'), callback_data: staffButtons.pack('history', code) },
    ],
  ];
}

/** Who has an urgent request now. */
export function whereLine({ stage }: Request, wording: Wording): string {
  const isReferred = stage.status === 'referred' || stage.status === 'waiting';
  return isReferred
    ? wording.html('urgent.with', { to: wording.name(stage.referral.position) })
    : wording.html('urgent.inQueue');
}

function buttonsOf({ code }: Request, number: string, wording: Wording): CallbackButton[] {
  return [
    {
      text: wording.plain('urgent.button.notUrgentNumbered', { number }),
      callback_data: staffButtons.pack('notUrgent', code),
    },
    {
      text: wording.plain('urgent.button.show', { number }),
      callback_data: staffButtons.pack('case', code),
    },
  ];
}
