import { nextTimeOfDay } from '../src/calendar.js';
import type { Clock } from '../src/clock.js';
import type { ConfirmedTopicStore, LearnedTopic } from '../src/organization/confirmed-topic-store.js';
import type { OrganizationStore } from '../src/organization/organization-store.js';
import { confirmedTopic } from '../src/requests/confirmed-topic.js';
import { DAY_MS } from '../src/requests/lifecycle/rules.js';
import type { RequestStore, StoredRequest } from '../src/requests/request-store.js';
import { LEARNED_AT_MOST, type Understanding } from '../src/understanding/index.js';
import type { SweepingJob } from './job.js';
import { createPeriodicalJob, type PeriodicalOptions } from './once-per-period.js';

/** The hour of the city's night at which it learns: an hour after the backup. */
const LEARNING_HOUR = 4;

export interface LearnNightlyOptions extends Pick<PeriodicalOptions, 'once' | 'timeZone' | 'everySeconds'> {
  readonly clock: Clock;
  readonly requests: Pick<RequestStore, 'changedSince'>;
  readonly confirmedTopics: Pick<ConfirmedTopicStore, 'add' | 'page' | 'keepNewest'>;
  readonly organization: Pick<
    OrganizationStore,
    'current' | 'lessonsGatheredAt' | 'noteGathered' | 'relearn'
  >;
}

/**
 * Each night, finds the requests whose topic staff have confirmed and the city had guessed wrong, and has every
 * process learn from them. What was deleted or removed since the night before is no longer learned from.
 */
export function learnNightly(options: LearnNightlyOptions): SweepingJob {
  const { requests, confirmedTopics, organization, timeZone } = options;

  return createPeriodicalJob(options, {
    name: 'nightly learning',
    issueAt(now) {
      const latest = nextTimeOfDay(new Date(now.getTime() - DAY_MS), LEARNING_HOUR, timeZone);
      return { name: `learning:${latest.toISOString()}` };
    },
    async tell(_night, now) {
      const since = (await organization.lessonsGatheredAt()) ?? new Date(0);
      const { understanding } = await organization.current();
      let found = 0;
      for await (const stored of requests.changedSince(since)) {
        const correction = correctionIn(stored, understanding);
        if (correction === undefined) continue;
        await confirmedTopics.add(correction);
        found += 1;
      }
      await confirmedTopics.keepNewest(LEARNED_AT_MOST);
      await organization.noteGathered(now);
      const [any] = await confirmedTopics.page(0, 1);
      if (any !== undefined) await organization.relearn();
      return found;
    },
  });
}

/** The confirmed topic of a request, if something else would have been guessed. */
function correctionIn(
  { request: { code, text }, events }: Pick<StoredRequest, 'request' | 'events'>,
  { guess }: Pick<Understanding, 'guess'>,
): LearnedTopic | undefined {
  const confirmed = confirmedTopic(events);
  if (confirmed === undefined || text.trim() === '') return undefined;
  const guessed = guessedFirst(guess, text);
  if (guessed === confirmed.topic) return undefined;
  const { topic, at: confirmedAt } = confirmed;
  return { request: code, topic, confirmedAt, ...(guessed === undefined ? {} : { guessed }) };
}

/** Code of the topic that would be guessed first; undefined if that is none. */
function guessedFirst(guess: Understanding['guess'], text: string): string | undefined {
  const [first] = guess(text).ranked;
  return first?.kind === 'topic' ? first.code : undefined;
}
