import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { HOUR_MS } from '../../requests/lifecycle/rules.js';
import { isPutFirst, isUntouched, urgentMark } from '../../requests/lifecycle/urgency.js';
import { formatDuration, formatTimeLeft } from '../../text/dates.js';
import { truncateText } from '../../text/persian.js';
import { outcomeLine } from '../answer/outcome.js';
import { decisionButtons, draftButtons } from '../card/actions.js';
import type { CallbackButton, Message } from '../message.js';
import { piecesOf, type wordsAfterCard, wordsOf } from '../message-parts.js';
import { placeLine, staffTopicLine } from '../topic.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';
import { untouchedButtons, whereLine } from './urgent-message.js';

export interface StaffMessageOptions extends Speech {
  readonly request: Request;
  /** Everything that happened to the request: of several equal reminders only the latest is told. */
  readonly events: readonly RequestEvent[];
  readonly event: RequestEvent;
  /** A manager in a position, or one of those who look after urgent requests that nobody has touched. */
  readonly reader: 'manager' | 'supervisor';
  readonly piece?: number;
}

/** Code points of a reason in a message about more time. */
const MOST_OF_REASON = 1_000;

/**
 * A message to staff besides the card, or undefined if it is out of date, such as a reminder of a clock that has
 * stopped, or is none for that reader.
 */
export function renderStaffMessage(options: StaffMessageOptions): Message | undefined {
  const { request, event, piece = 0 } = options;
  if (readerOf(event) !== options.reader || !isStillSo(options) || isFollowedByAnother(options)) {
    return undefined;
  }
  const wording = createWording(options);
  const quote = wording.quote(piecesOf(wordsOf(event))[piece] ?? '');
  if (piece > 0) {
    return {
      html: joinLines(wording.html(continuedBy(event), { code: wording.code(request.code) }), quote),
      keyboard: [],
    };
  }
  const head = headOf(options, wording);
  return {
    html: joinParagraphs(
      joinLines(head, staffTopicLine(request, options, wording)),
      event.type === 'extensionRequested' || event.type === 'leftUntouched'
        ? wording.quote(truncateText(request.text, MOST_OF_REASON))
        : quote,
    ),
    keyboard: buttonsOf(options, wording),
  };
}

/** Who is told of an event besides the cards. */
function readerOf({ type }: RequestEvent): StaffMessageOptions['reader'] {
  return type === 'leftUntouched' ? 'supervisor' : 'manager';
}

/** The heading above the rest of a text that is too long for one message. */
function continuedBy({ type }: RequestEvent): string {
  if (type === 'answerDrafted') return 'draft.continued';
  return type === 'added' ? 'addition.continued' : 'reminder.continued';
}

function buttonsOf({ request, event }: StaffMessageOptions, wording: Wording): CallbackButton[][] {
  const { code } = request;
  switch (event.type) {
    case 'extensionRequested':
      return decisionButtons(code, event.seq, wording);
    case 'answerDrafted':
      return draftButtons(code, event.seq, wording);
    case 'leftUntouched':
      return untouchedButtons(code, wording);
    default:
      return [];
  }
}

/** A message that waited for the morning, or for Telegram, may be out of date by now. */
function isStillSo({ request, event, now }: StaffMessageOptions): boolean {
  const { stage, drafts } = request;
  switch (event.type) {
    case 'reminded':
      return (
        stage.status === 'referred' &&
        stage.referral.position === event.position &&
        stage.referral.remindedHoursBefore === event.hoursBefore &&
        isPutFirst(request) &&
        now < stage.referral.dueAt
      );
    // The digest tells of these; deliveries of them were planned before there were slots.
    case 'overdue':
    case 'remindedOverdue':
    case 'promiseDue':
    case 'resumed':
    case 'draftLate':
      return false;
    case 'replied':
    case 'added':
    case 'extensionGranted':
    case 'extensionRefused':
      return stage.status === 'referred' && stage.referral.position === event.position;
    case 'extensionRequested':
      return (
        stage.status === 'referred' &&
        stage.referral.position === event.position &&
        stage.referral.extension?.decision === 'pending'
      );
    case 'leftUntouched':
      return isUntouched(request);
    case 'answerDrafted':
      return (
        stage.status === 'referred' &&
        stage.referral.position === event.owner &&
        drafts.some(({ position, at }) => position === event.position && at.getTime() === event.at.getTime())
      );
    default:
      return true;
  }
}

/** Reminders that say the same as one of the same kind that came after them. */
function isFollowedByAnother({ event, events }: StaffMessageOptions): boolean {
  switch (event.type) {
    case 'reminded':
    case 'extensionGranted':
      return events.some(({ type, seq }) => type === event.type && seq > event.seq);
    default:
      return false;
  }
}

function headOf(options: StaffMessageOptions, wording: Wording): string {
  const { request, event, now, locale, organization, texts } = options;
  const code = wording.code(request.code);
  switch (event.type) {
    case 'reminded': {
      const dueAt = request.stage.status === 'referred' ? request.stage.referral.dueAt : now;
      const left = formatTimeLeft(Math.max(0, dueAt.getTime() - now.getTime()), locale);
      return wording.html(
        isTop(event.position, organization) ? 'reminder.remindedAtTop' : 'reminder.reminded',
        { code, left, deadline: wording.deadline(dueAt) },
      );
    }
    case 'escalated':
      return wording.html('reminder.disapproved', { code, to: wording.name(event.to) });
    case 'replied':
      return wording.html('reminder.replied', { code, deadline: wording.deadline(event.dueAt) });
    case 'added':
      return joinLines(
        wording.html('addition.message', { code }),
        event.place === undefined ? undefined : wording.html('addition.place'),
        event.place === undefined ? undefined : placeLine(event.place, { texts, locale }),
      );
    case 'extensionRequested':
      return wording.html('reminder.extensionRequested', {
        code,
        by: wording.name(event.position),
        hours: formatDuration(event.hours * HOUR_MS, locale),
        reason: wording.words(event.reason, MOST_OF_REASON),
      });
    case 'leftUntouched':
      return joinLines(
        wording.html('urgent.untouched', {
          code,
          time: formatDuration(now.getTime() - markedAt(request).getTime(), locale),
        }),
        whereLine(request, wording),
      );
    case 'answerDrafted':
      return joinLines(
        wording.html('draft.message', { code, by: wording.name(event.position) }),
        outcomeLine(event.outcome, wording),
      );
    case 'extensionGranted':
      return wording.html('reminder.extensionGranted', { code, deadline: wording.deadline(event.dueAt) });
    case 'extensionRefused':
      return joinLines(
        wording.html('reminder.extensionRefused', { code, decider: wording.name(event.decider) }),
        event.reason === undefined ? undefined : wording.quote(truncateText(event.reason, MOST_OF_REASON)),
      );
    default:
      throw new Error(`Staff get no message of an event of type ${event.type}.`);
  }
}

function markedAt(request: Request): Date {
  return urgentMark(request)?.at ?? request.filedAt;
}

function isTop(position: string, { superiorOf }: Speech['organization']): boolean {
  return superiorOf(position) === undefined;
}

/** Words of the citizen that follow the card, if they are long. */
export function renderRest(
  options: Speech & {
    readonly request: Request;
    readonly rest: ReturnType<typeof wordsAfterCard>[number];
  },
): Message {
  const wording = createWording(options);
  const { of, words } = options.rest;
  return {
    html: joinLines(
      wording.html(`card.rest.${of}`, { code: wording.code(options.request.code) }),
      wording.quote(words),
    ),
    keyboard: [],
  };
}
