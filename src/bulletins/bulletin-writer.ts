import { assertNever } from '../assert-never.js';
import type { WriteBulletin } from '../deliveries/bulletin.js';
import { digestDay } from '../reports/digest.js';
import { renderAlarm } from './alarm-message.js';
import type { Bulletin } from './bulletin.js';
import { renderDeputy } from './deputy-message.js';
import { renderDigest } from './digest-message.js';
import { renderNewAdministrator } from './new-administrator-message.js';
import type { WriteReport } from './report-bulletin.js';

/** The writer of all messages that concern no single request. */
export function createBulletinWriter({
  writeReport,
  morningHour,
}: {
  readonly writeReport: WriteReport;
  /** Hour of the day at which digests go out. */
  readonly morningHour: number;
}): WriteBulletin {
  return async (planned, { at, speech }) => {
    // Only `bulletinsFor` plans bulletins; the deliveries in between know only their kind.
    const bulletin = planned as Bulletin;
    switch (bulletin.kind) {
      case 'report':
        return writeReport(bulletin, { at, speech });
      case 'digest':
        // The morning digest is out of date in the afternoon.
        return isOfSameMorning(speech.now, at, { timeZone: speech.timeZone, morningHour })
          ? { kind: 'text', message: renderDigest(bulletin.digest, speech) }
          : { kind: 'nothing', because: 'notSoAnyMore' };
      case 'deputy':
        return { kind: 'text', message: renderDeputy(bulletin, speech) };
      case 'alarm':
        return { kind: 'text', message: renderAlarm(bulletin, speech) };
      case 'newAdministrator':
        return { kind: 'text', message: renderNewAdministrator(bulletin, speech) };
      default:
        return assertNever(bulletin);
    }
  };
}

function isOfSameMorning(now: Date, at: Date, city: Parameters<typeof digestDay>[1]): boolean {
  return digestDay(now, city) === digestDay(at, city);
}
