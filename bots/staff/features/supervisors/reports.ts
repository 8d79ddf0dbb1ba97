import { reportFor } from '../../../../src/bulletins/report-bulletin.js';
import type { Delivery } from '../../../../src/deliveries/delivery.js';
import { done, keepConversation, passed } from '../../../../src/flows/flow.js';
import { namedPeriod, type Period, parsePeriod } from '../../../../src/reports/period.js';
import { mayReadReports } from '../../../../src/reports/readers.js';
import { daysOf } from '../../../../src/reports/report-message.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { NAMED_PERIODS } from '../../../../src/text/period-names.js';
import type { Visit } from '../../context.js';
import { periodProblem } from '../../day-choices.js';
import type { StaffFeature } from '../../feature.js';
import { inlineButton, inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import { forReportReaders } from '../../permissions.js';

/**
 * «گزارش»: how the city answered in a week, a month, or a typed period, as a message and as a workbook. It is
 * for supervisors, the mayor and the mayor's deputies; the deliveries send it, named by the update that asked
 * for it.
 */
export function createReportsFeature({
  announce,
}: {
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
}): StaffFeature {
  return {
    name: 'reports',
    keywords: [
      {
        word: 'report',
        command: 'report.command',
        may: mayReadReports,
        button: { text: 'report.button.report', place: { row: 'supervising', at: 1 } },
        ask: forReportReaders(
          keepConversation(async (visit) => {
            const { wording } = visit;
            const periods = NAMED_PERIODS.map((name) => [
              inlineButton(wording.plain(`report.period.${name}`), staffButtons.pack('report', name)),
            ]);
            await visit.say(wording.html('report.ask'), inlineKeyboard(...periods));
          }),
        ),
      },
    ],
    presses: {
      report: forReportReaders(
        keepConversation(async (visit, [name]) => {
          await visit.answerPress();
          await send(visit, namedPeriod(name, visit.speech.now, visit.speech.timeZone));
        }),
      ),
    },
    async take(visit, act) {
      const { conversation, speech } = visit;
      const mayBePeriod = act.kind === 'text' && conversation === null && act.replyTo === undefined;
      if (!mayBePeriod || !mayReadReports(visit)) return passed(conversation);
      const parsed = parsePeriod(act.text, speech.now, speech.timeZone);
      if (!parsed.ok && parsed.because === 'notAPeriod') return passed(conversation);
      if (parsed.ok) await send(visit, parsed.period);
      else await visit.say(periodProblem(visit, parsed), mainKeyboard(visit));
      return done(conversation);
    },
  };

  async function send(visit: Visit, period: Period): Promise<void> {
    const { person, speech, wording } = visit;
    await visit.note('reportRead');
    await visit.say(wording.html('report.coming', daysOf(period, speech)), mainKeyboard(visit));
    const name = `report:${visit.orderAs(undefined).commandId}`;
    await announce(reportFor(person, { name, period, at: speech.now }));
  }
}
