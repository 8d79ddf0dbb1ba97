import type { Locale } from '../config.js';
import type { CityWords } from '../understanding/index.js';

/** What something is called, by language; the city's own language is always there. */
export type Title = { readonly fa: string } & Partial<Readonly<Record<Locale, string>>>;

/** Part of the municipality: a district, an organisation, a deputy's office, the mayor's office. */
export interface Unit {
  readonly code: string;
  readonly kind: 'mayor' | 'deputy' | 'district' | 'organisation';
  readonly title: Title;
  /** The unit takes part in the process; requests of others go to the follow-up desk. */
  readonly connected: boolean;
  /** The moment from which on `connected` is the opposite; absent where nothing is planned. */
  readonly connectionChangesAt?: Date;
  /** Positions at which requests enter, by domain; `any` where the unit has one door for all. */
  readonly intake?: Readonly<Record<string, string>>;
}

/** A post in the hierarchy, whoever holds it. */
export interface Position {
  readonly code: string;
  readonly unit: string;
  readonly title: Title;
  /** The position above; absent at the top. */
  readonly reportsTo?: string;
  /** Hours to answer, where they differ from the city's usual; may be a fraction. */
  readonly hours?: number;
}

/** Where requests of a category go. */
export type CategoryRoute =
  /** That domain in the district of the place. */
  | { readonly district: string }
  /** That unit, at its door for the domain or for all. */
  | { readonly unit: string; readonly domain?: string }
  | { readonly position: string };

/** A kind of request. */
export interface Category {
  readonly code: string;
  readonly title: Title;
  readonly route: CategoryRoute;
  /** Words of citizens by which it is recognised. */
  readonly keywords: readonly string[];
  readonly needsPlace: boolean;
  /** False: it is registered only for somebody whose number is known; absent: for anybody. */
  readonly anonymous?: boolean;
  /** Danger: the citizen is also told which number to call now. */
  readonly urgent: boolean;
  readonly hours?: number;
}

/** Categories that belong together on a keyboard. */
export interface CategoryGroup {
  readonly code: string;
  readonly title: Title;
  readonly categories: readonly Category[];
}

/** What the citizen bot answers at once to a text that asks for no request. */
export interface ReadyAnswer {
  readonly code: string;
  /** Words of citizens by which the question is recognised. */
  readonly keywords: readonly string[];
  /** A mere greeting or thanks: it offers nothing further. */
  readonly courtesy?: boolean;
  readonly text: Title;
}

/** Longitude and latitude, as GeoJSON orders them. */
type Coordinates = readonly [longitude: number, latitude: number];

/** The area of a district. */
export interface DistrictArea {
  readonly unit: string;
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Coordinates[])[] }
    | {
        readonly type: 'MultiPolygon';
        readonly coordinates: readonly (readonly (readonly Coordinates[])[])[];
      };
}

/** Everything that makes a city, without its people. */
export interface City {
  readonly units: readonly Unit[];
  readonly positions: readonly Position[];
  readonly groups: readonly CategoryGroup[];
  readonly districts: readonly DistrictArea[];
  /** Absent: every text begins a request. */
  readonly answers?: readonly ReadyAnswer[];
  /** Words of citizens, as the city's files hold them; absent: topics are known by titles and keywords alone. */
  readonly words?: CityWords;
}

/** Who has a position, and for how long somebody else has it instead. */
export interface Holding {
  /** Id of the staff person. */
  readonly holder?: string;
  readonly absence?: Absence;
}

/** A time in which the holder of a position is away. */
export interface Absence {
  readonly from: Date;
  /** End of the absence; absent: until further notice. */
  readonly until?: Date;
  /** Who gets the cartable meanwhile; without a deputy the position counts as vacant. */
  readonly deputy?: string;
}
