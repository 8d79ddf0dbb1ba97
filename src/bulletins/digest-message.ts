import type { Message } from '../messages/message.js';
import { numberRows } from '../messages/paged-list.js';
import { requestLine, requestMarks, unitsOf } from '../messages/request-line.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../messages/wording.js';
import {
  type Digest,
  type DigestReason,
  MOST_NAMED,
  type NamedRequest,
  type Yesterday,
} from '../reports/digest.js';
import type { DigestSlot } from '../reports/digest-slot.js';
import { staffButtons } from '../telegram/staff-buttons.js';
import { formatDecimal, formatNumber } from '../text/numbers.js';

const PARTS_IN_A_ROW = 2;

/** A digest with what it is told with. */
export interface DigestContent {
  readonly digest: Digest;
  readonly slot: DigestSlot;
  readonly yesterday?: Yesterday | undefined;
  /** The positions of the reader. */
  readonly positions: readonly string[];
}

/** What falls due until the next slot and what has happened by itself, in one message; a figure of zero has no line. */
export function renderDigest({ digest, slot, yesterday, positions }: DigestContent, speech: Speech): Message {
  const wording = createWording(speech);
  const until = wording.moment(slot.until);
  const count = (reason: DigestReason) => digest.reasons[reason];
  const counted = (name: string, value: number) =>
    value === 0 ? undefined : wording.html(`digest.${name}`, { count: value, until });
  const named = digest.named.slice(0, MOST_NAMED);
  const others = Object.values(digest.reasons).reduce((sum, one) => sum + one, 0) - named.length;
  const units = unitsOf(positions, speech);
  const isAtTop = positions.some((position) => speech.organization.superiorOf(position) === undefined);
  return {
    html: joinParagraphs(
      joinLines(
        slot.isFirst
          ? wording.html('digest.morning', { day: wording.day(speech.now) })
          : wording.html('digest.title', { until }),
        slot.isFirst ? counted('waiting', digest.waiting) : undefined,
        counted('due', count('due')),
        slot.isFirst ? counted('dueToday', digest.dueToday) : undefined,
        counted('overdue', digest.overdue),
        counted('promise', count('promise')),
        counted('returned', count('returned')),
        counted('lateDraft', count('lateDraft')),
        ...yesterdayLines(yesterday, speech, wording),
      ),
      ...named.map((one, index) => entryOf(one, index + 1, { units, speech, wording })),
      joinLines(
        others === 0 ? undefined : wording.html('digest.others', { count: others }),
        count('due') === 0 ? undefined : wording.html(isAtTop ? 'digest.thenLate' : 'digest.thenUp'),
      ),
    ),
    keyboard: [
      ...numberRows(
        named.map((entry, index) => ({ entry, place: index + 1 })),
        speech.locale,
        ({ request }) => staffButtons.pack('open', request.code),
      ),
      ...inRows(partButtons(digest, count('due'), until, wording), PARTS_IN_A_ROW),
    ],
  };
}

function yesterdayLines(
  yesterday: Yesterday | undefined,
  { locale }: Speech,
  wording: Wording,
): readonly (string | undefined)[] {
  if (yesterday === undefined) return [];
  const { overdueBelow, answeredYesterday, toldElsewhere = 0, ratings, meanRating } = yesterday;
  return [
    overdueBelow === 0 ? undefined : wording.html('digest.overdueBelow', { count: overdueBelow }),
    answeredYesterday === 0
      ? undefined
      : wording.html('digest.answeredYesterday', { count: answeredYesterday }),
    toldElsewhere === 0 ? undefined : wording.html('digest.toldElsewhere', { count: toldElsewhere }),
    meanRating === undefined
      ? undefined
      : wording.html('digest.rating', { score: formatDecimal(meanRating, locale), count: ratings }),
  ];
}

function entryOf(
  { request, reason, by }: NamedRequest,
  place: number,
  reader: { readonly units: ReadonlySet<string>; readonly speech: Speech; readonly wording: Wording },
): string {
  const { units, speech, wording } = reader;
  const state = wording.plain(`digest.state.${reason}`, {
    by: by === undefined ? '' : wording.moment(by),
  });
  return joinLines(
    wording.html('digest.entry', {
      number: formatNumber(place, speech.locale),
      state: [state, requestMarks(request, speech)].filter((part) => part !== '').join(' '),
    }),
    requestLine(request, units, speech, wording),
  );
}

/** The parts of the cartable in which something waits, with how much. */
function partButtons(digest: Digest, due: number, until: string, wording: Wording) {
  const button = (part: 'all' | 'dueSoon' | 'dueToday' | 'overdue', count: number) =>
    count === 0
      ? []
      : [
          {
            text: wording.plain(`digest.button.${part}`, { count, until }),
            callback_data: staffButtons.pack('cartablePart', part, 0),
          },
        ];
  return [
    ...button('dueSoon', due),
    ...(digest.dueToday === due ? [] : button('dueToday', digest.dueToday)),
    ...button('overdue', digest.overdue),
    ...button('all', digest.waiting),
  ];
}

function inRows<Button>(buttons: readonly Button[], most: number): Button[][] {
  const rows: Button[][] = [];
  for (let from = 0; from < buttons.length; from += most) rows.push(buttons.slice(from, from + most));
  return rows;
}
