import { createReportWriter } from '../../src/bulletins/report-bulletin.js';
import type { DrawPicture } from '../../src/pictures/draw-picture.js';
import { rasterize } from '../../src/pictures/rasterize.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import { NOW, speechIn } from '../messages/samples.js';
import { SILENT } from '../simulator/harness.js';

const HOUR_MS = 3_600_000;
const A_WEEK_HOURS = 168;
const bulletin = {
  kind: 'report',
  from: new Date(NOW.getTime() - A_WEEK_HOURS * HOUR_MS),
  to: NOW,
  form: 'message',
} as const;

/** What of a request is counted: it went to a position, which answered after so many hours. */
function answered(position: string, hours: number): readonly RequestEvent[] {
  const at = bulletin.from;
  const after = (count: number) => new Date(at.getTime() + count * HOUR_MS);
  return [
    { seq: 1, type: 'registered', at },
    { seq: 2, type: 'referred', at, to: position, level: 1, dueAt: after(72) },
    {
      seq: 3,
      type: 'answered',
      at: after(hours),
      by: { kind: 'position', position },
      outcome: { kind: 'done' },
      objectBy: after(A_WEEK_HOURS),
    },
    // Nothing else of an event is counted.
  ] as unknown as readonly RequestEvent[];
}

const inTwoUnits = [
  ...Array.from({ length: 5 }, () => answered('district-9-civil-works-head', 20)),
  ...Array.from({ length: 4 }, () => answered('district-2-civil-works-head', 30)),
  answered('district-2-civil-works-head', 90),
];

async function write(drawPicture: DrawPicture, requests = inTwoUnits) {
  let counts = 0;
  const writeReport = createReportWriter({
    async *filedBetween() {
      counts += 1;
      for (const events of requests) yield { events };
    },
    toldBetween: async () => [],
    writeWorkbook: async () => Buffer.from('workbook'),
    drawPicture,
    logger: SILENT,
  });
  const about = { at: NOW, speech: speechIn('fa') };
  const message = await writeReport(bulletin, about);
  const workbook = await writeReport({ ...bulletin, form: 'workbook' }, about);
  return { message, workbook, counts };
}

it('writes a report below the picture of its units, and the workbook, from one count', async () => {
  const drawings: string[] = [];
  const { message, workbook, counts } = await write(async (svg) => {
    drawings.push(svg);
    return { ok: true, value: rasterize(svg) };
  });
  expect(message).toMatchObject({ kind: 'photo', name: 'report-2026-11-17.png' });
  if (message.kind !== 'photo') throw new Error('It is no photo.');
  expect(message.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(message.caption).toEqual(message.instead);
  expect(message.caption.html).toContain('درخواست‌ها: ۱۰');
  expect(drawings.join()).toContain('۱۰۰٪ (۵ از ۵)');
  expect(drawings.join()).toContain('۸۰٪ (۴ از ۵)');
  expect(workbook).toMatchObject({ kind: 'document' });
  expect(counts).toBe(1);
});

it('keeps no report back because its picture cannot be drawn', async () => {
  const { message } = await write(async () => ({ ok: false, because: 'tooSlow' }));
  expect(message).toMatchObject({ kind: 'text' });
});

it('draws nothing where there is nothing to compare', async () => {
  const { message } = await write(
    async () => {
      throw new Error('Nothing is to be drawn.');
    },
    inTwoUnits.slice(0, 5),
  );
  expect(message).toMatchObject({ kind: 'text' });
});
