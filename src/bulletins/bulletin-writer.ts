import { assertNever } from '../assert-never.js';
import type { WriteBulletin } from '../deliveries/bulletin.js';
import { renderAlarm } from './alarm-message.js';
import type { Bulletin } from './bulletin.js';
import { renderDeputy } from './deputy-message.js';
import type { WriteDigest } from './digest-writer.js';
import { type DescribeGam, renderGamMatter } from './gam-message.js';
import { renderNewAdministrator } from './new-administrator-message.js';
import type { WriteReport } from './report-bulletin.js';
import { renderWebhookStopped } from './webhook-stopped-message.js';

/** The writer of all messages that concern no single request. */
export function createBulletinWriter({
  writeReport,
  writeDigest,
  describeGam,
}: {
  readonly writeReport: WriteReport;
  readonly writeDigest: WriteDigest;
  readonly describeGam: DescribeGam;
}): WriteBulletin {
  return async (planned, { at, person, speech }) => {
    // Only `bulletinsFor` plans bulletins; the deliveries in between know only their kind.
    const bulletin = planned as Bulletin;
    switch (bulletin.kind) {
      case 'report':
        return writeReport(bulletin, { at, speech });
      case 'digest':
        return writeDigest(bulletin, { person, speech });
      case 'deputy':
        return { kind: 'text', message: renderDeputy(bulletin, speech) };
      case 'alarm':
        return { kind: 'text', message: renderAlarm(bulletin, speech) };
      case 'gamSetAside':
      case 'gamFile':
      case 'gamRefused': {
        const matter = await describeGam(bulletin);
        return matter === undefined
          ? { kind: 'nothing', because: 'notSoAnyMore' }
          : { kind: 'text', message: renderGamMatter(matter, speech) };
      }
      case 'newAdministrator':
        return { kind: 'text', message: renderNewAdministrator(bulletin, speech) };
      case 'webhookStopped':
        return { kind: 'text', message: renderWebhookStopped(bulletin, speech) };
      default:
        return assertNever(bulletin);
    }
  };
}
