import { done, type FlowResult, passed } from '../../src/flows/flow.js';
import { mayReadReports } from '../../src/reports/readers.js';
import { isKeyword, type Keyword } from './commands.js';
import type { Visit } from './context.js';
import { mainKeyboard } from './keyboards.js';
import type { StaffRefusal } from './refusals.js';

/** What decides what a person may do. */
type Duties = Pick<Visit, 'roles' | 'positions' | 'organization'>;
type Roles = Pick<Visit, 'roles'>;

const isAnybody = () => true;

/** True for those who take calls and route requests at 137. */
export function isOperator({ roles }: Roles): boolean {
  return roles.includes('operator');
}

/** True for those who look after the quality of answers. */
export function isSupervisor({ roles }: Roles): boolean {
  return roles.includes('supervisor');
}

/** True for those who look after units, positions and people. */
export function isAdministrator({ roles }: Roles): boolean {
  return roles.includes('administrator');
}

/** True for somebody who has a cartable now. */
function hasCartable({ positions }: Pick<Visit, 'positions'>): boolean {
  return positions.length > 0;
}

/** True for those who may keep citizens from the bot. */
export function mayBlock(visit: Roles): boolean {
  return isOperator(visit) || isSupervisor(visit);
}

/** True for those who may look at every request, whoever has it. */
export function maySeeEveryRequest(visit: Roles): boolean {
  return isOperator(visit) || isSupervisor(visit);
}

/** True while a person may act as that position, or as an operator where none is named. */
export function mayActAs(visit: Pick<Visit, 'positions' | 'roles'>, position: string | undefined): boolean {
  return position === undefined ? isOperator(visit) : visit.positions.includes(position);
}

/** Why somebody may not act as what they were before. */
export function whyNotAs(position: string | undefined): StaffRefusal {
  return position === undefined ? { code: 'notAllowed' } : { code: 'isWithOtherHolder', position };
}

/** Who may ask for what, in the order of the menu. */
const MAY_ASK: Readonly<Record<Keyword, (duties: Duties) => boolean>> = {
  start: isAnybody,
  cartable: hasCartable,
  record: hasCartable,
  phrases: hasCartable,
  absence: hasCartable,
  queue: isOperator,
  call: isOperator,
  find: isOperator,
  callbacks: isOperator,
  quality: isSupervisor,
  report: mayReadReports,
  people: isAdministrator,
  invite: isAdministrator,
  setup: isAdministrator,
  structure: isAdministrator,
  rollout: isAdministrator,
  trace: isAdministrator,
  system: isAdministrator,
  help: isAnybody,
};

/** The words that somebody may say, in the order of the menu. */
export function wordsOf(duties: Duties): readonly Keyword[] {
  // The keys of a literal are its own.
  const words = Object.keys(MAY_ASK) as Keyword[];
  return words.filter((word) => MAY_ASK[word](duties));
}

/** Notes that somebody asked for what is not theirs; the feature that it belongs to tells them so. */
export async function noteForeignWord(visit: Visit): Promise<void> {
  const word = visit.act.kind === 'text' ? visit.act.word : undefined;
  if (isKeyword(word) && !MAY_ASK[word](visit)) await visit.note('foreignWord');
}

/** A handler of whatever is said or pressed. */
type Handler<Rest extends readonly unknown[]> = (visit: Visit, ...rest: Rest) => Promise<FlowResult>;

/**
 * A handler for those who may. Anybody else is told whose work it is; where they pressed a button of somebody else, or
 * one from before their role was taken away, that is noted.
 */
function onlyFor(may: (visit: Visit) => boolean, told: string) {
  return <Rest extends readonly unknown[]>(handle: Handler<Rest>): Handler<Rest> =>
    async (visit, ...rest) => {
      if (may(visit)) return handle(visit, ...rest);
      if (visit.act.kind === 'press') {
        await visit.note('forgedPress');
        await visit.answerPress(visit.wording.plain(told));
      } else await visit.say(visit.wording.html(told), mainKeyboard(visit));
      return done(visit.conversation);
    };
}

const onlyAdministrators = onlyFor(isAdministrator, 'setup.notYours');

/** A handler for administrators, whose press is answered before it goes on. */
export function forAdministrators<Rest extends readonly unknown[]>(handle: Handler<Rest>): Handler<Rest> {
  return onlyAdministrators<Rest>(async (visit, ...rest) => {
    await visit.answerPress();
    return handle(visit, ...rest);
  });
}

/** A handler for those who may invite colleagues. */
export const forInviters = onlyFor(isAdministrator, 'inviting.notYours');
/** A handler for supervisors. */
export const forSupervisors = onlyFor(isSupervisor, 'quality.notYours');
/** A handler for those who may read reports. */
export const forReportReaders = onlyFor(mayReadReports, 'report.notYours');

/** A handler for operators; to anybody else it is as if there were no such word or button. */
export function forOperators<Rest extends readonly unknown[]>(handle: Handler<Rest>): Handler<Rest> {
  return async (visit, ...rest) => (isOperator(visit) ? handle(visit, ...rest) : passed(visit.conversation));
}
