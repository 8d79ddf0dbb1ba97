import type { InlineKeyboardButton } from 'telegraf/types';
import { pageLine, pageOf, turningRow } from '../../../../../src/messages/paged-list.js';
import { personName, visibleName } from '../../../../../src/messages/person-name.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Role, StaffPerson } from '../../../../../src/organization/people-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { truncateText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, inRows, leavingRow } from '../../../keyboards.js';

/** Roles in the order in which they are offered. */
const ROLES = ['manager', 'operator', 'supervisor', 'administrator'] as const;
/** Roles that are given on their own; a manager becomes one by receiving a position. */
const ROLES_TO_GIVE = ['operator', 'supervisor', 'administrator'] as const;
const A_PAGE = 10;
/** Code points on a button that can still be read on a phone. */
const MOST_ON_BUTTON = 60;
const ROLES_A_ROW = 2;

/** How many there are of each role, and how to find somebody. */
export function rolesPage({ wording }: Visit, staff: readonly StaffPerson[]): Page {
  const buttons = ROLES.map((role) => {
    const count = staff.filter(({ roles }) => roles.includes(role)).length;
    const text = wording.plain('people.button.role', {
      role: wording.plain(`staff.role.${role}`),
      count,
    });
    return [inlineButton(text, staffButtons.pack('people', role, 0))];
  });
  return { html: wording.html('people.title'), markup: inlineKeyboard(...buttons) };
}

/** The people with a role, by name; the last page if there are fewer by now. */
export function listPage(visit: Visit, staff: readonly StaffPerson[], role: Role, asked: number): Page {
  const { wording, speech } = visit;
  const names = new Intl.Collator(speech.locale);
  const all = staff
    .filter(({ roles }) => roles.includes(role))
    .toSorted((one, other) => names.compare(one.name, other.name));
  const page = pageOf(all, asked, A_PAGE);
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('people.list', {
          role: wording.plain(`staff.role.${role}`),
          count: all.length,
        }),
        pageLine(page, speech.locale, wording),
      ),
      wording.html('people.search'),
    ),
    markup: inlineKeyboard(
      ...page.shown.map(({ entry: person }) => [personButton(visit, person)]),
      turningRow(page, wording, (target) => staffButtons.pack('people', role, target)),
    ),
  };
}

/** Opens the page of a colleague: their name, and their position unless the name says it. */
export function personButton(visit: Visit, person: StaffPerson): InlineKeyboardButton {
  const { wording, organization } = visit;
  const { _id } = person;
  const name = visibleName(person.name) ?? nameColleague(visit, person, _id);
  const [position] = organization.ownPositionsOf(_id);
  const title = position === undefined ? undefined : wording.name(position);
  const text = title === undefined || title === name ? name : `${name} · ${title}`;
  return inlineButton(truncateText(text, MOST_ON_BUTTON), staffButtons.pack('person', _id));
}

/** One colleague: their roles, whether messages reach them, and what can be changed. */
export function personPage(visit: Visit, person: StaffPerson, hasOpened: boolean): Page {
  const { wording, organization } = visit;
  const { _id, roles, reachable } = person;
  const own = organization.ownPositionsOf(_id);
  const standsIn = organization.absences.flatMap(({ position, deputy }) =>
    deputy === _id ? [position] : [],
  );
  const titles = roles.map((role) => wording.plain(`staff.role.${role}`));
  const listed = (key: string, values: string) =>
    values === '' ? undefined : wording.html(key, { list: values });
  const take = roles.map((role) => roleButton(visit, 'takeRole', role));
  const give = ROLES_TO_GIVE.filter((role) => !roles.includes(role)).map((role) =>
    roleButton(visit, 'giveRole', role),
  );
  return {
    html: joinLines(
      wording.html('people.person', { name: nameColleague(visit, person, _id) }),
      listed('people.roles', wording.list(titles)),
      listed('people.positions', wording.names(own)),
      listed('people.standsIn', wording.names(standsIn)),
      wording.html(`people.reach.${hasOpened ? reachable : 'never'}`),
    ),
    markup: inlineKeyboard(
      ...own.map((position) => [
        inlineButton(wording.name(position), staffButtons.pack('personPosition', position)),
      ]),
      [inlineButton(wording.plain('people.button.givePosition'), staffButtons.pack('newPosition'))],
      ...inRows(give, ROLES_A_ROW),
      ...inRows(take, ROLES_A_ROW),
      [
        inlineButton(wording.plain('people.button.remove'), staffButtons.pack('removePerson')),
        inlineButton(wording.plain('people.button.acts'), staffButtons.pack('traceOf', _id)),
      ],
      [
        inlineButton(
          wording.plain('staff.button.back'),
          staffButtons.pack('people', roles[0] ?? 'manager', 0),
        ),
      ],
    ),
  };
}

function roleButton({ wording }: Visit, way: 'giveRole' | 'takeRole', role: Role): InlineKeyboardButton {
  const text = wording.plain(`people.button.${way}`, { role: wording.plain(`staff.role.${role}`) });
  return inlineButton(text, staffButtons.pack(way, role));
}

/** A position of a colleague: it can pass to somebody else, or be taken from them. */
export function positionPage(visit: Visit, person: StaffPerson, position: string): Page {
  const { wording } = visit;
  const { _id } = person;
  const values = { name: nameColleague(visit, person, _id), position: wording.name(position) };
  return {
    html: wording.html('people.position', values),
    markup: inlineKeyboard(
      [
        inlineButton(
          wording.plain('people.button.takePosition'),
          staffButtons.pack('takePosition', position),
        ),
        inlineButton(wording.plain('people.button.handOver'), staffButtons.pack('handPosition', position)),
      ],
      [inlineButton(wording.plain('staff.button.back'), staffButtons.pack('person', _id))],
    ),
  };
}

/** A question with its buttons. */
export function questionPage(
  visit: Visit,
  html: string,
  choices: readonly (readonly InlineKeyboardButton[])[] = [],
): Page {
  return { html, markup: inlineKeyboard(...choices, leavingRow(visit)) };
}

/** The name of a colleague in a sentence. */
export function nameColleague({ speech }: Visit, person: StaffPerson | undefined, id: string): string {
  return personName({ name: person?.name, number: id, as: 'colleague' }, speech);
}
