import { z } from 'zod';
import type { AuditStore } from '../audit/audit-store.js';
import { type Client, hasScope, type Scope } from '../clients/client.js';
import { isRegisteredBy } from '../clients/seen-requests.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { PeopleStore } from '../organization/people-store.js';
import type { Actor } from '../requests/lifecycle/facts.js';
import type { Refusal } from '../requests/lifecycle/refusal.js';
import type { CommandResult, RequestService } from '../requests/request-service.js';
import type { StoredRequest } from '../requests/request-store.js';
import { ACTS, type ActName, type ActSpeaker } from './acts.js';
import type { ExternalIdStore } from './external-id-store.js';
import { ourPositionCode, personId, positionCode, requestId } from './fields.js';
import { changedAt, type FindForClient, NOT_FOUND } from './finding.js';
import { type Call, defineOperation, type Operation, type OperationResult, revisionOf } from './operation.js';
import { writeRefusal } from './refusals.js';
import { requestSchema } from './request-schema.js';
import { viewOf } from './request-view.js';

/** For whom a client acts; each kind has a scope of its own. */
const SPEAKERS = {
  manager: z
    .strictObject({
      kind: z.literal('manager'),
      position: positionCode,
      person: personId.describe('The holder or deputy, as `GET /positions` has it.'),
    })
    .describe('The holder, or the deputy, of a position, who answers in person at another desk.'),
  operator: z.strictObject({ kind: z.literal('operator'), person: personId }).describe('An operator of 137.'),
  caller: z
    .strictObject({ kind: z.literal('caller') })
    .describe('Whoever asked by telephone, of a request that this client registered.'),
} as const satisfies Readonly<Record<ActSpeaker, z.ZodObject>>;
type Speaker = z.output<(typeof SPEAKERS)[ActSpeaker]>;

const SCOPE_OF: Readonly<Record<ActSpeaker, Scope>> = {
  manager: 'acts:manager',
  operator: 'acts:operator',
  caller: 'acts:caller',
};

/** What acting depends on. */
export interface ActingOptions {
  readonly find: FindForClient;
  readonly requests: Pick<RequestService, 'execute' | 'executeAt' | 'find'>;
  readonly externalIds: Pick<ExternalIdStore, 'ofRequests'>;
  readonly organization: { current(): Promise<Organization> };
  readonly people: Pick<PeopleStore, 'find'>;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  /** The sentence in which a person reads a refusal. */
  readonly sentenceOf: (refusal: Refusal, organization: Organization, locale: Locale) => string;
}

/** `POST /requests/{id}/…`: one operation for each act. */
export function actOperations(options: ActingOptions): readonly Operation[] {
  // The keys of a literal are its own.
  return (Object.keys(ACTS) as ActName[]).map((name) => actOperation(name, options));
}

/** The body of an act, as far as it names people and positions. */
interface ActBody {
  readonly actor: Speaker;
  readonly to?: string;
}

/** The body of an act with our codes of the positions that the client calls otherwise. */
function withOurCodes({ actor, ...form }: ActBody, { ownCodes }: Client): ActBody {
  return {
    ...form,
    ...(form.to === undefined ? {} : { to: ourPositionCode(form.to, ownCodes) }),
    actor:
      actor.kind === 'manager' ? { ...actor, position: ourPositionCode(actor.position, ownCodes) } : actor,
  };
}

function actOperation(name: ActName, options: ActingOptions): Operation {
  const { find, requests, organization, externalIds, timeZone } = options;
  const { speakers, summary, forms, command } = ACTS[name];
  const [first, ...others] = speakers.map((kind) => SPEAKERS[kind]);
  if (first === undefined) throw new Error('An act that nobody may do.');
  const actor = others.length === 0 ? first : z.union([first, ...others]);
  const [form, ...otherForms] = forms.map((fields) => z.strictObject({ actor, ...fields }));
  if (form === undefined) throw new Error('An act without a form.');
  const body = (otherForms.length === 0 ? form : z.union([form, ...otherForms])).meta({ id: `Act_${name}` });

  async function act(call: Call<{ id: string }, object, unknown>): Promise<OperationResult> {
    const { client, path, repeatable, ifMatch } = call;
    // Checked against the schema above, of which every act has this field.
    const given = withOurCodes(call.body as ActBody, client);
    const scope = SCOPE_OF[given.actor.kind];
    if (!hasScope(client, scope)) return { ok: false, problem: { code: 'scopeMissing', more: { scope } } };
    const stored = await find(client, path.id);
    if (stored === undefined) return NOT_FOUND;
    const city = await organization.current();
    const who = await actorOf(client, given.actor, stored, city);
    if (who === undefined) {
      return { ok: false, problem: { code: 'notTheirs', more: { actor: given.actor.kind } } };
    }
    const { code } = stored.request;
    const order = { actor: who, commandId: repeatable.commandId, command: command(given as never) };
    const rev = revisionOf(ifMatch);
    const result =
      rev === undefined ? await requests.execute(code, order) : await requests.executeAt(code, rev, order);
    if (result?.ok !== true) return refused(result, city, call.locale);
    const after = (await requests.find(code)) ?? stored;
    const ids = await externalIds.ofRequests(client.id, [code]);
    return {
      ok: true,
      body: viewOf(
        { request: after.request, rev: after.rev, changedAt: changedAt(after) },
        { organization: city, timeZone, externalIds: ids.get(code) },
      ),
      headers: { ETag: `"${after.rev}"` },
    };
  }

  /** Why an act was not carried out; undefined where the request is not at the revision that was named. */
  function refused(
    result: Extract<CommandResult, { readonly ok: false }> | undefined,
    city: Organization,
    locale: Locale,
  ): OperationResult {
    if (result === undefined) return { ok: false, problem: { code: 'changedMeanwhile' } };
    const { refusal } = result;
    if (refusal.code === 'notFound') return NOT_FOUND;
    return {
      ok: false,
      problem: {
        code: 'refused',
        detail: options.sentenceOf(refusal, city, locale),
        more: { refusal: writeRefusal(refusal, timeZone) },
      },
    };
  }

  /** Who acts, if they may now; undefined for somebody who is not, or no longer, what the client says. */
  async function actorOf(
    client: Client,
    speaker: Speaker,
    stored: StoredRequest,
    city: Organization,
  ): Promise<Actor | undefined> {
    const via = client.id;
    switch (speaker.kind) {
      case 'manager': {
        const { position, person } = speaker;
        const unit = city.position(position)?.unit;
        const isTheirs = city.holderOf(position, options.clock.now()) === person;
        const isCovered = client.units === undefined || (unit !== undefined && client.units.includes(unit));
        return isTheirs && isCovered ? { kind: 'manager', position, person, via } : undefined;
      }
      case 'operator': {
        const found = await options.people.find(speaker.person);
        const isOperator = found?.roles.includes('operator') === true;
        return isOperator ? { kind: 'operator', person: speaker.person, via } : undefined;
      }
      case 'caller':
        return isRegisteredBy(client, stored.events) ? { kind: 'client', client: client.id } : undefined;
    }
  }

  return defineOperation({
    method: 'post',
    path: `/requests/{id}/${name}`,
    name: `${name}Request`,
    tag: 'acts',
    summary,
    description: `For ${speakers.join(', ')}: needs ${speakers.map((kind) => `\`${SCOPE_OF[kind]}\``).join(' or ')}.`,
    parameters: z.strictObject({ id: requestId }),
    query: z.strictObject({}),
    body,
    status: 200,
    answer: requestSchema,
    problems: ['scopeMissing', 'notFound', 'notTheirs', 'refused', 'changedMeanwhile'],
    handle: act,
  });
}
