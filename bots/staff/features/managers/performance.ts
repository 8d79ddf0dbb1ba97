import { keepConversation } from '../../../../src/flows/flow.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import {
  FIGURE_DAYS,
  figuresSince,
  type PositionFigures,
  positionFigures,
} from '../../../../src/reports/position-figures.js';
import { HOUR_MS } from '../../../../src/requests/lifecycle/rules.js';
import type { RequestStore } from '../../../../src/requests/request-store.js';
import { formatDuration } from '../../../../src/text/dates.js';
import { formatDecimal, formatNumber } from '../../../../src/text/numbers.js';
import type { Visit } from '../../context.js';
import type { StaffFeature } from '../../feature.js';
import { mainKeyboard } from '../../keyboards.js';
import { hasCartable, isManager } from '../../permissions.js';

/** «کارنامه من»: how a manager's positions have answered in the last thirty days. */
export function createPerformanceFeature({
  histories,
}: {
  readonly histories: Pick<RequestStore, 'heldBySince'>;
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
          const since = figuresSince(speech.now);
          const told = await Promise.all(
            positions.map(async (position) => {
              const figures = positionFigures(
                position,
                await histories.heldBySince([position], since),
                since,
              );
              return joinLines(
                wording.html('record.position', { position: wording.name(position) }),
                ...linesOf(visit, figures),
              );
            }),
          );
          await visit.say(
            joinParagraphs(wording.html('record.title', { count: FIGURE_DAYS }), ...told),
            mainKeyboard(visit),
          );
        }),
      },
    ],
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
