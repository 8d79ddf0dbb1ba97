import { assertNever } from '../../../../../src/assert-never.js';
import { endCallbacksAfterRating } from '../../../../../src/callbacks/end-after-rating.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { evolve } from '../../../../../src/requests/lifecycle/evolve.js';
import { isOpen, type Request } from '../../../../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../../../../src/requests/request-store.js';
import type { Visit } from '../../../context.js';
import { choicesInWords } from '../../../day-choices.js';
import { editPressed, showInPlace } from '../../../edit-message.js';
import { giveUpUnfinished } from '../../../interruption.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { mayActAs, whyNotAs } from '../../../permissions.js';
import { createPreviews, previewButtons, showPreview } from '../../../preview.js';
import { refusalText, type StaffRefusal } from '../../../refusals.js';
import { dryRun } from '../../../requests/dry-run.js';
import type { QueueClaims } from '../../../requests/queue-claims.js';
import type { SentKind } from '../../../sent-messages.js';
import { refusalOfRating } from '../../operators/caller-rating/refusing.js';
import { actAs, whyNotSupervisor } from './acting.js';
import { commandOf, destinationsOf } from './command.js';
import {
  beginRequestAction,
  keepRequestAction,
  type RequestAction,
  type RequestActionDraft,
} from './draft.js';
import { takeRequestActionTurn } from './flow.js';
import { type Asking, buttonsOf, questionOf } from './questions.js';
import { confirmAction, describeForStaff, mainEvent, titleForCitizen } from './showing.js';
import type { RequestActionInput, RequestActionProblem } from './step.js';

/** What the words of each action become; routing and merging have none. */
const SENT_AS: Readonly<Record<RequestActionDraft['kind'], SentKind>> = {
  question: 'question',
  rejection: 'rejection',
  draftRequest: 'order',
  objection: 'words',
  extension: 'reason',
  refusal: 'reason',
  referral: 'reason',
  disapproval: 'reason',
  routing: 'reason',
  merge: 'reason',
};

/**
 * Carries out the results of somebody's actions while they prepare a request action; each resolves to the
 * next conversation.
 */
export interface RequestActionHandlers {
  /** Asks the question of the step, or shows what would happen. */
  ask(visit: Visit, proposal: RequestAction): Promise<Conversation | null>;
  take(visit: Visit, proposal: RequestAction, input: RequestActionInput): Promise<Conversation | null>;
  /** Says why something cannot be accepted; the step stays. */
  stay(
    visit: Visit,
    proposal: RequestAction,
    problem: RequestActionProblem | 'textOnly',
  ): Promise<Conversation>;
  send(visit: Visit, proposal: RequestAction): Promise<Conversation | null>;
}

/** The handlers on the stores. */
export function createRequestActionHandlers(
  options: FeatureOptions & { readonly queueClaims: QueueClaims },
): RequestActionHandlers {
  const { requests, queueClaims, callbacks } = options;
  const writePreview = createPreviews(options);

  async function ask(visit: Visit, proposal: RequestAction): Promise<Conversation | null> {
    const { draft } = proposal;
    const stored = await requests.find(draft.code);
    if (stored === undefined) return refuse(visit, draft, { code: 'notFound' });
    if (!isAsking(proposal)) return preview(visit, proposal, stored);
    const { previewMessageId: _shown, ...rest } = draft;
    await visit.takeButtons(draft.previewMessageId);
    const page = { html: questionOf(visit, proposal), markup: buttonsOf(visit, proposal, stored.request) };
    const isTurning = visit.act.kind === 'press' && visit.act.press?.action === 'foundPage';
    if (isTurning) await showInPlace(visit, page);
    else await visit.say(page.html, page.markup);
    return keepRequestAction({ step: proposal.step, draft: rest });
  }

  async function preview(
    visit: Visit,
    { draft }: RequestAction,
    stored: StoredRequest,
  ): Promise<Conversation | null> {
    const { code, position } = draft;
    const command = commandOf(draft, destinationsOf(visit, stored));
    if (command === undefined) return ask(visit, beginRequestAction(draft));
    const other = await openRequestNamedIn(draft);
    if (draft.into !== undefined && other === undefined) {
      const { into: _into, ...rest } = draft;
      return stay(visit, { step: 'code', draft: rest }, 'noSuchCode');
    }
    const decision = dryRun(actAs(visit, draft), stored.request, position, command, other);
    if (!decision.ok) return refuse(visit, draft, exactly(draft, stored.request, decision.refusal));
    const event = mainEvent(decision.events);
    if (event === undefined) return visit.conversation;
    const title = titleForCitizen(visit, draft);
    const request = decision.events.reduce(evolve, stored.request);
    const messages =
      title === undefined
        ? [describeForStaff(visit, draft, event)]
        : await writePreview(visit, { request, event, title });
    await visit.takeButtons(draft.previewMessageId);
    const shown = await showPreview(visit, messages, previewButtons(visit, code, true));
    const { previewMessageId: _old, ...rest } = draft;
    const next = { ...rest, ...(shown === undefined ? {} : { previewMessageId: shown }) };
    return keepRequestAction({ step: 'preview', draft: next });
  }

  /** The second request that an action names, as long as it is open. */
  async function openRequestNamedIn({ into }: RequestActionDraft): Promise<Request | undefined> {
    if (into === undefined) return undefined;
    const found = (await requests.find(into))?.request;
    return found !== undefined && isOpen(found) ? found : undefined;
  }

  async function stay(
    visit: Visit,
    proposal: RequestAction,
    problem: RequestActionProblem | 'textOnly' | 'noSuchCode',
    times: readonly Date[] = [],
  ): Promise<Conversation> {
    const stored = await requests.find(proposal.draft.code);
    await visit.say(
      visit.wording.html(`proposal.problem.${problem}`, {
        times: choicesInWords(visit, times.map(visit.wording.deadline)),
      }),
      stored !== undefined && isAsking(proposal) ? buttonsOf(visit, proposal, stored.request) : undefined,
    );
    return keepRequestAction(proposal);
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: sending is one sequence, and each check leaves it in its own way.
  async function send(visit: Visit, { draft }: RequestAction): Promise<Conversation | null> {
    const { code, position, askedMessageId } = draft;
    const stored = await requests.find(code);
    const refusal = await whyNot(visit, draft);
    if (refusal !== undefined) return refuse(visit, draft, refusal);
    if (stored === undefined) return refuse(visit, draft, { code: 'notFound' });
    const command = commandOf(draft, destinationsOf(visit, stored));
    if (command === undefined) return ask(visit, beginRequestAction(draft));
    const result = await requests.execute(code, { command, ...actAs(visit, draft).orderAs(position) });
    await visit.answerPress();
    if (!result.ok) {
      const { request } = 'request' in result ? result : stored;
      return refuse(visit, draft, exactly(draft, request, result.refusal));
    }
    visit.sent.note(SENT_AS[draft.kind], code, [draft.words?.messageId]);
    const [first] = result.events;
    if (draft.kind === 'objection' && first !== undefined)
      await endCallbacksAfterRating(callbacks, result.request, first);
    if (position === undefined) await queueClaims.release(visit, code);
    await visit.takeButtons(askedMessageId);
    const done = joinParagraphs(
      confirmAction(visit, draft, mainEvent(result.events)),
      visit.wording.quote(draft.text ?? ''),
    );
    if (await editPressed(visit, done)) return null;
    await visit.takeButtons(draft.previewMessageId);
    await visit.say(done, mainKeyboard(visit));
    return null;
  }

  async function whyNot(
    visit: Visit,
    { kind, code, position }: RequestActionDraft,
  ): Promise<StaffRefusal | undefined> {
    if (kind === 'disapproval') return whyNotSupervisor(visit);
    if (!mayActAs(visit, position)) return whyNotAs(position);
    return position === undefined ? queueClaims.whyNot(visit, code) : undefined;
  }

  /** Says why it cannot be done, and returns its words. */
  async function refuse(visit: Visit, draft: RequestActionDraft, refusal: StaffRefusal): Promise<null> {
    const { wording } = visit;
    await visit.takeButtons(draft.previewMessageId);
    await visit.say(
      joinParagraphs(
        wording.html(...refusalText(refusal, visit)),
        draft.text === undefined
          ? undefined
          : joinLines(wording.html('proposal.yourText'), wording.quote(draft.text)),
      ),
      mainKeyboard(visit),
    );
    return null;
  }

  return {
    ask,
    send,
    stay,
    async take(visit, proposal, input) {
      const { draft } = proposal;
      const stored = await requests.find(draft.code);
      const refusal = await whyNot(visit, draft);
      if (refusal !== undefined) return refuse(visit, draft, refusal);
      if (stored === undefined) return refuse(visit, draft, { code: 'notFound' });
      const turn = takeRequestActionTurn(proposal, input, destinationsOf(visit, stored));
      switch (turn.kind) {
        case 'ask':
          return ask(visit, turn.proposal);
        case 'quiet':
          return keepRequestAction(turn.proposal);
        case 'stay':
          return stay(visit, turn.proposal ?? proposal, turn.problem, turn.times);
        case 'send':
          return send(visit, turn.proposal);
        case 'leave':
          return giveUpUnfinished(visit);
        default:
          return assertNever(turn);
      }
    },
  };
}

function isAsking(proposal: RequestAction): proposal is Asking {
  return proposal.step !== 'preview';
}

/** Why it cannot be done; for an objection, the judgement that a colleague has recorded in the meantime. */
function exactly({ kind }: RequestActionDraft, request: Request, refusal: StaffRefusal): StaffRefusal {
  return kind === 'objection' ? refusalOfRating(request, refusal) : refusal;
}
