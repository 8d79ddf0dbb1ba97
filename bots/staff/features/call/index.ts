import { Composer } from 'telegraf';
import { parsePhone } from '../../../../src/text/phone.js';
import { parseTrackingCode } from '../../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../../context.js';
import type { Act } from '../../incoming-action.js';
import type { FeatureOptions } from '../../options.js';
import { onPress, onWord } from '../../routing.js';
import { setAside, unfinishedIn } from '../../unfinished.js';
import { beginCall, type Call, readCall } from './conversation.js';
import { pressed, said } from './input.js';
import { createCallTurns } from './turns.js';

/**
 * «تماس تازه»: an operator turns a call into a request while the caller is on the line. Whatever is passed on to
 * the bot while nothing else is going on begins one as well.
 */
export function call(options: FeatureOptions): Composer<StaffContext> {
  const { attachments, messenger } = options;
  const turns = createCallTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('call', async (visit, next) => {
      if (!isOperator(visit)) return next();
      await setAside(visit, messenger);
      await turns.ask(visit, beginCall(messageIdOf(visit.act)));
    }),
    onPress('call', async (visit, _values, next) => {
      if (!isOperator(visit)) return next();
      await visit.answerPress();
      await setAside(visit, messenger);
      await turns.ask(visit, beginCall(messageIdOf(visit.act)));
    }),
  );

  composer.use(async ({ visit }, next) => {
    const { act } = visit;
    const open = openCall(visit);
    if (act.kind === 'press') {
      const isAsked = open !== undefined && act.messageId === open.draft.asked?.messageId;
      const input = isAsked ? pressed(act.press, visit, open.draft.code) : undefined;
      if (open === undefined || input === undefined) return next();
      await visit.answerPress();
      return turns.take(visit, open, input);
    }
    if (open === undefined) return mayBegin(visit) ? begin(visit, act) : next();
    if (isForOthers(act, open)) return next();
    const input = await said(act, attachments, visit.person);
    if (input === undefined) return turns.stay(visit, open, 'wrongKind');
    return turns.take(visit, open, input);
  });
  return composer;

  /** A call that begins with what it is about: who asks for it is not who sent the message. */
  async function begin(visit: Visit, act: Exclude<Act, { kind: 'press' }>): Promise<void> {
    const begun = beginCall(messageIdOf(act));
    const input = await said(act, attachments, visit.person);
    if (input === undefined) return turns.stay(visit, begun, 'wrongKind');
    await turns.take(visit, begun, input);
  }
}

function isOperator({ roles }: Visit): boolean {
  return roles.includes('operator');
}

/** The call that an operator takes; what somebody began who is none any more leads nowhere. */
function openCall(visit: Visit): Call | undefined {
  return isOperator(visit) ? readCall(visit.conversation) : undefined;
}

/** True for what an operator passes on, or a file of his own, while nothing else is going on. */
function mayBegin(visit: Visit): boolean {
  const { act } = visit;
  if (!isOperator(visit) || unfinishedIn(visit) !== undefined) return false;
  if (act.kind === 'press' || act.kind === 'edit' || act.replyTo !== undefined) return false;
  const isOfUse = act.kind !== 'other' || act.point !== undefined || act.contact !== undefined;
  return isOfUse && (act.isForwarded === true || act.kind === 'file');
}

/** True for a word that begins something else, an unknown command, and a tracking code that is looked up meanwhile. */
function isForOthers(act: Exclude<Act, { kind: 'press' }>, { step }: Call): boolean {
  if (act.kind !== 'text' || act.isForwarded === true) return false;
  if (act.word !== undefined) return act.word !== 'back';
  if (act.text.startsWith('/')) return true;
  const isPhone = step === 'number' && parsePhone(act.text).ok;
  return parseTrackingCode(act.text).ok && !isPhone;
}

function messageIdOf(act: Act): number {
  return act.messageId ?? 0;
}
