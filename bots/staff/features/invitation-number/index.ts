import { Composer } from 'telegraf';
import type { ReplyKeyboardMarkup } from 'telegraf/types';
import { parsePhone } from '../../../../src/text/phone.js';
import type { StaffContext, Visit } from '../../context.js';
import type { Act } from '../../incoming-action.js';
import { mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { type Next, onAct, onPress } from '../../routing.js';
import { setAside } from '../../unfinished.js';
import type { ReceiveAppointed } from '../accept-invite.js';
import {
  type AskedForNumber,
  keepTrying,
  noLongerAsked,
  oneTryMore,
  readAskedForNumber,
  type TryingInvite,
  triesWithinHour,
} from './flow.js';

/** Invitations that do not work, or numbers that do not fit, which somebody may try in an hour. */
export const MOST_TRIES = 5;

/**
 * Whoever has opened an invitation for one number proves that it is his, by his own contact only. Staff, who may
 * have more to do, leave that by doing something else.
 */
export function invitationNumber(
  options: Pick<FeatureOptions, 'invites' | 'messenger'> & { readonly receiveAppointed: ReceiveAppointed },
): Composer<StaffContext> {
  const { invites, messenger, receiveAppointed } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onPress('back', async (visit, _values, next) => {
      const trying = readAskedForNumber(visit.conversation);
      if (trying === undefined || visit.roles.length === 0) return next();
      await visit.answerPress();
      await leave(visit, trying);
    }),
    onAct('text', async (visit, act, next) => {
      const trying = readAskedForNumber(visit.conversation);
      if (trying === undefined || act.payload !== undefined) return next();
      if (act.word === 'cancel' || act.word === 'back') return leave(visit, trying);
      if (wantsSomethingElse(visit, act)) return leaveAside(visit, next);
      await askForNumber(visit, parsePhone(act.text).ok ? 'typed' : 'useButton');
    }),
    onAct('file', async (visit, act, next) => {
      if (readAskedForNumber(visit.conversation) === undefined) return next();
      if (wantsSomethingElse(visit, act)) return leaveAside(visit, next);
      await askForNumber(visit, 'useButton');
    }),
    onAct('other', async (visit, { contact }, next) => {
      const trying = readAskedForNumber(visit.conversation);
      if (trying === undefined) return next();
      if (contact === undefined) return askForNumber(visit, 'useButton');
      await prove(visit, trying, contact.ownNumber);
    }),
  );
  return composer;

  async function leaveAside(visit: Visit, next: Next): Promise<void> {
    await setAside(visit, messenger);
    await next();
  }

  /** Uses the invitation with the number that a contact proves to be the sender's; undefined where it proves none. */
  async function prove(visit: Visit, trying: AskedForNumber, phone: string | undefined): Promise<void> {
    const { person, name, speech, wording } = visit;
    const { now } = speech;
    if (triesWithinHour(trying, now) >= MOST_TRIES) {
      await visit.say(wording.html('invite.number.tooMany'));
      return;
    }
    const use =
      phone === undefined
        ? { kind: 'notOwn' as const }
        : await invites.redeemBound({ ...trying.asked, phone, person, name, now });
    if (use.kind === 'appointed') {
      visit.conversation = null;
      return receiveAppointed(visit, use.appointment);
    }
    await visit.note('inviteRefused');
    const tried = oneTryMore(trying, now);
    if (use.kind !== 'over') {
      visit.conversation = keepTrying(tried);
      return askForNumber(visit, use.kind);
    }
    stopAsking(visit, tried);
    await visit.say(wording.html('invite.notUsable'), mainKeyboard(visit));
  }

  async function leave(visit: Visit, trying: TryingInvite): Promise<void> {
    stopAsking(visit, trying);
    await visit.say(visit.wording.html('invite.number.cancelled'), mainKeyboard(visit));
  }
}

/** Says what about the number, with the button by which it is sent. */
export async function askForNumber(
  visit: Visit,
  what: 'ask' | 'typed' | 'useButton' | 'notOwn' | 'wrongNumber',
): Promise<void> {
  await visit.say(visit.wording.html(`invite.number.${what}`), numberKeyboard(visit));
}

/** The failures of a stranger are remembered all the same. */
function stopAsking(visit: Visit, trying: TryingInvite): void {
  const rest = noLongerAsked(trying);
  visit.conversation = rest === undefined ? null : keepTrying(rest);
}

/** True where a member of staff goes on with his work: asks for something of the keyboard, or replies to a card. */
function wantsSomethingElse({ roles }: Visit, act: Extract<Act, { kind: 'text' | 'file' }>): boolean {
  if (roles.length === 0) return false;
  return act.replyTo !== undefined || (act.kind === 'text' && act.word !== undefined);
}

/** The keyboard on which Telegram sends the person's own number. */
function numberKeyboard({ wording }: Visit): ReplyKeyboardMarkup {
  return {
    keyboard: [
      [{ text: wording.plain('invite.number.button.send'), request_contact: true }],
      [{ text: wording.plain('staff.button.cancel') }],
    ],
    resize_keyboard: true,
    is_persistent: true,
    input_field_placeholder: wording.plain('invite.number.placeholder'),
  };
}
