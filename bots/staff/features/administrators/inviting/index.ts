import { done } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Unit } from '../../../../../src/organization/city.js';
import type { Appointment } from '../../../../../src/organization/invites.js';
import { findPositionsByName, findUnitsByName } from '../../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { markChosen, type Page, showInPlace } from '../../../edit-message.js';
import type { StaffFeature } from '../../../feature.js';
import { remindOfUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, inRows, mainKeyboard } from '../../../keyboards.js';
import { createNameSearch, type FoundByName } from '../../../name-search.js';
import type { FeatureOptions } from '../../../options.js';
import { forInviters, isAdministrator } from '../../../permissions.js';
import { invitingByNumber } from './by-number.js';
import { readBindingInvite } from './flow.js';
import { describeAppointment, inviteMessage } from './invite-link.js';

const ROLES = ['administrator', 'supervisor', 'operator', 'manager'] as const;
const KINDS: readonly Unit['kind'][] = ['organisation', 'district', 'deputy', 'mayor'];
const UNITS_A_ROW = 2;

/**
 * An administrator invites a colleague: the role, and for a manager the position, which may also be typed. Everything
 * is in the buttons, so that stopping in between leaves nothing unfinished.
 */
export function createInvitingFeature(
  options: FeatureOptions & { readonly inviteLink: (token: string) => string },
): StaffFeature {
  const { invites } = options;
  const { flow, bind } = invitingByNumber(options);
  const search = createNameSearch({ name: 'inviting', guard: forInviters, find: unitsAndPositions });
  const forInviting = <Rest extends readonly unknown[]>(
    choose: (visit: Visit, ...rest: Rest) => Promise<Conversation | null>,
  ) =>
    forInviters<Rest>(async (visit, ...rest) => {
      await visit.answerPress();
      return done(await choose(visit, ...rest));
    });

  return {
    name: 'inviting',
    flows: [flow, search.flow],
    keywords: [
      {
        word: 'invite',
        command: 'staff.command.invite',
        may: isAdministrator,
        button: { text: 'staff.button.invite', place: { row: 'staff', at: 2 } },
        ask: forInviters(async (visit) => {
          const isBinding = readBindingInvite(visit.conversation) !== undefined;
          const free = isBinding ? await setUnfinishedAside(visit) : visit;
          const { html, markup } = rolesPage(free);
          await free.say(joinParagraphs(html, remindOfUnfinished(free)), markup);
          return done(search.begin(free));
        }),
      },
    ],
    presses: {
      bindInvite: bind,
      inviteAs: forInviting(async (visit, [role]) => {
        if (role !== 'manager') return send(visit, { role });
        return choose(visit, kindsPage(visit));
      }),
      inviteKind: forInviting((visit, [kind]) => choose(visit, unitsPage(visit, kind))),
      inviteUnit: forInviting((visit, [unit]) => choose(visit, positionsPage(visit, unit))),
      invitePosition: forInviting(async (visit, [position]) => {
        if (visit.organization.hasPosition(position)) return send(visit, { role: 'manager', position });
        await visit.say(visit.wording.html('inviting.positionGone'), mainKeyboard(visit));
        return visit.conversation;
      }),
    },
  };

  /** Asks the next question in place of the one that was pressed on; its answer may be typed as well. */
  async function choose(visit: Visit, page: Page): Promise<Conversation | null> {
    await showInPlace(visit, page);
    return search.begin(visit);
  }

  /** The link is a message of its own that can be forwarded; the buttons that led to it are removed. */
  async function send(visit: Visit, appointment: Appointment): Promise<Conversation | null> {
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
    return search.end(visit);
  }
}

/** What a typed name may mean: a unit, of which the position is still to be chosen, or a position. */
function unitsAndPositions(visit: Visit, typed: string): readonly FoundByName[] {
  const { organization, person, wording } = visit;
  const from = { organization, own: organization.ownPositionsOf(person) };
  return [
    ...findUnitsByName(typed, organization.units, from).map(({ code }) => ({
      text: wording.name(code),
      data: staffButtons.pack('inviteUnit', code),
      open: () => positionsPage(visit, code),
    })),
    ...findPositionsByName(typed, organization.positions, from).map(({ code }) => ({
      text: wording.name(code),
      data: staffButtons.pack('invitePosition', code),
    })),
  ];
}

function rolesPage({ wording }: Visit): Page {
  const roles = ROLES.map((role) => [
    inlineButton(wording.plain(`staff.role.${role}`), staffButtons.pack('inviteAs', role)),
  ]);
  return { html: wording.html('inviting.who'), markup: inlineKeyboard(...roles) };
}

function kindsPage({ wording }: Visit): Page {
  const kinds = KINDS.map((kind) => [
    inlineButton(wording.plain(`common.unitKind.${kind}`), staffButtons.pack('inviteKind', kind)),
  ]);
  return { html: wording.html('inviting.kinds'), markup: inlineKeyboard(...kinds) };
}

function unitsPage({ wording, organization }: Visit, kind: Unit['kind']): Page {
  const units = organization.units.filter((unit) => unit.kind === kind);
  const buttons = units.map(({ code }) =>
    inlineButton(wording.name(code), staffButtons.pack('inviteUnit', code)),
  );
  return { html: wording.html('inviting.units'), markup: inlineKeyboard(...inRows(buttons, UNITS_A_ROW)) };
}

function positionsPage({ wording, organization }: Visit, unit: string): Page {
  const buttons = organization.positions
    .filter((position) => position.unit === unit)
    .map(({ code }) => [inlineButton(wording.name(code), staffButtons.pack('invitePosition', code))]);
  return {
    html: wording.html('inviting.positions', { unit: wording.name(unit) }),
    markup: inlineKeyboard(...buttons),
  };
}
