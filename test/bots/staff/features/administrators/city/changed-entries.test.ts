import { join } from 'node:path';
import type { Visit } from '../../../../../../bots/staff/context.js';
import { differenceParts } from '../../../../../../bots/staff/features/administrators/city/report.js';
import { LOCALES, type Locale } from '../../../../../../src/config.js';
import { createWording, type Speech } from '../../../../../../src/messages/wording.js';
import type { Category, City } from '../../../../../../src/organization/city.js';
import { createOrganization } from '../../../../../../src/organization/organization.js';
import { TEMPLATE_CITY } from '../../../../../../src/organization/setup/city-workbook.js';
import { compareCities } from '../../../../../../src/organization/setup/compare.js';
import { packageRoot } from '../../../../../../src/package-root.js';
import { stripHtml } from '../../../../../../src/text/html.js';
import { loadTexts } from '../../../../../../src/text/texts.js';

const CITY: City = { ...TEMPLATE_CITY, districts: [] };
const organization = createOrganization({ city: CITY, holdings: {}, defaultAnswerHours: 72 });
const texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });

/** What the preview says of a changed city, line by line and without the marks of direction. */
function preview(after: City, locale: Locale = 'fa'): readonly string[] {
  const speech: Speech = {
    organization,
    locale,
    now: new Date('2026-11-24T10:40:00Z'),
    timeZone: 'Asia/Tehran',
    texts,
  };
  // The lines need no more of a visit.
  const visit = { organization, speech, wording: createWording(speech) } as Visit;
  return differenceParts(visit, compareCities(CITY, after)).flatMap((part) =>
    stripHtml(part)
      .replace(/[\u2068\u2069]/g, '')
      .split('\n')
      .map((line) => line.trim()),
  );
}

function withPositions(change: (position: City['positions'][number]) => City['positions'][number]): City {
  return { ...CITY, positions: CITY.positions.map(change) };
}

function withPothole(change: Partial<Category>): City {
  return {
    ...CITY,
    groups: CITY.groups.map((group) => ({
      ...group,
      categories: group.categories.map((one) => (one.code === 'pothole' ? { ...one, ...change } : one)),
    })),
  };
}

it('says from what to what, with the names of positions in place of their codes', () => {
  const lines = preview(
    withPositions((position) =>
      position.code === 'district-1-civil-works-head'
        ? { ...position, hours: 48, reportsTo: 'mayor' }
        : position,
    ),
  );
  expect(lines).toEqual([
    'سمت‌ها: ۰ تازه، ۱ تغییر، ۰ حذف',
    '• رئیس اداره فنی و عمران منطقه ۱',
    'کد بالادست: از «شهردار منطقه ۱» به «شهردار»',
    'ساعت پاسخ: «۴۸»، پیش‌تر خالی بود',
  ]);
});

it('has one line for what changes alike in many rows', () => {
  const lines = preview(
    withPositions((position) =>
      position.code === 'district-1-mayor' ? position : { ...position, hours: 24 },
    ),
  );
  expect(lines).toEqual([
    'سمت‌ها: ۰ تازه، ۲ تغییر، ۰ حذف',
    '• شهردار، رئیس اداره فنی و عمران منطقه ۱',
    'ساعت پاسخ: «۲۴»، پیش‌تر خالی بود',
  ]);
});

it('says of a list only which words come and go, and where requests go in words', () => {
  expect(preview(withPothole({ keywords: ['چاله', 'فرونشست'], route: { unit: 'district-1' } }))).toEqual([
    'موضوع‌ها: ۰ تازه، ۱ تغییر، ۰ حذف',
    '• چاله و خرابی آسفالت',
    expect.stringMatching(/^مسیر: از «.*» به «.*منطقه ۱.*»$/),
    'واژه‌ها: اضافه می‌شود فرونشست',
    'واژه‌ها: حذف می‌شود آسفالت',
  ]);
});

it.each(LOCALES)('says in the words of %s what becomes empty', (locale) => {
  const units = CITY.units.map((unit) =>
    unit.code === 'city' ? { ...unit, title: { fa: unit.title.fa } } : unit,
  );
  const emptied = { fa: 'خالی می‌شود', en: 'becomes empty', ar: 'يصبح فارغًا' }[locale];
  expect(preview({ ...CITY, units }, locale).join('\n')).toMatch(
    new RegExp(`${emptied}.*Example municipality`),
  );
});

it('names a group from its old name to its new one', () => {
  const groups = CITY.groups.map((group) => ({ ...group, title: { fa: 'خیابان‌ها' } }));
  expect(preview({ ...CITY, groups })).toEqual([
    'گروه‌های موضوع: ۰ تازه، ۱ تغییر، ۰ حذف',
    '• خیابان‌ها',
    'نام گروه: از «معابر و آسفالت» به «خیابان‌ها»',
  ]);
});
