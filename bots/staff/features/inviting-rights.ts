import type { Visit } from '../context.js';

/** True for those who may invite. */
export function isAdministrator({ roles }: Pick<Visit, 'roles'>): boolean {
  return roles.includes('administrator');
}

/** Does it for an administrator; for anybody else the button is dead, and that he pressed it is noted. */
export async function asAdministrator(visit: Visit, act: () => Promise<void>): Promise<void> {
  if (isAdministrator(visit)) return act();
  await visit.note('forgedPress');
  await visit.answerPress(visit.wording.plain('inviting.notYours'));
}
