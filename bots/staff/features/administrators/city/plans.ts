import { assertNever } from '../../../../../src/assert-never.js';
import { DESK } from '../../../../../src/cartables/operator-queue.js';
import { problemsOfRemoval } from '../../../../../src/cartables/removal.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { AreaReview } from '../../../../../src/organization/areas/check-areas.js';
import type { City } from '../../../../../src/organization/city.js';
import type { OrganizationStore, StoredCity } from '../../../../../src/organization/organization-store.js';
import { isConnectedAt, withConnection } from '../../../../../src/organization/roll-out.js';
import { isSameCity } from '../../../../../src/organization/setup/compare.js';
import type { DryRun } from '../../../../../src/organization/setup/dry-run-import.js';
import { editCity } from '../../../../../src/organization/setup/edit-city.js';
import type { ImportProblem } from '../../../../../src/organization/setup/import-problem.js';
import type { Visit } from '../../../context.js';
import type { FeatureOptions } from '../../../options.js';
import { warningParts } from './area-warnings.js';
import { describeProperty } from './describing.js';
import type { ConnectionDraft, EditDraft, ImportDraft, SetupDraft } from './flow.js';
import { packIntoMessages } from './messages.js';
import { differenceParts, namesOf, problemReport, problemSentence } from './report.js';

/** The effect that carrying out a draft would have now. */
export type Plan =
  /** The resulting city, the revision it is based on, and the messages that show the differences. */
  | ({
      readonly kind: 'ready';
      readonly messages: readonly string[];
      readonly picture?: { readonly png: Buffer; readonly caption: string };
    } & StoredCity)
  /** Something is still missing. */
  | { readonly kind: 'incomplete' }
  /** It cannot be done as it is; the step that asks for it stays. */
  | {
      readonly kind: 'refused';
      readonly messages: readonly string[];
      readonly file?: { readonly name: string; readonly bytes: Buffer };
    }
  /** There is nothing to do, or its subject no longer exists: it ends with a message. */
  | { readonly kind: 'over'; readonly message: string };

/** Computes the effect of a draft, without changing anything. */
export type MakePlan = (visit: Visit, draft: SetupDraft) => Promise<Plan>;

/** Plans on the stores. */
export function createPlans(
  options: Pick<
    FeatureOptions,
    'cartables' | 'requests' | 'downloadFile' | 'dryRunImport' | 'reviewAreas' | 'histories'
  > & {
    readonly organization: Pick<OrganizationStore, 'storedCity'>;
  },
): MakePlan {
  const { cartables } = options;

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: planning an import is one sequence, and each check refuses in its own way.
  async function planImport(visit: Visit, { fileId }: ImportDraft, stored: StoredCity): Promise<Plan> {
    const { wording, organization, speech } = visit;
    if (fileId === undefined) return { kind: 'incomplete' };
    const file = await options.downloadFile(fileId);
    if (file.kind !== 'bytes') return { kind: 'refused', messages: [wording.html(MISSED[file.kind])] };
    const context = { present: stored.city, timeZone: speech.timeZone };
    const ran = await options.dryRunImport(file.bytes, context);
    if (!ran.ok) return refuseFile(visit, [{ code: TOO_HEAVY[ran.because], place: {}, values: {} }]);
    const dryRun = ran.value;
    if (!dryRun.ok) return refuseFile(visit, dryRun.problems);
    const problems = await problemsOfRemoval(cartables, dryRun.difference);
    if (problems.length > 0) return refuseFile(visit, problems);
    const { city, difference } = dryRun;
    if (isSameCity(difference)) return { kind: 'refused', messages: [wording.html('setup.same')] };
    const vacated = difference.removedPositions.flatMap((code) => {
      const position = organization.position(code);
      return position === undefined || organization.holderOf(code, speech.now) === undefined
        ? []
        : [position.title];
    });
    const review = difference.areas === 0 ? NO_REVIEW : await reviewAreas(visit, stored.city, dryRun);
    if (review === undefined) return refuseFile(visit, [{ code: 'tooHeavy', place: {}, values: {} }]);
    const parts = [
      wording.html('setup.preview.title'),
      ...differenceParts(visit, difference),
      ...warningParts(visit, review.warnings),
      joinLines(
        vacated.length === 0
          ? undefined
          : wording.html('setup.preview.vacated', { names: namesOf(visit, vacated) }),
        wording.html('setup.preview.holders'),
      ),
    ];
    return {
      kind: 'ready',
      city,
      revision: stored.revision,
      messages: packIntoMessages(parts, '\n\n'),
      ...(review.picture === undefined
        ? {}
        : { picture: { png: review.picture, caption: wording.html('setup.areas.caption') } }),
    };
  }

  async function reviewAreas(
    { speech }: Visit,
    { districts: before }: City,
    { city: { districts: after, units }, system }: Extract<DryRun, { ok: true }>,
  ): Promise<AreaReview | undefined> {
    const openPlaces = await options.histories.openPlaces(MOST_PLACES);
    const change = { before, after, units, openPlaces, ...(system === undefined ? {} : { system }) };
    const names = units.map(({ code, title }) => [code, title[speech.locale] ?? title.fa] as const);
    const ran = await options.reviewAreas(change, Object.fromEntries(names));
    return ran.ok ? ran.value : undefined;
  }

  async function planEdit(
    visit: Visit,
    { property, code, value }: EditDraft,
    { city, revision }: StoredCity,
  ): Promise<Plan> {
    const { wording } = visit;
    const before = describeProperty(visit, city, property, code);
    if (before === undefined) return { kind: 'over', message: wording.html('structure.gone') };
    if (value === undefined) return { kind: 'incomplete' };
    const edited = editCity(city, { property, code, value });
    if (!edited.ok) return refusedBecause(visit, edited.problem);
    const after = describeProperty(visit, edited.city, property, code);
    if (after === undefined || after.value === before.value) {
      return { kind: 'over', message: wording.html('setup.same') };
    }
    const message = joinParagraphs(
      wording.html('structure.preview', {
        name: before.name,
        property: wording.plain(`structure.property.${property}`),
        before: before.value,
        after: after.value,
      }),
      property === 'hours' || property === 'time' ? wording.html('structure.openKeep') : undefined,
    );
    return { kind: 'ready', city: edited.city, revision, messages: [message] };
  }

  async function planConnection(
    visit: Visit,
    { unit: code, connected, from }: ConnectionDraft,
    { city, revision }: StoredCity,
  ): Promise<Plan> {
    const { wording, speech } = visit;
    const unit = city.units.find((known) => known.code === code);
    if (unit === undefined) return { kind: 'over', message: wording.html('structure.gone') };
    if (from === undefined) return { kind: 'incomplete' };
    const changed = withConnection(unit, connected, from, speech.now);
    const values = { unit: unit.title[speech.locale] ?? unit.title.fa };
    const changedCity = { city: withUnit(city, changed), revision };
    if (isConnectedAt(unit, speech.now) === connected) {
      const planned = unit.connectionChangesAt;
      if (!isAhead(planned, speech.now)) return { kind: 'over', message: wording.html('setup.same') };
      const moment = wording.deadline(planned);
      const message = wording.html('rollout.preview.keep', { ...values, moment });
      return { kind: 'ready', ...changedCity, messages: [message] };
    }
    const positions = city.positions.filter((position) => position.unit === code);
    const count = total(
      connected
        ? await cartables.countForUnits(DESK, [code])
        : await cartables.countAt(positions.map((position) => position.code)),
    );
    const message = joinParagraphs(
      aboutConnecting(visit, connected, from, values),
      aboutOpenWork(visit, connected, count),
    );
    return { kind: 'ready', ...changedCity, messages: [message] };
  }

  function aboutConnecting(
    { wording, speech }: Visit,
    connected: boolean,
    from: Date,
    values: { readonly unit: string },
  ): string {
    const way = connected ? 'connect' : 'disconnect';
    return from <= speech.now
      ? wording.html(`rollout.preview.${way}Now`, values)
      : wording.html(`rollout.preview.${way}`, { ...values, moment: wording.deadline(from) });
  }

  /** Where the unit's open requests and its new ones go once it is connected or disconnected. */
  function aboutOpenWork({ wording }: Visit, connected: boolean, count: number): string {
    return joinLines(
      count === 0
        ? undefined
        : wording.html(connected ? 'rollout.preview.atDesk' : 'rollout.preview.atManagers', { count }),
      wording.html(connected ? 'rollout.preview.newToManagers' : 'rollout.preview.newToDesk'),
    );
  }

  return async (visit, draft) => {
    const stored = await options.organization.storedCity();
    switch (draft.kind) {
      case 'import':
        return planImport(visit, draft, stored);
      case 'edit':
        return planEdit(visit, draft, stored);
      case 'connection':
        return planConnection(visit, draft, stored);
      default:
        return assertNever(draft);
    }
  };
}

const NO_REVIEW: AreaReview = { warnings: [] };
/** The most open requests that are located in new areas. */
const MOST_PLACES = 20_000;

/** What the person is told if a file did not arrive. */
const MISSED = {
  tooBig: 'setup.tooBig',
  gone: 'setup.gone',
  later: 'setup.later',
  away: 'setup.later',
} as const;

/** Why a file is not read: it needs too many resources, or its reader crashed. */
const TOO_HEAVY = { tooSlow: 'tooHeavy', tooMuchMemory: 'tooHeavy', failed: 'unknownFile' } as const;

function refuseFile(visit: Visit, problems: readonly ImportProblem[]): Plan {
  const { parts, ...report } = problemReport(visit, problems);
  return { kind: 'refused', messages: packIntoMessages(parts), ...report };
}

function refusedBecause(visit: Visit, problem: ImportProblem): Plan {
  return {
    kind: 'refused',
    messages: [visit.wording.html('setup.lineOfFile', { sentence: problemSentence(visit, problem) })],
  };
}

function withUnit(city: City, changed: City['units'][number]): City {
  return { ...city, units: city.units.map((unit) => (unit.code === changed.code ? changed : unit)) };
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}

function isAhead(moment: Date | undefined, now: Date): moment is Date {
  return moment !== undefined && moment > now;
}
