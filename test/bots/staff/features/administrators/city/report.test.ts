import { join } from 'node:path';
import type { Visit } from '../../../../../../bots/staff/context.js';
import { problemSentence } from '../../../../../../bots/staff/features/administrators/city/report.js';
import { LOCALES } from '../../../../../../src/config.js';
import { createWording, type Speech } from '../../../../../../src/messages/wording.js';
import { createOrganization } from '../../../../../../src/organization/organization.js';
import { valuesOf } from '../../../../../../src/organization/setup/import-problem.js';
import { packageRoot } from '../../../../../../src/package-root.js';
import { loadTexts } from '../../../../../../src/text/texts.js';
import { CITY } from '../../../../../requests/open-requests.js';

const organization = createOrganization({ city: CITY, holdings: {}, defaultAnswerHours: 72 });
const texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });

it.each(LOCALES)('says how many positions report to nobody in the words of %s', (locale) => {
  const speech: Speech = {
    organization,
    locale,
    now: new Date('2026-11-24T10:40:00Z'),
    timeZone: 'Asia/Tehran',
    texts,
  };
  // The sentence needs no more of a visit.
  const visit = { organization, speech, wording: createWording(speech) } as Visit;
  const place = { list: 'positions', index: 0 } as const;
  const values = valuesOf({ code: 'severalTops', place, named: 'mayor', count: 2 });
  const several = { fa: '۲ سمت', en: '2 positions', ar: 'منصبان' }[locale];
  expect(problemSentence(visit, { code: 'severalTops', place: {}, values })).toContain(several);
});
