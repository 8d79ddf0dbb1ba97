import { zonedIsoTime } from '../calendar.js';
import type { Refusal } from '../requests/lifecycle/refusal.js';

/** A refusal of the lifecycle as other systems read it: its moments in ISO 8601. */
export function writeRefusal(refusal: Refusal, timeZone: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(refusal).map(([name, value]) => [
      name,
      value instanceof Date ? zonedIsoTime(value, timeZone) : value,
    ]),
  );
}
