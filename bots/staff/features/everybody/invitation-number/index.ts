import type { ReplyKeyboardMarkup } from 'telegraf/types';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { isPhone } from '../../../../../src/text/phone.js';
import type { Visit } from '../../../context.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { setUnfinishedAside } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import type { StaffAction } from '../../../reception/incoming-action.js';
import type { ReceiveAppointed } from '../accept-invite.js';
import {
  type AskedForNumber,
  addTry,
  countTries,
  keepTrying,
  readAskedForNumber,
  stopAsking,
  type TryingInvite,
} from './flow.js';

/** The most failed invitations or numbers that somebody may try in an hour. */
export const MOST_TRIES = 5;

/**
 * A person who has opened an invitation for one number proves that it is theirs, by their own contact only.
 * Staff, who may have more to do, leave this by doing something else.
 */
export function createInvitationNumberFeature(
  options: Pick<FeatureOptions, 'invites'> & { readonly receiveAppointed: ReceiveAppointed },
): StaffFeature {
  const { invites, receiveAppointed } = options;

  const flow = defineStaffFlow({
    name: 'trying',
    texts: 'invite.number',
    read: readAskedForNumber,
    unfinished: () => ({ hasKeyboard: true }),
    take,
    cancel: leave,
    async back(visit, trying) {
      await visit.answerPress();
      return leave(visit, trying);
    },
    interrupted: async (visit) => passed((await setUnfinishedAside(visit)).conversation),
  });
  return { name: 'invitation-number', flows: [flow] };

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of messages.
  async function take(visit: Visit, trying: AskedForNumber, act: StaffAction): Promise<FlowResult> {
    switch (act.kind) {
      case 'text':
        // Nothing else that strangers say has any effect here, and staff have left it by a word before
        // (`interrupted`).
        if (act.word === 'cancel' || act.word === 'back') return leave(visit, trying);
        if (isReplyOfStaff(visit, act)) return passed((await setUnfinishedAside(visit)).conversation);
        return insist(visit, isPhone(act.text, { locale: visit.speech.locale }) ? 'typed' : 'useButton');
      case 'file':
        if (isReplyOfStaff(visit, act)) return passed((await setUnfinishedAside(visit)).conversation);
        return insist(visit, 'useButton');
      case 'other':
        return act.contact === undefined
          ? insist(visit, 'useButton')
          : done(await prove(visit, trying, act.contact.ownNumber));
      default:
        return passed(visit.conversation);
    }
  }

  async function insist(visit: Visit, what: 'typed' | 'useButton'): Promise<FlowResult> {
    await askForNumber(visit, what);
    return done(visit.conversation);
  }

  /**
   * Uses the invitation with the number that a contact proves to be the sender's; undefined if it proves
   * none.
   */
  async function prove(
    visit: Visit,
    trying: AskedForNumber,
    phone: string | undefined,
  ): Promise<Conversation | null> {
    const { person, name, speech, wording } = visit;
    const { now } = speech;
    if (countTries(trying, now) >= MOST_TRIES) {
      await visit.say(wording.html('invite.number.tooMany'));
      return visit.conversation;
    }
    const use =
      phone === undefined
        ? { kind: 'notOwn' as const }
        : await invites.redeemBound({ ...trying.asked, phone, person, name, now });
    if (use.kind === 'appointed') return receiveAppointed({ ...visit, conversation: null }, use.appointment);
    await visit.note('inviteRefused');
    const tried = addTry(trying, now);
    if (use.kind !== 'over') {
      await askForNumber(visit, use.kind);
      return keepTrying(tried);
    }
    await visit.say(wording.html('invite.notUsable'), mainKeyboard(visit));
    return noLongerAskedIn(tried);
  }

  async function leave(visit: Visit, trying: TryingInvite): Promise<FlowResult> {
    await visit.say(visit.wording.html('invite.number.cancelled'), mainKeyboard(visit));
    return done(noLongerAskedIn(trying));
  }
}

/** Says something about the number, with the button that sends it. */
export async function askForNumber(
  visit: Visit,
  what: 'ask' | 'typed' | 'useButton' | 'notOwn' | 'wrongNumber',
): Promise<void> {
  await visit.say(visit.wording.html(`invite.number.${what}`), numberKeyboard(visit));
}

/** The failures of a stranger are still remembered. */
function noLongerAskedIn(trying: TryingInvite): Conversation | null {
  const rest = stopAsking(trying);
  return rest === undefined ? null : keepTrying(rest);
}

/** True if a member of staff continues their work with a reply to a card. */
function isReplyOfStaff(
  { roles }: Visit,
  { replyTo }: Extract<StaffAction, { kind: 'text' | 'file' }>,
): boolean {
  return roles.length > 0 && replyTo !== undefined;
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
