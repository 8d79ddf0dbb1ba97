import { Composer } from 'telegraf';
import { formatCandidates, formatPhone, type PhoneCandidate } from '../../../../src/text/phone.js';
import type { StaffContext, Visit } from '../../context.js';
import { inline, leavingRow, mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { onAct, onPress, onWord } from '../../routing.js';
import { cancel, setAside } from '../../unfinished.js';
import { callerInContact, readCaller } from '../call/caller.js';
import { inviteMessage, whoIsInvited } from '../invite-link.js';
import { asAdministrator, isAdministrator } from '../inviting-rights.js';
import { type BindingInvite, keepBindingInvite, readBindingInvite } from './flow.js';

/** A number that shows what is asked for. */
const EXAMPLE = '+989151234567';

/** «فقط برای یک شماره»: an administrator binds the invitation that he has just made, by which its link changes. */
export function invitingByNumber(
  options: FeatureOptions & { readonly botUsername: () => string },
): Composer<StaffContext> {
  const { invites, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onPress('bindInvite', (visit, [invite]) =>
      asAdministrator(visit, async () => {
        const mayBind = await invites.mayBind({ invite, createdBy: visit.person, now: visit.speech.now });
        if (!mayBind) {
          await visit.answerPress(visit.wording.plain('inviting.number.over'));
          return;
        }
        await visit.answerPress();
        await setAside(visit, messenger);
        const asked = await visit.say(visit.wording.html('inviting.number.ask'), inline(leavingRow(visit)));
        const { act } = visit;
        const pressed = act.kind === 'press' ? act.messageId : undefined;
        visit.conversation = keepBindingInvite({
          invite,
          ...(pressed === undefined ? {} : { linkMessageId: pressed }),
          ...(asked === undefined ? {} : { previewMessageId: asked }),
        });
      }),
    ),
    onPress('back', async (visit, _values, next) => {
      if (readBindingInvite(visit.conversation) === undefined) return next();
      await visit.answerPress();
      await cancel(visit, messenger);
    }),
    onWord('back', async (visit, next) =>
      readBindingInvite(visit.conversation) === undefined ? next() : cancel(visit, messenger),
    ),
    onWord('invite', async (visit, next) => {
      if (readBindingInvite(visit.conversation) !== undefined) await setAside(visit, messenger);
      await next();
    }),
    onAct('text', async (visit, { text, word, payload, replyTo }, next) => {
      const binding = readBindingInvite(visit.conversation);
      if (binding === undefined || word !== undefined || payload !== undefined) return next();
      const read = readCaller(text);
      // A reply without a number is more likely the answer to a card.
      if (read.kind === 'none' && replyTo !== undefined) return next();
      if (read.kind === 'doubtful') return askWhich(visit, read.candidates);
      await take(visit, binding, read.kind === 'caller' ? read.caller.phone : undefined);
    }),
    onAct('file', async (visit, { replyTo }, next) => {
      const binding = readBindingInvite(visit.conversation);
      return binding === undefined || replyTo !== undefined ? next() : take(visit, binding, undefined);
    }),
    onAct('other', async (visit, { contact }, next) => {
      const binding = readBindingInvite(visit.conversation);
      if (binding === undefined) return next();
      await take(visit, binding, contact === undefined ? undefined : callerInContact(contact)?.phone);
    }),
  );
  return composer;

  /** Takes the number that was typed or sent; asks again where there is none. */
  async function take(visit: Visit, binding: BindingInvite, phone: string | null | undefined): Promise<void> {
    const { speech, wording } = visit;
    if (!isAdministrator(visit)) return stop(visit, binding, 'inviting.notYours');
    if (phone !== undefined && phone !== null) return bind(visit, binding, phone);
    const example = formatPhone(EXAMPLE, speech.locale);
    await visit.say(wording.html('inviting.number.unreadable', { example }), inline(leavingRow(visit)));
  }

  async function askWhich(visit: Visit, candidates: readonly PhoneCandidate[]): Promise<void> {
    const numbers = formatCandidates(candidates, visit.speech.locale);
    await visit.say(visit.wording.html('staff.number.doubtful', { numbers }), inline(leavingRow(visit)));
  }

  async function stop(visit: Visit, binding: BindingInvite, why: string): Promise<void> {
    await close(visit, binding);
    await visit.say(visit.wording.html(why), mainKeyboard(visit));
  }

  async function close(visit: Visit, { previewMessageId }: BindingInvite): Promise<void> {
    if (previewMessageId !== undefined) await messenger.removeButtons(visit.chatId, previewMessageId);
    visit.conversation = null;
  }

  /** Makes the link for the number in place of the one that was shown. */
  async function bind(visit: Visit, binding: BindingInvite, phone: string): Promise<void> {
    const { person, speech, wording } = visit;
    const { invite, linkMessageId } = binding;
    const bound = await invites.bind({ invite, phone, createdBy: person, now: speech.now });
    if (bound === undefined) return stop(visit, binding, 'inviting.number.over');
    await close(visit, binding);
    await visit.note('inviteMade');
    if (linkMessageId !== undefined) {
      await messenger.edit(visit.chatId, linkMessageId, wording.html('inviting.number.replaced'));
    }
    const { token, expiresAt, ...appointment } = bound;
    const shown = { who: whoIsInvited(visit, appointment), phone: formatPhone(phone, speech.locale) };
    await visit.say(
      inviteMessage(visit, {
        appointment,
        token,
        botUsername: options.botUsername(),
        title: wording.html('inviting.number.link', shown),
        use: wording.html('inviting.number.once', { deadline: wording.deadline(expiresAt) }),
      }),
      mainKeyboard(visit),
    );
  }
}
