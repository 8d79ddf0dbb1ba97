import { createHash } from 'node:crypto';
import type { CitizenStore } from '../citizens/citizen-store.js';
import type { Client } from '../clients/client.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import { namelessCallerId } from '../requests/lifecycle/callers.js';
import type { RequestService } from '../requests/request-service.js';
import { createTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import { type Answer, found, refused } from './answer.js';
import type { Parameters } from './list-query.js';
import { type NewRequest, readNewRequest, readText } from './new-request.js';
import type { PostedRequest, PostStore } from './post-store.js';
import { isPublicId, type PublicId } from './public-id.js';
import type { PublicRecords } from './public-records.js';

/** What other systems do through Open311; each act may be repeated, and is then the same. */
export interface Posting {
  /** Files a request. `key` names the call; without it the same form is the same call. */
  file(client: Client, parameters: Parameters, key: string | undefined): Promise<Answer>;
  /** Adds the words of the reporter to a request that this client has filed. */
  update(client: Client, parameters: Parameters): Promise<Answer>;
}

export interface PostingOptions {
  readonly requests: Pick<RequestService, 'register' | 'execute' | 'find'>;
  readonly citizens: Pick<CitizenStore, 'meetCaller' | 'update' | 'addRequest'>;
  readonly organization: { current(): Promise<Organization> };
  readonly records: Pick<PublicRecords, 'idOf' | 'findMany'>;
  readonly posts: Pick<PostStore, 'find' | 'note'>;
  readonly clock: Clock;
  readonly locale: Locale;
  /** Returns numbers from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Filing and commenting through the lifecycle, like everything that happens to a request. */
export function createPosting(options: PostingOptions): Posting {
  const { requests, citizens, organization, records, posts, clock, locale } = options;

  async function noteCall(id: string, form: string): Promise<PostedRequest> {
    const known = await posts.find(id);
    return known ?? posts.note({ _id: id, form, code: createTrackingCode(options.random), at: clock.now() });
  }

  /** The id of whoever calls from the number; of nobody known without one. */
  async function meet(code: TrackingCode, { phone, name }: NewRequest): Promise<string> {
    if (phone === undefined) return namelessCallerId(code);
    const caller = await citizens.meetCaller({ phone, locale });
    // Users of the bot have chosen their own name there.
    if (name !== undefined && caller.chatId === undefined && caller.name !== name) {
      await citizens.update(caller._id, { name });
    }
    return caller._id;
  }

  /** The code of a public request that this client has filed; undefined for any other. */
  async function filedBy(client: Client, id: PublicId): Promise<TrackingCode | undefined> {
    const [record] = isPublicId(id) ? await records.findMany([id]) : [];
    const stored = record === undefined ? undefined : await requests.find(record.code);
    const by = stored?.events[0]?.actor;
    return by?.kind === 'client' && by.client === client.id ? stored?.request.code : undefined;
  }

  return {
    async file(client, parameters, key) {
      const read = readNewRequest(parameters, await organization.current(), locale);
      if (!read.ok) return refused(read.status, read.because);
      const { category, text, place, phone } = read.form;
      const form = hashOf(parameters);
      const id = `${client.id}:${hash(key ?? form)}`;
      const { form: first, code } = await noteCall(id, form);
      if (first !== form) return refused(400, 'The Idempotency-Key belongs to another form: draw a new one.');
      const commandId = `api:open311:${id}`;
      const register = async (citizen: string): Promise<Date> => {
        const result = await requests.register({
          command: {
            type: 'register',
            code,
            citizen,
            channel: 'api',
            text,
            attachments: [],
            place,
            category: category.code,
          },
          actor: { kind: 'client', client: client.id },
          commandId,
        });
        if (!result.ok) throw new Error(`A complete form was refused: ${result.refusal.code}.`);
        return result.request.filedAt;
      };
      // Whoever has left since is not met again because a call is repeated.
      const there = await requests.find(code);
      const before = there?.events[0]?.commandId === commandId ? there : undefined;
      const citizen = before?.request.citizen ?? (await meet(code, read.form));
      const filedAt = before?.request.filedAt ?? (await register(citizen));
      if (phone !== undefined) await citizens.addRequest(citizen, code);
      const publicId = await records.idOf(code, filedAt);
      return found({
        root: 'service_requests',
        item: 'request',
        value: [{ service_request_id: publicId, service_notice: null, account_id: null }],
      });
    },

    async update(client, parameters) {
      const [id, updateId] = [parameters.get('service_request_id'), parameters.get('update_id')];
      if (id === undefined) return refused(400, 'service_request_id is missing.');
      if (updateId === undefined) return refused(400, 'update_id is missing.');
      const text = readText(parameters);
      if (!text.ok) return refused(text.status, text.because);
      if (text.form === '') return refused(400, 'description is missing: what is there to say?');
      const code = await filedBy(client, id);
      if (code === undefined) {
        return refused(404, 'This key has filed no request with this service_request_id.');
      }
      const result = await requests.execute(code, {
        command: { type: 'add', text: text.form, attachments: [] },
        actor: { kind: 'client', client: client.id },
        commandId: `api:open311:${client.id}:update:${hash(updateId)}`,
      });
      if (!result.ok) {
        return refused(400, `The request takes no words now (${result.refusal.code}): read how it stands.`);
      }
      return found({
        root: 'service_request_updates',
        item: 'request_update',
        value: [{ update_id: updateId }],
      });
    },
  };
}

/** What a form says, whatever the order of its fields and the key that came with it. */
function hashOf(parameters: Parameters): string {
  const said = [...parameters]
    .filter(([name]) => name !== 'api_key')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return hash(JSON.stringify(said));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
