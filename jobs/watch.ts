import { bulletinsFor } from '../src/bulletins/bulletin.js';
import { botsIn, ofBot, type PerBot } from '../src/channel/per-bot.js';
import type { Clock } from '../src/clock.js';
import type { Delivery } from '../src/deliveries/delivery.js';
import type { PeopleStore } from '../src/organization/people-store.js';
import type { RateLimiter } from '../src/telegram/rate-limiter.js';
import type { IncidentStore, OpenIncident } from '../src/watch/incident-store.js';
import { type Incident, incidentId, incidentsIn, patienceMs } from '../src/watch/incidents.js';
import type { PulseStore } from '../src/watch/pulse-store.js';
import type { Vitals } from '../src/watch/vitals.js';
import { createSweepingJob, type SweepingJob } from './job.js';

/** Milliseconds between two checks of a simulated city. */
const LEAST_BETWEEN_LOOKS_MS = 1_000;

export interface WatchOptions {
  readonly readVitals: () => Promise<Vitals>;
  readonly incidents: IncidentStore;
  readonly pulse: Pick<PulseStore, 'notePause'>;
  readonly rateLimiters: PerBot<Pick<RateLimiter, 'presentPause'>>;
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  /** The city's clock. */
  readonly clock: Clock;
  readonly machineClock: Clock;
  readonly everySeconds: number;
}

/**
 * Tells administrators of each incident once when it begins and once when it is over. The ids of the messages
 * contain the incident and its beginning, so that two processes or a repeated job send each once.
 */
export function createWatchJob(options: WatchOptions): SweepingJob {
  const { readVitals, incidents, pulse, rateLimiters, people, announce, clock, machineClock, everySeconds } =
    options;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function tell(
    { _id, firstSeenAt, incident }: OpenIncident,
    isOver: boolean,
    at: Date,
  ): Promise<void> {
    const name = `incident:${_id}:${firstSeenAt.getTime()}:${isOver ? 'over' : 'begun'}`;
    for (const { _id: person, roles } of await people.listAll()) {
      if (!roles.includes('administrator')) continue;
      await announce(bulletinsFor(person, { name, at, bulletins: [{ kind: 'alarm', incident, isOver }] }));
    }
  }

  async function look(): Promise<number> {
    const now = clock.now();
    for (const bot of botsIn(rateLimiters)) {
      const pause = ofBot(rateLimiters, bot).presentPause();
      if (pause !== undefined) await pulse.notePause(bot, pause);
    }
    const present = incidentsIn(await readVitals(), everySeconds);
    let told = 0;
    for (const incident of present) {
      const open = await incidents.note(incidentId(incident), incident, now);
      const lasts = now.getTime() - open.firstSeenAt.getTime();
      if (open.toldAt !== undefined || lasts < patienceMs(incident, everySeconds)) continue;
      await tell({ ...open, incident }, false, now);
      await incidents.markTold(open, now);
      told += 1;
    }
    return told + (await endWhatIsOver(present, now));
  }

  /** Ends the incidents that are no longer present; resolves to how many of those ends were announced. */
  async function endWhatIsOver(present: readonly Incident[], now: Date): Promise<number> {
    const ids = new Set(present.map(incidentId));
    let told = 0;
    for (const open of (await incidents.listAll()).filter(({ _id }) => !ids.has(_id))) {
      if (open.toldAt !== undefined) {
        await tell(open, true, now);
        told += 1;
      }
      await incidents.end(open);
    }
    return told;
  }

  const job = createSweepingJob({ name: 'watch', everySeconds, sweep: look });
  return {
    ...job,
    /**
     * Checks, but not more often than once a second of the machine's clock, however fast a simulated city
     * runs.
     */
    async sweep() {
      const now = machineClock.now().getTime();
      if (now - lookedAt < LEAST_BETWEEN_LOOKS_MS) return 0;
      lookedAt = now;
      return job.sweep();
    },
  };
}
