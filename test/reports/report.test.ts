import { join } from 'node:path';
import exceljs from 'exceljs';
import type { Speech } from '../../src/messages/wording.js';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';
import { rankingOf } from '../../src/reports/ranking.js';
import { makeReport, type Report } from '../../src/reports/report.js';
import { renderReport } from '../../src/reports/report-message.js';
import { reportContent } from '../../src/reports/report-workbook.js';
import { createTally, type ReportLine, type TallyCity } from '../../src/reports/tally.js';
import { loadTexts } from '../../src/text/texts.js';
import { renderWorkbook } from '../../src/workbooks/render-workbook.js';
import {
  type Case,
  citizen,
  DAY,
  DONE,
  HOUR,
  manager,
  openCase,
  operator,
  planned,
  START,
  supervisor,
} from '../requests/lifecycle/case.js';

const UNITS: Readonly<Record<string, string>> = {
  'd1-roads': 'd1',
  'd1-deputy': 'd1',
  'd1-mayor': 'd1',
  'deputy-mayor': 'city',
  mayor: 'city',
  buses: 'buses',
};
const CITY: TallyCity = {
  unitOf: (code) => UNITS[code],
  isTop: (position) => position === 'mayor',
  topicOf: (category) => `all of ${category}`,
};
const head = manager('d1-roads');

/** The figures of a place after these stories. */
function told(place: string | undefined, ...stories: readonly Case[]) {
  const tally = createTally(CITY);
  for (const story of stories) tally.add(story.events);
  const { total, units, positions } = tally.tallied();
  if (place === 'total') return total;
  return [...units, ...positions].find(({ code }) => code === place)?.figures;
}

describe('the figures of a request', () => {
  it('that was answered before its deadline: in time, with the hours it took', () => {
    const story = openCase()
      .file()
      .wait(20 * HOUR);
    story.does(head, DONE);
    for (const place of ['d1-roads', 'd1', 'total']) {
      expect(told(place, story)).toMatchObject({
        filed: 1,
        received: 1,
        answered: 1,
        inTime: 1,
        missed: 0,
        inTimeShare: 1,
        medianHours: 20,
        p90Hours: 20,
        waiting: 0,
      });
    }
  });

  it('that nobody answered: missed by each, climbed to each level, and the answer counts for who gave it', () => {
    const story = openCase()
      .file()
      .climbTo('d1-mayor')
      .wait(10 * HOUR);
    story.does(manager('d1-mayor'), DONE);
    expect(told('d1-roads', story)).toMatchObject({ filed: 1, missed: 1, answered: 0, inTimeShare: 0 });
    expect(told('d1-deputy', story)).toMatchObject({ filed: 0, received: 1, missed: 1 });
    expect(told('d1-mayor', story)).toMatchObject({ inTime: 1, medianHours: 10 });
    expect(told('d1', story)).toMatchObject({
      filed: 1,
      received: 3,
      missed: 2,
      inTimeShare: 1 / 3,
      climbedTo: { 2: 1, 3: 1, 4: 0, 5: 0 },
      climbedBecause: { late: 2, objection: 0 },
    });
  });

  it('whose citizen was asked something: the time spent waiting does not count', () => {
    const story = openCase()
      .file()
      .wait(5 * HOUR);
    story.does(head, { type: 'ask', question: 'کدام پلاک؟' });
    story.wait(40 * HOUR);
    story.does(citizen, { type: 'reply', text: 'پلاک ۱۲', attachments: [] });
    story.wait(66 * HOUR);
    story.does(head, DONE);
    expect(told('d1-roads', story)).toMatchObject({ inTime: 1, missed: 0, medianHours: 71 });
  });

  it('answered late at the top: missed once, however often the mayor was reminded', () => {
    const story = openCase().file().climbTo('mayor');
    story.untilNext();
    while (!story.events.some(({ type }) => type === 'overdue')) story.untilNext();
    story.untilNext();
    story.does(manager('mayor'), DONE);
    expect(told('mayor', story)).toMatchObject({ received: 1, answered: 1, inTime: 0, missed: 1 });
  });

  it('with ratings, an objection and a disapproval: they count for the answerer', () => {
    const story = openCase().file();
    story.does(head, DONE);
    story.does(citizen, { type: 'rate', score: 1 });
    story.does(citizen, { type: 'object', reason: 'چاله هنوز هست' });
    story.does(manager('d1-deputy'), DONE);
    story.does(supervisor, { type: 'disapprove', reason: 'هیچ روزی گفته نشده است' });
    expect(told('d1-roads', story)).toMatchObject({ ratings: 1, meanRating: 1, lowRatings: 1 });
    expect(told('d1', story)).toMatchObject({
      answered: 2,
      climbedBecause: { objection: 1, disapproved: 1, late: 0 },
      waiting: 1,
    });
  });

  it('with promises: kept, moved and broken', () => {
    const promise = () => {
      const story = openCase().file();
      story.does(head, planned(new Date(story.now.getTime() + DAY)));
      story.untilNext();
      return story;
    };
    const kept = promise();
    kept.does(head, { type: 'confirmPromise', kept: true });
    const moved = promise();
    moved.does(head, { type: 'confirmPromise', kept: false, day: new Date(moved.now.getTime() + DAY) });
    const broken = promise();
    broken.untilNext();
    expect(told('d1-roads', kept, moved, broken)).toMatchObject({
      promised: 3,
      promisesKept: 1,
      promisesMoved: 1,
      promisesBroken: 1,
      climbedBecause: { promiseBroken: 1 },
    });
  });

  it('of the desk of 137: without a unit while it is not certain, and without a deadline where the unit takes no part', () => {
    const unclear = openCase().file({ category: 'unclear' });
    const bus = openCase().file({ category: 'bus' });
    bus.does(operator, DONE);
    expect(told(undefined, unclear, bus)).toMatchObject({ filed: 1, waiting: 1 });
    expect(told('buses', unclear, bus)).toMatchObject({ filed: 1, answered: 1, inTime: 0, missed: 0 });
    expect(told('buses', bus)?.medianHours).toBeUndefined();
    expect(told('total', unclear, bus)).toMatchObject({ filed: 2, answered: 1, waiting: 1 });
  });
});

describe('the figures that the city publishes', () => {
  it('count an answer in time at the first level apart from one further up', () => {
    const first = openCase().file();
    first.does(head, DONE);
    const second = openCase().file().climbTo('d1-deputy');
    second.does(manager('d1-deputy'), DONE);
    expect(told('total', first, second)).toMatchObject({ inTime: 2, inTimeAtFirst: 1 });
    expect(told('d1-deputy', second)).toMatchObject({ inTime: 1, inTimeAtFirst: 0 });
  });

  it('count a request that came up to the top once, where it came from', () => {
    const story = openCase().file().climbTo('mayor');
    story.does(manager('mayor'), DONE);
    expect(told('total', story)?.reachedTop).toBe(1);
    expect(told('deputy-mayor', story)?.reachedTop).toBe(1);
  });

  it('count an objection against a position whose unit has the same code for the position as well', () => {
    const story = openCase().file();
    story.does(head, DONE);
    story.does(citizen, { type: 'object', reason: 'چاله هنوز هست' });
    const tally = createTally({ ...CITY, unitOf: (code) => (code === 'd1-roads' ? code : UNITS[code]) });
    tally.add(story.events);
    const { units, positions } = tally.tallied();
    for (const lines of [units, positions]) {
      expect(lines.find(({ code }) => code === 'd1-roads')?.figures.objections).toBe(1);
    }
  });

  it('count an objection for whom it is against, and by what the next answer told', () => {
    const story = openCase().file();
    const ends = (code: string) => {
      const { objections, objectionsOtherOutcome, objectionsSameOutcome } = told(code, story) ?? {};
      return [objections, objectionsOtherOutcome, objectionsSameOutcome];
    };
    story.does(head, { ...DONE, outcome: { kind: 'notPossible' } });
    story.does(citizen, { type: 'object', reason: 'چاله هنوز هست' });
    expect(ends('d1-roads')).toEqual([1, 0, 0]);
    story.does(manager('d1-deputy'), DONE);
    expect(ends('d1-roads')).toEqual([1, 1, 0]);
    expect(ends('d1-deputy')).toEqual([0, 0, 0]);
    story.does(citizen, { type: 'object', reason: 'چاله هنوز هست' });
    expect(ends('total')).toEqual([2, 1, 0]);
    story.does(manager('d1-mayor'), DONE);
    expect(ends('total')).toEqual([2, 1, 1]);
    expect(ends('d1-deputy')).toEqual([1, 0, 1]);
  });

  it('count what goes through the follow-up desk for the unit that takes no part yet', () => {
    const bus = openCase().file({ category: 'bus' });
    expect(told('buses', bus)?.viaFollowUp).toBe(1);
    expect(told('total', bus, openCase().file())?.viaFollowUp).toBe(1);
  });

  it('stand once more by the district of the place and by the group of the topic', () => {
    const tally = createTally(CITY);
    tally.add(openCase().file({ place: { district: 'd1' } }).events);
    tally.add(openCase().file({ category: 'bus', place: { district: 'd2' } }).events);
    const { districts, topics } = tally.tallied();
    const filed = (lines: readonly ReportLine[]) => lines.map(({ code, figures }) => [code, figures.filed]);
    expect(filed(districts)).toEqual([
      ['d1', 1],
      ['d2', 1],
    ]);
    expect(new Set(topics.map(({ code }) => code)).size).toBe(2);
    expect(topics.every(({ code }) => code?.startsWith('all of '))).toBe(true);
  });
});

describe('the ranking of units', () => {
  const line = (code: string, inTime: number, missed: number): ReportLine => {
    const empty = createTally(CITY).tallied().total;
    return { code, figures: { ...empty, inTime, missed, inTimeShare: inTime / (inTime + missed) } };
  };

  it('names three of each, and none with too few figures', () => {
    const units = [10, 9, 8, 7, 6, 5, 4, 3].map((inTime) => line(`u${inTime}`, inTime, 10 - inTime));
    const { best, worst } = rankingOf([...units, line('few', 4, 0)]);
    expect(best.map(({ code }) => code)).toEqual(['u10', 'u9', 'u8']);
    expect(worst.map(({ code }) => code)).toEqual(['u3', 'u4', 'u5']);
  });

  it('names no unit twice, and none as one that needs help where all are in time', () => {
    const { best, worst } = rankingOf([line('a', 9, 1), line('b', 5, 5), line('c', 1, 9)]);
    expect([best, worst].map((lines) => lines.map(({ code }) => code))).toEqual([['a', 'b'], ['c']]);
    expect(rankingOf([line('a', 9, 0), line('b', 5, 0)]).worst).toEqual([]);
  });
});

describe('a report', () => {
  const period = { from: START, to: new Date(START.getTime() + 7 * DAY) };
  let speech: Speech;
  let report: Report;

  beforeAll(async () => {
    const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
    const organization = createOrganization({ city, holdings: {}, defaultAnswerHours: 72 });
    const texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });
    speech = { organization, locale: 'fa', now: period.to, timeZone: 'Asia/Tehran', texts };
    const early = openCase()
      .file()
      .wait(30 * HOUR);
    early.does(head, DONE);
    early.wait(30 * DAY);
    early.sweep();
    report = await makeReport({
      period,
      asOf: new Date(START.getTime() + 20 * HOUR),
      organization,
      async *filedBetween() {
        yield { events: early.events };
      },
      toldBetween: async () => [
        { body: 'gas', count: 2 },
        { body: 'water', count: 1 },
      ],
    });
  });

  it('leaves out what happened after its moment', () => {
    expect(report.total).toMatchObject({ filed: 1, answered: 0, waiting: 1 });
  });

  it.each(['fa', 'en', 'ar'] as const)('has words for everything, in %s', (locale) => {
    const { html } = renderReport(report, { ...speech, locale });
    expect(html).not.toMatch(/report\.|undefined|NaN|\{\{/);
    expect(html.length).toBeLessThan(2_000);
  });

  it('says how far the roll-out has come', () => {
    expect(renderReport(report, speech).html).toMatch(/واحدهای متصل: [۰-۹]+ از ۳۵/);
  });

  it.each(['fa', 'en', 'ar'] as const)(
    'names in %s the next days of the roll-out, and when it is over',
    (locale) => {
      const { organization } = speech;
      const at = (days: number) => new Date(speech.now.getTime() + days * DAY);
      const from = organization.units.findIndex(({ connected }) => !connected);
      const planned = organization.units.map((unit, index) =>
        index < from || index > from + 3 ? unit : { ...unit, connectionChangesAt: at(10 - index) },
      );
      const said = (units: typeof organization.units) =>
        renderReport(report, { ...speech, locale, organization: { ...organization, units } }).html;
      const html = said(planned);
      const names = planned.slice(from, from + 4).map((unit) => organization.title(unit, locale));
      // The soonest three: the last of them is the first of the list, and has to wait.
      expect(names.map((name) => html.includes(name))).toEqual([false, true, true, true]);
      expect(html).toContain(speech.texts.html(locale, 'report.city.rollOutUndated', { units: '' }).trim());
      expect(html).not.toMatch(/report\.|undefined|\{\{/);
      const over = said(
        planned.map(({ connectionChangesAt: _none, ...unit }) => ({ ...unit, connected: true })),
      );
      expect(over).toContain(speech.texts.html(locale, 'report.city.rollOutDone'));
    },
  );

  it('says how many were told at once that it is the matter of others', () => {
    expect(renderReport(report, speech).html).toContain('همان لحظه گفتیم کار با جای دیگری است: ۳');
  });

  it('is a workbook from right to left, with numbers, real dates and what each figure means', async () => {
    const workbook = new exceljs.Workbook();
    const written = await renderWorkbook(reportContent(report, speech));
    // The types of the library know only the buffers of older versions of Node.js.
    await workbook.xlsx.load(written as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      'واحدها',
      'سمت‌ها',
      'کار جاهای دیگر',
      'معنی عددها',
    ]);
    for (const { views } of workbook.worksheets) expect(views[0]).toMatchObject({ rightToLeft: true });
    const [units, , told, definitions] = workbook.worksheets;
    expect(told?.lastRow?.getCell(2).value).toBe(3);
    const last = units?.lastRow;
    expect(last?.getCell(1).value).toBe('همه شهر');
    expect(last?.getCell(2).value).toBe(1);
    const meanings = definitions?.getColumn(2).values ?? [];
    expect(meanings.filter((value) => value instanceof Date)).toHaveLength(3);
    expect(meanings).toContainEqual(new Date('2025-11-22T09:00:00.000Z'));
  });
});
