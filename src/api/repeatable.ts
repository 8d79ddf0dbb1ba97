import { createHash } from 'node:crypto';
import type { Client } from '../clients/client.js';
import { PROBLEMS, type Problem, problemDetails } from '../clients/problem.js';
import type { Clock } from '../clock.js';
import type { CallStore, KeptAnswer } from './call-store.js';
import type { OperationResult, Repeatable } from './operation.js';

/** Carries out calls that may be repeated. */
export interface RepeatCalls {
  /**
   * Carries a call out, or answers as it was answered before. The same key with another call is refused. After a crash
   * the call is carried out again under the same ids, which the lifecycle takes for the same act.
   */
  run(
    call: {
      readonly client: Client;
      readonly key: string;
      /** What the call asks for: method, address and body. */
      readonly content: readonly (string | Buffer)[];
    },
    carryOut: (repeatable: Repeatable) => Promise<OperationResult>,
  ): Promise<KeptAnswer | Problem>;
}

/** Hours for which a call can be repeated. */
export const REPEATABLE_HOURS = 48;

/** The calls that may be repeated; `drawCode` draws a tracking code. */
export function createRepeatCalls(options: {
  readonly calls: CallStore;
  readonly drawCode: () => string;
  readonly clock: Pick<Clock, 'now'>;
}): RepeatCalls {
  const { calls, drawCode, clock } = options;

  return {
    async run({ client, key, content }, carryOut) {
      const id = hash([client.id, key]);
      const fingerprint = hash(content);
      const call = await calls.begin({ _id: id, fingerprint, code: drawCode(), at: clock.now() });
      if (call.fingerprint !== fingerprint) return { code: 'keyUsedDifferently' };
      if (call.answer !== undefined) {
        return { ...call.answer, headers: { ...call.answer.headers, 'Idempotent-Replayed': 'true' } };
      }
      const result = await carryOut({
        commandId: `api:${client.id}:${id}`,
        code: call.code,
        async drawAnother(code) {
          return (await calls.changeCode({ _id: id, code }, drawCode())).code;
        },
      });
      if (isFinal(result)) return calls.answer(id, answerOf(result));
      // Nothing has happened: the key is free, also for the call as it should be.
      await calls.forget(id);
      return answerOf(result);
    },
  };
}

/** True for what a call came to: an act, or its refusal. Everything else was not even tried. */
function isFinal(result: OperationResult): boolean {
  return result.ok || PROBLEMS[result.problem.code][0] === 409;
}

/** What a call came to, as it is sent. */
export function answerOf(result: OperationResult): KeptAnswer {
  if (!result.ok) {
    const details = problemDetails(result.problem);
    return {
      status: details.status,
      headers: { ...result.problem.headers, 'Content-Type': 'application/problem+json; charset=utf-8' },
      body: JSON.stringify(details),
    };
  }
  return {
    status: result.status ?? 200,
    headers: { ...result.headers, 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(result.body ?? null),
  };
}

/** One hash of several parts, each with its length before it, so that no two lists of parts look alike. */
function hash(parts: readonly (string | Buffer)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${Buffer.byteLength(part)} `).update(part);
  return sum.digest('hex');
}
