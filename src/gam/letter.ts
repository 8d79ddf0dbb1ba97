import { cartableOf } from '../cartables/cartable.js';
import { headOf } from '../messages/card/head.js';
import { describeHistory } from '../messages/card/history.js';
import { attachmentsUntil } from '../messages/message-parts.js';
import { renderTimeline } from '../messages/status/timeline.js';
import { placeLine, topicLine } from '../messages/topic.js';
import { createWording, joinLines, joinParagraphs, type Speech } from '../messages/wording.js';
import type { EventOf, RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';
import { urgentMark } from '../requests/lifecycle/urgency.js';
import type { StoredRequest } from '../requests/request-store.js';
import { stripHtml } from '../text/html.js';
import { withoutControls } from '../text/persian.js';
import type { GamLetter } from './gam-port.js';
import type { StoredLetter } from './letter-store.js';

/** An event that brings a request to a position. */
export type BringingEvent = EventOf<'referred'> | EventOf<'escalated'>;

/** True for an event that brings a request to a position. */
export function isBringing(event: RequestEvent): event is BringingEvent {
  return event.type === 'referred' || event.type === 'escalated';
}

/**
 * True while the position of a letter has something to do: it has to answer, waits for the citizen, or has promised
 * something; and no later event has brought the request to it again, which is another letter.
 */
export function isLiving(
  { position, seq }: Pick<StoredLetter, 'position' | 'seq'>,
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
): boolean {
  return (
    seq === events.findLast(isBringing)?.seq && (cartableOf(request) ?? promiserOf(request)) === position
  );
}

/** The position whose promise is open. */
function promiserOf({ stage }: Request): string | undefined {
  if (stage.status !== 'answered' || stage.promise === undefined) return undefined;
  return stage.answer.by.kind === 'position' ? stage.answer.by.position : undefined;
}

/** A letter as Gam should have it now. */
export function writeLetter(
  letter: StoredLetter,
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  options: Speech & { readonly linkTo: (file: string) => string },
): GamLetter {
  const wording = createWording(options);
  const { position } = letter;
  const code = wording.code(request.code);
  const topic = plain(topicLine(request, options, wording));
  const { stage } = request;
  const hasClock = stage.status === 'referred' && stage.referral.position === position;
  const view = { ...options, request, events, position, wording };
  return {
    id: letter._id,
    version: request.lastSeq,
    position,
    receiver: wording.name(position),
    subject: wording.plain('gam.subject', { code, topic }),
    text: joinParagraphs(
      joinLines(topic, plain(placeLine(request.place, options) ?? ''), pointLine(request, wording.plain)),
      withoutControls(request.text).trim(),
      plain(describeHistory(view)),
    ),
    standing:
      hasClock && request.heldAnswer === undefined && request.stage.status === 'referred'
        ? wording.plain('gam.dueBy', { deadline: wording.deadline(stage.referral.dueAt) })
        : plain(headOf(view)),
    marginNotes: plain(renderTimeline({ ...options, request, events, reader: 'staff' }))
      .split('\n')
      .map((line) => line.replace(/^• /, '')),
    trackingCode: request.code,
    isUrgent: urgentMark(request) !== undefined,
    ...(hasClock ? { deadline: stage.referral.dueAt } : {}),
    links: attachmentsUntil(events, request.lastSeq).map(({ id }) => options.linkTo(id)),
  };
}

function pointLine(
  { place }: Request,
  say: (key: string, values: Readonly<Record<string, string>>) => string,
): string | undefined {
  const { latitude, longitude } = place ?? {};
  if (latitude === undefined || longitude === undefined) return undefined;
  return say('gam.point', { point: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` });
}

/** Our HTML as the plain text of a letter: without markup, and without the signs that are for phones. */
function plain(html: string): string {
  return stripHtml(html)
    .replace(/\p{Extended_Pictographic}\uFE0F?\s*/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
