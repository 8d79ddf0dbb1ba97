import { Composer } from 'telegraf';
import { reportFor } from '../../../src/bulletins/report-bulletin.js';
import type { Delivery } from '../../../src/deliveries/delivery.js';
import { namedPeriod, type Period, parsePeriod } from '../../../src/reports/period.js';
import { mayReadReports } from '../../../src/reports/readers.js';
import { daysOf } from '../../../src/reports/report-message.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import { NAMED_PERIODS } from '../../../src/text/period-names.js';
import type { StaffContext, Visit } from '../context.js';
import { button, inline, mainKeyboard } from '../keyboards.js';
import { onAct, onPress, onWord } from '../routing.js';

/** Begins the words that are a period: two days with «تا» between them. */
const TWO_DAYS = /\S\s+(?:تا|الی|إلى|to|until)\s+\S/;

/**
 * «گزارش»: how the city answered in a week, a month, or any days that somebody types, as a message and as a
 * workbook. Supervisors, the mayor and his deputies get it; it goes through the deliveries, named by the update
 * that asked for it.
 */
export function reports({
  announce,
}: {
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
}): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('report', async (visit) => {
      const { wording } = visit;
      if (!mayReadReports(visit)) {
        await visit.say(wording.html('report.notYours'), mainKeyboard(visit));
        return;
      }
      const periods = NAMED_PERIODS.map((name) => [
        button(wording.plain(`report.period.${name}`), staffButtons.pack('report', name)),
      ]);
      await visit.say(wording.html('report.ask'), inline(...periods));
    }),
  );
  composer.use(
    onPress('report', async (visit, [name]) => {
      if (!mayReadReports(visit)) {
        await visit.note('forgedPress');
        await visit.answerPress(visit.wording.plain('report.notYours'));
        return;
      }
      await visit.answerPress();
      await send(visit, namedPeriod(name, visit.speech.now, visit.speech.timeZone));
    }),
  );
  composer.use(
    onAct('text', async (visit, { text }, next) => {
      const { conversation, speech, wording } = visit;
      if (conversation !== null || !TWO_DAYS.test(text.trim()) || !mayReadReports(visit)) return next();
      const parsed = parsePeriod(text, speech.now, speech.timeZone);
      if (parsed.ok) return send(visit, parsed.period);
      if (parsed.because === 'notAPeriod') return next();
      await visit.say(wording.html(`report.problem.${parsed.because}`), mainKeyboard(visit));
    }),
  );
  return composer;

  async function send(visit: Visit, period: Period): Promise<void> {
    const { person, speech, wording } = visit;
    await visit.note('reportRead');
    await visit.say(wording.html('report.coming', daysOf(period, speech)), mainKeyboard(visit));
    const name = `report:${visit.orderAs(undefined).commandId}`;
    await announce(reportFor(person, { name, period, at: speech.now }));
  }
}
