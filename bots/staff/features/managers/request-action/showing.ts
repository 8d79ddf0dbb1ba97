import { assertNever } from '../../../../../src/assert-never.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { EventOf, RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import { HOUR_MS } from '../../../../../src/requests/lifecycle/rules.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import type { Visit } from '../../../context.js';
import type { RequestActionDraft } from './draft.js';

/**
 * The main event of a command, as opposed to those that lead to it, such as a vacant position that is
 * skipped, and to the mark that words of danger leave.
 */
export function mainEvent(events: readonly RequestEvent[]): RequestEvent | undefined {
  return events.findLast(({ type }) => type !== 'passedOver' && type !== 'urgencyMarked');
}

/** The heading above what a citizen would read, if the action sends them something. */
export function titleForCitizen(visit: Visit, { kind }: RequestActionDraft): string | undefined {
  switch (kind) {
    case 'question':
    case 'disapproval':
    case 'rejection':
    case 'routing':
    case 'merge':
      return visit.wording.html('proposal.citizenReads');
    case 'extension':
    case 'referral':
    case 'draftRequest':
    case 'objection':
    case 'refusal':
      return undefined;
    default:
      return assertNever(kind);
  }
}

/** What would happen, for an action that is internal, or that the operator tells the caller. */
export function describeForStaff(visit: Visit, { text }: RequestActionDraft, event: RequestEvent): string {
  const { wording, speech } = visit;
  switch (event.type) {
    case 'extensionRequested':
      return joinParagraphs(
        wording.html('extension.preview', {
          decider: wording.name(event.decider),
          hours: formatDuration(event.hours * HOUR_MS, speech.locale),
        }),
        wording.quote(event.reason),
        wording.html('extension.runs'),
      );
    case 'draftRequested':
      return joinParagraphs(
        wording.html('drafting.preview', { to: wording.name(event.to), by: wording.deadline(event.by) }),
        wording.quote(event.word ?? ''),
        wording.html('drafting.runs'),
      );
    case 'referred':
      return joinParagraphs(
        passedTo(visit, event),
        wording.quote(event.reason ?? ''),
        wording.html('passing.citizen'),
      );
    case 'escalated':
      return joinLines(
        wording.html('verdict.objection.preview', {
          from: wording.name(event.from),
          to: wording.name(event.to),
          deadline: wording.deadline(event.dueAt),
        }),
        wording.quote(text ?? ''),
      );
    default:
      return '';
  }
}

/** Who receives it and what they should do with it: answer it, or decide who does. */
function passedTo({ wording }: Visit, event: EventOf<'referred'>): string {
  const to = wording.name(event.to);
  return joinLines(
    wording.html(`passing.preview.${event.because}`, { to, deadline: wording.deadline(event.dueAt) }),
    event.passedOver.length === 0
      ? undefined
      : wording.html('passing.passedOver', { positions: wording.names(event.passedOver) }),
  );
}

/** What was done to which request, and what comes next. */
export function confirmAction(
  { wording }: Visit,
  draft: RequestActionDraft,
  event: RequestEvent | undefined,
): string {
  const code = wording.code(draft.code);
  switch (event?.type) {
    case 'asked':
      return wording.html('question.sent', { code, deadline: wording.deadline(event.replyBy) });
    case 'extensionRequested':
      return wording.html('extension.sent', { code, decider: wording.name(event.decider) });
    case 'extensionRefused':
      return wording.html('extension.refused', { code, by: wording.name(event.position) });
    case 'draftRequested':
      return wording.html('drafting.sent', {
        code,
        to: wording.name(event.to),
        by: wording.deadline(event.by),
      });
    case 'referred':
      return wording.html('passing.sent', {
        code,
        to: wording.name(event.to),
        deadline: wording.deadline(event.dueAt),
      });
    case 'sentToFollowUp':
      return wording.html('queue.sentToFollowUp', { code, unit: wording.name(event.unit) });
    case 'escalated':
      return wording.html(draft.kind === 'objection' ? 'verdict.objection.sent' : 'quality.sent', {
        code,
        to: wording.name(event.to),
        deadline: wording.deadline(event.dueAt),
      });
    case 'rejected':
      return wording.html('queue.rejected', { code });
    case 'merged':
      return wording.html('queue.merged', { code, into: wording.code(event.into) });
    default:
      return wording.html('proposal.done', { code });
  }
}
