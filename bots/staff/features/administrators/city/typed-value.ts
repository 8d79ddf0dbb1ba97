import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { findPositionsByName, findUnitsByName } from '../../../../../src/organization/search-by-name.js';
import { readRoute, writeRoute } from '../../../../../src/organization/setup/cells.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { canonicalText, searchableText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import { unitName } from './describing.js';
import type { EditDraft, Setup } from './flow.js';
import type { SetupHandlers } from './handlers.js';

/** The most matches of a name that are offered. */
const MOST_CHOICES = 8;

/** Takes a typed value: the value itself, or a name to search for. */
export function createTypedValues(
  handlers: Pick<SetupHandlers, 'go' | 'stay'>,
): (visit: Visit, setup: Setup, draft: EditDraft, typed: string) => Promise<Conversation | null> {
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one sequence that tries each meaning of the typed words in turn.
  return async (visit, setup, draft, typed) => {
    const { property } = draft;
    if (property === 'hours' || property === 'time') {
      const isUsual = isCalled(visit, 'structure.button.usual', typed);
      return handlers.go(visit, { ...draft, value: isUsual ? '' : canonicalText(typed) });
    }
    if (property !== 'above' && property !== 'route') return handlers.go(visit, { ...draft, value: typed });
    const route = property === 'route' ? readRoute(typed) : undefined;
    if (route?.ok === true) return handlers.go(visit, { ...draft, value: writeRoute(route.value) });
    const positions = findPositionsByName(typed, visit.organization.positions).map(({ code }) => code);
    const units =
      property === 'route' ? findUnitsByName(typed, visit.organization.units).map(({ code }) => code) : [];
    const count = positions.length + units.length;
    const [only] = positions;
    if (property === 'above' && count === 1 && only !== undefined) {
      return handlers.go(visit, { ...draft, value: only });
    }
    if (count === 0) return handlers.stay(visit, setup, visit.wording.html('structure.notFound'));
    if (count > MOST_CHOICES) {
      const fitting = { count };
      return handlers.stay(visit, setup, visit.wording.html('structure.tooMany', fitting));
    }
    const unitButtons = units.map((unit) => [
      inlineButton(unitName(visit, unit), staffButtons.pack('toUnit', unit)),
    ]);
    const choices = positionButtons(visit, positions, property === 'route' ? 'toPosition' : 'setAbove');
    const markup = inlineKeyboard(...unitButtons, ...choices.inline_keyboard);
    return handlers.stay(visit, setup, visit.wording.html('structure.choose'), markup);
  };
}

/** Buttons to choose a position by. */
export function positionButtons(
  visit: Visit,
  positions: readonly string[],
  action: 'setAbove' | 'toPosition',
) {
  const rows = positions.map((position) => [
    inlineButton(visit.wording.name(position), staffButtons.pack(action, position)),
  ]);
  return inlineKeyboard(...rows, leavingRow(visit));
}

/** True for the words of that text, however they are typed. */
export function isCalled({ wording }: Visit, key: string, typed: string): boolean {
  return searchableText(wording.plain(key)) === searchableText(typed);
}
