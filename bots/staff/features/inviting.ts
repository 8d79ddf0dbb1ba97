import { Composer } from 'telegraf';
import type { InlineKeyboardButton } from 'telegraf/types';
import { paragraphs } from '../../../src/deliveries/wording.js';
import type { Unit } from '../../../src/organization/city.js';
import { type Appointment, inviteLink } from '../../../src/organization/invites.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import { escapeHtml } from '../../../src/text/html.js';
import type { StaffContext, Visit } from '../context.js';
import { button, inline, mainKeyboard } from '../keyboards.js';
import type { FeatureOptions } from '../options.js';
import { editPressed } from '../pressed.js';
import { onPress, onWord } from '../routing.js';

const ROLES = ['administrator', 'supervisor', 'operator', 'manager'] as const;
const KINDS: readonly Unit['kind'][] = ['organisation', 'district', 'deputy', 'mayor'];
const UNITS_A_ROW = 2;

/**
 * An administrator invites a colleague: as what, and a manager to which position. It is all in the buttons,
 * so that nothing is left unfinished by somebody who stops in between.
 */
export function inviting(
  options: FeatureOptions & { readonly botUsername: () => string },
): Composer<StaffContext> {
  const { invites, messenger } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('invite', async (visit) => {
      if (!isAdministrator(visit)) {
        await visit.say(visit.wording.html('inviting.notYours'), mainKeyboard(visit));
        return;
      }
      const roles = ROLES.map((role) => [
        button(visit.wording.plain(`staff.role.${role}`), staffButtons.pack('inviteAs', role)),
      ]);
      await visit.say(visit.wording.html('inviting.who'), inline(...roles));
    }),
  );
  composer.use(
    onPress('inviteAs', (visit, [role]) =>
      asAdministrator(visit, async () => {
        if (role !== 'manager') return send(visit, { role }, visit.wording.plain(`staff.role.${role}`));
        const kinds = KINDS.map((kind) => [
          button(visit.wording.plain(`inviting.kind.${kind}`), staffButtons.pack('inviteKind', kind)),
        ]);
        await editPressed(visit, messenger, visit.wording.html('inviting.kinds'), inline(...kinds));
      }),
    ),
  );
  composer.use(
    onPress('inviteKind', (visit, [kind]) =>
      asAdministrator(visit, async () => {
        const units = visit.organization.units.filter((unit) => unit.kind === kind);
        const buttons = units.map(({ code }) =>
          button(visit.wording.name(code), staffButtons.pack('inviteUnit', code)),
        );
        await editPressed(visit, messenger, visit.wording.html('inviting.units'), inline(...inRows(buttons)));
      }),
    ),
  );
  composer.use(
    onPress('inviteUnit', (visit, [unit]) =>
      asAdministrator(visit, async () => {
        const buttons = visit.organization.positions
          .filter((position) => position.unit === unit)
          .map(({ code }) => [button(visit.wording.name(code), staffButtons.pack('invitePosition', code))]);
        const html = visit.wording.html('inviting.positions', { unit: visit.wording.name(unit) });
        await editPressed(visit, messenger, html, inline(...buttons));
      }),
    ),
  );
  composer.use(
    onPress('invitePosition', (visit, [position]) =>
      asAdministrator(visit, async () => {
        if (!visit.organization.hasPosition(position)) {
          await visit.say(visit.wording.html('inviting.positionGone'), mainKeyboard(visit));
          return;
        }
        await send(visit, { role: 'manager', position }, visit.wording.name(position));
      }),
    ),
  );
  return composer;

  /** Does it for an administrator; for anybody else the button is dead, and that he pressed it is noted. */
  async function asAdministrator(visit: Visit, act: () => Promise<void>): Promise<void> {
    if (isAdministrator(visit)) {
      await visit.answerPress();
      return act();
    }
    await visit.note('forgedPress');
    await visit.answerPress(visit.wording.plain('inviting.notYours'));
  }

  /** The link goes in a message of its own that can be passed on; the buttons that led to it end. */
  async function send(visit: Visit, appointment: Appointment, who: string): Promise<void> {
    const { wording, speech, person } = visit;
    const { token, expiresAt } = await invites.create({ ...appointment, createdBy: person, now: speech.now });
    await visit.note('inviteMade');
    const isTaken =
      appointment.position !== undefined && !speech.organization.isVacant(appointment.position, speech.now);
    await editPressed(visit, messenger, wording.html('inviting.chosen', { who }));
    await visit.say(
      paragraphs(
        wording.html('inviting.link', { who }),
        `<code>${escapeHtml(inviteLink(options.botUsername(), token))}</code>`,
        wording.html('inviting.once', { deadline: wording.deadline(expiresAt) }),
        isTaken ? wording.html('inviting.taken') : undefined,
      ),
      mainKeyboard(visit),
    );
  }
}

function isAdministrator({ roles }: Visit): boolean {
  return roles.includes('administrator');
}

function inRows(buttons: readonly InlineKeyboardButton[]): readonly (readonly InlineKeyboardButton[])[] {
  const rows: InlineKeyboardButton[][] = [];
  for (let from = 0; from < buttons.length; from += UNITS_A_ROW) {
    // Rows are laid out from left to right, and the first belongs on the right.
    rows.push(buttons.slice(from, from + UNITS_A_ROW).reverse());
  }
  return rows;
}
