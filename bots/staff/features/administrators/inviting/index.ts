import { keepConversation } from '../../../../../src/flows/flow.js';
import type { Unit } from '../../../../../src/organization/city.js';
import type { Appointment } from '../../../../../src/organization/invites.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { markChosen, showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, inRows, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { forInviters, isAdministrator } from '../../../permissions.js';
import { invitingByNumber } from './by-number.js';
import { readBindingInvite } from './flow.js';
import { describeAppointment, inviteMessage } from './invite-link.js';

const ROLES = ['administrator', 'supervisor', 'operator', 'manager'] as const;
const KINDS: readonly Unit['kind'][] = ['organisation', 'district', 'deputy', 'mayor'];
const UNITS_A_ROW = 2;

/**
 * An administrator invites a colleague: the role, and for a manager the position. Everything is in the
 * buttons, so that stopping in between leaves nothing unfinished.
 */
export function createInvitingFeature(
  options: FeatureOptions & { readonly inviteLink: (token: string) => string },
): StaffFeature {
  const { invites } = options;
  const { flow, bind } = invitingByNumber(options);
  const forInviting = <Rest extends readonly unknown[]>(
    choose: (visit: Visit, ...rest: Rest) => Promise<void>,
  ) =>
    forInviters<Rest>(
      keepConversation(async (visit, ...rest) => {
        await visit.answerPress();
        await choose(visit, ...rest);
      }),
    );

  return {
    name: 'inviting',
    flows: [flow],
    keywords: [
      {
        word: 'invite',
        command: 'staff.command.invite',
        may: isAdministrator,
        button: { text: 'staff.button.invite', place: { row: 'staff', at: 2 } },
        async ask(visit) {
          const isBinding = readBindingInvite(visit.conversation) !== undefined;
          return begin(isBinding ? await setUnfinishedAside(visit) : visit);
        },
      },
    ],
    presses: {
      bindInvite: bind,
      inviteAs: forInviting(async (visit, [role]) => {
        if (role !== 'manager') return send(visit, { role });
        const kinds = KINDS.map((kind) => [
          inlineButton(visit.wording.plain(`common.unitKind.${kind}`), staffButtons.pack('inviteKind', kind)),
        ]);
        const html = visit.wording.html('inviting.kinds');
        await showInPlace(visit, { html, markup: inlineKeyboard(...kinds) });
      }),
      inviteKind: forInviting(async (visit, [kind]) => {
        const units = visit.organization.units.filter((unit) => unit.kind === kind);
        const buttons = units.map(({ code }) =>
          inlineButton(visit.wording.name(code), staffButtons.pack('inviteUnit', code)),
        );
        const html = visit.wording.html('inviting.units');
        await showInPlace(visit, { html, markup: inlineKeyboard(...inRows(buttons, UNITS_A_ROW)) });
      }),
      inviteUnit: forInviting(async (visit, [unit]) => {
        const buttons = visit.organization.positions
          .filter((position) => position.unit === unit)
          .map(({ code }) => [
            inlineButton(visit.wording.name(code), staffButtons.pack('invitePosition', code)),
          ]);
        const html = visit.wording.html('inviting.positions', { unit: visit.wording.name(unit) });
        await showInPlace(visit, { html, markup: inlineKeyboard(...buttons) });
      }),
      invitePosition: forInviting(async (visit, [position]) => {
        if (visit.organization.hasPosition(position)) return send(visit, { role: 'manager', position });
        await visit.say(visit.wording.html('inviting.positionGone'), mainKeyboard(visit));
      }),
    },
  };

  /** The link is a message of its own that can be forwarded; the buttons that led to it are removed. */
  async function send(visit: Visit, appointment: Appointment): Promise<void> {
    const { wording, speech, person } = visit;
    const { invite, token, expiresAt } = await invites.create({
      ...appointment,
      createdBy: person,
      now: speech.now,
    });
    await visit.note('inviteMade');
    const who = describeAppointment(visit, appointment);
    await markChosen(visit, wording.html('inviting.chosen', { who }));
    await visit.say(
      inviteMessage(visit, {
        appointment,
        link: options.inviteLink(token),
        title: wording.html('inviting.link', { who }),
        use: wording.html('inviting.once', { deadline: wording.deadline(expiresAt) }),
      }),
      inlineKeyboard([
        inlineButton(wording.plain('inviting.button.bind'), staffButtons.pack('bindInvite', invite)),
      ]),
    );
  }
}

const begin = forInviters(
  keepConversation(async (visit: Visit) => {
    const roles = ROLES.map((role) => [
      inlineButton(visit.wording.plain(`staff.role.${role}`), staffButtons.pack('inviteAs', role)),
    ]);
    await visit.say(visit.wording.html('inviting.who'), inlineKeyboard(...roles));
  }),
);
