import type { Request, Stage } from '../requests/lifecycle/request.js';

/** The name under which the cartables list what waits for the operators of 137; no position has it. */
export const DESK = '137';

/** What waits for an operator. */
export type QueueStage = Extract<Stage, { status: 'intake' | 'followUp' }>;

/** The stage of a request that waits for an operator, undefined for any other request. */
export function queueStage({ stage }: Pick<Request, 'stage'>): QueueStage | undefined {
  return stage.status === 'intake' || stage.status === 'followUp' ? stage : undefined;
}
