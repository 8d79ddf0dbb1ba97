import { renderDigest } from '../../src/bulletins/digest-message.js';
import { LOCALES } from '../../src/config.js';
import { type Digest, type DigestReason, MOST_NAMED, type NamedRequest } from '../../src/reports/digest.js';
import { digestSlot } from '../../src/reports/digest-slot.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { stripHtml, visibleLength } from '../../src/text/html.js';
import { longWords, NOW, POSITION, REFERRAL, requestIn, speechIn } from '../messages/samples.js';

const HOUR = 3_600_000;
const REASONS: readonly DigestReason[] = ['due', 'overdue', 'promise', 'returned', 'lateDraft'];

function slotAt(now: Date) {
  const slot = digestSlot(now, { timeZone: 'Asia/Tehran', hours: [8, 12, 16, 20] });
  if (slot === undefined) throw new Error('No slot is open then.');
  return slot;
}

function named(count: number, reason: DigestReason, facts: Partial<Request> = {}): readonly NamedRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    reason,
    request: requestIn({ status: 'referred', referral: REFERRAL }, facts as never),
    by: new Date(NOW.getTime() + (index + 1) * 60_000),
  }));
}

function reasonsOf(entries: readonly NamedRequest[]): Digest['reasons'] {
  const counts = REASONS.map((reason) => [reason, entries.filter((one) => one.reason === reason).length]);
  // Every reason is among them, which the compiler does not carry over.
  return Object.fromEntries(counts) as Digest['reasons'];
}

function digestOf(entries: readonly NamedRequest[], locale: (typeof LOCALES)[number] = 'fa', now = NOW) {
  const reasons = reasonsOf(entries);
  const digest = { waiting: 60, dueToday: 14, overdue: 0, reasons, named: entries.slice(0, MOST_NAMED) };
  return renderDigest({ digest, slot: slotAt(now), positions: [POSITION] }, speechIn(locale, now));
}

it.each(LOCALES)('in %s fits into one message with sixty requests of the longest words', (locale) => {
  const facts = { text: longWords(4_000), place: { address: longWords(500), district: 'district-9' } };
  for (const reason of REASONS) {
    const { html, keyboard } = digestOf(named(60, reason, facts), locale);
    expect(visibleLength(html)).toBeLessThan(4_096);
    expect(html).not.toMatch(/\{\{|undefined|Invalid Date/);
    for (const button of keyboard.flat()) expect(button.text).toMatch(/\S/);
  }
});

it('names ten, counts the others, and opens each named one with one press', () => {
  const { html, keyboard } = digestOf(named(14, 'due', { text: 'چاله‌ای در میدان شهدا' }));
  const read = stripHtml(html);
  expect(read.match(/چاله‌ای در میدان شهدا/g)).toHaveLength(10);
  expect(read).toContain('و ۴ درخواست دیگر در کارتابل.');
  expect(keyboard.slice(0, 2).map((row) => row.map(({ text }) => text))).toEqual([
    ['۵', '۴', '۳', '۲', '۱'],
    ['۱۰', '۹', '۸', '۷', '۶'],
  ]);
});

it('says until when it reaches, and leads to what is due until then, today and at all', () => {
  const { html, keyboard } = digestOf(named(3, 'due'));
  expect(stripHtml(html)).toContain('کارهای شما تا ۱۶:۰۰');
  expect(keyboard.slice(1).flatMap((row) => row.map(({ text }) => text))).toEqual([
    'تا ۱۶:۰۰ (۳)',
    'تا امروز (۱۴)',
    'همه (۶۰)',
  ]);
});

it('names the next morning with its day', () => {
  const evening = new Date(NOW.getTime() + 7 * HOUR);
  expect(stripHtml(digestOf(named(1, 'due'), 'fa', evening).html)).toContain(
    'کارهای شما تا چهارشنبه ۴ آذر ساعت ۰۸:۰۰',
  );
});

it('says in the morning how yesterday went, and not that nothing is overdue', () => {
  const morning = new Date(NOW.getTime() - 5 * HOUR);
  const { html } = renderDigest(
    {
      digest: { waiting: 2, dueToday: 0, overdue: 0, reasons: reasonsOf([]), named: [] },
      slot: slotAt(morning),
      yesterday: { overdueBelow: 0, answeredYesterday: 5, ratings: 4, meanRating: 3.5 },
      positions: [POSITION],
    },
    speechIn('fa', morning),
  );
  const read = stripHtml(html);
  expect(read).toContain('صبح به خیر');
  expect(read).toContain('دیروز پاسخ دادید: ۵');
  expect(read).toContain('نمره شهروندان در سی روز: ۳٫۵ از ۵');
  expect(read).not.toContain('گذشته');
});

it('tells the mayor what becomes of what they leave, and promises nobody above them', () => {
  const content = {
    digest: {
      waiting: 1,
      dueToday: 1,
      overdue: 0,
      reasons: reasonsOf(named(1, 'due')),
      named: named(1, 'due'),
    },
    slot: slotAt(NOW),
  };
  const read = (position: string) =>
    stripHtml(renderDigest({ ...content, positions: [position] }, speechIn('fa')).html);
  expect(read('mayor')).toContain('بالاتر از شما کسی نیست');
  expect(read(POSITION)).toContain('به مدیر بالاتر می‌رسد');
});
