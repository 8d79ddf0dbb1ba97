import { wordsOf } from '../../../../../src/filing/draft.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import { WORDS_A_MESSAGE } from '../../../../../src/messages/message-parts.js';
import { truncateText } from '../../../../../src/text/persian.js';
import { isPhone } from '../../../../../src/text/phone.js';
import { parseTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { findUnfinished, setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { forOperators, isOperator } from '../../../permissions.js';
import type { StaffAction, StaffMessage } from '../../../reception/incoming-action.js';
import { beginCall, beginWithHeld, type Call, readCall } from './conversation.js';
import type { CallInput } from './flow.js';
import { type Forward, typedForHeld } from './forwards.js';
import { createCallHandlers } from './handlers.js';
import { receiveInCall } from './input.js';

/**
 * «تماس تازه»: an operator turns a call into a request while the caller is on the line. A message forwarded
 * to the bot while nothing else is open begins one as well.
 */
export function createCallFeature(options: FeatureOptions): StaffFeature {
  const { attachments } = options;
  const handlers = createCallHandlers(options);
  const begin = forOperators<[]>(async (visit) => {
    await visit.answerPress();
    const held = readCall(visit.conversation)?.held;
    const call = held === undefined ? beginCall(messageIdOf(visit.act)) : beginWithHeld(held);
    return done(await handlers.ask(await setUnfinishedAside(visit), call));
  });

  return {
    name: 'call',
    keywords: [
      {
        word: 'call',
        command: 'call.command',
        may: isOperator,
        button: { text: 'call.button.call', place: { row: 'calls', at: 1 } },
        ask: begin,
      },
    ],
    presses: { call: (visit) => begin(visit) },
    flows: [
      defineStaffFlow({
        name: 'call',
        read: readCall,
        unfinished: ({ draft }) => ({
          ...(draft.asked === undefined ? {} : { askedAt: draft.asked.messageId }),
          words: truncateText(wordsOf(draft), WORDS_A_MESSAGE),
        }),
        presses: {
          callForward: forHeld(async (visit, open, way) => {
            await visit.answerPress();
            return done(
              await (way === 'join' ? handlers.join(visit, open) : handlers.beginAnew(visit, open)),
            );
          }),
          callNoNumber: chosen(() => ({ kind: 'caller', caller: { phone: null } })),
          callTopic: chosen((_open, [category]) => ({ kind: 'category', category })),
          callGroups: chosen(() => ({ kind: 'groups' })),
          callGroup: chosen((_open, [group]) => ({ kind: 'group', group })),
          callDistrict: chosen((_open, [district], visit) => districtTyped(visit, district)),
          callSays: chosen((_open, [what], { wording }) =>
            typed(
              wording.plain(what === 'noPlace' ? 'filing.button.noPlace' : 'filing.button.unknownDistrict'),
            ),
          ),
          callChange: chosen((_open, [field]) => ({ kind: 'change', field })),
          callSame: chosen((_open, [code]) => ({ kind: 'same', code })),
          callDifferent: chosen(() => ({ kind: 'different' })),
          callRegister: chosen(({ draft }, [code]) =>
            code === draft.code ? { kind: 'register' } : undefined,
          ),
        },
        back: forOperators(async (visit, open) =>
          visit.act.kind === 'press' && !isAsked(visit, open)
            ? passed(visit.conversation)
            : takeInput(visit, open, { kind: 'back' }),
        ),
        take: forOperators(async (visit, open, act) =>
          act.kind === 'press' || isForOthers(visit, act, open)
            ? passed(visit.conversation)
            : takeMessage(visit, open, act),
        ),
      }),
    ],
    /** A call may begin with its subject: the person who asks for it did not send the message. */
    async take(visit, act) {
      return act.kind !== 'press' && mayBegin(visit)
        ? takeMessage(visit, beginCall(messageIdOf(act)), act)
        : passed(visit.conversation);
    },
  };

  /** A button below the question what a forwarded message belongs to. */
  function forHeld(carryOut: (visit: Visit, open: Call, way: 'join' | 'anew') => Promise<FlowResult>) {
    return forOperators<[open: Call, values: readonly ['join' | 'anew']]>(async (visit, open, [way]) =>
      open.held !== undefined && pressedMessage(visit) === open.held.askedAt
        ? carryOut(visit, open, way)
        : passed(visit.conversation),
    );
  }

  /** A button below the open question, with its text. */
  function chosen<Values extends readonly unknown[]>(
    inputOf: (open: Call, values: Values, visit: Visit) => CallInput | undefined,
  ) {
    return forOperators<[open: Call, values: Values]>(async (visit, open, values) => {
      const input = isAsked(visit, open) ? inputOf(open, values, visit) : undefined;
      return input === undefined ? passed(visit.conversation) : takeInput(visit, open, input);
    });
  }

  async function takeInput(visit: Visit, open: Call, input: CallInput): Promise<FlowResult> {
    await visit.answerPress();
    return done(await handlers.take(visit, open, input));
  }

  async function takeMessage(visit: Visit, open: Call, act: StaffMessage): Promise<FlowResult> {
    const input = await receiveInCall(act, attachments, visit.person, visit.organization);
    // An edited message without words says nothing of the request.
    if (input === undefined && act.kind === 'edit') return passed(visit.conversation);
    if (input === undefined) return done(await handlers.stay(visit, open, 'wrongKind'));
    if (input.kind === 'typed' && input.isForwarded !== true && open.held !== undefined) {
      const way = typedForHeld(input.text);
      if (way === 'join') return done(await handlers.join(visit, open));
      if (way === 'anew') return done(await handlers.beginAnew(visit, open));
    }
    return done(await handlers.take(visit, open, input, forwardIn(act)));
  }
}

function isAsked(visit: Visit, { draft }: Call): boolean {
  return pressedMessage(visit) === draft.asked?.messageId;
}

/** The text of a button as if it had been typed; it belongs to no message. */
function typed(text: string): CallInput {
  return { kind: 'typed', text, messageId: 0 };
}

function districtTyped({ organization, speech }: Visit, code: string): CallInput | undefined {
  const district = organization.districts.find((unit) => unit.code === code);
  return district === undefined ? undefined : typed(organization.title(district, speech.locale));
}

/** True for an operator's forwarded message, or their own file, while nothing else is open. */
function mayBegin(visit: Visit): boolean {
  const { act } = visit;
  if (!isOperator(visit) || findUnfinished(visit) !== undefined) return false;
  if (act.kind === 'press' || act.kind === 'edit' || act.replyTo !== undefined) return false;
  const isOfUse = act.kind !== 'other' || act.point !== undefined || act.contact !== undefined;
  return isOfUse && (act.isForwarded === true || act.kind === 'file');
}

/** True for a word that begins something else, an unknown command, and a tracking code to be looked up. */
function isForOthers({ organization }: Visit, act: StaffMessage, { step }: Call): boolean {
  if (act.kind !== 'text' || act.isForwarded === true) return false;
  if (act.word !== undefined) return true;
  if (act.text.startsWith('/')) return true;
  const isNumber = step === 'number' && isPhone(act.text, organization);
  return parseTrackingCode(act.text).ok && !isNumber;
}

/** Who wrote a message that was passed on, and when that was; a contact that is passed on says who calls. */
function forwardIn(act: StaffMessage): Forward | undefined {
  if (act.kind === 'edit' || act.isForwarded !== true) return undefined;
  if (act.kind === 'other' && act.contact !== undefined) return undefined;
  return { writer: act.writer ?? '', at: act.at };
}

function messageIdOf(act: StaffAction): number {
  return act.messageId ?? 0;
}
