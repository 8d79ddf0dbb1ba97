import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import { dayFromToday } from '../../../../../src/flows/typed-day.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import { DAY_MS } from '../../../../../src/requests/lifecycle/rules.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { markChosen, pressedMessage } from '../../../edit-message.js';
import { defineStaffFlow, onlyForItsRequest, type StaffFeature } from '../../../feature.js';
import { setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { isOldPreview } from '../../../preview.js';
import { refusePress } from '../../../refusals.js';
import type { Access } from '../../../requests/access.js';
import type { AnotherRequest } from '../../../requests/another-request.js';
import { dryRun } from '../../../requests/dry-run.js';
import { beginPromise, type KeepingPromise, type PromiseInput, readKeepingPromise } from './flow.js';
import { createPromiseHandlers } from './handlers.js';

/** On the promised day: the manager says that it is done, or names a new day, and the citizen is told. */
export function createPromiseFeature(
  options: FeatureOptions & { readonly access: Access; readonly anotherRequest: AnotherRequest },
): StaffFeature {
  const { access, anotherRequest } = options;
  const handlers = createPromiseHandlers(options);

  return {
    name: 'promise',
    presses: {
      promiseKept: (visit, [code]) => begin(visit, code, true),
      promiseMoved: (visit, [code]) => begin(visit, code, false),
    },
    flows: [
      defineStaffFlow({
        name: 'promise',
        read: readKeepingPromise,
        unfinished: ({ draft: { code, previewMessageId, text } }) => ({
          code,
          ...(previewMessageId === undefined ? {} : { askedAt: previewMessageId }),
          ...(text === undefined ? {} : { words: text }),
        }),
        presses: {
          day: onlyForItsRequest((visit, keeping, [, days]) => chooseDay(visit, keeping, days)),
          change: onlyForItsRequest(async (visit, keeping) =>
            (await isOldPreview(visit, shownAt(keeping)))
              ? done(visit.conversation)
              : takeInput(visit, keeping, { kind: 'change' }),
          ),
          send: onlyForItsRequest(async (visit, keeping) =>
            (await isOldPreview(visit, shownAt(keeping)))
              ? done(visit.conversation)
              : done(await handlers.send(visit, keeping)),
          ),
        },
        back: (visit, keeping) => takeInput(visit, keeping, { kind: 'back' }),
        async take(visit, keeping, act) {
          if (act.kind === 'press' || (await anotherRequest.isMeant(visit, act))) {
            return passed(visit.conversation);
          }
          if (act.kind === 'text') {
            const { text, messageId, at } = act;
            return takeInput(visit, keeping, { kind: 'typed', text, messageId, at });
          }
          if (act.kind === 'edit') {
            const { text = '', messageId } = act;
            return messageId === keeping.draft.words?.messageId
              ? takeInput(visit, keeping, { kind: 'edited', text, messageId })
              : passed(visit.conversation);
          }
          await visit.say(visit.wording.html('promise.textOnly'));
          return done(visit.conversation);
        },
      }),
    ],
  };

  async function begin(visit: Visit, code: TrackingCode, kept: boolean): Promise<FlowResult> {
    const opened = await access.open(visit, code);
    if (opened === undefined) return done(visit.conversation);
    const { request, position } = opened;
    const decision = dryRun(visit, request, position, likely(visit, kept));
    if (!decision.ok) {
      await refusePress(visit, decision.refusal);
      return done(visit.conversation);
    }
    await visit.answerPress();
    const messageId = pressedMessage(visit);
    const asked = messageId === undefined ? {} : { askedMessageId: messageId };
    const begun = beginPromise({ code, position, kept, ...asked });
    return done(await handlers.ask(await setUnfinishedAside(visit), begun));
  }

  async function chooseDay(visit: Visit, keeping: KeepingPromise, days: number): Promise<FlowResult> {
    await visit.answerPress();
    const { wording } = visit;
    const chosen = dayFromToday(days, visit.speech);
    if (chosen.ok) {
      const values = { code: wording.code(keeping.draft.code), day: wording.day(chosen.day) };
      await markChosen(visit, wording.html('promise.chosen', values));
    }
    return takeInput(visit, keeping, { kind: 'day', days });
  }

  async function takeInput(visit: Visit, keeping: KeepingPromise, input: PromiseInput): Promise<FlowResult> {
    await visit.answerPress();
    return done(await handlers.take(visit, keeping, input));
  }
}

/** A sample of the command that this will become, to see whether it would be refused. */
function likely({ speech }: Visit, kept: boolean): ChangeCommand {
  return kept
    ? { type: 'confirmPromise', kept }
    : { type: 'confirmPromise', kept, day: new Date(speech.now.getTime() + DAY_MS) };
}

/** The message with the current buttons. */
function shownAt({ step, draft }: KeepingPromise): number | undefined {
  return step === 'confirm' ? draft.previewMessageId : undefined;
}
