import type { InlineKeyboardButton } from 'telegraf/types';
import { done, keepConversation } from '../../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Unit } from '../../../../../src/organization/city.js';
import type { Property } from '../../../../../src/organization/setup/edit-city.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { isolateDirection } from '../../../../../src/text/direction.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, inRows } from '../../../keyboards.js';
import { forAdministrators, isAdministrator } from '../../../permissions.js';
import { hoursName, routeName, unitName } from './describing.js';
import type { Question } from './questions.js';
import { structureSearch } from './structure-search.js';
import { bodyPage, hazardPage, numberPage, toldPage, toldRows } from './told-pages.js';

/** Kinds of units in the order in which they are offered. */
export const KINDS: readonly Unit['kind'][] = ['organisation', 'district', 'deputy', 'mayor'];
const UNITS_A_ROW = 2;

/** «ساختار»: shows units, positions and categories; each page has what can be changed there. */
export function createStructureFeature(): StaffFeature {
  const search = structureSearch({ unit: unitPage, position: positionPage, category: categoryPage });
  return {
    name: 'structure',
    keywords: [
      {
        word: 'structure',
        command: 'structure.command',
        may: isAdministrator,
        button: { text: 'structure.button.structure', place: { row: 'city', at: 2 } },
        ask: forAdministrators(async (visit) => {
          const { html, markup } = firstPage(visit);
          await visit.say(joinParagraphs(html, remindOfUnfinished(visit)), markup);
          return done(search.begin(visit));
        }),
      },
    ],
    flows: [search.flow],
    presses: {
      structure: page((visit, [part]) =>
        part === 'categories' ? groupsPage(visit) : unitsPage(visit, part),
      ),
      told: page((visit, [part]) => toldPage(visit, part)),
      showNumber: page((visit, [number]) => numberPage(visit, number)),
      showHazard: page((visit, [code]) => hazardPage(visit, code)),
      showBody: page((visit, [code]) => bodyPage(visit, code)),
      showUnit: page((visit, [code]) => unitPage(visit, code)),
      showPosition: page((visit, [code]) => positionPage(visit, code)),
      showGroup: page((visit, [code]) => groupPage(visit, code)),
      showCategory: page((visit, [code]) => categoryPage(visit, code)),
    },
  };
}

/** Shows a page in place of the one that was pressed on. */
function page<Values extends readonly unknown[]>(
  pageOf: (visit: Visit, values: Values) => Question | undefined,
) {
  return forAdministrators<[values: Values]>(
    keepConversation(async (visit, values) => {
      const gone = { html: visit.wording.html('structure.gone'), markup: inlineKeyboard() };
      await showInPlace(visit, pageOf(visit, values) ?? gone);
    }),
  );
}

function firstPage(visit: Visit): Question {
  const { wording } = visit;
  const kinds = KINDS.map((kind) => [
    inlineButton(wording.plain(`common.unitKind.${kind}`), staffButtons.pack('structure', kind)),
  ]);
  const categories = [
    inlineButton(wording.plain('structure.button.categories'), staffButtons.pack('structure', 'categories')),
  ];
  return {
    html: wording.html('structure.title'),
    markup: inlineKeyboard(...kinds, categories, ...toldRows(visit)),
  };
}

function unitsPage(visit: Visit, kind: Unit['kind']): Question {
  const { wording, organization } = visit;
  const buttons = organization.units
    .filter((unit) => unit.kind === kind)
    .map(({ code }) => inlineButton(unitName(visit, code), staffButtons.pack('showUnit', code)));
  return {
    html: wording.html('structure.units', { kind: wording.plain(`common.unitKind.${kind}`) }),
    markup: inlineKeyboard(...inRows(buttons, UNITS_A_ROW)),
  };
}

function unitPage(visit: Visit, code: string): Question | undefined {
  const { wording, organization } = visit;
  const unit = organization.unit(code);
  if (unit === undefined) return undefined;
  const positions = organization.positions
    .filter((position) => position.unit === code)
    .map((position) => [
      inlineButton(wording.name(position.code), staffButtons.pack('showPosition', position.code)),
    ]);
  return {
    html: wording.html('structure.unit', { unit: unitName(visit, code), code: isolateDirection(code) }),
    markup: inlineKeyboard(...positions, editRow(visit, code, 'unitName'), [
      backTo(visit, staffButtons.pack('structure', unit.kind)),
    ]),
  };
}

function positionPage(visit: Visit, code: string): Question | undefined {
  const { wording, organization, speech } = visit;
  const position = organization.position(code);
  if (position === undefined) return undefined;
  const { unit, reportsTo, hours } = position;
  const isVacant = organization.holderOf(code, speech.now) === undefined;
  return {
    html: wording.html('structure.position', {
      position: wording.name(code),
      code: isolateDirection(code),
      unit: unitName(visit, unit),
      above: reportsTo === undefined ? wording.plain('structure.nobodyAbove') : wording.name(reportsTo),
      hours: hoursName(visit, hours),
      holder: wording.plain(isVacant ? 'structure.vacant' : 'structure.held'),
    }),
    markup: inlineKeyboard(
      editRow(visit, code, 'name'),
      reportsTo === undefined ? editRow(visit, code, 'hours') : editRow(visit, code, 'above', 'hours'),
      [backTo(visit, staffButtons.pack('showUnit', unit))],
    ),
  };
}

function groupsPage({ wording, organization, speech }: Visit): Question {
  const buttons = organization.groups.map((group) => [
    inlineButton(organization.title(group, speech.locale), staffButtons.pack('showGroup', group.code)),
  ]);
  return { html: wording.html('structure.groups'), markup: inlineKeyboard(...buttons) };
}

function groupPage(visit: Visit, code: string): Question | undefined {
  const { wording, organization, speech } = visit;
  const group = organization.group(code);
  if (group === undefined) return undefined;
  const buttons = group.categories.map((category) => [
    inlineButton(
      organization.title(category, speech.locale),
      staffButtons.pack('showCategory', category.code),
    ),
  ]);
  return {
    html: wording.html('structure.group', { group: organization.title(group, speech.locale) }),
    markup: inlineKeyboard(...buttons, editRow(visit, code, 'groupName'), [
      backTo(visit, staffButtons.pack('structure', 'categories')),
    ]),
  };
}

function categoryPage(visit: Visit, code: string): Question | undefined {
  const { wording, organization, speech } = visit;
  const category = organization.category(code);
  const group = organization.groups.find(({ categories }) => categories.some((one) => one.code === code));
  if (category === undefined || group === undefined) return undefined;
  return {
    html: wording.html('structure.category', {
      category: organization.title(category, speech.locale),
      code: isolateDirection(code),
      route: routeName(visit, category.route),
      hours: hoursName(visit, category.hours),
    }),
    markup: inlineKeyboard(
      editRow(visit, code, 'categoryName'),
      editRow(visit, code, 'time', 'route'),
      [inlineButton(wording.plain('words.button.words'), staffButtons.pack('wordList', code, 0))],
      [backTo(visit, staffButtons.pack('showGroup', group.code))],
    ),
  };
}

function editRow(
  { wording }: Visit,
  code: string,
  ...properties: readonly Property[]
): readonly InlineKeyboardButton[] {
  return properties.map((property) =>
    inlineButton(wording.plain(`structure.button.${property}`), staffButtons.pack('edit', property, code)),
  );
}

/** A way back to the page above. */
function backTo({ wording }: Visit, data: string): InlineKeyboardButton {
  return inlineButton(wording.plain('staff.button.back'), data);
}
