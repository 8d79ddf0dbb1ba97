import type { ChainOfCommand, Route } from '../../../src/requests/lifecycle/context.js';

/** A post of a literal organisation; the first one is the top. */
export interface Post {
  readonly position: string;
  readonly unit: string;
  readonly reportsTo?: string;
}

export interface ChainOptions {
  readonly posts: readonly Post[];
  /** Positions that nobody holds; looked at anew with each question. */
  readonly vacant: ReadonlySet<string>;
  /** Units that do not take part. */
  readonly unconnected?: readonly string[];
  readonly hours: (position: string, category: string | undefined) => number;
  readonly route: (request: { readonly category?: string; readonly district?: string }) => Route;
}

/** The chain of command of an organisation that is written down in a test. */
export function chainOf({ posts, vacant, unconnected = [], hours, route }: ChainOptions): ChainOfCommand {
  const find = (position: string) => posts.find((post) => post.position === position);
  const superiorOf = (position: string) => find(position)?.reportsTo;
  const upwards = (position: string): string[] => {
    const above = superiorOf(position);
    return above === undefined ? [position] : [position, ...upwards(above)];
  };
  const top = posts[0]?.position ?? '';
  return {
    superiorOf,
    route,
    answerHours: hours,
    urgentHours: 24,
    urgentAlarmMinutes: 30,
    isVacant: (position) => vacant.has(position),
    lowestCommonSuperior: (position, other) =>
      upwards(position).find((above) => upwards(other).includes(above)) ?? top,
    isBelow: (position, superior) => position !== superior && upwards(position).includes(superior),
    isInSameUnit: (position, other) => find(position)?.unit === find(other)?.unit,
    superiorOfUnit: (unit) => posts.find((post) => post.unit === unit)?.reportsTo ?? top,
    hasPosition: (position) => find(position) !== undefined,
    isUnconnectedUnit: (unit) => unconnected.includes(unit),
    isConnected: (position) => !unconnected.includes(find(position)?.unit ?? ''),
  };
}

/** Two districts and two organisations under one mayor; the buses do not take part yet. */
export const SMALL_CITY: readonly Post[] = [
  { position: 'mayor', unit: 'city' },
  { position: 'deputy-mayor', unit: 'city', reportsTo: 'mayor' },
  { position: 'd1-mayor', unit: 'd1', reportsTo: 'deputy-mayor' },
  { position: 'd1-deputy', unit: 'd1', reportsTo: 'd1-mayor' },
  { position: 'd1-roads', unit: 'd1', reportsTo: 'd1-deputy' },
  { position: 'd1-lights', unit: 'd1', reportsTo: 'd1-deputy' },
  { position: 'd2-mayor', unit: 'd2', reportsTo: 'deputy-mayor' },
  { position: 'd2-deputy', unit: 'd2', reportsTo: 'd2-mayor' },
  { position: 'd2-roads', unit: 'd2', reportsTo: 'd2-deputy' },
  { position: 'parks-director', unit: 'parks', reportsTo: 'deputy-mayor' },
  { position: 'parks-trees', unit: 'parks', reportsTo: 'parks-director' },
  { position: 'buses-director', unit: 'buses', reportsTo: 'deputy-mayor' },
  { position: 'trains-director', unit: 'trains', reportsTo: 'deputy-mayor' },
];

/** Roads and lights by district, trees to the parks, buses to the follow-up desk, what is unclear to intake. */
export function routeInSmallCity(request: { readonly category?: string; readonly district?: string }): Route {
  const { category, district } = request;
  if (category === undefined || category === 'unclear') return { kind: 'intake', because: 'noCategory' };
  if (category === 'bus') return { kind: 'followUp', unit: 'buses' };
  if (category === 'tree') return { kind: 'position', position: 'parks-trees' };
  if (district === undefined) return { kind: 'intake', because: 'noUnit' };
  return { kind: 'position', position: `${district}-${category}` };
}
