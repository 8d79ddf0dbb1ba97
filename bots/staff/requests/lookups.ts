import type { AuditedAct } from '../../../src/audit/audit-store.js';
import type { HashPerson } from '../../../src/channel/person-hash.js';
import type { Clock } from '../../../src/clock.js';
import type { Limits } from '../../../src/config.js';
import { createLimiter } from '../../../src/guards/limiter.js';
import { HOUR_MS } from '../../../src/requests/lifecycle/rules.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import type { Visit } from '../context.js';

/** Characters of a hash that are noted: enough to tell people apart. */
const NOTED = 16;

/** A look at what somebody told the city. */
interface Look {
  readonly act: Extract<
    AuditedAct,
    'phoneSeen' | 'callerLookedUp' | 'caseRead' | 'caseOpened' | 'wordsSearched'
  >;
  /** Id of the citizen; absent where nobody was found or many are shown. */
  readonly citizen?: string;
  readonly request?: TrackingCode;
  /** The person is on the telephone: whoever takes the call is not kept from it, but is counted. */
  readonly isInCall?: true;
}

/** Looks at personal data: who saw whom is in the audit log, and nobody looks at everybody. */
export interface Lookups {
  /**
   * Notes a look, by the citizen's hash. False beyond the limit of an hour: then the person is told, once that
   * is noted for the alarm, and the look is not to happen.
   */
  note(visit: Visit, look: Look): Promise<boolean>;
}

/** The lookups of one bot in this process. */
export function createLookups({
  limits,
  clock,
  hashPerson,
}: {
  readonly limits: Pick<Limits, 'lookupsPerHour'>;
  readonly clock: Clock;
  readonly hashPerson: HashPerson;
}): Lookups {
  const limiter = createLimiter({ clock, most: limits.lookupsPerHour, perMs: HOUR_MS });

  return {
    async note(visit, { act, citizen, request, isInCall }) {
      const permission = limiter.take({
        person: visit.person,
        id: `${visit.orderAs(undefined).commandId}:${act}`,
      });
      if (permission === 'refused') await visit.note('lookupRefused');
      if (permission === 'allowed' || isInCall === true) {
        await visit.note(act, request, citizen && `#${hashPerson(citizen).slice(0, NOTED)}`);
        return true;
      }
      const told = visit.wording.plain('find.tooMany');
      if (visit.act.kind === 'press') await visit.answerPress(told);
      else await visit.say(visit.wording.html('find.tooMany'));
      return false;
    },
  };
}
