import { z } from 'zod';
import { type AuditStore, clientAsPerson } from '../audit/audit-store.js';
import type { CallbackStore } from '../callbacks/callback-store.js';
import { findEventToTell, toBePhoned } from '../callbacks/policy.js';
import { isRegisteredBy } from '../clients/seen-requests.js';
import type { Clock } from '../clock.js';
import type { Organization } from '../organization/organization.js';
import type { StoredRequest } from '../requests/request-store.js';
import type { ExternalIdStore } from './external-id-store.js';
import { requestId } from './fields.js';
import { changedAt, type FindForClient, NOT_FOUND } from './finding.js';
import { defineOperation, type Operation } from './operation.js';
import { requestSchema } from './request-schema.js';
import { viewOf } from './request-view.js';

/** What telling callers depends on. */
export interface TellingOptions {
  readonly find: FindForClient;
  readonly callbacks: Pick<CallbackStore, 'add' | 'waitingOf' | 'end'>;
  readonly externalIds: Pick<ExternalIdStore, 'ofRequests'>;
  readonly organization: { current(): Promise<Organization> };
  readonly audit: Pick<AuditStore, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  readonly randomBytes: (size: number) => Buffer;
}

/** `POST /requests/{id}/told`: the other system has told its caller, whom nobody phones about it any more. */
export function tellOperation(options: TellingOptions): Operation {
  const { find, callbacks, externalIds, organization, audit, clock, timeZone } = options;

  /** Ends what the caller was to be phoned about, also what would only be added afterwards. */
  async function endCalls({ request, events }: StoredRequest, upTo: number): Promise<void> {
    const { code, citizen } = request;
    for (const event of events.filter(({ seq }) => seq <= upTo)) {
      const what = toBePhoned(event);
      if (what === undefined || findEventToTell({ request, events }, event.seq) === undefined) continue;
      await callbacks.add({ code, seq: event.seq, citizen, what, at: event.at });
    }
    for (const callback of await callbacks.waitingOf(citizen)) {
      if (callback.code !== code || callback.seq > upTo) continue;
      await callbacks.end(callback.id, 'told', clock.now());
    }
  }

  return defineOperation({
    method: 'post',
    path: '/requests/{id}/told',
    name: 'tellCaller',
    tag: 'requests',
    summary: 'The caller has been told',
    description:
      'Of a request that this client registered: somebody read the answer, or the question, to whoever called, so that ' +
      'the operators of 137 do not phone them about it as well. What happened after `seq` stays with them.',
    scope: 'acts:caller',
    parameters: z.strictObject({ id: requestId }),
    query: z.strictObject({}),
    body: z
      .strictObject({
        seq: z
          .int()
          .min(1)
          .describe(
            'The number of the newest event that was known when the caller was told: `data.seq` of it.',
          ),
      })
      .meta({ id: 'Told' }),
    status: 200,
    answer: requestSchema,
    problems: ['notFound', 'notTheirs'],
    async handle({ client, path, body }) {
      const stored = await find(client, path.id);
      if (stored === undefined) return NOT_FOUND;
      if (!isRegisteredBy(client, stored.events)) {
        return { ok: false, problem: { code: 'notTheirs', more: { actor: 'caller' } } };
      }
      const { request, rev } = stored;
      if (body.seq > request.lastSeq) {
        const message = `The newest event of this request is ${request.lastSeq}.`;
        return { ok: false, problem: { code: 'invalid', errors: [{ path: '/seq', message }] } };
      }
      await endCalls(stored, body.seq);
      await audit.record({
        at: clock.now(),
        bot: 'staff',
        person: clientAsPerson(client.id),
        act: 'callbackTold',
        request: request.code,
        updateId: options.randomBytes(6).readUIntBE(0, 6),
      });
      const ids = await externalIds.ofRequests(client.id, [request.code]);
      return {
        ok: true,
        body: viewOf(
          { request, rev, changedAt: changedAt(stored) },
          { organization: await organization.current(), timeZone, externalIds: ids.get(request.code) },
        ),
        headers: { ETag: `"${rev}"` },
      };
    },
  });
}
