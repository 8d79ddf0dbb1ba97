import { assertNever } from '../../assert-never.js';
import { cartableOf } from '../../cartables/cartable.js';
import { isCaller } from '../../requests/lifecycle/callers.js';
import { awaitedDraft } from '../../requests/lifecycle/drafting.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import { NOBODY, type Referral, type Request } from '../../requests/lifecycle/request.js';
import { HOUR_MS } from '../../requests/lifecycle/rules.js';
import { formatTimeLeft } from '../../text/dates.js';
import { joinLines, type Speech, type Wording } from '../wording.js';

/** The reader of a card. */
export interface CardReader {
  readonly request: Request;
  /** The position that the reader received it as. */
  readonly position: string;
  /** False if the position has passed to somebody else since. */
  readonly isHolder?: boolean;
  /** True if a phone number of the citizen is known. */
  readonly hasPhone?: boolean;
}

/** A request as one position sees it. */
export interface CardView extends Speech, CardReader {
  readonly events?: readonly RequestEvent[];
  readonly wording: Wording;
}

/** A card is marked as urgent from this many hours left, and (`SOON_HOURS`) as due soon. */
const LAST_HOURS = 4;
const SOON_HOURS = 24;

/** True while the reader has something to do with the request, so that its card has buttons. */
export function isLive({ request, position, isHolder = true }: CardReader): boolean {
  return isHolder && (cartableOf(request) === position || isAskedForDraft({ request, position }));
}

/** True while the owner waits for a draft of that position. */
function isAskedForDraft({ request, position }: Pick<CardReader, 'request' | 'position'>): boolean {
  return request.stage.status === 'referred' && awaitedDraft(request, position) !== undefined;
}

/** The first lines of a card: how much time is left, or what became of the request. */
export function headOf(view: CardView): string {
  const { request, position, isHolder = true, wording } = view;
  const { stage } = request;
  const code = wording.code(request.code);
  if (!isHolder && cartableOf(request) === position) {
    return joinLines(wording.html('card.gone', { code }), wording.html('card.otherHolder'));
  }
  switch (stage.status) {
    case 'referred':
      return stage.referral.position === position
        ? timeLeft(stage.referral, view, code)
        : (askedForDraft(view, code) ??
            joinLines(wording.html('card.gone', { code }), whyItLeft(view), whereItIs(stage.referral, view)));
    case 'waiting': {
      const deadline = wording.deadline(stage.replyBy);
      return stage.referral.position === position
        ? wording.html('card.waiting', { code, deadline })
        : joinLines(wording.html('card.gone', { code }), whyItLeft(view), whereItIs(stage.referral, view));
    }
    case 'answered':
      return answered(view, code);
    case 'closed':
      return joinLines(
        wording.html('card.closed', { code }),
        wording.html(`card.closedBecause.${stage.because}`),
      );
    case 'intake':
    case 'followUp':
      return joinLines(wording.html('card.gone', { code }), wording.html('card.atDesk'));
    default:
      return assertNever(stage);
  }
}

/** What a position below the owner is asked for, by when, and the owner's message. */
function askedForDraft(view: CardView, code: string): string | undefined {
  const { request, position, events = [], wording } = view;
  const asked = isLive(view) ? awaitedDraft(request, position) : undefined;
  if (asked === undefined) return undefined;
  const order = events.findLast((event) => event.type === 'draftRequested' && event.to === position);
  const word = order?.type === 'draftRequested' ? order.word : undefined;
  return joinLines(
    wording.html('drafting.card', { code }),
    wording.html('drafting.wanted', { owner: wording.name(asked.owner), by: wording.deadline(asked.by) }),
    word === undefined ? undefined : wording.quote(word),
  );
}

/** The mark of a request, by the milliseconds left. */
export function markOfTime(left: number): string {
  return left <= LAST_HOURS * HOUR_MS ? '🔴' : left <= SOON_HOURS * HOUR_MS ? '🟡' : '🟢';
}

function timeLeft(referral: Referral, { request, now, locale, wording }: CardView, code: string): string {
  const { heldAnswer } = request;
  if (heldAnswer !== undefined) {
    return wording.html('recall.card', { code, until: wording.moment(heldAnswer.giveAt) });
  }
  const left = referral.dueAt.getTime() - now.getTime();
  if (left <= 0 || referral.overdue !== undefined) return wording.html('card.overdue', { code });
  const timeLeft = wording.html('card.timeLeft', {
    mark: markOfTime(left),
    left: formatTimeLeft(left, locale),
    code,
  });
  if (request.citizen === NOBODY) return timeLeft;
  return joinLines(
    timeLeft,
    wording.html(isCaller(request.citizen) ? 'card.callerIsTold' : 'card.citizenKnows', {
      deadline: wording.deadline(referral.dueAt),
    }),
  );
}

/** Why the position no longer has it, as far as the events are known. */
function whyItLeft({ events = [], position, wording }: CardView): string | undefined {
  const left = events.findLast(
    (event) => (event.type === 'referred' || event.type === 'escalated') && event.from === position,
  );
  if (left?.type === 'escalated') return wording.html(`card.left.${left.because}`);
  if (left?.type === 'referred') return wording.html('card.left.referred');
  return undefined;
}

function whereItIs({ position, dueAt }: Referral, { wording }: CardView): string {
  return wording.html('card.isWith', { to: wording.name(position), deadline: wording.deadline(dueAt) });
}

function answered(view: CardView, code: string): string {
  const { request, position, wording } = view;
  const { stage } = request;
  if (stage.status !== 'answered') return '';
  const { answer, promise } = stage;
  if (promise?.confirmBy !== undefined && isLive(view)) {
    return wording.html('card.promiseDue', { code, deadline: wording.deadline(promise.confirmBy) });
  }
  const isMine = answer.by.kind === 'position' && answer.by.position === position;
  return joinLines(
    wording.html('card.answered', { code }),
    isMine
      ? wording.html(isCaller(request.citizen) ? 'card.answeredByYouToCaller' : 'card.answeredByYou')
      : wording.html('card.answeredBy', { by: wording.answerer(answer.by) }),
    promise === undefined ? undefined : wording.html('card.promise', { day: wording.day(promise.day) }),
  );
}
