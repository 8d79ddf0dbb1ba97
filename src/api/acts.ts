import { z } from 'zod';
import type { ChangeCommand } from '../requests/lifecycle/commands.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { cityCode, instant, maybeWords, positionCode, trackingCode, words } from './fields.js';

/** For whom a client can act. */
export type ActSpeaker = 'manager' | 'operator' | 'caller';

/** One act of the lifecycle: for whom it can be done, what it takes, and the command that it is. */
interface Act {
  readonly speakers: readonly ActSpeaker[];
  readonly summary: string;
  /** The fields of its body besides `actor`; of several forms the body has one. */
  readonly forms: readonly [z.ZodRawShape, ...z.ZodRawShape[]];
  /** The body was checked against one of `forms`. */
  readonly command: (body: never) => ChangeCommand;
}

const text = words(3_500);
const reason = words(1_000);
const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('planned'), day: instant.describe('The end of the promised day.') }),
  z.strictObject({ kind: z.literal('notPossible') }),
]);
type Outcome = z.output<typeof outcome>;

/** The acts that clients can do, by the name in their address. */
export const ACTS = {
  answer: {
    speakers: ['manager', 'operator'],
    summary: 'Answer',
    forms: [{ outcome, text }],
    command: ({ outcome: given, text: said }: { outcome: Outcome; text: string }) => ({
      type: 'answer',
      outcome: outcomeOf(given),
      text: said,
      attachments: [],
    }),
  },
  ask: {
    speakers: ['manager'],
    summary: 'Ask the citizen',
    forms: [{ question: reason }],
    command: ({ question }: { question: string }) => ({ type: 'ask', question }),
  },
  refer: {
    speakers: ['manager', 'operator'],
    summary: 'Refer to another position',
    forms: [{ to: positionCode, reason: reason.optional(), category: cityCode.optional() }],
    command: (body: { to: string; reason?: string; category?: string }) => ({
      type: 'refer',
      to: body.to,
      ...(body.reason === undefined ? {} : { reason: body.reason }),
      ...(body.category === undefined ? {} : { category: body.category }),
    }),
  },
  requestExtension: {
    speakers: ['manager'],
    summary: 'Ask the position above for more time',
    forms: [{ hours: z.int().min(1).max(168), reason }],
    command: (body: { hours: number; reason: string }) => ({
      type: 'requestExtension',
      hours: body.hours,
      reason: body.reason,
    }),
  },
  decideExtension: {
    speakers: ['manager'],
    summary: 'Grant or refuse more time',
    forms: [{ granted: z.boolean(), reason: reason.optional() }],
    command: (body: { granted: boolean; reason?: string }) => ({
      type: 'decideExtension',
      granted: body.granted,
      ...(body.reason === undefined ? {} : { reason: body.reason }),
    }),
  },
  draftAnswer: {
    speakers: ['manager'],
    summary: 'Write a draft for the position that has it',
    forms: [{ outcome, text }],
    command: ({ outcome: given, text: said }: { outcome: Outcome; text: string }) => ({
      type: 'draftAnswer',
      outcome: outcomeOf(given),
      text: said,
    }),
  },
  confirmPromise: {
    speakers: ['manager'],
    summary: 'Say what became of a promise',
    forms: [
      { kept: z.literal(true), text: text.optional() },
      { kept: z.literal(false), day: instant.describe('The end of the new day.'), text: text.optional() },
    ],
    command: (body: { kept: true; text?: string } | { kept: false; day: string; text?: string }) => {
      const spoken = body.text === undefined ? {} : { text: body.text };
      return body.kept
        ? { type: 'confirmPromise', kept: true, ...spoken }
        : { type: 'confirmPromise', kept: false, day: new Date(body.day), ...spoken };
    },
  },
  note: {
    speakers: ['manager', 'operator'],
    summary: 'Add a note for staff',
    forms: [{ text }],
    command: ({ text: said }: { text: string }) => ({ type: 'note', text: said }),
  },
  sendToFollowUp: {
    speakers: ['operator'],
    summary: 'Leave it to the follow-up for a unit that does not take part',
    forms: [{ unit: cityCode, category: cityCode.optional() }],
    command: (body: { unit: string; category?: string }) => ({
      type: 'sendToFollowUp',
      unit: body.unit,
      ...(body.category === undefined ? {} : { category: body.category }),
    }),
  },
  reject: {
    speakers: ['operator'],
    summary: 'Reject what is not the city’s',
    forms: [{ reason }],
    command: (body: { reason: string }) => ({ type: 'reject', reason: body.reason }),
  },
  merge: {
    speakers: ['operator'],
    summary: 'Merge it into another open request',
    forms: [{ into: trackingCode }],
    // A code whose check digit is wrong leads to no request, which the lifecycle says.
    command: ({ into }: { into: string }) => ({ type: 'merge', into: into as TrackingCode }),
  },
  add: {
    speakers: ['caller'],
    summary: 'Add what the caller says',
    forms: [{ text: words(4_000) }],
    command: ({ text: said }: { text: string }) => ({ type: 'add', text: said, attachments: [] }),
  },
  reply: {
    speakers: ['caller'],
    summary: 'Reply to the question',
    forms: [{ text: words(4_000) }],
    command: ({ text: said }: { text: string }) => ({ type: 'reply', text: said, attachments: [] }),
  },
  rate: {
    speakers: ['caller'],
    summary: 'Rate the answer',
    forms: [{ score: z.int().min(1).max(5) }],
    command: ({ score }: { score: number }) => ({ type: 'rate', score }),
  },
  object: {
    speakers: ['caller'],
    summary: 'Object to the answer',
    forms: [{ reason: words(4_000) }],
    command: (body: { reason: string }) => ({ type: 'object', reason: body.reason }),
  },
  withdraw: {
    speakers: ['caller'],
    summary: 'Withdraw it',
    forms: [{ reason: maybeWords(1_000).optional() }],
    command: (body: { reason?: string }) => ({
      type: 'withdraw',
      ...(body.reason === undefined || body.reason.trim() === '' ? {} : { reason: body.reason }),
    }),
  },
} as const satisfies Readonly<Record<string, Act>>;
export type ActName = keyof typeof ACTS;

function outcomeOf(given: Outcome) {
  return given.kind === 'planned' ? { kind: given.kind, day: new Date(given.day) } : given;
}
