import { intakeOf, intakesOf } from '../../../../../src/organization/intake.js';
import type { Organization } from '../../../../../src/organization/organization.js';
import {
  findCategoriesByName,
  findPositionsByName,
  findUnitsByName,
  type SearchFrom,
} from '../../../../../src/organization/search-by-name.js';
import type { RequestAction, RequestActionDraft } from './draft.js';
import type { DraftContext } from './draft-time.js';

/** The context needed to choose who receives a request, besides the draft. */
export interface Destinations {
  readonly organization: Organization;
  /** The category and the district of the request, as far as they are known. */
  readonly category?: string;
  readonly district?: string;
  /** The context needed to ask for a draft; absent if nobody can be asked. */
  readonly drafting?: DraftContext & { readonly subordinates: readonly string[] };
}

/** Where an operator's routing leads: to a position, or to the follow-up desk for a unit. */
export type Destination =
  | { readonly kind: 'position'; readonly position: string }
  | { readonly kind: 'followUp'; readonly unit: string };

/** The result of a choice. */
export type DestinationTurn =
  /** It is known who receives it. */
  | { readonly kind: 'complete'; readonly draft: RequestActionDraft }
  | { readonly kind: 'ask'; readonly proposal: RequestAction }
  | {
      readonly kind: 'stay';
      readonly problem: 'noSuchUnit' | 'noSuchTopic' | 'noSuchDoor' | 'notConnected' | 'noOtherDoor';
    };

/** A unit was chosen. */
export function chooseUnit(
  { found: _found, foundPage: _page, ...draft }: RequestActionDraft,
  unit: string,
  context: Destinations,
): DestinationTurn {
  const { organization } = context;
  if (organization.unit(unit) === undefined) return { kind: 'stay', problem: 'noSuchUnit' };
  if (draft.kind === 'routing') return { kind: 'complete', draft: { ...draft, unit } };
  if (organization.isUnconnectedUnit(unit)) return { kind: 'stay', problem: 'notConnected' };
  const to = doorFor(draft, unit, context);
  if (to !== undefined) return { kind: 'complete', draft: { ...draft, unit, to } };
  return otherIntakes(draft, unit, organization).length === 0
    ? { kind: 'stay', problem: 'noOtherDoor' }
    : { kind: 'ask', proposal: { step: 'door', draft: { ...draft, unit } } };
}

/** A position of the chosen unit was chosen. */
export function chooseIntake(draft: RequestActionDraft, position: string): DestinationTurn {
  return { kind: 'complete', draft: { ...draft, to: position } };
}

/** A category was chosen; if the district is missing, the unit is asked for. */
export function chooseTopic(
  draft: RequestActionDraft,
  category: string,
  context: Destinations,
): DestinationTurn {
  if (context.organization.category(category) === undefined) return { kind: 'stay', problem: 'noSuchTopic' };
  const { found: _found, foundPage: _page, ...rest } = draft;
  const next = { ...rest, category };
  return destinationOf(next, context) === undefined
    ? { kind: 'ask', proposal: { step: 'unit', draft: { ...next, units: 'district' } } }
    : { kind: 'complete', draft: next };
}

/** What typed words choose: their only match, or the list of their matches. */
export function chooseTyped(
  { step, draft }: RequestAction,
  text: string,
  context: Destinations,
): DestinationTurn {
  const { organization } = context;
  if (step === 'door') return typedDoor(draft, text, context);
  const units = findUnitsByName(text, organization.units, searchFrom(draft, context));
  const categories = draft.kind === 'routing' ? findCategoriesByName(text, organization.groups) : [];
  const [unit] = units;
  const [category] = categories;
  if (unit !== undefined && units.length + categories.length === 1)
    return chooseUnit(draft, unit.code, context);
  if (category !== undefined && units.length + categories.length === 1) {
    return chooseTopic(draft, category.code, context);
  }
  const found = [...categories, ...units].map(({ code }) => code);
  if (found.length === 0) {
    return { kind: 'stay', problem: draft.kind === 'routing' ? 'noSuchTopic' : 'noSuchUnit' };
  }
  const { units: _units, group: _group, ...rest } = draft;
  return { kind: 'ask', proposal: { step, draft: { ...rest, found, foundPage: 0 } } };
}

/** Where an operator's choices lead, once that is certain. */
export function destinationOf(draft: RequestActionDraft, context: Destinations): Destination | undefined {
  const { organization, district } = context;
  const category = draft.category ?? context.category;
  if (draft.unit !== undefined) {
    if (organization.isUnconnectedUnit(draft.unit)) return { kind: 'followUp', unit: draft.unit };
    const position = intakeOf(organization, draft.unit, category);
    return position === undefined ? undefined : { kind: 'position', position };
  }
  if (draft.category === undefined) return undefined;
  const route = organization.route({
    category: draft.category,
    ...(district === undefined ? {} : { district }),
  });
  return route.kind === 'intake' ? undefined : route;
}

/** The intake positions of a unit other than the manager's own. */
export function otherIntakes(
  { position }: Pick<RequestActionDraft, 'position'>,
  unit: string,
  organization: Organization,
): readonly string[] {
  return intakesOf(organization, unit).filter((door) => door !== position);
}

/** The intake position that needs no choice: in their own unit managers say themselves whose it is. */
function doorFor(
  draft: RequestActionDraft,
  unit: string,
  { organization, category }: Destinations,
): string | undefined {
  const others = otherIntakes(draft, unit, organization);
  if (others.length === 1) return others[0];
  const own = draft.position === undefined ? undefined : organization.position(draft.position)?.unit;
  if (own === unit) return undefined;
  return intakeOf(organization, unit, category);
}

function typedDoor(draft: RequestActionDraft, text: string, context: Destinations): DestinationTurn {
  const { organization } = context;
  const doors = otherIntakes(draft, draft.unit ?? '', organization);
  const found = findAmong(text, doors, searchFrom(draft, context));
  const [only, ...others] = found;
  if (only === undefined) return { kind: 'stay', problem: 'noSuchDoor' };
  return others.length === 0
    ? chooseIntake(draft, only)
    : { kind: 'ask', proposal: { step: 'door', draft: { ...draft, found, foundPage: 0 } } };
}

/** Those of these positions that typed words mean, the nearest first. */
export function findAmong(text: string, positions: readonly string[], from: SearchFrom): readonly string[] {
  const among = positions.flatMap((code) => from.organization.position(code) ?? []);
  return findPositionsByName(text, among, from).map(({ code }) => code);
}

/** From where it is searched: from the manager's own position; operators search for the district of the request. */
export function searchFrom(
  { position }: Pick<RequestActionDraft, 'position'>,
  { organization, district }: Pick<Destinations, 'organization' | 'district'>,
): SearchFrom {
  if (position !== undefined) return { organization, own: [position] };
  return { organization, own: district === undefined ? [] : [...intakesOf(organization, district)] };
}
