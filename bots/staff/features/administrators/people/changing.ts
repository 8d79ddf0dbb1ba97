import { assertNever } from '../../../../../src/assert-never.js';
import type { AuditedAct } from '../../../../../src/audit/audit-store.js';
import { announceAdministrator } from '../../../../../src/bulletins/announce-administrator.js';
import type { Organization } from '../../../../../src/organization/organization.js';
import type { StaffPerson } from '../../../../../src/organization/people-store.js';
import type { Consequences, StaffChange } from '../../../../../src/organization/staff-change.js';
import { consequencesOf } from '../../../../../src/organization/staff-change.js';
import type { ShowMenu } from '../../../client/profile.js';
import type { Visit } from '../../../context.js';
import { mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';

/** Why a change cannot be made. */
type ChangeProblem = 'changedMeanwhile' | 'lastAdministrator';

/** A change as of now, with its consequences. */
type Planned =
  | {
      readonly ok: true;
      readonly person: StaffPerson;
      readonly staff: readonly StaffPerson[];
      readonly consequences: Consequences;
    }
  | { readonly ok: false; readonly because: ChangeProblem };

/** A change that was previewed. */
interface Shown {
  readonly person: string;
  readonly change: StaffChange;
  readonly consequences: Consequences;
}

/** Changes colleagues' roles and positions. */
export interface Changing {
  plan(visit: Visit, person: string, change: StaffChange): Promise<Planned>;
  /**
   * Carries out what was previewed; resolves to why not. Steps that are done already are no obstacle: an
   * update that is handled again finishes what a crash interrupted.
   */
  apply(visit: Visit, shown: Shown): Promise<ChangeProblem | undefined>;
}

const ACT_OF: Readonly<Record<StaffChange['kind'], AuditedAct>> = {
  giveRole: 'roleGiven',
  takeRole: 'roleTaken',
  givePosition: 'positionGiven',
  takePosition: 'positionTaken',
  handOver: 'positionHandedOver',
  remove: 'personRemoved',
};

/** Changes on the stores; the people concerned are told and get the menu for their new roles. */
export function createChanging(
  options: Pick<
    FeatureOptions,
    'people' | 'organization' | 'invites' | 'handOver' | 'chatWriter' | 'announce'
  > & {
    readonly showMenu: ShowMenu;
  },
): Changing {
  const { people, organization, invites, handOver, chatWriter, showMenu } = options;

  async function isLastAdministrator({ _id, roles }: StaffPerson, change: StaffChange): Promise<boolean> {
    const isTaken =
      change.kind === 'remove' || (change.kind === 'takeRole' && change.role === 'administrator');
    return isTaken && roles.includes('administrator') && !(await people.hasAny('administrator', _id));
  }

  async function changeRoles({ _id, name }: StaffPerson, change: StaffChange): Promise<void> {
    switch (change.kind) {
      case 'giveRole':
        return people.grant({ id: _id, name, role: change.role });
      case 'takeRole':
        await people.revoke(_id, change.role);
        return invites.withdraw(_id);
      case 'remove':
        await people.dismiss(_id);
        return invites.withdraw(_id);
      case 'takePosition':
      case 'handOver':
        return invites.withdraw(_id);
      case 'givePosition':
        return;
      default:
        return assertNever(change);
    }
  }

  async function endStandingIn(
    position: string,
    deputy: string,
    staff: readonly StaffPerson[],
  ): Promise<void> {
    const city = await organization.current();
    const absence = city.absences.find((one) => one.position === position && one.deputy === deputy);
    const holder = staff.find(({ _id }) => city.ownPositionsOf(_id).includes(position));
    if (absence === undefined || holder === undefined) return;
    const { from, until } = absence;
    await organization.setAbsence(position, holder._id, { from, ...(until === undefined ? {} : { until }) });
  }

  /** Tells somebody their new roles, with the menu and the keyboard for them. */
  async function tell(visit: Visit, id: string, html: string): Promise<void> {
    const [known, city] = await Promise.all([people.find(id), organization.current()]);
    if (known === undefined) return;
    const { roles } = known;
    const positions = roles.includes('manager') ? city.positionsOf(id, visit.speech.now) : [];
    const theirs: Visit = { ...visit, chatId: Number(id), person: id, roles, positions };
    await showMenu(theirs);
    await chatWriter.send(Number(id), html, mainKeyboard(theirs));
  }

  async function tellAll(visit: Visit, { person, change, consequences: { taken } }: Shown): Promise<void> {
    const { wording } = visit;
    switch (change.kind) {
      case 'giveRole':
      case 'takeRole': {
        const role = wording.plain(`staff.role.${change.role}`);
        return tell(visit, person, wording.html(`people.told.${change.kind}`, { role }));
      }
      case 'remove':
        return tell(visit, person, wording.html('people.told.remove'));
      case 'takePosition':
        return tell(visit, person, told('positionTaken', change.position));
      case 'givePosition':
      case 'handOver':
        if (taken?.from !== undefined) await tell(visit, taken.from, told('positionTaken', change.position));
        if (taken !== undefined) await tell(visit, taken.by, told('positionGiven', change.position));
        return;
      default:
        return assertNever(change);
    }

    function told(what: 'positionTaken' | 'positionGiven', position: string): string {
      return wording.html(`people.told.${what}`, { position: wording.name(position) });
    }
  }

  return {
    async plan({ organization: city }, id, change) {
      const staff = await people.listAll();
      const person = staff.find(({ _id }) => _id === id);
      const consequences = person === undefined ? undefined : consequencesOf(change, person, city, staff);
      if (person === undefined || consequences === undefined) {
        return { ok: false, because: 'changedMeanwhile' };
      }
      const to = consequences.taken?.by;
      if (to !== undefined && staff.find(({ _id }) => _id === to)?.roles.length === 0) {
        return { ok: false, because: 'changedMeanwhile' };
      }
      if (await isLastAdministrator(person, change)) return { ok: false, because: 'lastAdministrator' };
      return { ok: true, person, staff, consequences };
    },

    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: applying a change is one sequence whose order matters for access rights.
    async apply(visit, shown) {
      const { change, consequences } = shown;
      const { taken, noLongerDeputyOf } = consequences;
      const [staff, city] = await Promise.all([people.listAll(), organization.current()]);
      const person = staff.find(({ _id }) => _id === shown.person);
      if (person === undefined || isContradicted(consequences, staff, city)) return 'changedMeanwhile';
      if (await isLastAdministrator(person, change)) return 'lastAdministrator';
      const all = consequencesOf(change, person, city, staff)?.loses ?? [];
      const loses = [...new Set([...consequences.loses, ...all])];
      await changeRoles(person, change);
      for (const position of loses) await organization.release(position, person._id);
      for (const position of noLongerDeputyOf) await endStandingIn(position, person._id, staff);
      if (taken !== undefined) {
        const name = staff.find(({ _id }) => _id === taken.by)?.name ?? taken.by;
        await people.grant({ id: taken.by, name, role: 'manager' });
        await organization.assign({ [taken.position]: taken.by });
      }
      await visit.note(ACT_OF[change.kind], undefined, subjectOf(person, change));
      const touched = [...loses, ...noLongerDeputyOf, ...(taken === undefined ? [] : [taken.position])];
      for (const position of touched) await handOver(position);
      await tellAll(visit, shown);
      if (change.kind === 'giveRole' && change.role === 'administrator') {
        await announceAdministrator(options, {
          person: person._id,
          at: visit.speech.now,
          mark: visit.orderAs(undefined).commandId,
        });
      }
      return undefined;
    },
  };
}

/** True if the position to be taken is now held by somebody other than the person in the preview. */
function isContradicted({ taken }: Consequences, staff: readonly StaffPerson[], city: Organization): boolean {
  if (taken === undefined) return false;
  const holder = staff.find(({ _id }) => city.ownPositionsOf(_id).includes(taken.position))?._id;
  return !city.hasPosition(taken.position) || (holder !== taken.from && holder !== taken.by);
}

/** Codes of the person and of what was changed. */
function subjectOf({ _id }: StaffPerson, change: StaffChange): string {
  switch (change.kind) {
    case 'giveRole':
    case 'takeRole':
      return `${_id} ${change.role}`;
    case 'givePosition':
    case 'takePosition':
      return `${_id} ${change.position}`;
    case 'handOver':
      return `${_id} ${change.position} ${change.to}`;
    case 'remove':
      return _id;
    default:
      return assertNever(change);
  }
}
