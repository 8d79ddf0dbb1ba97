import { keepConversation } from '../../../../src/flows/flow.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import {
  FIGURE_DAYS,
  type Histories,
  type PositionFigures,
  recentFigures,
} from '../../../../src/reports/position-figures.js';
import { HOUR_MS } from '../../../../src/requests/lifecycle/rules.js';
import { LINK_MS } from '../../../../src/site/record/pass-store.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../src/text/dates.js';
import { formatDecimal, formatNumber } from '../../../../src/text/numbers.js';
import type { Visit } from '../../context.js';
import type { StaffFeature } from '../../feature.js';
import { inlineButton, inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import { forManagers, hasCartable, isManager } from '../../permissions.js';

const MINUTE_MS = 60_000;

/**
 * «کارنامه من»: how a manager's positions have answered in the last thirty days; and a link by which they read that beside
 * their cartable in a browser, once.
 */
export function createPerformanceFeature({
  histories,
  linkToRecord,
}: {
  readonly histories: Histories;
  /** Makes a link for a person; absent where people do not reach this server. */
  readonly linkToRecord: ((person: string) => Promise<string>) | undefined;
}): StaffFeature {
  return {
    name: 'performance',
    keywords: [
      {
        word: 'record',
        command: 'record.command',
        may: hasCartable,
        button: { text: 'record.button.record', place: { row: 'own', at: 1, isShownTo: isManager } },
        ask: keepConversation(async (visit) => {
          const { positions, speech, wording } = visit;
          if (positions.length === 0) {
            await visit.say(wording.html('record.notYours'), mainKeyboard(visit));
            return;
          }
          const told = await Promise.all(
            positions.map(async (position) =>
              joinLines(
                wording.html('record.position', { position: wording.name(position) }),
                ...linesOf(visit, await recentFigures(histories, position, speech.now)),
              ),
            ),
          );
          await visit.say(
            joinParagraphs(wording.html('record.title', { count: FIGURE_DAYS }), ...told),
            linkToRecord === undefined
              ? mainKeyboard(visit)
              : inlineKeyboard([
                  inlineButton(wording.plain('record.button.page'), staffButtons.pack('recordPage')),
                ]),
          );
        }),
      },
    ],
    presses: {
      recordPage: forManagers(
        keepConversation(async (visit) => {
          await visit.answerPress();
          if (linkToRecord === undefined) return;
          await visit.note('recordLinked');
          const link = await linkToRecord(visit.person);
          await visit.say(
            visit.wording.html('record.link', { link, minutes: LINK_MS / MINUTE_MS }),
            mainKeyboard(visit),
          );
        }),
      ),
    },
  };
}

function linesOf({ wording, speech }: Visit, figures: PositionFigures): readonly string[] {
  const number = (value: number) => formatNumber(value, speech.locale);
  const { answered, inTime, medianHours, ratings, meanRating, climbed } = figures;
  return [
    wording.html('record.answered', { answered: number(answered), inTime: number(inTime) }),
    ...(medianHours === undefined
      ? []
      : [wording.html('record.median', { time: formatDuration(medianHours * HOUR_MS, speech.locale) })]),
    ...(meanRating === undefined
      ? []
      : [
          wording.html('record.rating', {
            score: formatDecimal(meanRating, speech.locale),
            count: ratings,
          }),
        ]),
    wording.html('record.climbed', { count: climbed }),
  ];
}
