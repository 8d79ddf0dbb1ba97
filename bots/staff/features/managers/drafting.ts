import { done, type FlowResult } from '../../../../src/flows/flow.js';
import type { DraftAnswer } from '../../../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import type { StaffFeature } from '../../feature.js';
import { setUnfinishedAside } from '../../interruption.js';
import { refusePress, type StaffRefusal } from '../../refusals.js';
import type { Access, OpenedRequest } from '../../requests/access.js';
import { dryRun } from '../../requests/dry-run.js';
import { beginAnswer, beginFromDraft } from './answer/draft.js';
import type { AnswerHandlers } from './answer/handlers.js';

/** Placeholder words, to check in advance whether the real ones would be refused. */
const SOME_WORDS = 'letters and words';

/** Drafts: written by a position that had the request, sent by the current owner in their own name. */
export function createDraftingFeature(options: {
  readonly access: Access;
  readonly answering: AnswerHandlers;
}): StaffFeature {
  const { access, answering: handlers } = options;
  return {
    name: 'drafting',
    presses: {
      async draft(visit, [code]) {
        const opened = await access.open(visit, code);
        if (opened === undefined) return done(visit.conversation);
        const { request, position } = opened;
        const decision = dryRun(visit, request, position, {
          type: 'draftAnswer',
          outcome: { kind: 'done' },
          text: SOME_WORDS,
        });
        if (!decision.ok) return refuse(visit, decision.refusal);
        await visit.answerPress();
        const begun = beginAnswer({ code, position, isForOwner: true });
        return done(await handlers.ask(await setUnfinishedAside(visit), begun, { isNamed: true }));
      },
      async useDraft(visit, [code, seq]) {
        const found = await draftOf(visit, code, seq);
        if (found === undefined) return done(visit.conversation);
        const { opened, draft } = found;
        const { request, position } = opened;
        // Missing parts, such as a new day for a promised one that has passed, are asked for while it is
        // changed.
        const decision = dryRun(visit, request, position, {
          type: 'answer',
          outcome: { kind: 'done' },
          text: draft.text,
          attachments: [],
        });
        if (!decision.ok) return refuse(visit, decision.refusal);
        await visit.answerPress();
        return done(
          await handlers.ask(await setUnfinishedAside(visit), beginFromDraft({ code, position }, draft)),
        );
      },
    },
  };

  /** The draft that a button names, while it is the newest of its position and the answer is due. */
  async function draftOf(
    visit: Visit,
    code: TrackingCode,
    seq: number,
  ): Promise<{ readonly opened: OpenedRequest; readonly draft: DraftAnswer } | undefined> {
    const opened = await access.open(visit, code);
    if (opened === undefined) return undefined;
    const event = opened.events.find((one) => one.seq === seq);
    const draft =
      event?.type === 'answerDrafted'
        ? opened.request.drafts.find(
            ({ at, position }) => position === event.position && at.getTime() === event.at.getTime(),
          )
        : undefined;
    if (draft !== undefined) return { opened, draft };
    await visit.answerPress(visit.wording.plain('draft.gone'));
    return undefined;
  }
}

async function refuse(visit: Visit, refusal: StaffRefusal): Promise<FlowResult> {
  await refusePress(visit, refusal);
  return done(visit.conversation);
}
