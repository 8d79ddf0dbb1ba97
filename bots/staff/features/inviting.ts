import { Composer } from 'telegraf';
import type { InlineKeyboardButton } from 'telegraf/types';
import type { Unit } from '../../../src/organization/city.js';
import type { Appointment } from '../../../src/organization/invites.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import type { StaffContext, Visit } from '../context.js';
import { editPressed } from '../edit-message.js';
import { button, inline, mainKeyboard } from '../keyboards.js';
import type { FeatureOptions } from '../options.js';
import { onPress, onWord } from '../routing.js';
import { inviteMessage, whoIsInvited } from './invite-link.js';
import { invitingByNumber } from './inviting-by-number/index.js';
import { asAdministrator, isAdministrator } from './inviting-rights.js';

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
    invitingByNumber(options),
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
      asInviting(visit, async () => {
        if (role !== 'manager') return send(visit, { role });
        const kinds = KINDS.map((kind) => [
          button(visit.wording.plain(`inviting.kind.${kind}`), staffButtons.pack('inviteKind', kind)),
        ]);
        await editPressed(visit, messenger, visit.wording.html('inviting.kinds'), inline(...kinds));
      }),
    ),
  );
  composer.use(
    onPress('inviteKind', (visit, [kind]) =>
      asInviting(visit, async () => {
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
      asInviting(visit, async () => {
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
      asInviting(visit, async () => {
        if (!visit.organization.hasPosition(position)) {
          await visit.say(visit.wording.html('inviting.positionGone'), mainKeyboard(visit));
          return;
        }
        await send(visit, { role: 'manager', position });
      }),
    ),
  );
  return composer;

  async function asInviting(visit: Visit, act: () => Promise<void>): Promise<void> {
    return asAdministrator(visit, async () => {
      await visit.answerPress();
      await act();
    });
  }

  /** The link goes in a message of its own that can be passed on; the buttons that led to it end. */
  async function send(visit: Visit, appointment: Appointment): Promise<void> {
    const { wording, speech, person } = visit;
    const { invite, token, expiresAt } = await invites.create({
      ...appointment,
      createdBy: person,
      now: speech.now,
    });
    await visit.note('inviteMade');
    const who = whoIsInvited(visit, appointment);
    await editPressed(visit, messenger, wording.html('inviting.chosen', { who }));
    await visit.say(
      inviteMessage(visit, {
        appointment,
        token,
        botUsername: options.botUsername(),
        title: wording.html('inviting.link', { who }),
        use: wording.html('inviting.once', { deadline: wording.deadline(expiresAt) }),
      }),
      inline([button(wording.plain('inviting.button.bind'), staffButtons.pack('bindInvite', invite))]),
    );
  }
}

function inRows(buttons: readonly InlineKeyboardButton[]): readonly (readonly InlineKeyboardButton[])[] {
  const rows: InlineKeyboardButton[][] = [];
  for (let from = 0; from < buttons.length; from += UNITS_A_ROW) {
    // Rows are laid out from left to right, and the first belongs on the right.
    rows.push(buttons.slice(from, from + UNITS_A_ROW).reverse());
  }
  return rows;
}
