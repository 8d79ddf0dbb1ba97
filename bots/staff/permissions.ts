import { done, type FlowResult, passed } from '../../src/flows/flow.js';
import { mayReadReports } from '../../src/reports/readers.js';
import type { Visit } from './context.js';
import { mainKeyboard } from './keyboards.js';
import { mayAsk } from './keywords.js';
import type { StaffRefusal } from './refusals.js';

type Roles = Pick<Visit, 'roles'>;

/** True for those who take calls and route requests at 137. */
export function isOperator({ roles }: Roles): boolean {
  return roles.includes('operator');
}

/** True for those who review the quality of answers. */
export function isSupervisor({ roles }: Roles): boolean {
  return roles.includes('supervisor');
}

/** True for those who administer units, positions and people. */
export function isAdministrator({ roles }: Roles): boolean {
  return roles.includes('administrator');
}

/** True for somebody who is a manager, also between two positions. */
export function isManager({ roles }: Roles): boolean {
  return roles.includes('manager');
}

/** True for somebody who has a cartable now. */
export function hasCartable({ positions }: Pick<Visit, 'positions'>): boolean {
  return positions.length > 0;
}

/** True for those who may block citizens from the bot. */
export function mayBlock(visit: Roles): boolean {
  return isOperator(visit) || isSupervisor(visit);
}

/** True for those who may ask why a topic is guessed. */
export function mayAskWhy(visit: Roles): boolean {
  return isOperator(visit) || isAdministrator(visit);
}

/** True for those who may view every request, whoever has it. */
export function maySeeEveryRequest(visit: Roles): boolean {
  return isOperator(visit) || isSupervisor(visit);
}

/** True for those who may open the case of any request. */
export function mayOpenCases(visit: Roles): boolean {
  return maySeeEveryRequest(visit) || isAdministrator(visit);
}

/** True for those who may say that a request whose words tell of danger is not urgent. */
export function mayDismissUrgency(visit: Roles): boolean {
  return isOperator(visit) || isSupervisor(visit);
}

/** True while a person may act in that position, or as an operator if none is named. */
export function mayActAs(visit: Pick<Visit, 'positions' | 'roles'>, position: string | undefined): boolean {
  return position === undefined ? isOperator(visit) : visit.positions.includes(position);
}

/** Why somebody may no longer act in their earlier role. */
export function whyNotAs(position: string | undefined): StaffRefusal {
  return position === undefined ? { code: 'notAllowed' } : { code: 'isWithOtherHolder', position };
}

/** Records that somebody asked for something they may not do; its feature tells them so. */
export async function noteForeignWord(visit: Visit): Promise<void> {
  const word = visit.act.kind === 'text' ? visit.act.word : undefined;
  const keyword = visit.keywords.find((one) => one.word === word);
  if (keyword !== undefined && !mayAsk(keyword, visit)) await visit.note('foreignWord');
}

/** A handler of a word or a press. */
type Handler<Rest extends readonly unknown[]> = (visit: Visit, ...rest: Rest) => Promise<FlowResult>;

/**
 * A handler for people with permission. Anybody else is told whose work it is; a press of somebody else's
 * button, or of one from before their role was taken away, is recorded.
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

/** A handler for administrators, whose press is answered before the work begins. */
export function forAdministrators<Rest extends readonly unknown[]>(handle: Handler<Rest>): Handler<Rest> {
  return onlyAdministrators<Rest>(async (visit, ...rest) => {
    await visit.answerPress();
    return handle(visit, ...rest);
  });
}

/** A handler for those who have a cartable now. */
export const forManagers = onlyFor(hasCartable, 'answerMany.notYours');
/** A handler for those who may invite colleagues. */
export const forInviters = onlyFor(isAdministrator, 'inviting.notYours');
/** A handler for supervisors. */
export const forSupervisors = onlyFor(isSupervisor, 'quality.notYours');
/** A handler for those who may open the case of any request. */
export const forCaseReaders = onlyFor(mayOpenCases, 'case.notYours');
/** A handler for those who may read reports. */
export const forReportReaders = onlyFor(mayReadReports, 'report.notYours');

/** A handler for operators; for anybody else the word or button does not exist. */
export function forOperators<Rest extends readonly unknown[]>(handle: Handler<Rest>): Handler<Rest> {
  return async (visit, ...rest) => (isOperator(visit) ? handle(visit, ...rest) : passed(visit.conversation));
}
