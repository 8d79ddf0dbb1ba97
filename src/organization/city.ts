import type { Locale } from '../config.js';
import type { CityWords, DangerWords, OtherBody } from '../understanding/index.js';
import type { WordEdit } from './word-lists.js';

/** A name by language; the city's own language is always present. */
export type Title = { readonly fa: string } & Partial<Readonly<Record<Locale, string>>>;

/** Part of the municipality: a district, an organisation, a deputy's office, the mayor's office. */
export interface Unit {
  readonly code: string;
  readonly kind: 'mayor' | 'deputy' | 'district' | 'organisation';
  readonly title: Title;
  /** The unit takes part in the process; requests for others go to the follow-up desk. */
  readonly connected: boolean;
  /** The moment from which `connected` is reversed; absent if no change is planned. */
  readonly connectionChangesAt?: Date;
  /** Positions at which requests enter, by domain; `any` if the unit has a single intake. */
  readonly intake?: Readonly<Record<string, string>>;
}

/** A post in the hierarchy, independent of its holder. */
export interface Position {
  readonly code: string;
  readonly unit: string;
  readonly title: Title;
  /** The position above; absent at the top. */
  readonly reportsTo?: string;
  /** Hours to answer, if they differ from the city's default; may be a fraction. */
  readonly hours?: number;
}

/** Where requests of a category go. */
export type CategoryRoute =
  /** The domain in the district of the place. */
  | { readonly district: string }
  /** The unit, at its intake for the domain or for everything. */
  | { readonly unit: string; readonly domain?: string }
  | { readonly position: string };

/** A kind of request. */
export interface Category {
  readonly code: string;
  readonly title: Title;
  readonly route: CategoryRoute;
  /** Words of citizens that identify it. */
  readonly keywords: readonly string[];
  readonly needsPlace: boolean;
  /** False: it is registered only for somebody whose number is known; absent: for anybody. */
  readonly anonymous?: boolean;
  /** Danger: the citizen is also told which number to call now. */
  readonly urgent: boolean;
  readonly hours?: number;
}

/** Categories grouped on a keyboard. */
export interface CategoryGroup {
  readonly code: string;
  readonly title: Title;
  readonly categories: readonly Category[];
}

/** A question that the citizen bot answers at once instead of starting a request. */
export interface ReadyAnswer {
  readonly code: string;
  /** Words of citizens that identify the question. */
  readonly keywords: readonly string[];
  /** A mere greeting or thanks, after which nothing further is offered. */
  readonly courtesy?: boolean;
  readonly text: Title;
}

/** Longitude and latitude, as GeoJSON orders them. */
type Coordinates = readonly [longitude: number, latitude: number];

/** The area of a district. */
export interface DistrictArea {
  readonly unit: string;
  /** True for an area that only stands for the real one, until the city gives its own. */
  readonly isExample?: true;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Coordinates[])[] }
    | {
        readonly type: 'MultiPolygon';
        readonly coordinates: readonly (readonly (readonly Coordinates[])[])[];
      };
}

/** How urgent requests, whose words tell of danger, are dealt with. */
export interface UrgentRules {
  /** The most hours to answer one; may be a fraction. */
  readonly hours: number;
  /** Minutes after which the supervisors are told of one that nobody has touched. */
  readonly alarmMinutes: number;
}

/** The rules of a city whose files say nothing about urgent requests. */
export const USUAL_URGENT_RULES: UrgentRules = { hours: 24, alarmMinutes: 30 };

/** Everything that describes a city, without its people. */
export interface City {
  readonly units: readonly Unit[];
  readonly positions: readonly Position[];
  readonly groups: readonly CategoryGroup[];
  readonly districts: readonly DistrictArea[];
  /** If absent, every text begins a request. */
  readonly answers?: readonly ReadyAnswer[];
  readonly urgent?: UrgentRules;
  /**
   * Citizens' wording, from the city's files; if absent, topics are recognised by titles and keywords alone.
   */
  readonly words?: CityWords;
  /** The area code of the city's telephone numbers, with its zero. */
  readonly areaCode?: string;
  /** Danger and other bodies as an administrator has changed them; absent: as the city's files say. */
  readonly danger?: DangerWords;
  readonly bodies?: readonly OtherBody[];
  /** What administrators changed in that wording; absent if nothing. */
  readonly wordEdits?: readonly WordEdit[];
}

/**
 * How the managers of a unit get requests and answer them: on the phone, at their desk in the office automation Gam,
 * or both, where whichever comes first wins.
 */
export const UNIT_WAYS = ['phone', 'gam', 'both'] as const;
export type UnitWay = (typeof UNIT_WAYS)[number];

/** The holder of a position, and the time in which a deputy replaces them. */
export interface Holding {
  /** Id of the member of staff. */
  readonly holder?: string;
  readonly absence?: Absence;
}

/** A time in which the holder of a position is absent. */
export interface Absence {
  readonly from: Date;
  /** End of the absence; absent: until further notice. */
  readonly until?: Date;
  /** The deputy, who receives the cartable meanwhile; without one the position counts as vacant. */
  readonly deputy?: string;
}
