import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { AuditedAct } from '../../../../../src/audit/audit-store.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { markChosen } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { ASKING, keepSetup, type Setup, type SetupDraft } from './flow.js';
import { createPlans, type Plan } from './plans.js';
import { questionOfDraft } from './questions.js';

/**
 * Carries out the results of an administrator's actions while they change the city; each resolves to the next
 * conversation.
 */
export interface SetupHandlers {
  /** Asks for what is missing, or shows what would change. */
  go(visit: Visit, draft: SetupDraft): Promise<Conversation | null>;
  /** Says why something cannot be accepted; the step stays. */
  stay(visit: Visit, setup: Setup, html: string, markup?: InlineKeyboardMarkup): Promise<Conversation>;
  /** Asks again for the input of the preview. */
  askAgain(visit: Visit, draft: SetupDraft): Promise<Conversation>;
  /**
   * Makes the change that was previewed, unless the city has changed since: then the new effect is previewed.
   */
  apply(visit: Visit, draft: SetupDraft): Promise<Conversation | null>;
}

/** The handlers on the stores. */
export function createSetupHandlers(options: FeatureOptions): SetupHandlers {
  const { chatWriter, organization } = options;
  const makePlan = createPlans(options);

  async function askAgain(visit: Visit, draft: SetupDraft): Promise<Conversation> {
    const bare = withoutAnswer(draft);
    await visit.takeButtons(draft.previewMessageId);
    const { html, markup } = await questionOfDraft(visit, bare, organization);
    await visit.say(html, markup);
    return keepSetup({ step: ASKING[bare.kind], draft: bare });
  }

  async function show(
    visit: Visit,
    draft: SetupDraft,
    plan: Extract<Plan, { kind: 'ready' }>,
  ): Promise<Conversation> {
    const { wording } = visit;
    await visit.takeButtons(draft.previewMessageId);
    const apply = inlineButton(wording.plain('setup.button.apply'), staffButtons.pack('applyCity'));
    const { picture } = plan;
    if (picture !== undefined) await chatWriter.sendPicture(visit, picture.png, picture.caption);
    let shown: number | undefined;
    for (const [index, html] of plan.messages.entries()) {
      const isLast = index === plan.messages.length - 1;
      shown = await visit.say(html, isLast ? inlineKeyboard([apply], leavingRow(visit)) : undefined);
    }
    const { previewMessageId: _old, ...rest } = draft;
    return keepSetup({
      step: 'preview',
      draft: {
        ...rest,
        revision: plan.revision,
        ...(shown === undefined ? {} : { previewMessageId: shown }),
      },
    });
  }

  async function follow(visit: Visit, draft: SetupDraft, plan: Plan): Promise<Conversation | null> {
    switch (plan.kind) {
      case 'ready':
        return show(visit, draft, plan);
      case 'incomplete':
        return askAgain(visit, draft);
      case 'refused': {
        const bare = withoutAnswer(draft);
        await visit.takeButtons(draft.previewMessageId);
        for (const [index, html] of plan.messages.entries()) {
          const isLast = index === plan.messages.length - 1;
          await visit.say(html, isLast ? inlineKeyboard(leavingRow(visit)) : undefined);
        }
        if (plan.file !== undefined) await chatWriter.sendFile(visit, plan.file);
        return keepSetup({ step: ASKING[bare.kind], draft: bare });
      }
      case 'over':
        await visit.takeButtons(draft.previewMessageId);
        await visit.say(plan.message, mainKeyboard(visit));
        return null;
    }
  }

  return {
    askAgain,
    async go(visit, draft) {
      return follow(visit, draft, await makePlan(visit, draft));
    },
    async stay(visit, setup, html, markup) {
      await visit.say(html, markup ?? inlineKeyboard(leavingRow(visit)));
      return keepSetup(setup);
    },
    async apply(visit, draft) {
      const plan = await makePlan(visit, draft);
      const isAsShown = plan.kind === 'ready' && plan.revision === draft.revision;
      if (!isAsShown || !(await organization.replaceCity(plan))) {
        const now = plan.kind === 'ready' ? await makePlan(visit, draft) : plan;
        if (now.kind === 'ready') await visit.say(visit.wording.html('setup.changedMeanwhile'));
        return follow(visit, draft, now);
      }
      await visit.note(actOf(draft), undefined, subjectOf(draft));
      const done = visit.wording.html('setup.applied');
      await markChosen(visit, plan.messages.at(-1) ?? done);
      await visit.say(done, mainKeyboard(visit));
      return null;
    },
  };
}

function actOf(draft: SetupDraft): AuditedAct {
  switch (draft.kind) {
    case 'import':
      return 'cityImported';
    case 'edit':
      return 'cityEdited';
    case 'connection':
      return draft.connected ? 'unitConnected' : 'unitDisconnected';
  }
}

/** The codes that a draft changes; a file can change anything. */
function subjectOf(draft: SetupDraft): string | undefined {
  switch (draft.kind) {
    case 'import':
      return undefined;
    case 'edit':
      return `${draft.property} ${draft.code}`;
    case 'connection':
      return draft.unit;
  }
}

/** The draft without the answer to its question. */
function withoutAnswer(draft: SetupDraft): SetupDraft {
  switch (draft.kind) {
    case 'import':
      return { kind: 'import' };
    case 'edit': {
      const { kind, property, code } = draft;
      return { kind, property, code };
    }
    case 'connection': {
      const { kind, unit, connected } = draft;
      return { kind, unit, connected };
    }
  }
}
