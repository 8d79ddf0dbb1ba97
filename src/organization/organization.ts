import type { Locale } from '../config.js';
import type { ChainOfCommand, Route } from '../requests/lifecycle/context.js';
import { type CityWords, NO_WORDS, type Understanding } from '../understanding/index.js';
import {
  type Absence,
  type Category,
  type CategoryGroup,
  type City,
  type DistrictArea,
  type Holding,
  type Position,
  type ReadyAnswer,
  type Title,
  type Unit,
  type UnitWay,
  USUAL_URGENT_RULES,
} from './city.js';
import { districtAt } from './districts.js';
import { type HeardText, recognizeText } from './heard.js';
import { createReadyAnswers } from './ready-answer.js';
import { understandingOf } from './understood.js';

/** The most topics offered for a text. */
const MOST_GUESSES = 3;

/** The organisation at one moment: units, positions, categories, and holders. */
export interface Organization extends ChainOfCommand {
  readonly units: readonly Unit[];
  readonly positions: readonly Position[];
  readonly groups: readonly CategoryGroup[];
  /** Units that are districts, in the order of the city file. */
  readonly districts: readonly Unit[];
  /** Where the districts lie; a district without a known area is missing. */
  readonly areas: readonly DistrictArea[];
  unit(code: string): Unit | undefined;
  position(code: string): Position | undefined;
  category(code: string): Category | undefined;
  group(code: string): CategoryGroup | undefined;
  /** The name in a language, or in the city's own if there is none. */
  title(named: { readonly title: Title }, locale: Locale): string;
  /** True once any unit has been reached in another way than by phone. */
  readonly usesGam: boolean;
  /** How the managers of a unit get requests. */
  wayOf(unit: string): UnitWay;
  /** True if the holder of a position gets requests in that way. */
  isReachedBy(position: string, way: Exclude<UnitWay, 'both'>): boolean;
  /** Id of the person who has the cartable of a position at that moment: the holder, or their deputy. */
  holderOf(position: string, at: Date): string | undefined;
  /** Positions whose cartable a person has at that moment, in the order of the city file. */
  positionsOf(person: string, at: Date): readonly string[];
  /** Positions that a person holds, even while absent, in the order of the city file. */
  ownPositionsOf(person: string): readonly string[];
  /** The recorded absences; a past one stays until another replaces it. */
  readonly absences: readonly (Absence & { readonly position: string })[];
  /** The current or future absence of the holder of a position; a past one does not count. */
  absenceOf(position: string, at: Date): Absence | undefined;
  /** A position and all above it, from below to the top. */
  chainFrom(position: string): readonly Position[];
  /** The area code of the city's telephone numbers, with its zero; absent if the city's files name none. */
  readonly areaCode?: string | undefined;
  /** Recognises what citizens write: danger, other bodies' matters, topics, questions, places. */
  readonly understanding: Understanding;
  /** Words of citizens, and what the city says to them, as its files hold them. */
  readonly words: CityWords;
  /** What a text says besides a request, where that is certain. */
  hear(text: string): HeardText | undefined;
  /** Up to three likely categories of a text, the likeliest first. */
  guess(text: string): readonly Category[];
  /** The canned answer to a text that requests nothing; undefined for one that may be a request. */
  readyAnswer(text: string): ReadyAnswer | undefined;
  /** The district that contains a point, or undefined outside the city. */
  districtAt(point: { readonly latitude: number; readonly longitude: number }): string | undefined;
}

export interface OrganizationOptions {
  readonly city: City;
  readonly holdings: Readonly<Record<string, Holding>>;
  /** How units are reached, as an administrator chose; a unit that is missing here is reached by phone. */
  readonly ways?: Readonly<Record<string, UnitWay>>;
  /** Hours to answer if neither category nor position says otherwise. */
  readonly defaultAnswerHours: number;
  /** What is understood of citizens' words; if absent, what the city's files teach. */
  readonly understanding?: Understanding;
}

/** The organisation of a city and its holders. The city is trusted: `readCity` has checked it. */
export function createOrganization({
  city,
  holdings,
  ways = {},
  defaultAnswerHours,
  understanding = understandingOf(city),
}: OrganizationOptions): Organization {
  const units = new Map(city.units.map((unit) => [unit.code, unit]));
  const positions = new Map(city.positions.map((position) => [position.code, position]));
  const groups = new Map(city.groups.map((group) => [group.code, group]));
  const categories = new Map(
    city.groups.flatMap((group) => group.categories.map((category) => [category.code, category] as const)),
  );
  const top = city.positions.find(({ reportsTo }) => reportsTo === undefined)?.code ?? '';
  const { answers = [], words = NO_WORDS, urgent = USUAL_URGENT_RULES } = city;
  const findReadyAnswer = createReadyAnswers(answers);
  const readyAnswer = (text: string) =>
    findReadyAnswer(text, (asked) => {
      const kind = understanding.guess(asked).ranked[0]?.kind;
      return kind === 'topic' || kind === 'body';
    });
  // Requests at a position that an import has removed belong to the top; otherwise they would belong to
  // nobody.
  const superiorOf = (position: string) =>
    positions.has(position) ? positions.get(position)?.reportsTo : top;

  function chainFrom(position: string): readonly Position[] {
    const chain: Position[] = [];
    for (let code: string | undefined = position; code !== undefined; code = superiorOf(code)) {
      const found = positions.get(code);
      if (found === undefined) break;
      chain.push(found);
    }
    return chain;
  }

  function holderOf(position: string, at: Date): string | undefined {
    const holding = holdings[position];
    const { holder, absence } = holding ?? {};
    if (absence === undefined || at < absence.from) return holder;
    return absence.until !== undefined && at >= absence.until ? holder : absence.deputy;
  }

  const wayOf = (unit: string): UnitWay => ways[unit] ?? 'phone';

  function isReachedBy(position: string, way: Exclude<UnitWay, 'both'>): boolean {
    const chosen = wayOf(positions.get(position)?.unit ?? '');
    return chosen === way || chosen === 'both';
  }

  function isConnected(position: string): boolean {
    const unit = positions.get(position)?.unit;
    return unit !== undefined && units.get(unit)?.connected === true;
  }

  function route({ category, district }: { category?: string; district?: string }): Route {
    const known = category === undefined ? undefined : categories.get(category);
    if (known === undefined) return { kind: 'intake', because: 'noCategory' };
    const target = known.route;
    if ('position' in target) return toPosition(target.position);
    if ('unit' in target) return toUnit(target.unit, target.domain);
    return district === undefined ? { kind: 'intake', because: 'noUnit' } : toUnit(district, target.district);
  }

  function toPosition(position: string): Route {
    const unit = positions.get(position)?.unit;
    if (unit === undefined) return { kind: 'intake', because: 'noUnit' };
    return isConnected(position) ? { kind: 'position', position } : { kind: 'followUp', unit };
  }

  function toUnit(code: string, domain: string | undefined): Route {
    const unit = units.get(code);
    if (unit === undefined) return { kind: 'intake', because: 'noUnit' };
    if (!unit.connected) return { kind: 'followUp', unit: code };
    const position = (domain === undefined ? undefined : unit.intake?.[domain]) ?? unit.intake?.['any'];
    return position === undefined ? { kind: 'intake', because: 'noUnit' } : { kind: 'position', position };
  }

  /** The position of a unit that reports to a position outside it. */
  function headOf(unit: string): Position | undefined {
    return city.positions.find(
      (position) =>
        position.unit === unit &&
        (position.reportsTo === undefined || positions.get(position.reportsTo)?.unit !== unit),
    );
  }

  return {
    units: city.units,
    positions: city.positions,
    groups: city.groups,
    districts: city.units.filter(({ kind }) => kind === 'district'),
    areas: city.districts,
    unit: (code) => units.get(code),
    position: (code) => positions.get(code),
    category: (code) => categories.get(code),
    group: (code) => groups.get(code),
    title: ({ title }, locale) => title[locale] ?? title.fa,
    usesGam: Object.keys(ways).length > 0,
    wayOf,
    isReachedBy,
    holderOf,
    positionsOf: (person, at) =>
      city.positions.flatMap(({ code }) => (holderOf(code, at) === person ? [code] : [])),
    ownPositionsOf: (person) =>
      city.positions.flatMap(({ code }) => (holdings[code]?.holder === person ? [code] : [])),
    absences: city.positions.flatMap(({ code }) => {
      const { absence } = holdings[code] ?? {};
      return absence === undefined ? [] : [{ ...absence, position: code }];
    }),
    absenceOf(position, at) {
      const { absence } = holdings[position] ?? {};
      return absence?.until !== undefined && absence.until <= at ? undefined : absence;
    },
    chainFrom,
    areaCode: city.areaCode,
    understanding,
    words,
    hear: (text) => recognizeText(text, { understanding, readyAnswer, answers, bodies: words.bodies }),
    guess: (text) => {
      const { ranked } = understanding.guess(text);
      // For a greeting or a question no topic is guessed, even if one is the next likely.
      if (ranked[0]?.kind === 'talk' || ranked[0]?.kind === 'answer') return [];
      return ranked
        .filter(({ kind }) => kind === 'topic')
        .flatMap(({ code }) => categories.get(code) ?? [])
        .slice(0, MOST_GUESSES);
    },
    readyAnswer,
    districtAt: (point) => districtAt(point, city.districts),
    route,
    superiorOf,
    // Who sits at a desk in Gam is known there.
    isVacant: (position, at) => holderOf(position, at) === undefined && !isReachedBy(position, 'gam'),
    lowestCommonSuperior(position, other) {
      const above = new Set(chainFrom(other).map(({ code }) => code));
      return chainFrom(position).find(({ code }) => above.has(code))?.code ?? top;
    },
    isBelow: (position, superior) =>
      position !== superior && chainFrom(position).some(({ code }) => code === superior),
    isInSameUnit: (position, other) => positions.get(position)?.unit === positions.get(other)?.unit,
    superiorOfUnit: (unit) => headOf(unit)?.reportsTo ?? top,
    hasPosition: (position) => positions.has(position),
    isConnected,
    isUnconnectedUnit: (unit) => units.get(unit)?.connected === false,
    answerHours: (position, category) =>
      (category === undefined ? undefined : categories.get(category)?.hours) ??
      positions.get(position)?.hours ??
      defaultAnswerHours,
    urgentHours: urgent.hours,
    urgentAlarmMinutes: urgent.alarmMinutes,
  };
}
