import type { Response } from 'express';

/**
 * What can be wrong with a call, with its HTTP status and the sentence for a developer. The codes are part of the
 * contract: they are never changed, and never used for something else.
 */
export const PROBLEMS = {
  malformedJson: [400, 'The body is not JSON in UTF-8.'],
  invalid: [400, 'The call does not fit the description of the interface; `errors` says where.'],
  unauthorized: [401, 'Send a valid key: Authorization: Bearer pk_….'],
  scopeMissing: [403, 'The key is not allowed to do this; `scope` names what it lacks.'],
  notTheirs: [
    403,
    'Whoever is named does not have that position or role, or the request is not this client’s.',
  ],
  notFound: [404, 'There is nothing here, or nothing that this key may see.'],
  methodNotAllowed: [405, 'This address does not know that method; `Allow` lists the ones it knows.'],
  refused: [409, 'The request does not allow this now; `refusal` says why.'],
  keyUsedDifferently: [409, 'The Idempotency-Key belongs to a call with another body or address.'],
  externalIdTaken: [409, 'Another request of this client has that number; `code` of it stands in `request`.'],
  tooMany: [409, 'There are as many of these as there can be.'],
  cursorAhead: [
    409,
    'There are no events there yet, or the data was restored from a copy: go on after `latest`.',
  ],
  eventsRemoved: [
    410,
    'The events that follow are not kept any more: read the requests, and go on after `first`.',
  ],
  changedMeanwhile: [412, 'It has changed since you read it: read it again and decide anew.'],
  tooLarge: [413, 'The body, or a file in it, is too large.'],
  unsupportedType: [415, 'Send the body in a form that the description of the interface names.'],
  tooManyCalls: [429, 'The key has used its calls of this minute: wait for the seconds of Retry-After.'],
  failed: [500, 'Something went wrong here. Repeat the call with the same Idempotency-Key.'],
  unavailable: [503, 'The data cannot be reached now. Repeat the call with the same Idempotency-Key.'],
} as const satisfies Readonly<Record<string, readonly [status: number, sentence: string]>>;
export type ProblemCode = keyof typeof PROBLEMS;

/** One part of a call that is wrong. */
export interface FieldProblem {
  /** Where: a JSON pointer (RFC 6901) into the body, such as `/place/latitude`, or the name of a parameter. */
  readonly path: string;
  readonly message: string;
}

/** Why a call was not carried out; a value, as a refusal is. */
export interface Problem {
  readonly code: ProblemCode;
  /** A sentence about this very call, in place of the general one. */
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  /** Members of its own, such as the refusal of the lifecycle. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem as it is sent (RFC 9457), with the stable code beside the type that is made of it. */
export function problemDetails({ code, detail, errors, more }: Problem) {
  const [status, sentence] = PROBLEMS[code];
  return {
    type: `urn:pasokh-137:problem:${code}`,
    title: sentence,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    ...more,
  };
}

/** Answers a call with a problem. */
export function sendProblem(response: Response, problem: Problem): void {
  response
    .status(PROBLEMS[problem.code][0])
    .set(problem.headers ?? {})
    .type('application/problem+json')
    .send(JSON.stringify(problemDetails(problem)));
}
