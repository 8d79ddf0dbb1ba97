import { assertNever } from '../../../../src/assert-never.js';
import { endJudged } from '../../../../src/callbacks/end-after-rating.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import { evolve } from '../../../../src/requests/lifecycle/evolve.js';
import { isOpen, type Request } from '../../../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../../../src/requests/request-store.js';
import { mayActAs, noLongerHis } from '../../access.js';
import type { DeskAccess } from '../../claim.js';
import type { Visit } from '../../context.js';
import { rehearse } from '../../dry-run.js';
import { editPressed } from '../../edit-message.js';
import { mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { createPreviews, previewButtons, showPreview } from '../../preview.js';
import { refusalText, type StaffRefusal } from '../../refusals.js';
import { cancel } from '../../unfinished.js';
import { whyNotJudged } from '../caller-rating/refusing.js';
import { actingOn, whyNotSupervisor } from './acting.js';
import { commandOf, destinationsOf } from './command.js';
import { beginProposal, keepProposal, type Proposal, type ProposalDraft } from './draft.js';
import { takeProposalTurn } from './flow.js';
import { type Asking, buttonsOf, questionOf } from './questions.js';
import { mainEvent, shownToStaff, titleForCitizen, wordOfDone } from './showing.js';
import type { ProposalInput, ProposalProblem } from './step.js';

/** Carries out what follows from what somebody does while he proposes something. */
export interface ProposalTurns {
  /** Asks for what the step names, or shows what would happen. */
  ask(visit: Visit, proposal: Proposal): Promise<void>;
  take(visit: Visit, proposal: Proposal, input: ProposalInput): Promise<void>;
  /** Says why something cannot be taken; the step stays. */
  stay(visit: Visit, proposal: Proposal, problem: ProposalProblem | 'textOnly'): Promise<void>;
  send(visit: Visit, proposal: Proposal): Promise<void>;
}

/** The turns on the stores. */
export function createProposalTurns(
  options: FeatureOptions & { readonly deskAccess: DeskAccess },
): ProposalTurns {
  const { requests, messenger, deskAccess, callbacks } = options;
  const writePreview = createPreviews(options);

  async function ask(visit: Visit, proposal: Proposal): Promise<void> {
    const { draft } = proposal;
    const stored = await requests.find(draft.code);
    if (stored === undefined) return giveUp(visit, draft, { code: 'notFound' });
    if (!isAsking(proposal)) return preview(visit, proposal, stored);
    const { previewMessageId: _shown, ...rest } = draft;
    await takeButtons(visit, draft);
    visit.conversation = keepProposal({ step: proposal.step, draft: rest });
    await visit.say(questionOf(visit, proposal), buttonsOf(visit, proposal, stored.request));
  }

  async function preview(visit: Visit, { draft }: Proposal, stored: StoredRequest): Promise<void> {
    const { code, position } = draft;
    const command = commandOf(draft, destinationsOf(visit, stored));
    if (command === undefined) return ask(visit, beginProposal(draft));
    if (draft.into !== undefined && !(await isThereToJoin(draft.into))) {
      const { into: _into, ...rest } = draft;
      return stay(visit, { step: 'code', draft: rest }, 'noSuchCode');
    }
    const decision = rehearse(actingOn(visit, draft), stored.request, position, command);
    if (!decision.ok) return giveUp(visit, draft, exactly(draft, stored.request, decision.refusal));
    const event = mainEvent(decision.events);
    if (event === undefined) return;
    const title = titleForCitizen(visit, draft);
    const request = decision.events.reduce(evolve, stored.request);
    const messages =
      title === undefined
        ? [shownToStaff(visit, draft, event)]
        : await writePreview(visit, { request, event, title });
    await takeButtons(visit, draft);
    const shown = await showPreview(visit, messages, previewButtons(visit, code, true));
    const { previewMessageId: _old, ...rest } = draft;
    const next = { ...rest, ...(shown === undefined ? {} : { previewMessageId: shown }) };
    visit.conversation = keepProposal({ step: 'preview', draft: next });
  }

  async function isThereToJoin(code: ProposalDraft['code']): Promise<boolean> {
    const other = await requests.find(code);
    return other !== undefined && isOpen(other.request);
  }

  async function stay(
    visit: Visit,
    proposal: Proposal,
    problem: ProposalProblem | 'textOnly' | 'noSuchCode',
  ): Promise<void> {
    const stored = await requests.find(proposal.draft.code);
    visit.conversation = keepProposal(proposal);
    await visit.say(
      visit.wording.html(`proposal.problem.${problem}`),
      stored !== undefined && isAsking(proposal) ? buttonsOf(visit, proposal, stored.request) : undefined,
    );
  }

  async function send(visit: Visit, { draft }: Proposal): Promise<void> {
    const { code, position, askedMessageId } = draft;
    const stored = await requests.find(code);
    const refusal = await whyNot(visit, draft);
    if (refusal !== undefined) return giveUp(visit, draft, refusal);
    if (stored === undefined) return giveUp(visit, draft, { code: 'notFound' });
    const command = commandOf(draft, destinationsOf(visit, stored));
    if (command === undefined) return ask(visit, beginProposal(draft));
    const outcome = await requests.execute(code, { command, ...actingOn(visit, draft).orderAs(position) });
    await visit.answerPress();
    if (!outcome.ok) {
      const { request } = 'request' in outcome ? outcome : stored;
      return giveUp(visit, draft, exactly(draft, request, outcome.refusal));
    }
    visit.conversation = null;
    const [first] = outcome.events;
    if (draft.kind === 'objection' && first !== undefined) await endJudged(callbacks, outcome.request, first);
    if (position === undefined) await deskAccess.release(visit, code);
    if (askedMessageId !== undefined) await messenger.removeButtons(visit.chatId, askedMessageId);
    const done = paragraphs(
      wordOfDone(visit, draft, mainEvent(outcome.events)),
      visit.wording.quote(draft.text ?? ''),
    );
    if (await editPressed(visit, messenger, done)) return;
    await takeButtons(visit, draft);
    await visit.say(done, mainKeyboard(visit));
  }

  async function whyNot(
    visit: Visit,
    { kind, code, position }: ProposalDraft,
  ): Promise<StaffRefusal | undefined> {
    if (kind === 'disapproval') return whyNotSupervisor(visit);
    if (!mayActAs(visit, position)) return noLongerHis(position);
    return position === undefined ? deskAccess.whyNot(visit, code) : undefined;
  }

  /** Says why it cannot be done, and gives its words back. */
  async function giveUp(visit: Visit, draft: ProposalDraft, refusal: StaffRefusal): Promise<void> {
    const { wording } = visit;
    await takeButtons(visit, draft);
    await visit.say(
      paragraphs(
        wording.html(...refusalText(refusal, visit)),
        draft.text === undefined
          ? undefined
          : lines(wording.html('proposal.yourText'), wording.quote(draft.text)),
      ),
      mainKeyboard(visit),
    );
    visit.conversation = null;
  }

  async function takeButtons({ chatId }: Visit, { previewMessageId }: ProposalDraft): Promise<void> {
    if (previewMessageId !== undefined) await messenger.removeButtons(chatId, previewMessageId);
  }

  return {
    ask,
    send,
    stay,
    async take(visit, proposal, input) {
      const { draft } = proposal;
      const stored = await requests.find(draft.code);
      const refusal = await whyNot(visit, draft);
      if (refusal !== undefined) return giveUp(visit, draft, refusal);
      if (stored === undefined) return giveUp(visit, draft, { code: 'notFound' });
      const turn = takeProposalTurn(proposal, input, destinationsOf(visit, stored));
      switch (turn.kind) {
        case 'ask':
          return ask(visit, turn.proposal);
        case 'quiet':
          visit.conversation = keepProposal(turn.proposal);
          return;
        case 'stay':
          return stay(visit, turn.proposal ?? proposal, turn.problem);
        case 'send':
          return send(visit, turn.proposal);
        case 'leave':
          return cancel(visit, messenger);
        default:
          return assertNever(turn);
      }
    },
  };
}

function isAsking(proposal: Proposal): proposal is Asking {
  return proposal.step !== 'preview';
}

/** Why it cannot be done; of an objection, what a colleague has noted meanwhile. */
function exactly({ kind }: ProposalDraft, request: Request, refusal: StaffRefusal): StaffRefusal {
  return kind === 'objection' ? whyNotJudged(request, refusal) : refusal;
}
