import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { findPositionsByName, findUnitsByName } from '../../../../../src/organization/search-by-name.js';
import { readRoute, writeRoute } from '../../../../../src/organization/setup/cells.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { canonicalText, searchableText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { editPressed } from '../../../edit-message.js';
import { foundRows } from '../../../found-rows.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import { unitName } from './describing.js';
import { type EditDraft, keepSetup, type Setup } from './flow.js';
import type { SetupHandlers } from './handlers.js';

/** Takes a typed value: the value itself, or a name to search for. */
export function createTypedValues(
  handlers: Pick<SetupHandlers, 'go' | 'stay'>,
): (
  visit: Visit,
  setup: Setup,
  draft: EditDraft,
  typed: string,
  page?: number,
) => Promise<Conversation | null> {
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one sequence that tries each meaning of the typed words in turn.
  return async (visit, setup, draft, typed, page = 0) => {
    const { property } = draft;
    if (property === 'hours' || property === 'time') {
      const isUsual = isCalled(visit, 'structure.button.usual', typed);
      return handlers.go(visit, { ...draft, value: isUsual ? '' : canonicalText(typed) });
    }
    if (property !== 'above' && property !== 'route') return handlers.go(visit, { ...draft, value: typed });
    const route = property === 'route' ? readRoute(typed) : undefined;
    if (route?.ok === true) return handlers.go(visit, { ...draft, value: writeRoute(route.value) });
    const { organization } = visit;
    // What is near to the position or category that is changed is likelier than what is far.
    const from = { organization, own: property === 'above' ? [draft.code] : [] };
    const positions = findPositionsByName(typed, organization.positions, from).map(({ code }) => code);
    const units =
      property === 'route' ? findUnitsByName(typed, organization.units, from).map(({ code }) => code) : [];
    const count = positions.length + units.length;
    const [only] = positions;
    if (property === 'above' && count === 1 && only !== undefined) {
      return handlers.go(visit, { ...draft, value: only });
    }
    if (count === 0) return handlers.stay(visit, setup, visit.wording.html('structure.notFound'));
    const buttons = [
      ...units.map((unit) => inlineButton(unitName(visit, unit), staffButtons.pack('toUnit', unit))),
      ...positions.map((position) => positionButton(visit, position, ACTION_OF[property])),
    ];
    const markup = inlineKeyboard(...foundRows(visit, buttons, page), leavingRow(visit));
    const found: Setup = { ...setup, draft: { ...draft, searched: typed } };
    const html = visit.wording.html('structure.choose');
    return (await editPressed(visit, html, markup))
      ? keepSetup(found)
      : handlers.stay(visit, found, html, markup);
  };
}

/** What the buttons of positions choose, by the property that is changed. */
const ACTION_OF = { above: 'setAbove', route: 'toPosition' } as const;

function positionButton({ wording }: Visit, position: string, action: 'setAbove' | 'toPosition') {
  return inlineButton(wording.name(position), staffButtons.pack(action, position));
}

/** Buttons to choose a position by. */
export function positionButtons(
  visit: Visit,
  positions: readonly string[],
  action: 'setAbove' | 'toPosition',
) {
  const rows = positions.map((position) => [positionButton(visit, position, action)]);
  return inlineKeyboard(...rows, leavingRow(visit));
}

/** True for the words of that text, however they are typed. */
export function isCalled({ wording }: Visit, key: string, typed: string): boolean {
  return searchableText(wording.plain(key)) === searchableText(typed);
}
