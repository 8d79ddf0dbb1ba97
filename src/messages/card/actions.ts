import { cartableOf } from '../../cartables/cartable.js';
import { subordinatesOf } from '../../organization/subordinates.js';
import { awaitedDraft, draftRequestsNow, knowsRequest } from '../../requests/lifecycle/drafting.js';
import type { Referral, Request } from '../../requests/lifecycle/request.js';
import { QUESTIONS_A_LEVEL } from '../../requests/lifecycle/rules.js';
import { staffButtons } from '../../telegram/staff-buttons.js';
import type { CallbackButton } from '../message.js';
import { joinLines, type Wording } from '../wording.js';
import type { CardView } from './head.js';

/** The actions open to the owner of a request now; actions that cannot work are left out. */
export function actionsFor(
  { request, wording, organization, now }: CardView,
  referral: Referral,
): CallbackButton[][] {
  const { code } = request;
  const button = (name: 'ask' | 'answer' | 'extend' | 'pass' | 'order', text: string) => ({
    text: wording.plain(text),
    callback_data: staffButtons.pack(name, code),
  });
  const isTop = organization.superiorOf(referral.position) === undefined;
  const isInTime = now < referral.dueAt;
  const mayAsk =
    request.handover === undefined && referral.questionsAsked < QUESTIONS_A_LEVEL && (isInTime || isTop);
  const mayExtend = referral.extension === undefined && isInTime && !isTop;
  const decides = referral.because === 'bounced';
  const mayAskBelow = subordinatesOf(referral.position, organization, now).length > 0;
  return [
    [...(mayAsk ? [button('ask', 'acts.button.ask')] : []), button('answer', 'card.button.answer')],
    [
      ...(mayExtend ? [button('extend', 'acts.button.extend')] : []),
      ...(mayPassOn(request, referral, organization) && (isInTime || isTop)
        ? [button('pass', decides ? 'acts.button.decide' : 'acts.button.pass')]
        : []),
    ],
    mayAskBelow && (isInTime || isTop) ? [button('order', 'drafting.button.order')] : [],
  ].filter((row) => row.length > 0);
}

/** The button for the citizen's phone number, if there is one. */
export function phoneRow({ request, wording }: Pick<CardView, 'request' | 'wording'>): CallbackButton[] {
  return [
    { text: wording.plain('acts.button.phone'), callback_data: staffButtons.pack('phone', request.code) },
  ];
}

/**
 * True for a lower position that had the request, or was asked: it may draft an answer for the current owner.
 */
export function mayDraft(
  request: Request,
  position: string,
  { isBelow }: Pick<CardView['organization'], 'isBelow'>,
): boolean {
  const { stage } = request;
  return (
    stage.status === 'referred' &&
    knowsRequest(request, position) &&
    isBelow(position, stage.referral.position)
  );
}

/** The buttons below a request for more time. */
export function decisionButtons(code: Request['code'], seq: number, wording: Wording): CallbackButton[][] {
  const button = (action: 'grant' | 'refuse') => ({
    text: wording.plain(`extension.button.${action}`),
    callback_data: staffButtons.pack(action, code, seq),
  });
  return [[button('refuse'), button('grant')]];
}

/** The buttons below a draft. */
export function draftButtons(code: Request['code'], seq: number, wording: Wording): CallbackButton[][] {
  return [
    [{ text: wording.plain('draft.button.use'), callback_data: staffButtons.pack('useDraft', code, seq) }],
  ];
}

/** The button that takes a sent answer back before anybody has read it. */
export function recallButtons(code: Request['code'], wording: Pick<Wording, 'plain'>): CallbackButton[][] {
  return [[{ text: wording.plain('recall.button'), callback_data: staffButtons.pack('recall', code) }]];
}

/** The button of a position that is asked for a draft. */
export function draftRow({ request, wording }: Pick<CardView, 'request' | 'wording'>): CallbackButton[] {
  return [
    { text: wording.plain('drafting.button.write'), callback_data: staffButtons.pack('draft', request.code) },
  ];
}

/**
 * What owners have to know about their position: that they decide whose request it is, or that they wait for
 * more time or a draft.
 */
export function standingOf(view: CardView): string | undefined {
  const { request, wording } = view;
  if (request.stage.status !== 'referred' || cartableOf(request) !== view.position) return undefined;
  const { because, extension } = request.stage.referral;
  return joinLines(
    because === 'bounced' ? wording.html('acts.decides') : undefined,
    extension?.decision === 'pending'
      ? wording.html('acts.extensionPending', { decider: wording.name(extension.decider) })
      : undefined,
    ...draftRequestsNow(request)
      .filter((asked) => awaitedDraft(request, asked.to) === asked)
      .map(({ to, by }) =>
        wording.html('drafting.pending', { to: wording.name(to), by: wording.deadline(by) }),
      ),
  );
}

/**
 * True while there is somebody to pass the request on to: sideways until that has been decided, and down to
 * positions that did not have it before.
 */
function mayPassOn(
  { passedSideways, heldBy }: Request,
  { position, because }: Referral,
  { positions, isBelow, superiorOf }: CardView['organization'],
): boolean {
  const isTop = superiorOf(position) === undefined;
  const mayGoSideways = !isTop && !(passedSideways && because === 'decided');
  return (
    mayGoSideways ||
    positions.some(({ code }) => isBelow(code, position) && (because === 'bounced' || !heldBy.includes(code)))
  );
}
