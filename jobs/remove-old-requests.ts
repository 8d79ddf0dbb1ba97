import type { ExternalIdStore } from '../src/api/external-id-store.js';
import type { UnusedFiles } from '../src/attachments/unused-files.js';
import type { CitizenStore } from '../src/citizens/citizen-store.js';
import type { Clock } from '../src/clock.js';
import type { CardStore } from '../src/deliveries/card-store.js';
import type { CitizenNoticeStore } from '../src/deliveries/citizen-notice-store.js';
import type { ActStore } from '../src/gam/act-store.js';
import type { LetterStore } from '../src/gam/letter-store.js';
import type { ReferenceStore } from '../src/open311/neighbours/reference-store.js';
import type { PublicRecords } from '../src/open311/public-records.js';
import type { RequestStore, StoredRequest } from '../src/requests/request-store.js';
import type { RecurringJob } from './job.js';

const AT_ONCE = 100;

/**
 * Removes closed requests to which nothing has happened for `requestYears`, with whatever points to them, and makes the places of
 * closed requests coarse whose citizens are gone. A request goes last: after a crash it is still found.
 */
export function removeOldRequests(options: {
  readonly requests: Pick<RequestStore, 'closedBefore' | 'find' | 'remove' | 'roundPlacesOfGone'>;
  readonly citizens: Pick<CitizenStore, 'forgetRequest'>;
  readonly cards: Pick<CardStore, 'forgetRequest'>;
  readonly notices: Pick<CitizenNoticeStore, 'forgetRequest'>;
  readonly publicRecords: Pick<PublicRecords, 'forget'>;
  readonly externalIds: Pick<ExternalIdStore, 'forgetRequest'>;
  readonly neighbourReferences: Pick<ReferenceStore, 'forgetRequest'>;
  readonly gamLetters: Pick<LetterStore, 'forget'>;
  readonly gamActs: Pick<ActStore, 'forget'>;
  readonly unusedFiles: Pick<UnusedFiles, 'expect'>;
  readonly requestYears: number;
  readonly clock: Clock;
}): RecurringJob {
  const { requests, citizens, unusedFiles, requestYears, clock } = options;
  const { cards, notices, publicRecords, externalIds, neighbourReferences } = options;

  async function remove({ request, events }: StoredRequest): Promise<void> {
    const { code } = request;
    const left = request.leftBy?.map(({ citizen }) => citizen) ?? [];
    const people = [request.citizen, ...request.followers, ...left];
    const files = events.flatMap((event) => ('attachments' in event ? (event.attachments ?? []) : []));
    await unusedFiles.expect(files.map(({ id }) => id));
    await citizens.forgetRequest(code, people);
    await cards.forgetRequest(code);
    await notices.forgetRequest(code, people);
    await publicRecords.forget(code);
    await externalIds.forgetRequest(code);
    await neighbourReferences.forgetRequest(code);
    await options.gamLetters.forget(code);
    await options.gamActs.forget(code);
    await requests.remove(code);
  }

  return {
    name: 'remove old requests',
    everySeconds: 24 * 3600,
    async run() {
      const before = clock.now();
      before.setUTCFullYear(before.getUTCFullYear() - requestYears);
      for (;;) {
        const codes = await requests.closedBefore(before, AT_ONCE);
        for (const code of codes) {
          const stored = await requests.find(code);
          if (stored !== undefined) await remove(stored);
        }
        if (codes.length === 0) break;
      }
      while ((await requests.roundPlacesOfGone(AT_ONCE)) > 0);
    },
  };
}
