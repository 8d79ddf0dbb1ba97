import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import { isPhone } from '../../../../../src/text/phone.js';
import { parseTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { findUnfinished, setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { forOperators, isOperator } from '../../../permissions.js';
import type { StaffAction, StaffMessage } from '../../../reception/incoming-action.js';
import { beginCall, type Call, readCall } from './conversation.js';
import type { CallInput } from './flow.js';
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
    return done(await handlers.ask(await setUnfinishedAside(visit), beginCall(messageIdOf(visit.act))));
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
        unfinished: ({ draft: { asked } }) => (asked === undefined ? {} : { askedAt: asked.messageId }),
        presses: {
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
    return done(
      input === undefined
        ? await handlers.stay(visit, open, 'wrongKind')
        : await handlers.take(visit, open, input),
    );
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

function messageIdOf(act: StaffAction): number {
  return act.messageId ?? 0;
}
