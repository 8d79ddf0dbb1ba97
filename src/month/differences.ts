import type { Connection } from 'mongoose';
import { cartableOf } from '../cartables/cartable.js';
import { DESK, queueStage } from '../cartables/operator-queue.js';
import type { Organization } from '../organization/organization.js';
import { FIGURES, type Figures } from '../reports/figures.js';
import type { Report } from '../reports/report.js';
import { type Counting, plainFigures, type RawRequest } from './plain-count.js';

/** How far two figures may differ: they are sums of fractions in a different order. */
const TOLERANCE = 1e-9;

/**
 * The differences between a report and a plain count over the same requests, figure by figure, for the city,
 * for each unit, district and topic, and for each position where there are such lines; empty if all of it adds up.
 */
export function differencesOf(
  report: Pick<Report, 'total' | 'units' | 'districts' | 'topics'> & Partial<Pick<Report, 'positions'>>,
  all: readonly RawRequest[],
  organization: Organization,
): readonly string[] {
  const unitOf = (code: string) => organization.position(code)?.unit ?? organization.unit(code)?.code;
  const units = organization.units.map(({ code }) => code);
  const top = organization.positions.find(({ reportsTo }) => reportsTo === undefined)?.code ?? '';
  const everything: Counting = { has: () => true, hasDesk: true, top };
  const ofUnit = (unit: string): Counting => ({ has: (code) => unitOf(code) === unit, hasDesk: false, top });
  const nowhere: Counting = { has: (code) => unitOf(code) === undefined, hasDesk: true, top };
  const groupOf = (category: string | undefined) =>
    organization.groups.find(({ categories }) => categories.some(({ code }) => code === category))?.code;
  const topics = [undefined, ...organization.groups.map(({ code }) => code)];
  const districts = [undefined, ...organization.districts.map(({ code }) => code)];
  const reported = (lines: Report['units'], code?: string) =>
    lines.find((line) => line.code === code)?.figures;
  return [
    ...unlike('the city', report.total, plainFigures(all, everything)),
    ...topics.flatMap((code) => {
      const about = all.filter(({ state }) => groupOf(state.category) === code);
      return unlike(`topic ${code}`, reported(report.topics, code), plainFigures(about, everything));
    }),
    ...districts.flatMap((code) => {
      const lyingThere = all.filter(({ state }) => state.place?.district === code);
      return unlike(`in ${code}`, reported(report.districts, code), plainFigures(lyingThere, everything));
    }),
    ...units.flatMap((code) => unlike(code, reported(report.units, code), plainFigures(all, ofUnit(code)))),
    ...unlike('no unit', reported(report.units), plainFigures(all, nowhere)),
    ...(report.positions === undefined ? [] : organization.positions).flatMap(({ code }) =>
      unlike(
        code,
        reported(report.positions ?? [], code),
        plainFigures(all, { has: (one) => one === code, hasDesk: false, top }),
      ),
    ),
  ];
}

/**
 * Requests without an owner, or with two: each must be in the cartable of exactly its owner, at the 137 desk,
 * or with its citizen.
 */
export async function strayRequests(
  connection: Connection,
  all: readonly RawRequest[],
  organization: Organization,
): Promise<readonly string[]> {
  const waiting = await connection.collection('waitingRequests').find().toArray();
  const places = new Map(waiting.map(({ _id, place }) => [String(_id), String(place)]));
  return all.flatMap(({ state }) => {
    const owner = queueStage(state) === undefined ? cartableOf(state) : DESK;
    const found = places.get(state.code);
    const isKnown = owner === undefined || owner === DESK || organization.hasPosition(owner);
    return isKnown && found === owner
      ? []
      : [
          `${state.code} is ${state.stage.status}, belongs to «${owner ?? ''}» and lies with «${found ?? ''}»`,
        ];
  });
}

function unlike(place: string, reported: Figures | undefined, counted: Figures): readonly string[] {
  return FIGURES.flatMap((name) => {
    const [said, plain] = [flat(reported?.[name]), flat(counted[name])];
    return said.length === plain.length && said.every((one, index) => isSame(one, plain[index]))
      ? []
      : [`${place}: ${name} is reported as ${said.join(', ')} and counted as ${plain.join(', ')}`];
  });
}

/** A figure as numbers; a figure missing from a report is none, or nothing counted. */
function flat(figure: number | Readonly<Record<string | number, number>> | undefined): readonly number[] {
  const numbers = typeof figure === 'object' ? Object.values(figure) : figure === undefined ? [] : [figure];
  return numbers.every((number) => number === 0) ? [] : numbers;
}

function isSame(one: number, other: number | undefined): boolean {
  return other !== undefined && Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one));
}
