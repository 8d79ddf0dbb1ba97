import { wallClockDay } from '../calendar.js';
import type { FiledBetween, Report } from '../reports/report.js';
import { makeReport } from '../reports/report.js';
import { createCityClient } from '../story/city-client.js';
import { differencesOf, strayRequests } from './differences.js';
import { createPhone } from './phone.js';
import { readRaw } from './plain-count.js';
import { type Played, type PlayOptions, playMonth } from './play.js';

/** The result of a simulated month. */
export interface Month extends Played {
  /** How many requests are in the database. */
  readonly filed: number;
  readonly report: Report;
  /** The report as a supervisor received it after asking for these days in the bot. */
  readonly message: string;
  /** What does not add up; empty if all does. */
  readonly problems: readonly string[];
}

/** Words that identify a report. */
const REPORT_WORDS = 'گزارش پاسخ‌گویی';

/**
 * Plays a month, asks for its report, compares every figure of it with a plain count over the requests, and
 * checks that every request has exactly one owner.
 */
export async function simulateMonth(
  options: PlayOptions & { readonly filedBetween: FiledBetween },
): Promise<Month> {
  const { connection, organization, requests } = options;
  const played = await playMonth(options);
  const all = await readRaw(connection.collection('requests'));
  const message = await askForReport(options, played);
  const period = { from: played.began, to: new Date(played.ended.getTime() + 1) };
  const report = await makeReport({
    period,
    asOf: played.ended,
    organization,
    filedBetween: options.filedBetween,
    // Nobody is told anything at once in a simulated month.
    toldBetween: async () => [],
  });
  const problems = [
    ...(all.length === requests
      ? []
      : [`${requests} requests were to be filed, and ${all.length} are there`]),
    ...(message.includes(REPORT_WORDS) ? [] : ['The supervisor got no report.']),
    ...differencesOf(report, all, organization),
    ...(await strayRequests(connection, all, organization)),
  ];
  return { ...played, filed: all.length, report, message, problems };
}

/** Types the days of the month to the staff bot as a supervisor; resolves to its answer. */
async function askForReport(
  { url, timeZone }: { readonly url: string; readonly timeZone: string },
  { began, ended }: Played,
): Promise<string> {
  const city = createCityClient(url);
  const supervisor = (await city.people()).find(({ roles }) => roles.includes('supervisor'));
  if (supervisor === undefined) return '';
  const phone = createPhone({ url, city, person: supervisor.id, bot: 'staff' });
  await phone.send(`${typedDay(began, timeZone)} تا ${typedDay(ended, timeZone)}`);
  await city.idle();
  return (await phone.saying(REPORT_WORDS)) ?? '';
}

function typedDay(moment: Date, timeZone: string): string {
  const { year, month, day } = wallClockDay(moment, timeZone);
  return [year, month, day].join('/');
}
