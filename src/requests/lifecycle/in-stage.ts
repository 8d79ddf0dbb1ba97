import type { Referral, Request, Stage } from './request.js';

/** The stage of a request whose record says that it has this status; throws where the record contradicts itself. */
export function inStage<Name extends Stage['status']>(
  request: Request,
  status: Name,
): Extract<Stage, { status: Name }> {
  const { stage } = request;
  if (stage.status !== status) {
    throw new Error(`The record of a request has an event of ${status} while it is ${stage.status}.`);
  }
  // The check above narrows the union to the member with this status, which the compiler cannot follow for a generic name.
  return stage as Extract<Stage, { status: Name }>;
}

/** The request with its referral changed. */
export function withReferral(request: Request, change: (referral: Referral) => Referral): Request {
  const stage = inStage(request, 'referred');
  return { ...request, stage: { ...stage, referral: change(stage.referral) } };
}
