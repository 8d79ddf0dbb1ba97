import { Composer, type MiddlewareFn } from 'telegraf';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import { findTrackingCode } from '../../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../../context.js';
import { type Next, onPress } from '../../routing.js';
import { createBeginnings, OF_MANAGERS, OF_OPERATORS, type ProposalOptions } from './beginning.js';
import { type Proposal, readProposal } from './draft.js';
import type { ProposalInput } from './step.js';
import { createProposalTurns } from './turns.js';

/**
 * What staff do with a request besides answering it: a question to the citizen, more time, passing on what is
 * not theirs, what the operators do at their desk, and the objection of a caller. Each is shown before it happens.
 */
export function proposals(options: ProposalOptions): Composer<StaffContext> {
  const turns = createProposalTurns(options);
  const begin = createBeginnings(options, turns);
  const composer = new Composer<StaffContext>();

  for (const action of ['ask', 'extend', 'pass', 'order'] as const) {
    composer.use(onPress(action, (visit, [code]) => begin.asManager(visit, OF_MANAGERS[action], code)));
  }
  for (const action of ['route', 'reject', 'merge'] as const) {
    composer.use(onPress(action, (visit, [code]) => begin.atDesk(visit, OF_OPERATORS[action], code)));
  }
  composer.use(onPress('disapprove', (visit, [code]) => begin.asSupervisor(visit, code)));
  composer.use(onPress('callerObjects', (visit, [code]) => begin.forCaller(visit, code)));

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
      const { text = '', messageId } = act;
      await turns.take(visit, proposal, { kind: 'edited', text, messageId });
    } else if (act.kind !== 'text') await turns.stay(visit, proposal, 'textOnly');
    else {
      const { text, messageId, at } = act;
      const typed = { kind: 'typed', text, messageId, at } as const;
      await turns.take(visit, proposal, act.word === 'back' ? { kind: 'back' } : typed);
    }
  });
  return composer;

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
    const parsed = findTrackingCode(act.text);
    if (!parsed.ok && parsed.because === 'notACode') return next();
    const { text, messageId, at } = act;
    await turns.take(visit, { ...proposal, step: 'code' }, { kind: 'typed', text, messageId, at });
  };
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
