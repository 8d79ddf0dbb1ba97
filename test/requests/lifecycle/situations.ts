import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import {
  type Case,
  citizen,
  client,
  clock,
  DAY,
  DONE,
  MINUTE,
  manager,
  neighbour,
  openCase,
  operator,
  planned,
  supervisor,
} from './case.js';

const referred = () => openCase().file().climbTo('d1-deputy');
const after = (story: Case, actor: Actor, command: ChangeCommand) => {
  story.does(actor, command);
  return story;
};
export const deputy = manager('d1-deputy');
const answered = () => after(referred(), deputy, DONE);
const promised = () => {
  const story = referred();
  return after(story, deputy, planned(new Date(story.now.getTime() + 10 * DAY)));
};
/** The situations in which a request can be. Where a position has it, it is `d1-deputy` after `d1-roads`. */
export const SITUATIONS = {
  intake: () => openCase().file({ category: 'unclear' }),
  followUp: () => openCase().file({ category: 'bus' }),
  referred,
  extending: () => after(referred(), deputy, { type: 'requestExtension', hours: 24, reason: 'باران' }),
  waiting: () => after(referred(), deputy, { type: 'ask', question: 'کدام پلاک؟' }),
  atTop: () => openCase().file().climbTo('mayor'),
  answered,
  promised,
  confirming: () => {
    const story = promised();
    story.untilNext();
    return story;
  },
  recallable: () =>
    after(
      openCase({ recallMs: 30 * MINUTE })
        .file()
        .climbTo('d1-deputy'),
      deputy,
      DONE,
    ),
  urgent: () => openCase().file({ category: 'unclear' }, citizen, true),
  handedOver: () => after(after(referred(), neighbour, { type: 'follow' }), citizen, { type: 'withdraw' }),
  closed: () => after(answered(), citizen, { type: 'accept' }),
} satisfies Record<string, () => Case>;

export type Situation = keyof typeof SITUATIONS;
// The keys of a literal are its own.
export const situations = Object.keys(SITUATIONS) as Situation[];

const OWNER: Partial<Record<Situation, string>> = { atTop: 'mayor' };

/** Every kind of person who may try, and the clock. */
export const ACTORS = {
  citizen: () => citizen,
  neighbour: () => neighbour,
  owner: (situation) => manager(OWNER[situation] ?? 'd1-deputy'),
  above: () => manager('d1-mayor'),
  lower: () => manager('d1-roads'),
  stranger: () => manager('d2-roads'),
  operator: () => operator,
  supervisor: () => supervisor,
  client: () => client,
  clock: () => clock,
} satisfies Record<string, (situation: Situation) => Actor>;

export type ActorName = keyof typeof ACTORS;
