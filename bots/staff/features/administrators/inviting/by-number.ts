import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import {
  type Dialler,
  formatCandidates,
  formatPhone,
  type PhoneCandidate,
} from '../../../../../src/text/phone.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFlow } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forInviters, isAdministrator } from '../../../permissions.js';
import type { StaffAction } from '../../../reception/incoming-action.js';
import { callerInContact, type NumberProblem, readCaller } from '../../operators/call/caller.js';
import { type BindingInvite, keepBindingInvite, readBindingInvite } from './flow.js';
import { describeAppointment, inviteMessage } from './invite-link.js';

/** A number as an example. */
const EXAMPLE = '+989151234567';

/**
 * «فقط برای یک شماره»: an administrator restricts the invitation they have just made to a number, which
 * changes its link.
 */
export function invitingByNumber(
  options: FeatureOptions & { readonly inviteLink: (token: string) => string },
): {
  readonly flow: StaffFlow;
  /** Begins it for an invitation. */
  readonly bind: (visit: Visit, values: readonly [invite: string]) => Promise<FlowResult>;
} {
  const { invites } = options;
  return {
    bind: forInviters(async (visit, [invite]) => {
      const mayBind = await invites.mayBind({ invite, createdBy: visit.person, now: visit.speech.now });
      if (!mayBind) {
        await visit.answerPress(visit.wording.plain('inviting.number.over'));
        return done(visit.conversation);
      }
      await visit.answerPress();
      await setUnfinishedAside(visit);
      const asked = await visit.say(
        visit.wording.html('inviting.number.ask'),
        inlineKeyboard(leavingRow(visit)),
      );
      const pressed = pressedMessage(visit);
      return done(
        keepBindingInvite({
          invite,
          ...(pressed === undefined ? {} : { linkMessageId: pressed }),
          ...(asked === undefined ? {} : { previewMessageId: asked }),
        }),
      );
    }),
    flow: defineStaffFlow({
      name: 'bindingInvite',
      texts: 'inviting',
      read: readBindingInvite,
      unfinished: ({ previewMessageId }) =>
        previewMessageId === undefined ? {} : { askedAt: previewMessageId },
      async back(visit) {
        await visit.answerPress();
        return done(await giveUpUnfinished(visit));
      },
      async take(visit, binding, act) {
        const number = numberIn(act, visit.organization);
        switch (number.kind) {
          case 'isOther':
            return passed(visit.conversation);
          case 'doubtful':
            await askWhich(visit, number.candidates);
            return done(visit.conversation);
          default:
            return done(await take(visit, binding, number));
        }
      },
    }),
  };

  async function askWhich(visit: Visit, candidates: readonly PhoneCandidate[]): Promise<void> {
    const numbers = formatCandidates(candidates, visit.speech.locale);
    await visit.say(
      visit.wording.html('staff.number.doubtful', { numbers }),
      inlineKeyboard(leavingRow(visit)),
    );
  }

  /** Takes the typed or sent number; asks again if there is none. */
  async function take(
    visit: Visit,
    binding: BindingInvite,
    number: Extract<ReadNumber, { kind: 'number' | 'none' }>,
  ): Promise<Conversation | null> {
    const { speech, wording } = visit;
    if (!isAdministrator(visit)) return stop(visit, binding, 'inviting.notYours');
    if (number.kind === 'number') return bind(visit, binding, number.phone);
    const example = formatPhone(EXAMPLE, speech.locale);
    await visit.say(
      wording.html(`inviting.number.${number.because}`, { example }),
      inlineKeyboard(leavingRow(visit)),
    );
    return visit.conversation;
  }

  async function stop(visit: Visit, { previewMessageId }: BindingInvite, why: string): Promise<null> {
    await visit.takeButtons(previewMessageId);
    await visit.say(visit.wording.html(why), mainKeyboard(visit));
    return null;
  }

  /** Replaces the link that was shown by one for the number. */
  async function bind(visit: Visit, binding: BindingInvite, phone: string): Promise<null> {
    const { person, speech, wording } = visit;
    const { invite, linkMessageId } = binding;
    const bound = await invites.bind({ invite, phone, createdBy: person, now: speech.now });
    if (bound === undefined) return stop(visit, binding, 'inviting.number.over');
    await visit.takeButtons(binding.previewMessageId);
    await visit.note('inviteMade');
    if (linkMessageId !== undefined) {
      await visit.edit(linkMessageId, wording.html('inviting.number.replaced'));
    }
    const { token, expiresAt, ...appointment } = bound;
    const shown = { who: describeAppointment(visit, appointment), phone: formatPhone(phone, speech.locale) };
    await visit.say(
      inviteMessage(visit, {
        appointment,
        link: options.inviteLink(token),
        title: wording.html('inviting.number.link', shown),
        use: wording.html('inviting.number.once', { deadline: wording.deadline(expiresAt) }),
      }),
      mainKeyboard(visit),
    );
    return null;
  }
}

/** The number in a message; `isOther` if the message is about something else. */
type ReadNumber =
  | { readonly kind: 'number'; readonly phone: string }
  | { readonly kind: 'none'; readonly because: NumberProblem }
  | { readonly kind: 'doubtful'; readonly candidates: readonly PhoneCandidate[] }
  | { readonly kind: 'isOther' };

const NO_NUMBER = { kind: 'none', because: 'noNumber' } as const;

function numberIn(act: StaffAction, dialler: Dialler): ReadNumber {
  switch (act.kind) {
    case 'text': {
      if (act.word !== undefined) return { kind: 'isOther' };
      const read = readCaller(act.text, dialler);
      if (read.kind === 'doubtful') return read;
      if (read.kind === 'caller') return { kind: 'number', phone: read.caller.phone };
      // A reply without a number is more likely the answer to a card.
      return act.replyTo === undefined ? read : { kind: 'isOther' };
    }
    case 'file':
      return act.replyTo === undefined ? NO_NUMBER : { kind: 'isOther' };
    case 'other':
      return act.contact === undefined ? NO_NUMBER : numberOnCard(act.contact, dialler);
    default:
      return { kind: 'isOther' };
  }
}

function numberOnCard(card: Parameters<typeof callerInContact>[0], dialler: Dialler): ReadNumber {
  const read = callerInContact(card, dialler);
  return read.kind === 'caller' ? { kind: 'number', phone: read.caller.phone } : read;
}
