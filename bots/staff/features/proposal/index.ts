import { Composer, type MiddlewareFn } from 'telegraf';
import { beginProposal, type Proposal, readProposal } from '../../../../src/conversations/proposal.js';
import type { ProposalInput } from '../../../../src/conversations/proposing-turn.js';
import { subordinatesOf } from '../../../../src/organization/subordinates.js';
import { isReferral, ownedReferral } from '../../../../src/requests/lifecycle/decision.js';
import { LEAST_WORDS_OF_REASON } from '../../../../src/requests/lifecycle/rules.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import { parseTrackingCode } from '../../../../src/text/tracking-code.js';
import type { Access, OpenedRequest } from '../../access.js';
import type { StaffContext, Visit } from '../../context.js';
import type { DeskAccess } from '../../desk-access.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText, type StaffRefusal } from '../../refusals.js';
import { rehearse } from '../../rehearsal.js';
import { type Next, onPress } from '../../routing.js';
import { setAside } from '../../unfinished.js';
import { actingOn, whyNotSupervisor } from './acting.js';
import { createProposalTurns } from './turns.js';

export interface ProposalOptions extends FeatureOptions {
  readonly access: Access;
  readonly deskAccess: DeskAccess;
}

/** The managers' acts besides answering, by their buttons. */
const OF_MANAGERS = {
  ask: 'question',
  extend: 'extension',
  pass: 'referral',
  order: 'draftRequest',
} as const;
/** What operators do with a request of their desk. */
const OF_OPERATORS = { route: 'routing', reject: 'rejection', merge: 'merge' } as const;
/** Words that stand for those that are to come, to see whether they would be refused. */
const SOME_WORDS = '…';
const SOME_LETTER = 'ا';

/**
 * What staff do with a request besides answering it: a question to the citizen, more time, passing on what is
 * not theirs, and what the operators do at their desk. Each is shown before it happens.
 */
export function proposals(options: ProposalOptions): Composer<StaffContext> {
  const { access, deskAccess, messenger, requests } = options;
  const turns = createProposalTurns(options);
  const composer = new Composer<StaffContext>();

  for (const action of ['ask', 'extend', 'pass', 'order'] as const) {
    composer.use(onPress(action, (visit, [code]) => beginAsManager(visit, OF_MANAGERS[action], code)));
  }
  for (const action of ['route', 'reject', 'merge'] as const) {
    composer.use(onPress(action, (visit, [code]) => beginAtDesk(visit, OF_OPERATORS[action], code)));
  }
  composer.use(onPress('disapprove', (visit, [code]) => beginAsSupervisor(visit, code)));

  composer.use(
    onPress('hours', (visit, [code, hours], next) => takePress(visit, code, { kind: 'hours', hours }, next)),
    onPress('units', (visit, [code, units], next) => takePress(visit, code, { kind: 'units', units }, next)),
    onPress('unit', (visit, [code, unit], next) => takePress(visit, code, { kind: 'unit', unit }, next)),
    onPress('door', (visit, [code, position], next) =>
      takePress(visit, code, { kind: 'door', position }, next),
    ),
    onPress('groups', (visit, [code], next) => takePress(visit, code, { kind: 'groups' }, next)),
    onPress('group', (visit, [code, group], next) => takePress(visit, code, { kind: 'group', group }, next)),
    onPress('topic', (visit, [code, category], next) =>
      takePress(visit, code, { kind: 'topic', category }, next),
    ),
    onPress('subordinate', (visit, [code, position], next) =>
      takePress(visit, code, { kind: 'subordinate', position }, next),
    ),
    onPress('draftTime', (visit, [code, time], next) =>
      takePress(visit, code, { kind: 'draftTime', time }, next),
    ),
    onPress('noWord', (visit, [code], next) => takePress(visit, code, { kind: 'noWord' }, next)),
    onPress('noReason', (visit, [code], next) => takePress(visit, code, { kind: 'noReason' }, next)),
    onPress('change', async (visit, [code], next) => {
      const proposal = openOn(visit, code);
      if (proposal === undefined) return next();
      if (await isOldPreview(visit, proposal)) return;
      await takePress(visit, code, { kind: 'change' }, next);
    }),
    onPress('send', async (visit, [code], next) => {
      const proposal = openOn(visit, code);
      if (proposal === undefined) return next();
      if (await isOldPreview(visit, proposal)) return;
      await turns.send(visit, proposal);
    }),
    onPress('back', async (visit, _values, next) => {
      const proposal = readProposal(visit.conversation);
      if (proposal === undefined) return next();
      await visit.answerPress();
      await turns.take(visit, proposal, { kind: 'back' });
    }),
  );

  composer.use(async ({ visit }, next) => {
    const { act } = visit;
    const proposal = readProposal(visit.conversation);
    if (proposal === undefined || act.kind === 'press') return next();
    if (act.kind === 'edit') {
      const { text, messageId } = act;
      await turns.take(visit, proposal, { kind: 'edited', text, messageId });
    } else if (act.kind !== 'text') await turns.stay(visit, proposal, 'textOnly');
    else {
      const { text, messageId, at } = act;
      const typed = { kind: 'typed', text, messageId, at } as const;
      await turns.take(visit, proposal, act.word === 'back' ? { kind: 'back' } : typed);
    }
  });
  return composer;

  async function beginAsManager(
    visit: Visit,
    kind: (typeof OF_MANAGERS)[keyof typeof OF_MANAGERS],
    code: TrackingCode,
  ): Promise<void> {
    const opened = await access.open(visit, code);
    if (opened === undefined) return;
    const refusal = whyNot(visit, opened, kind);
    if (refusal !== undefined) {
      await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
      return;
    }
    await begin(visit, beginProposal({ kind, code, position: opened.position }));
  }

  async function beginAtDesk(
    visit: Visit,
    kind: (typeof OF_OPERATORS)[keyof typeof OF_OPERATORS],
    code: TrackingCode,
  ): Promise<void> {
    const stored = await deskAccess.open(visit, code);
    if (stored === undefined) return;
    if (kind === 'rejection') {
      const decision = rehearse(visit, stored.request, undefined, { type: 'reject', reason: SOME_WORDS });
      if (!decision.ok) {
        await visit.answerPress(visit.wording.plain(...refusalText(decision.refusal, visit)));
        return;
      }
    }
    const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
    const asked = messageId === undefined ? {} : { askedMessageId: messageId };
    await begin(visit, beginProposal({ kind, code, ...asked }));
  }

  async function beginAsSupervisor(visit: Visit, code: TrackingCode): Promise<void> {
    const forbidden = whyNotSupervisor(visit);
    if (forbidden !== undefined) {
      await visit.note('foreignRequest', code);
      return refusePress(visit, forbidden);
    }
    const stored = await requests.find(code);
    if (stored === undefined) return refusePress(visit, { code: 'notFound' });
    const reason = Array.from({ length: LEAST_WORDS_OF_REASON }, () => SOME_LETTER).join(' ');
    const acting = actingOn(visit, { kind: 'disapproval' });
    const decision = rehearse(acting, stored.request, undefined, { type: 'disapprove', reason });
    if (!decision.ok) return refusePress(visit, decision.refusal);
    await begin(visit, beginProposal({ kind: 'disapproval', code }));
  }

  async function refusePress(visit: Visit, refusal: StaffRefusal): Promise<void> {
    await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
  }

  async function begin(visit: Visit, proposal: Proposal): Promise<void> {
    await visit.answerPress();
    await setAside(visit, messenger);
    await turns.ask(visit, proposal);
  }

  async function takePress(
    visit: Visit,
    code: TrackingCode,
    input: ProposalInput,
    next: Next,
  ): Promise<void> {
    const proposal = openOn(visit, code);
    if (proposal === undefined) return next();
    await visit.answerPress();
    await turns.take(visit, proposal, input);
  }
}

/**
 * A tracking code that an operator types because he is asked into which request another one is merged: there
 * it is an answer, and opens nothing.
 */
export function askedCodes(options: ProposalOptions): MiddlewareFn<StaffContext> {
  const turns = createProposalTurns(options);
  return async ({ visit }, next) => {
    const { act } = visit;
    const proposal = readProposal(visit.conversation);
    const isAsked = proposal?.step === 'code' || proposal?.draft.kind === 'merge';
    if (proposal === undefined || !isAsked || act.kind !== 'text') return next();
    const parsed = parseTrackingCode(act.text);
    if (!parsed.ok && parsed.because === 'notACode') return next();
    const { text, messageId, at } = act;
    await turns.take(visit, { ...proposal, step: 'code' }, { kind: 'typed', text, messageId, at });
  };
}

/** Why a manager cannot begin with it now. */
function whyNot(
  visit: Visit,
  { request, position }: OpenedRequest,
  kind: (typeof OF_MANAGERS)[keyof typeof OF_MANAGERS],
): StaffRefusal | undefined {
  if (kind === 'referral' || kind === 'draftRequest') {
    const referral = ownedReferral(request, visit.orderAs(position));
    if (!isReferral(referral)) return referral;
    const { organization, speech } = visit;
    const isAlone = subordinatesOf(position, organization, speech.now).length === 0;
    return kind === 'draftRequest' && isAlone ? { code: 'nobodyToDraft' } : undefined;
  }
  const decision = rehearse(
    visit,
    request,
    position,
    kind === 'question'
      ? { type: 'ask', question: SOME_WORDS }
      : { type: 'requestExtension', hours: 24, reason: SOME_WORDS },
  );
  return decision.ok ? undefined : decision.refusal;
}

function openOn({ conversation }: Visit, code: TrackingCode): Proposal | undefined {
  const proposal = readProposal(conversation);
  return proposal?.draft.code === code ? proposal : undefined;
}

/** True, and said so, for a button under a preview that is not what would happen now. */
async function isOldPreview(visit: Visit, { step, draft }: Proposal): Promise<boolean> {
  const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
  if (step === 'preview' && messageId === draft.previewMessageId) return false;
  await visit.answerPress(visit.wording.plain('answer.preview.old'));
  return true;
}
