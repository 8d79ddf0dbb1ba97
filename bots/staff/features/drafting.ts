import { Composer } from 'telegraf';
import { answerFromDraft, beginAnswer } from '../../../src/conversations/answer-draft.js';
import type { Access } from '../access.js';
import type { StaffContext, Visit } from '../context.js';
import type { FeatureOptions } from '../options.js';
import { refusalText, type StaffRefusal } from '../refusals.js';
import { rehearse } from '../rehearsal.js';
import { onPress } from '../routing.js';
import { setAside } from '../unfinished.js';
import { createTurns } from './answer/turns.js';

/** Words that stand for those that are to come, to see whether they would be refused. */
const SOME_WORDS = 'پاسخ کار';

/** Drafts: written by a position that had the request, sent by whoever has it now in his own name. */
export function drafting(options: FeatureOptions & { readonly access: Access }): Composer<StaffContext> {
  const { access, messenger } = options;
  const turns = createTurns(options);
  return new Composer<StaffContext>(
    onPress('draft', async (visit, [code]) => {
      const opened = await access.open(visit, code);
      if (opened === undefined) return;
      const { request, position } = opened;
      const decision = rehearse(visit, request, position, {
        type: 'draftAnswer',
        outcome: { kind: 'done' },
        text: SOME_WORDS,
      });
      if (!decision.ok) return refuse(visit, decision.refusal);
      await visit.answerPress();
      await setAside(visit, messenger);
      await turns.ask(visit, beginAnswer({ code, position, isForOwner: true }), { isNamed: true });
    }),
    onPress('useDraft', async (visit, [code, seq]) => {
      const opened = await access.open(visit, code);
      if (opened === undefined) return;
      const { request, events, position } = opened;
      const event = events.find((one) => one.seq === seq);
      const draft =
        event?.type === 'answerDrafted'
          ? request.drafts.find(({ at }) => at.getTime() === event.at.getTime())
          : undefined;
      if (draft === undefined) {
        await visit.answerPress(visit.wording.plain('draft.gone'));
        return;
      }
      const decision = rehearse(visit, request, position, {
        type: 'answer',
        outcome: { kind: 'done' },
        text: draft.text,
        attachments: [],
      });
      if (!decision.ok) return refuse(visit, decision.refusal);
      await visit.answerPress();
      await setAside(visit, messenger);
      await turns.ask(visit, answerFromDraft({ code, position }, draft));
    }),
  );
}

async function refuse(visit: Visit, refusal: StaffRefusal): Promise<void> {
  await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
}
