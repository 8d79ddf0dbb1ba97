import type { ExternalIdStore } from '../api/external-id-store.js';
import type { NewRequestBody } from '../api/new-request.js';
import type { createRegister } from '../api/registering.js';
import type { RepeatCalls } from '../api/repeatable.js';
import type { Client } from '../clients/client.js';
import type { Clock } from '../clock.js';
import type { Organization } from '../organization/organization.js';
import type { RequestStore } from '../requests/request-store.js';
import { type PlannedRow, planImport, SYSTEM } from './plan-import.js';
import type { OpenRequestRow } from './read-open-requests.js';

/** The most requests that are registered at once; the rest follows when it is asked for. */
const MOST_AT_ONCE = 200;
const LOOKED_UP_AT_ONCE = 100;

/** Brings in what is open in another registry, at the start of a roll-out. */
export interface OpenRequestImport {
  /** The least hours until the deadline of what is brought in. */
  readonly leastHours: number;
  /** What would become of each row now, for a client whose requests they will be; nothing is changed. */
  plan(client: Client, rows: readonly OpenRequestRow[]): Promise<readonly PlannedRow[]>;
  /**
   * Registers the first rows of a plan that are new; resolves to how many. Repeating it, also after a crash, registers
   * none of them again: a number stays one request of the client.
   */
  bringIn(client: Client, planned: readonly PlannedRow[]): Promise<number>;
}

/** The import of a product. */
export function createOpenRequestImport(options: {
  readonly organization: { current(): Promise<Organization> };
  readonly externalIds: Pick<ExternalIdStore, 'find'>;
  readonly requests: Pick<RequestStore, 'findMany'>;
  readonly register: ReturnType<typeof createRegister>;
  readonly repeatCalls: RepeatCalls;
  readonly clock: Pick<Clock, 'now'>;
  /** The least hours until the deadline of what is brought in. */
  readonly leastHours: number;
}): OpenRequestImport {
  const { organization, externalIds, requests, register, repeatCalls, clock, leastHours } = options;

  async function knownTo(client: Client, numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (let from = 0; from < numbers.length; from += LOOKED_UP_AT_ONCE) {
      const found = await Promise.all(
        numbers.slice(from, from + LOOKED_UP_AT_ONCE).map(async (number) => ({
          number,
          code: await externalIds.find(client.id, SYSTEM, number),
        })),
      );
      // A number may have been claimed for a request that a crash kept from coming to be.
      const stored = await requests.findMany(found.flatMap(({ code }) => code ?? []));
      const present = new Set(stored.map(({ code }) => code));
      for (const { number, code } of found) if (code !== undefined && present.has(code)) known.add(number);
    }
    return known;
  }

  /** Registers a request, or finishes the registration that a crash has cut off. */
  async function bringInOne(
    client: Client,
    { body }: { readonly body: NewRequestBody },
    imported: { readonly dueAt?: Date },
  ): Promise<void> {
    const key = `import ${JSON.stringify(body)}`;
    const answer = await repeatCalls.run({ client, key, content: [] }, (repeatable) =>
      register({ client, body, repeatable, imported }),
    );
    // Whatever has the number by now is that request.
    const isThere = 'status' in answer && (answer.status === 201 || answer.status === 409);
    if (!isThere) throw new Error('A request that could be brought in was not registered.');
  }

  return {
    leastHours,
    async plan(client, rows) {
      return planImport(rows, {
        city: await organization.current(),
        now: clock.now(),
        leastHours,
        known: (numbers) => knownTo(client, numbers),
      });
    },
    async bringIn(client, planned) {
      const next = planned.flatMap((row) => (row.kind === 'new' ? [row] : [])).slice(0, MOST_AT_ONCE);
      // One after the other: a crash has left at most the one before these unfinished.
      const [first] = next;
      const before = planned.findLast(({ kind, row }) => kind === 'known' && row < (first?.row ?? Infinity));
      if (before?.kind === 'known') await bringInOne(client, before, {});
      for (const row of next) {
        const { destination } = row;
        await bringInOne(client, row, destination.kind === 'position' ? { dueAt: destination.dueAt } : {});
      }
      return next.length;
    },
  };
}
