import type { CartableStore } from '../../../../../src/cartables/cartable-store.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { StaffPerson } from '../../../../../src/organization/people-store.js';
import type { Consequences, StaffChange } from '../../../../../src/organization/staff-change.js';
import type { Visit } from '../../../context.js';
import { nameColleague } from './pages.js';

/** The change, and what becomes of open requests. */
export async function describeChange(
  visit: Visit,
  about: {
    readonly change: StaffChange;
    readonly person: StaffPerson;
    readonly staff: readonly StaffPerson[];
    readonly consequences: Consequences;
  },
  cartables: Pick<CartableStore, 'countAt'>,
): Promise<string> {
  const { wording, organization } = visit;
  const { change, person, staff, consequences } = about;
  const { loses, taken, noLongerDeputyOf } = consequences;
  const positions = taken === undefined ? loses : [...loses, taken.position];
  const open = await cartables.countAt(positions);
  const nameOf = (id: string) =>
    nameColleague(
      visit,
      staff.find(({ _id }) => _id === id),
      id,
    );
  const lineOf = (key: string, position: string, values: Readonly<Record<string, string>> = {}) =>
    wording.html(key, {
      position: wording.name(position),
      count: open.get(position) ?? 0,
      ...values,
    });
  const above = (position: string) => organization.superiorOf(position);
  return joinParagraphs(
    changeInWords(visit, change, nameOf(person._id), nameOf),
    joinLines(
      ...loses.map((position) => {
        const superior = above(position);
        return superior === undefined
          ? lineOf('people.open.top', position)
          : lineOf('people.open.lost', position, { above: wording.name(superior) });
      }),
      taken === undefined
        ? undefined
        : lineOf('people.open.taken', taken.position, { name: nameOf(taken.by) }),
      taken?.from === undefined || taken.from === person._id
        ? undefined
        : wording.html('people.open.before', { name: nameOf(taken.from) }),
      ...noLongerDeputyOf.map((position) => lineOf('people.open.deputy', position)),
    ),
  );
}

function changeInWords(
  { wording }: Visit,
  change: StaffChange,
  name: string,
  nameOf: (id: string) => string,
): string {
  const key = `people.confirm.${change.kind}`;
  switch (change.kind) {
    case 'giveRole':
    case 'takeRole':
      return wording.html(key, { name, role: wording.plain(`staff.role.${change.role}`) });
    case 'givePosition':
    case 'takePosition':
      return wording.html(key, { name, position: wording.name(change.position) });
    case 'handOver':
      return wording.html(key, {
        name,
        position: wording.name(change.position),
        to: nameOf(change.to),
      });
    case 'remove':
      return wording.html(key, { name });
  }
}
