import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { assertNever } from '../../../../../src/assert-never.js';
import { domainTitle } from '../../../../../src/organization/intake.js';
import type { OrganizationStore } from '../../../../../src/organization/organization-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, inRows, leavingRow } from '../../../keyboards.js';
import { describeProperty, unitName } from './describing.js';
import type { SetupDraft } from './flow.js';

/** A question with its buttons. */
export interface Question {
  readonly html: string;
  readonly markup: InlineKeyboardMarkup;
}

/** Days from today offered as buttons, the nearest on the right. */
const DAYS = [
  ['week', 7],
  ['tomorrow', 1],
  ['now', 0],
] as const;
const DOMAINS_A_ROW = 2;

/** The open question of a draft. */
export async function questionOfDraft(
  visit: Visit,
  draft: SetupDraft,
  organization: Pick<OrganizationStore, 'storedCity'>,
): Promise<Question> {
  const { wording } = visit;
  switch (draft.kind) {
    case 'import': {
      const file = (which: 'template' | 'workbook' | 'json') =>
        inlineButton(wording.plain(`setup.button.${which}`), staffButtons.pack('cityFile', which));
      const rows = [[file('template')], [file('json'), file('workbook')], leavingRow(visit)];
      return { html: wording.html('setup.ask'), markup: inlineKeyboard(...rows) };
    }
    case 'edit': {
      const { city } = await organization.storedCity();
      const known = describeProperty(visit, city, draft.property, draft.code);
      const html = wording.html(`structure.ask.${draft.property}`, { name: known?.name ?? draft.code });
      return { html, markup: inlineKeyboard(...choicesFor(visit, draft), leavingRow(visit)) };
    }
    case 'connection': {
      const way = draft.connected ? 'connect' : 'disconnect';
      const days = DAYS.map(([name, count]) =>
        inlineButton(wording.plain(`rollout.button.${name}`), staffButtons.pack('from', count)),
      );
      return {
        html: wording.html(`rollout.when.${way}`, { unit: unitName(visit, draft.unit) }),
        markup: inlineKeyboard(days, leavingRow(visit)),
      };
    }
    default:
      return assertNever(draft);
  }
}

/** Values of a property offered as buttons. */
function choicesFor(
  { wording, organization, speech }: Visit,
  { property }: Extract<SetupDraft, { kind: 'edit' }>,
): readonly (readonly InlineKeyboardButton[])[] {
  if (property === 'hours' || property === 'time') {
    return [[inlineButton(wording.plain('structure.button.usual'), staffButtons.pack('usualHours'))]];
  }
  if (property !== 'route') return [];
  const domains = new Set(organization.districts.flatMap(({ intake = {} }) => Object.keys(intake)));
  const buttons = [...domains].map((domain) =>
    inlineButton(
      domainTitle(organization, domain, speech.locale) ?? domain,
      staffButtons.pack('toDistrict', domain),
    ),
  );
  return inRows(buttons, DOMAINS_A_ROW);
}
