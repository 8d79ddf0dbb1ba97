import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import { readyReason } from '../../../../../src/messages/notice/rejection.js';
import { findTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { defineStaffFlow, onlyForItsRequest, type StaffFeature } from '../../../feature.js';
import { isOldPreview } from '../../../preview.js';
import type { StaffMessage } from '../../../reception/incoming-action.js';
import type { AnotherRequest } from '../../../requests/another-request.js';
import { createBeginnings, OF_MANAGERS, OF_OPERATORS, type RequestActionOptions } from './beginning.js';
import { type RequestAction, readRequestAction } from './draft.js';
import type { RequestActionHandlers } from './handlers.js';
import type { RequestActionInput } from './step.js';

/**
 * What staff do with a request besides answering it: a question to the citizen, more time, passing it on, the
 * operators' actions on their queue, and the objection of a caller. Each is previewed.
 */
export function createRequestActionFeature(
  options: RequestActionOptions & {
    readonly proposing: RequestActionHandlers;
    readonly anotherRequest: AnotherRequest;
  },
): StaffFeature {
  const { proposing: handlers, anotherRequest } = options;
  const begin = createBeginnings(options, handlers);

  return {
    name: 'request-action',
    presses: {
      ask: (visit, [code]) => begin.asManager(visit, OF_MANAGERS.ask, code),
      extend: (visit, [code]) => begin.asManager(visit, OF_MANAGERS.extend, code),
      pass: (visit, [code]) => begin.asManager(visit, OF_MANAGERS.pass, code),
      order: (visit, [code]) => begin.asManager(visit, OF_MANAGERS.order, code),
      route: (visit, [code]) => begin.inOperatorQueue(visit, OF_OPERATORS.route, code),
      reject: (visit, [code]) => begin.inOperatorQueue(visit, OF_OPERATORS.reject, code),
      merge: (visit, [code]) => begin.inOperatorQueue(visit, OF_OPERATORS.merge, code),
      disapprove: (visit, [code]) => begin.asSupervisor(visit, code),
      callerObjects: (visit, [code]) => begin.forCaller(visit, code),
    },
    flows: [
      defineStaffFlow({
        name: 'proposal',
        read: readRequestAction,
        unfinished: ({ draft: { code, previewMessageId, text } }) => ({
          code,
          ...(previewMessageId === undefined ? {} : { askedAt: previewMessageId }),
          ...(text === undefined ? {} : { words: text }),
        }),
        presses: {
          hours: chosen(([, hours]) => ({ kind: 'hours', hours })),
          units: chosen(([, units]) => ({ kind: 'units', units })),
          unit: chosen(([, unit]) => ({ kind: 'unit', unit })),
          door: chosen(([, position]) => ({ kind: 'door', position })),
          groups: chosen(() => ({ kind: 'groups' })),
          group: chosen(([, group]) => ({ kind: 'group', group })),
          topic: chosen(([, category]) => ({ kind: 'topic', category })),
          subordinate: chosen(([, position]) => ({ kind: 'subordinate', position })),
          draftTime: chosen(([, time]) => ({ kind: 'draftTime', time })),
          foundPage: (visit, proposal, [page]) =>
            proposal.draft.found === undefined
              ? Promise.resolve(passed(visit.conversation))
              : takeInput(visit, proposal, { kind: 'foundPage', page }),
          noWord: chosen(() => ({ kind: 'noWord' })),
          noReason: chosen(() => ({ kind: 'noReason' })),
          readyReason: onlyForItsRequest<RequestAction, readonly [code: string, reason: string]>(
            async (visit, proposal, [, code]) => {
              const text = readyReason(code, visit.speech);
              return text === undefined
                ? passed(visit.conversation)
                : takeInput(visit, proposal, { kind: 'readyReason', code, text });
            },
          ),
          change: onlyForItsRequest(async (visit, proposal) =>
            (await isOldPreview(visit, shownAt(proposal)))
              ? done(visit.conversation)
              : takeInput(visit, proposal, { kind: 'change' }),
          ),
          send: onlyForItsRequest(async (visit, proposal) =>
            (await isOldPreview(visit, shownAt(proposal)))
              ? done(visit.conversation)
              : done(await handlers.send(visit, proposal)),
          ),
        },
        back: (visit, proposal) => takeInput(visit, proposal, { kind: 'back' }),
        async take(visit, proposal, act) {
          if (act.kind === 'press') return passed(visit.conversation);
          if (isAskedCode(proposal, act)) {
            const { text, messageId, at } = act;
            const typed = { kind: 'typed', text, messageId, at } as const;
            return takeInput(visit, { ...proposal, step: 'code' }, typed);
          }
          if (await anotherRequest.isMeant(visit, act)) return passed(visit.conversation);
          return takeMessage(visit, proposal, act);
        },
      }),
    ],
  };

  function chosen<Values extends readonly [code: string, ...rest: unknown[]]>(
    inputOf: (values: Values) => RequestActionInput,
  ) {
    return onlyForItsRequest<RequestAction, Values>((visit, proposal, values) =>
      takeInput(visit, proposal, inputOf(values)),
    );
  }

  async function takeInput(
    visit: Visit,
    proposal: RequestAction,
    input: RequestActionInput,
  ): Promise<FlowResult> {
    await visit.answerPress();
    return done(await handlers.take(visit, proposal, input));
  }

  async function takeMessage(visit: Visit, proposal: RequestAction, act: StaffMessage): Promise<FlowResult> {
    switch (act.kind) {
      case 'edit': {
        const { text = '', messageId } = act;
        if (messageId !== proposal.draft.words?.messageId) return passed(visit.conversation);
        return takeInput(visit, proposal, { kind: 'edited', text, messageId });
      }
      case 'text': {
        const { text, messageId, at } = act;
        return takeInput(visit, proposal, { kind: 'typed', text, messageId, at });
      }
      default:
        return done(await handlers.stay(visit, proposal, 'textOnly'));
    }
  }
}

/**
 * True for a tracking code that an operator types when asked which request another one is merged into: it is
 * an answer there, and opens nothing.
 */
function isAskedCode(
  { step, draft }: RequestAction,
  act: StaffMessage,
): act is Extract<StaffMessage, { kind: 'text' }> {
  if (act.kind !== 'text' || (step !== 'code' && draft.kind !== 'merge')) return false;
  const parsed = findTrackingCode(act.text);
  return parsed.ok || parsed.because !== 'notACode';
}

/** The message with the current buttons. */
function shownAt({ step, draft }: RequestAction): number | undefined {
  return step === 'preview' ? draft.previewMessageId : undefined;
}
