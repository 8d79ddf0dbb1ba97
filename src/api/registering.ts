import { z } from 'zod';
import type { Uploads } from '../attachments/uploads.js';
import type { CitizenStore } from '../citizens/citizen-store.js';
import type { Client } from '../clients/client.js';
import { isRegisteredBy } from '../clients/seen-requests.js';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import { namelessCallerId } from '../requests/lifecycle/callers.js';
import type { Register } from '../requests/lifecycle/commands.js';
import type { RequestService } from '../requests/request-service.js';
import type { StoredRequest } from '../requests/request-store.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { ExternalIdStore } from './external-id-store.js';
import { fileKind } from './fields.js';
import { takeFile } from './files.js';
import { changedAt } from './finding.js';
import type { Multipart } from './multipart.js';
import { type NewRequest, type NewRequestBody, newRequestSchema, readNewRequest } from './new-request.js';
import { defineOperation, type Operation, type OperationResult, type Repeatable } from './operation.js';
import { requestSchema } from './request-schema.js';
import { viewOf } from './request-view.js';

/** What registering depends on. */
export interface RegisteringOptions {
  readonly requests: Pick<RequestService, 'register' | 'find'>;
  readonly organization: { current(): Promise<Organization> };
  readonly citizens: Pick<CitizenStore, 'meetCaller' | 'update' | 'addRequest'>;
  readonly uploads: Pick<Uploads, 'find'>;
  readonly externalIds: Pick<ExternalIdStore, 'claim'>;
  readonly defaultLocale: Locale;
  readonly timeZone: string;
}

/** A request that a client registers. */
export interface Registration {
  readonly client: Client;
  readonly body: NewRequestBody;
  readonly repeatable: Repeatable;
  /** It was open in another registry, with that deadline. */
  readonly imported?: NonNullable<Register['imported']>;
}

/** Registers requests for clients; repeating one under the same ids registers nothing more. */
export function createRegister(
  options: RegisteringOptions,
): (registration: Registration) => Promise<OperationResult> {
  const { requests, organization, citizens, uploads, externalIds: ids, timeZone } = options;

  async function register({ client, body, repeatable, imported }: Registration): Promise<OperationResult> {
    const city = await organization.current();
    const read = await readNewRequest(body, city, uploads);
    if (!read.ok) return read;
    const citizen = await meet(read.value);
    for (let code = asTrackingCode(repeatable.code); ; ) {
      const taken = await claimExternalIds(client, code, body);
      if (taken !== undefined) {
        return { ok: false, problem: { code: 'externalIdTaken', more: { request: taken } } };
      }
      const stored = await registerAs(code, { client, citizen, asked: read.value, repeatable, imported });
      if (stored !== undefined) {
        if (citizen !== undefined) await citizens.addRequest(citizen, code);
        return answerWith(stored, city, body);
      }
      // Once in many millions the code that was drawn belongs to another request.
      code = asTrackingCode(await repeatable.drawAnother(code));
    }
  }

  /** The id of whoever calls from the number; undefined for nobody known. */
  async function meet({ phone, name }: NewRequest): Promise<string | undefined> {
    if (phone === undefined) return undefined;
    const citizen = await citizens.meetCaller({ phone, locale: options.defaultLocale });
    // Users of the bot have chosen their own name there.
    const isNew = citizen.chatId === undefined && name !== undefined && citizen.name !== name;
    if (isNew) await citizens.update(citizen._id, { name });
    return citizen._id;
  }

  /** Registers a request under a code, or finds it where this very call did before; undefined: it is another one's. */
  async function registerAs(
    code: TrackingCode,
    order: {
      readonly client: Client;
      readonly citizen: string | undefined;
      readonly asked: NewRequest;
      readonly repeatable: Repeatable;
      readonly imported: Registration['imported'];
    },
  ): Promise<Pick<StoredRequest, 'request' | 'rev' | 'events'> | undefined> {
    const { client, citizen, asked, repeatable, imported } = order;
    const { text, files: attachments, place, category } = asked;
    const { commandId } = repeatable;
    const result = await requests.register({
      actor: { kind: 'client', client: client.id },
      commandId,
      command: {
        type: 'register',
        code,
        citizen: citizen ?? namelessCallerId(code),
        channel: 'api',
        text,
        attachments,
        ...(place === undefined ? {} : { place }),
        ...(category === undefined ? {} : { category }),
        ...(imported === undefined ? {} : { imported }),
      },
    });
    if (result.ok && !result.repeated) return { request: result.request, rev: 1, events: result.events };
    if (!result.ok && result.refusal.code !== 'alreadyExists') {
      throw new Error(`A complete request was refused: ${result.refusal.code}.`);
    }
    const stored = await requests.find(code);
    return stored?.events[0]?.commandId === commandId ? stored : undefined;
  }

  /** Claims the numbers of other systems; resolves to the code of another request of the client that has one. */
  async function claimExternalIds(client: Client, code: TrackingCode, body: NewRequestBody) {
    if (body.externalIds === undefined) return undefined;
    return ids.claim({ client: client.id, code, ids: body.externalIds }, async (other) => {
      const stored = await requests.find(other);
      return stored !== undefined && isRegisteredBy(client, stored.events);
    });
  }

  function answerWith(
    stored: Pick<StoredRequest, 'request' | 'rev' | 'events'>,
    city: Organization,
    body: NewRequestBody,
  ): OperationResult {
    const { request, rev } = stored;
    const view = viewOf(
      { request, rev, changedAt: changedAt(stored) },
      { organization: city, timeZone, externalIds: body.externalIds },
    );
    return {
      ok: true,
      status: 201,
      body: view,
      headers: { ETag: `"${rev}"`, Location: `/api/v1/requests/${request.code}` },
    };
  }

  return register;
}

/** `POST /requests`: registers a request; repeating the call registers nothing more. */
export function registerOperation(
  options: Omit<RegisteringOptions, 'uploads'> & { readonly uploads: Pick<Uploads, 'find' | 'take'> },
): Operation {
  return defineOperation({
    method: 'post',
    path: '/requests',
    name: 'registerRequest',
    tag: 'requests',
    summary: 'Register a request',
    description:
      'It goes to the position in charge at once, where category and district are certain, else to the operators of 137. ' +
      'Files are sent before, to `POST /files`, or with it: `multipart/form-data` with the JSON as `request`, and each file ' +
      'as a part that is named by its kind.',
    scope: 'requests:write',
    parameters: z.strictObject({}),
    query: z.strictObject({}),
    body: newRequestSchema,
    multipart: {
      json: 'request',
      files: fileKind.options,
      join: (json, files) => withFiles(json, files, options.uploads),
    },
    status: 201,
    answer: requestSchema,
    problems: ['externalIdTaken', 'unsupportedType', 'unavailable'],
    handle: createRegister(options),
  });
}

/** The body of a request with its files kept, and their ids in it: the same for the same files. */
async function withFiles(
  json: unknown,
  files: Parameters<Multipart['join']>[1],
  uploads: Pick<Uploads, 'take'>,
): ReturnType<Multipart['join']> {
  const ids: string[] = [];
  for (const { name, content } of files) {
    const kind = fileKind.parse(name);
    const taken = await takeFile(uploads, content, kind);
    if ('problem' in taken) return taken;
    ids.push(taken.id);
  }
  if (typeof json !== 'object' || json === null || ids.length === 0) return { body: json };
  const before: unknown = 'files' in json ? json.files : [];
  return { body: { ...json, files: Array.isArray(before) ? [...before, ...ids] : before } };
}

function asTrackingCode(code: string): TrackingCode {
  if (!isTrackingCode(code)) throw new Error('A code that was drawn is none.');
  return code;
}
