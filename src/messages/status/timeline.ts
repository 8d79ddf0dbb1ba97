import { assertNever } from '../../assert-never.js';
import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { HOUR_MS } from '../../requests/lifecycle/rules.js';
import { systemOf } from '../../requests/lifecycle/system-of.js';
import { formatDateTime, formatDuration } from '../../text/dates.js';
import { stripHtml } from '../../text/html.js';
import { formatNumber } from '../../text/numbers.js';
import { codePoints } from '../../text/persian.js';
import { outcomeLine } from '../answer/outcome.js';
import { answerWords } from '../answer/spoken.js';
import { filesFromCitizen } from '../message-parts.js';
import { createWording, type Speech, type Wording } from '../wording.js';
import type { StatusReader } from './status.js';

export interface TimelineOptions extends Omit<Speech, 'now'> {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
  /** Citizens see nothing internal: no notes, drafts or reminders; followers also nothing that another citizen wrote. */
  readonly reader: StatusReader;
  /** Names of other systems by the ids of their clients; staff read through which of them something was done. */
  readonly systems?: ReadonlyMap<string, string>;
}

/** Code points of a whole timeline: it has to fit into one message with its surrounding text. */
const MOST_OF_TIMELINE = 3_500;
/** Code points of a person's words in one line. */
const MOST_OF_WORDS = 200;
/** Code points of the name of another system. */
const MOST_OF_NAME = 60;

/**
 * The history of a request in plain words, one line per event, oldest first. If it is too long, a remark
 * replaces the oldest lines.
 */
export function renderTimeline(options: TimelineOptions): string {
  const { events, locale, timeZone } = options;
  const now = events.at(-1)?.at ?? options.request.filedAt;
  const wording = createWording({ ...options, now });
  const written = events.flatMap((event, index) => {
    const sentence = sentenceWithoutWords(event, wording) ?? sentenceOf(event, options, wording);
    if (sentence === undefined) return [];
    const at = formatDateTime(event.at, locale, timeZone);
    return [
      wording.html('timeline.line', { at }) + sentence + viaOf(event, events[index - 1], options, wording),
    ];
  });
  return withinLength(written, wording.html('timeline.olderLeftOut'));
}

function withinLength(written: readonly string[], leftOut: string): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of written.toReversed()) {
    length += codePoints(stripHtml(line)) + 1;
    if (length > MOST_OF_TIMELINE) return [leftOut, ...kept].join('\n');
    kept.unshift(line);
  }
  return kept.join('\n');
}

/** Where somebody did it, for staff, if not on the phone. */
function viaOf(
  { actor, commandId }: RequestEvent,
  before: RequestEvent | undefined,
  { reader, systems }: TimelineOptions,
  wording: Wording,
): string {
  if (reader !== 'staff') return '';
  if (actor.kind === 'manager' && actor.channel === 'gam') return ` ${wording.html('gam.via')}`;
  // What follows from an act by itself was done by nobody.
  const isAct = before?.commandId !== commandId;
  const name = isAct ? systems?.get(systemOf(actor) ?? '') : undefined;
  return name === undefined
    ? ''
    : ` ${wording.html('timeline.viaSystem', { name: wording.words(name, MOST_OF_NAME) })}`;
}

/** What is left to say of an event whose words are gone with the citizen who withdrew the request. */
function sentenceWithoutWords(event: RequestEvent, wording: Wording): string | undefined {
  switch (event.type) {
    case 'asked':
      return event.question === ''
        ? wording.html('handover.timeline.asked', { from: wording.name(event.position) })
        : undefined;
    case 'added':
      return event.text === '' && event.attachments.length === 0 && event.place === undefined
        ? wording.html('handover.timeline.added')
        : undefined;
    case 'objected':
      return event.reason === '' && (event.attachments ?? []).length === 0
        ? wording.html('handover.timeline.objected')
        : undefined;
    default:
      return undefined;
  }
}

function sentenceOf(
  event: RequestEvent,
  { reader, locale }: TimelineOptions,
  wording: Wording,
): string | undefined {
  const say = (key: string, values?: Readonly<Record<string, string>>) =>
    wording.html(`timeline.${key}`, values);
  const forStaff = (key: string, values?: Readonly<Record<string, string>>) =>
    reader === 'staff' ? say(key, values) : undefined;
  const internal = (key: string, values: Readonly<Record<string, string | number>>) =>
    reader === 'staff' ? wording.html(key, values) : undefined;
  const words = (text: string) => wording.words(text, MOST_OF_WORDS);
  switch (event.type) {
    case 'registered':
      return say(`registered.${event.channel}`);
    case 'sentToIntake':
      return say('sentToIntake');
    case 'sentToFollowUp':
      return say('sentToFollowUp', { unit: wording.name(event.unit) });
    case 'passedOver':
      return say('passedOver', { position: wording.name(event.position) });
    case 'referred':
      return say('referred', { to: wording.name(event.to), deadline: wording.deadline(event.dueAt) });
    case 'escalated':
      return say(`escalated.${event.because}`, {
        from: wording.name(event.from),
        to: wording.name(event.to),
        deadline: wording.deadline(event.dueAt),
        reason: words(event.reason ?? ''),
      });
    case 'reminded':
      return forStaff('reminded', {
        to: wording.name(event.position),
        left: formatDuration(event.hoursBefore * HOUR_MS, locale),
      });
    case 'overdue':
      return say('overdue', { to: wording.name(event.position) });
    case 'remindedOverdue':
      return forStaff('remindedOverdue', { to: wording.name(event.position) });
    case 'asked':
      return say('asked', { from: wording.name(event.position), question: words(event.question) });
    case 'replied':
      return say('replied', { deadline: wording.deadline(event.dueAt) });
    case 'added':
      if (reader === 'follower') return wording.html('addition.timeline.something');
      return event.text === ''
        ? wording.html('addition.timeline.files')
        : wording.html('addition.timeline.words', { text: words(event.text) });
    case 'resumed':
      return say('resumed', { to: wording.name(event.position), deadline: wording.deadline(event.dueAt) });
    case 'extensionRequested':
      return forStaff('extensionRequested', {
        by: wording.name(event.position),
        hours: formatDuration(event.hours * HOUR_MS, locale),
        decider: wording.name(event.decider),
      });
    case 'extensionGranted':
      return say('extensionGranted', {
        by: wording.name(event.position),
        decider: wording.name(event.decider),
        deadline: wording.deadline(event.dueAt),
      });
    case 'extensionRefused':
      return forStaff('extensionRefused', { decider: wording.name(event.decider) });
    case 'draftRequested':
      return internal('drafting.timeline.requested', {
        owner: wording.name(event.owner),
        to: wording.name(event.to),
        by: wording.deadline(event.by),
      });
    case 'draftLate':
      return internal('drafting.timeline.late', { to: wording.name(event.to) });
    case 'answerDrafted':
      return forStaff('answerDrafted', { by: wording.name(event.position) });
    case 'answered':
      return say('answered', {
        by: wording.answerer(event.by),
        outcome: outcomeLine(event.outcome, wording),
        text: words(answerWords(event, locale, wording)),
      });
    case 'answerHeld':
      return internal('recall.timeline.held', { by: wording.answerer(event.by) });
    case 'answerRecalled':
      return internal('recall.timeline.recalled', { by: wording.answerer(event.by) });
    case 'promiseDue':
      return say('promiseDue', { by: wording.name(event.position) });
    case 'promiseKept':
      return say('promiseKept', { by: wording.name(event.position) });
    case 'promiseMoved':
      return say('promiseMoved', { by: wording.name(event.position), day: wording.day(event.day) });
    case 'promiseBroken':
      return say('promiseBroken', { by: wording.name(event.position) });
    case 'rated':
      return say(`rated.${byWhom(event)}`, { score: formatNumber(event.score, locale) });
    case 'objected':
      return reader === 'follower'
        ? say('objected.unsaid')
        : wording.html(...objection(event, words(event.reason), wording));
    case 'withdrawn':
      return say('withdrawn');
    case 'leftToFollowers':
      return wording.html('handover.timeline.left');
    case 'offered':
      return internal('handover.timeline.offered', { count: event.citizens.length });
    case 'offerDeclined':
      return internal('handover.timeline.declined', {});
    case 'carriedOn':
      return wording.html('handover.timeline.carriedOn');
    case 'rejected':
      return say('rejected', { reason: words(event.reason) });
    case 'merged':
      return say('merged', { into: wording.code(event.into) });
    case 'closed':
      return say(`closed.${event.because}`);
    case 'followed':
      return forStaff('followed');
    case 'unfollowed':
      return undefined;
    case 'joined':
      return say('joined', { from: wording.code(event.from) });
    case 'urgencyMarked':
      return forStaff(event.isPutFirst ? 'urgencyMarked.first' : 'urgencyMarked.doubted');
    case 'acknowledged':
      return forStaff(`acknowledged.${event.actor.kind === 'manager' ? 'manager' : 'desk'}`, {
        by: event.actor.kind === 'manager' ? wording.name(event.actor.position) : '',
      });
    case 'leftUntouched':
      return forStaff('leftUntouched');
    case 'urgencyDismissed':
      return forStaff('urgencyDismissed');
    case 'publicationPermitted':
    case 'published':
      return publicationSentence(event, reader, wording);
    case 'noted':
      return forStaff('noted', { text: words(event.text) });
    default:
      return assertNever(event);
  }
}

function objection(
  event: EventOf<'objected'>,
  reason: string,
  wording: Wording,
): Parameters<Wording['html']> {
  const count = filesFromCitizen(event).length;
  if (count === 0) return [`timeline.objected.${byWhom(event)}`, { reason }];
  const files = wording.plain('common.preview.files', { count });
  return reason === ''
    ? ['timeline.objected.filesOnly', { files }]
    : ['timeline.objected.withFiles', { files, reason }];
}

/** What everybody may read, or reads, of the words; that is no matter of those who follow the request. */
function publicationSentence(
  { type, words, photos }: EventOf<'publicationPermitted'> | EventOf<'published'>,
  reader: StatusReader,
  wording: Wording,
): string | undefined {
  if (reader === 'follower') return undefined;
  const withoutPhotos = words ? 'words' : 'nothing';
  const parts = photos.length > 0 ? 'all' : withoutPhotos;
  return wording.html(`timeline.publication.${type === 'published' ? 'published.' : ''}${parts}`);
}

/** Whether the citizen gave the judgement directly, or it was recorded for them by phone. */
function byWhom({ actor }: RequestEvent): 'himself' | 'byPhone' {
  return actor.kind === 'operator' || actor.kind === 'client' ? 'byPhone' : 'himself';
}
