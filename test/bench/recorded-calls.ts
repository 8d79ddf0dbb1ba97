import express, { type RequestHandler, type Router } from 'express';

/** Something that reached the simulated Telegram: what a person did, or a call of a bot by its method. */
export interface RecordedCall {
  readonly what: 'press' | 'message' | (string & {});
  /** Milliseconds of the simulated Telegram's own clock. */
  readonly at: number;
}

/** What has reached it so far. */
export interface RecordedCalls {
  /** Calls of the bots. */
  readonly calls: number;
  /** The newest calls and presses, in their order. */
  readonly newest: readonly RecordedCall[];
}

const KEPT = 200;
const PATH = '/bench/calls';
const DONE_BY_PERSON = /^\/simulator\/api\/people\/\d+\/(press|message)e?s$/;
const CALL = /^\/telegram\/bot[^/]+\/(\w+)$/;

/** Records what reaches a simulated Telegram, for the moment in which it does, and tells of it. */
export function recordCalls(): { readonly record: RequestHandler; readonly router: Router } {
  let calls = 0;
  let newest: RecordedCall[] = [];
  const router = express.Router();
  router.get(PATH, (_request, response) => {
    response.json({ calls, newest } satisfies RecordedCalls);
  });
  return {
    record(request, _response, next) {
      const method = CALL.exec(request.path)?.[1];
      if (method !== undefined) calls += 1;
      const what = DONE_BY_PERSON.exec(request.path)?.[1] ?? method;
      if (what !== undefined) newest = [...newest.slice(-KEPT), { what, at: performance.now() }];
      next();
    },
    router,
  };
}

/** Milliseconds from the newest thing of a kind that a person did to the first message of a bot after it. */
export function answerTime(calls: readonly RecordedCall[], to: 'press' | 'message'): number {
  const asked = calls.findLastIndex(({ what }) => what === to);
  const answer = calls.slice(asked).find(({ what }) => what === 'sendMessage');
  const began = calls[asked];
  if (began === undefined || answer === undefined) throw new Error(`No answer to the ${to} was recorded.`);
  return answer.at - began.at;
}

/** What has reached the simulated Telegram at this address. */
export async function callsAt(address: string): Promise<RecordedCalls> {
  const response = await fetch(`${address}${PATH}`);
  // The program is ours.
  return (await response.json()) as RecordedCalls;
}
