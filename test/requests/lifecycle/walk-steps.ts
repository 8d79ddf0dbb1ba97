import { callerId } from '../../../src/requests/lifecycle/callers.js';
import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import { fc } from '../../support/seeded.js';
import { CODE, DAY, DONE, HOUR, OTHER_CODE, operator, planned, START } from './case.js';

/** A random small organisation, where position 0 is the top and each other reports to one before it. */
export interface City {
  readonly parents: readonly number[];
  readonly hours: readonly number[];
  readonly vacant: readonly boolean[];
  readonly connected: readonly boolean[];
}

/** One step of a random walk; numbers pick positions and people modulo how many there are. */
export type Step =
  | { readonly step: 'command'; readonly by: By; readonly pick: number; readonly command: ChangeCommand }
  | { readonly step: 'fitting'; readonly pick: number; readonly which: number }
  | { readonly step: 'wait'; readonly ms: number }
  | { readonly step: 'sweep' }
  | { readonly step: 'untilNext' }
  | { readonly step: 'holderChanges'; readonly pick: number };
export type By =
  | 'owner'
  | 'above'
  | 'had'
  | 'anyManager'
  | 'citizen'
  | 'anyCitizen'
  | 'operator'
  | 'other'
  | 'clock';

export const position = (index: number) => `p${index}`;

export const cities: fc.Arbitrary<City> = fc.integer({ min: 1, max: 8 }).chain((size) => {
  const each = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: size, maxLength: size });
  return fc.record({
    parents: fc.tuple(...Array.from({ length: size }, (_, index) => fc.nat({ max: Math.max(0, index - 1) }))),
    hours: each(fc.constantFrom(72, 72, 72, 48, 24, 5, 0.01)),
    vacant: each(fc.constantFrom(false, false, true)),
    connected: each(fc.constantFrom(true, true, true, false)),
  });
});

const words = fc.constantFrom('چاله پر شد.', 'کار تمام شده است.', 'شد', ' ', '');
const days = fc
  .constantFrom(-1, 0, 1, 3, 30)
  .map((offset) => new Date(START.getTime() + offset * DAY + 12 * HOUR));
const outcomes = fc.oneof(
  fc.constant({ kind: 'done' as const }),
  fc.constant({ kind: 'notPossible' as const }),
  days.map((day) => ({ kind: 'planned' as const, day })),
);
const places = fc.nat({ max: 9 }).map((index) => position(index));

const byClock: fc.Arbitrary<ChangeCommand> = fc.constantFrom<ChangeCommand>(
  { type: 'remind' },
  { type: 'escalate', because: 'late' },
  { type: 'escalate', because: 'vacant' },
  { type: 'escalate', because: 'promiseBroken' },
  { type: 'markOverdue' },
  { type: 'markDraftLate' },
  { type: 'resume' },
  { type: 'giveAnswer' },
  { type: 'askPromise' },
  { type: 'close' },
  { type: 'offerToNext' },
  { type: 'endHandover' },
  { type: 'join', from: OTHER_CODE, citizens: ['sara', 'reza', 'maryam'] },
);
const byCitizen: fc.Arbitrary<ChangeCommand> = fc.oneof(
  words.map((text) => ({ type: 'reply' as const, text, attachments: [] })),
  fc.constantFrom(0, 1, 2, 3, 5).map((score) => ({ type: 'rate' as const, score })),
  fc.constant({ type: 'accept' as const }),
  { weight: 3, arbitrary: words.map((reason) => ({ type: 'object' as const, reason })) },
  fc.constant({ type: 'follow' as const }),
  fc.constant({ type: 'unfollow' as const }),
  words.map((text) => ({ type: 'add' as const, text, attachments: [] })),
  fc.boolean().map((keepsWords) => ({ type: 'withdraw' as const, keepsWords })),
  fc.constant({ type: 'leaveToFollowers' as const }),
  fc.constant({ type: 'carryOn' as const }),
  fc.constant({ type: 'declineOffer' as const }),
  fc.constantFrom('nothing', 'words', 'all').map((parts) => ({ type: 'permitPublication' as const, parts })),
);
const byManager: fc.Arbitrary<ChangeCommand> = fc.oneof(
  places.map((to) => ({ type: 'refer' as const, to })),
  words.map((question) => ({ type: 'ask' as const, question })),
  fc
    .constantFrom(0, 1, 24, 168, 169)
    .map((hours) => ({ type: 'requestExtension' as const, hours, reason: 'باران' })),
  fc.boolean().map((granted) => ({ type: 'decideExtension' as const, granted })),
  fc.record({
    type: fc.constant('requestDraft' as const),
    to: places,
    by: fc.constantFrom(0, 1, 50).map((hours) => new Date(START.getTime() + hours * HOUR)),
  }),
  fc.record({ type: fc.constant('draftAnswer' as const), outcome: outcomes, text: words }),
  fc.record({
    type: fc.constant('answer' as const),
    outcome: outcomes,
    text: words,
    attachments: fc.constant([]),
  }),
  fc.constant({ type: 'confirmPromise' as const, kept: true as const }),
  days.map((day) => ({ type: 'confirmPromise' as const, kept: false as const, day })),
  words.map((text) => ({ type: 'note' as const, text })),
);
const byOperator: fc.Arbitrary<ChangeCommand> = fc.oneof(
  { weight: 4, arbitrary: places.map((to) => ({ type: 'refer' as const, to, category: 'c1' })) },
  fc.nat({ max: 8 }).map((index) => ({ type: 'sendToFollowUp' as const, unit: `u${index}` })),
  fc.record({
    type: fc.constant('answer' as const),
    outcome: outcomes,
    text: words,
    attachments: fc.constant([]),
  }),
  words.map((reason) => ({ type: 'reject' as const, reason })),
  fc.constantFrom(CODE, OTHER_CODE).map((into) => ({ type: 'merge' as const, into })),
  words.map((text) => ({ type: 'note' as const, text })),
  fc.constantFrom('nothing', 'words', 'all').map((parts) => ({ type: 'publish' as const, parts })),
);

const commandBy = (by: fc.Arbitrary<By>, command: fc.Arbitrary<ChangeCommand>): fc.Arbitrary<Step> =>
  fc.record({ step: fc.constant('command' as const), by, pick: fc.nat({ max: 7 }), command });
const anybody = fc.constantFrom<By>(
  'owner',
  'above',
  'had',
  'anyManager',
  'citizen',
  'anyCitizen',
  'operator',
  'other',
  'clock',
);

export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      step: fc.constant('fitting' as const),
      pick: fc.nat({ max: 7 }),
      which: fc.nat({ max: 99 }),
    }),
  },
  { weight: 6, arbitrary: commandBy(fc.constantFrom<By>('owner', 'above', 'had', 'anyManager'), byManager) },
  { weight: 4, arbitrary: commandBy(fc.constantFrom<By>('citizen', 'citizen', 'anyCitizen'), byCitizen) },
  { weight: 1, arbitrary: commandBy(fc.constant<By>('operator'), byOperator) },
  { weight: 1, arbitrary: commandBy(fc.constant<By>('clock'), byClock) },
  { weight: 1, arbitrary: commandBy(anybody, fc.oneof(byClock, byCitizen, byManager, byOperator)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(0, 1, HOUR, 24 * HOUR, 72 * HOUR - 1, 72 * HOUR, 30 * DAY)
      .map((ms) => ({ step: 'wait' as const, ms })),
  },
  { weight: 2, arbitrary: fc.constant({ step: 'sweep' as const }) },
  { weight: 6, arbitrary: fc.constant({ step: 'untilNext' as const }) },
  { weight: 1, arbitrary: fc.nat({ max: 7 }).map((pick) => ({ step: 'holderChanges' as const, pick })) },
);

/** What is filed about what, of whom and by whom. */
export interface Filing {
  readonly category: string;
  readonly who: { readonly citizen: string; readonly by: Actor };
  /** Its words tell of danger. */
  readonly isDanger: boolean;
  /** Milliseconds in which its answers can be taken back. */
  readonly recallMs: number;
}

export const filings: fc.Arbitrary<Filing> = fc.record({
  category: fc.constantFrom('c0', 'c3', 'c5', 'c7', 'unclear'),
  who: fc.constantFrom<Filing['who']>(
    { citizen: 'maryam', by: { kind: 'citizen', citizen: 'maryam' } },
    { citizen: 'maryam', by: operator },
    { citizen: callerId('+989157771212'), by: operator },
  ),
  isDanger: fc.constantFrom(false, false, true),
  recallMs: fc.constantFrom(0, 0, 60_000),
});

/** What people would do next with a request as it is: the walks come further with some sense in them. */
export function fittingCommands(
  { stage, followers, handover }: Request,
  now: Date,
  to: string,
): (readonly [By, ChangeCommand])[] {
  const day = new Date(now.getTime() + 2 * DAY);
  if (handover !== undefined) {
    return [
      ['anyCitizen', { type: 'carryOn' }],
      ['anyCitizen', { type: 'declineOffer' }],
      ['anyCitizen', { type: 'follow' }],
      ['owner', DONE],
    ];
  }
  switch (stage.status) {
    case 'intake':
    case 'followUp':
      return [
        ['operator', { type: 'refer', to, category: 'c1' }],
        ['operator', { type: 'dismissUrgency' }],
        ['citizen', { type: 'add', text: 'پلاک ۱۲', attachments: [] }],
        ['operator', DONE],
      ];
    case 'referred':
      if (stage.referral.extension?.decision === 'pending') {
        return [
          ['above', { type: 'decideExtension', granted: true }],
          ['above', { type: 'decideExtension', granted: false }],
          ['owner', DONE],
        ];
      }
      return [
        ['owner', DONE],
        ['owner', { type: 'acknowledge' }],
        ['owner', { type: 'recallAnswer' }],
        ['citizen', { type: 'permitPublication', parts: 'words' }],
        ['operator', { type: 'publish', parts: 'words' }],
        ['citizen', { type: 'add', text: 'پلاک ۱۲', attachments: [] }],
        ['anyCitizen', { type: followers.length > 0 ? 'unfollow' : 'follow' }],
        ['anyCitizen', { type: 'follow' }],
        ['citizen', { type: 'withdraw' }],
        ['owner', planned(day)],
        ['owner', { type: 'ask', question: 'کدام پلاک؟' }],
        ['owner', { type: 'refer', to }],
        ['owner', { type: 'requestExtension', hours: 24, reason: 'باران' }],
        ['owner', { type: 'requestDraft', to, by: new Date(now.getTime() + HOUR / 100) }],
        ['had', { type: 'draftAnswer', outcome: { kind: 'done' }, text: 'چاله پر شد.' }],
        ['clock', { type: 'escalate', because: 'vacant' }],
      ];
    case 'waiting':
      return [['citizen', { type: 'reply', text: 'پلاک ۱۲', attachments: [] }]];
    case 'answered':
      if (stage.promise !== undefined) {
        return [
          ['owner', { type: 'confirmPromise', kept: true }],
          ['owner', { type: 'confirmPromise', kept: false, day }],
        ];
      }
      return [
        ['citizen', { type: 'object', reason: 'چاله هنوز هست' }],
        ['citizen', { type: 'rate', score: 2 }],
        ['other', { type: 'disapprove', reason: 'چاله هنوز هست' }],
        ['citizen', { type: 'object', reason: 'چاله هنوز هست' }],
        ['citizen', { type: 'rate', score: 5 }],
      ];
    case 'closed':
      return [['operator', { type: 'note', text: 'برای گزارش' }]];
  }
}
