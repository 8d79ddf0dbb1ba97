import { type AuditStore, clientAsPerson } from '../audit/audit-store.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { type Client, isInForce } from './client.js';
import { isSecretOf, readKey } from './client-key.js';
import type { ClientStore } from './client-store.js';

/** Finds out whose key it is. */
export interface Authentication {
  /**
   * The client of a key; undefined for none, and alike for one that is malformed, unknown, wrong, expired or revoked,
   * of which the audit log keeps a line. Whatever was refused took the same work.
   */
  authenticate(key: string | undefined): Promise<Client | undefined>;
  /**
   * Notes that a client asked for what is not its: a scope that it lacks, a person or a request that is not its own. No
   * answer waits for it.
   */
  noteOverstep(client: Pick<Client, 'id'>, request?: string): void;
  /** Resolves once everything that goes on beside the answers is written. */
  settle(): Promise<void>;
}

export interface AuthenticationOptions {
  readonly store: Pick<ClientStore, 'findWithHash' | 'noteUse'>;
  readonly audit: Pick<AuditStore, 'record'>;
  /** The city's clock, which expiry and last use go by. */
  readonly clock: Pick<Clock, 'now'>;
  /** Draws that many unpredictable bytes. */
  readonly random: (size: number) => Buffer;
  readonly logger: Logger;
}

/** Milliseconds within which the use of a key is written once. */
const USE_IS_NOTED_MS = 60_000;
/** A client that nobody has: what is looked for where a key cannot be read. */
const NOBODY = { id: 'unknown', secret: '' };

/** The authentication of clients by their keys. A revoked key is refused from the next call on, in every process. */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const { store, audit, clock, random, logger } = options;
  const besides = new Set<Promise<void>>();

  /** Writes something that no answer waits for: how long it takes must tell nothing. */
  function writeBesides(event: string, write: Promise<void>): void {
    const written = write
      .catch((error) => logger.warn({ event, error }))
      .finally(() => besides.delete(written));
    besides.add(written);
  }

  async function authenticate(text: string | undefined): Promise<Client | undefined> {
    if (text === undefined) return undefined;
    const key = readKey(text) ?? NOBODY;
    const found = await store.findWithHash(key.id);
    const now = clock.now();
    const isRight = isSecretOf(key.secret, found?.secretHash);
    if (found !== undefined && isRight && isInForce(found.client, now)) {
      const { lastUsedAt } = found.client;
      if (lastUsedAt === undefined || now.getTime() - lastUsedAt.getTime() >= USE_IS_NOTED_MS) {
        writeBesides('useOfClientNotNoted', store.noteUse(key.id, now));
      }
      return found.client;
    }
    writeBesides(
      'refusedClientNotAudited',
      audit.record({
        at: now,
        bot: 'staff',
        person: clientAsPerson(found === undefined ? NOBODY.id : key.id),
        act: 'clientRefused',
        updateId: random(6).readUIntBE(0, 6),
      }),
    );
    return undefined;
  }

  return {
    authenticate,
    noteOverstep({ id }, request) {
      const line = {
        at: clock.now(),
        bot: 'staff',
        person: clientAsPerson(id),
        act: 'clientOverstepped',
        ...(request === undefined ? {} : { request }),
        updateId: random(6).readUIntBE(0, 6),
      } as const;
      writeBesides('overstepNotAudited', audit.record(line));
    },
    async settle() {
      await Promise.all(besides);
    },
  };
}
