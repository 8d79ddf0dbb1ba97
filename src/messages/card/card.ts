import { cartableOf } from '../../cartables/cartable.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { staffButtons } from '../../telegram/staff-buttons.js';
import { truncateHtml } from '../../text/html.js';
import { formatNumber } from '../../text/numbers.js';
import type { CallbackButton, Message } from '../message.js';
import { wordsOfRequest } from '../message-parts.js';
import { handoverLine } from '../status/handover.js';
import { placeLine, staffTopicLine, urgentLine } from '../topic.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';
import { actionsFor, draftRow, phoneRow, recallButtons, standingOf } from './actions.js';
import { draftRows } from './drafts.js';
import { type CardReader, type CardView, headOf, isLive } from './head.js';
import { describeHistory } from './history.js';

export interface CardOptions extends Speech, CardReader {
  /** If given, the card also shows an objection, replies and why it was passed on. */
  readonly events?: readonly RequestEvent[];
  /** How many of its files cannot be shown now. */
  readonly missingFiles?: number;
  /** How many of its files are of a type that is shown to nobody. */
  readonly unusableFiles?: number;
}

/** The most code points of a message (docs/telegram.md, 7). */
const MOST_OF_MESSAGE = 4_096;
/** Levels up to this one have names of their own. */
const NAMED_LEVELS = 6;

/**
 * A manager's card: time left, topic, place, the citizen's words and what happened since. For a position that
 * does not have the request, or no longer has it, the card says what became of it and has no buttons.
 */
export function renderCard(options: CardOptions): Message {
  const wording = createWording(options);
  const view: CardView = { ...options, wording };
  const { request } = options;
  const { onCard, rest } = wordsOfRequest(request.text);
  const html = joinParagraphs(
    joinLines(
      headOf(view),
      handoverLine(request, 'staff', wording),
      urgentLine(request, wording),
      staffTopicLine(request, options, wording),
      placeLine(request.place, options),
    ),
    joinLines(
      wording.quote(onCard),
      rest.length === 0 ? undefined : wording.html('card.more'),
      filesLine(options, wording),
    ),
    describeHistory(view),
    standingOf(view),
    footOf(options, wording),
  );
  return {
    html: truncateHtml(html, MOST_OF_MESSAGE),
    keyboard: keyboardOf(view),
  };
}

function filesLine(
  { missingFiles = 0, unusableFiles = 0 }: CardOptions,
  wording: Wording,
): string | undefined {
  const counted = (key: string, count: number) => (count === 0 ? undefined : wording.html(key, { count }));
  return joinLines(counted('card.missingFiles', missingFiles), counted('card.unusableFiles', unusableFiles));
}

function footOf({ request, locale }: CardOptions, wording: Wording): string {
  const { stage, followers } = request;
  const level = stage.status === 'referred' || stage.status === 'waiting' ? stage.referral.level : undefined;
  return [
    wording.html('card.filed', { day: wording.day(request.filedAt) }),
    level === undefined
      ? undefined
      : level <= NAMED_LEVELS
        ? wording.html(`card.level.${level}`)
        : wording.html('card.level.more', { level: formatNumber(level, locale) }),
    followers.length === 0 ? undefined : wording.html('card.followers', { count: followers.length }),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function keyboardOf(view: CardView): CallbackButton[][] {
  const { request, wording } = view;
  const { code, place, attachments } = request;
  if (!isLive(view)) return [];
  const about: CallbackButton[] = [];
  if (place?.latitude !== undefined && place.longitude !== undefined) {
    about.push({ text: wording.plain('card.button.map'), callback_data: staffButtons.pack('map', code) });
  }
  if (attachments.length > 0) {
    const text = wording.plain('card.button.files', { count: attachments.length });
    about.push({ text, callback_data: staffButtons.pack('files', code) });
  }
  const answer = view.events?.findLast((event) => event.type === 'answered');
  if (answer !== undefined && answer.attachments.length > 0) {
    const text = wording.plain('card.button.answerFiles', { count: answer.attachments.length });
    about.push({ text, callback_data: staffButtons.pack('answerFiles', code, answer.seq) });
  }
  about.push({
    text: wording.plain('card.button.history'),
    callback_data: staffButtons.pack('history', code),
  });
  const isMine = cartableOf(request) === view.position;
  // Four names do not fit beside one another on a phone.
  const rows = about.length > 3 ? [about.slice(0, 2), about.slice(2)] : [about];
  return [...rows, ...(isMine && view.hasPhone === true ? [phoneRow(view)] : []), ...actionsOf(view)];
}

function actionsOf(view: CardView): CallbackButton[][] {
  const { request, wording } = view;
  const { stage } = request;
  if (request.heldAnswer !== undefined && stage.status === 'referred') {
    return stage.referral.position === view.position ? recallButtons(request.code, wording) : [];
  }
  if (stage.status === 'referred') {
    return stage.referral.position === view.position
      ? [...draftRows(view), ...actionsFor(view, stage.referral)]
      : [draftRow(view)];
  }
  return stage.status === 'answered' && stage.promise !== undefined
    ? promiseButtons(request, stage.promise.moved, wording)
    : [];
}

/** The buttons with which a manager says whether a promise was fulfilled; a date can be moved once. */
function promiseButtons(
  { code }: Pick<Request, 'code'>,
  moved: boolean,
  wording: Wording,
): CallbackButton[][] {
  const kept = {
    text: wording.plain('card.button.promiseKept'),
    callback_data: staffButtons.pack('promiseKept', code),
  };
  const another = {
    text: wording.plain('card.button.promiseMoved'),
    callback_data: staffButtons.pack('promiseMoved', code),
  };
  return [moved ? [kept] : [another, kept]];
}
