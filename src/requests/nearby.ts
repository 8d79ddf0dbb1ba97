import { IDLE_WORDS } from '../text/address-words.js';
import { searchableText } from '../text/persian.js';
import type { RequestEvent } from './lifecycle/events.js';
import type { Place } from './lifecycle/facts.js';
import type { Request } from './lifecycle/request.js';

/** What a request is about and where: enough to tell whether another one is the same. */
export type Subject = Pick<Request, 'category' | 'place'>;

/** Metres within which two requests of one category may mean the same thing. */
export const NEAR_METRES = 100;

/**
 * Degrees of a cell: a little more than `NEAR_METRES` in both directions at the latitude of the city, so that
 * whatever is near a point lies in its cell or in one of the eight around it.
 */
const CELL = { latitude: 0.001, longitude: 0.0013 };
const HERE = [0];
const AROUND = [-1, 0, 1];
const METRES_A_DEGREE = 111_320;

/** True while somebody works on a request or has promised to, so that there is news to wait for. */
export function isInHand({ stage }: Pick<Request, 'stage'>): boolean {
  return stage.status !== 'closed' && (stage.status !== 'answered' || stage.promise !== undefined);
}

/** True for an event that may add a request to the index, remove it, or change what it is about. */
export function changesNeighbourhood({ type }: Pick<RequestEvent, 'type'>): boolean {
  switch (type) {
    case 'registered':
    case 'sentToIntake':
    case 'sentToFollowUp':
    case 'referred':
    case 'escalated':
    case 'answered':
    case 'promiseKept':
    case 'promiseMoved':
    case 'promiseBroken':
    case 'withdrawn':
    case 'rejected':
    case 'merged':
    case 'closed':
      return true;
    default:
      return false;
  }
}

/**
 * The keys under which a request is indexed: its category with its cell, and its category with its address.
 */
export function keysOf(subject: Subject): readonly string[] {
  return keysWithin(subject, HERE);
}

/** The keys of requests that may be the same as this one: the surrounding cells are included. */
export function keysAround(subject: Subject): readonly string[] {
  return keysWithin(subject, AROUND);
}

/** The keys of all cells up to this many steps away in either direction, and of the address. */
function keysWithin({ category, place }: Subject, steps: readonly number[]): readonly string[] {
  if (category === undefined || place === undefined) return [];
  const cell = cellOf(place);
  const cells =
    cell === undefined
      ? []
      : steps.flatMap((north) =>
          steps.map((east) => cellKey(category, cell.north + north, cell.east + east)),
        );
  return [...cells, ...addressKeys(category, place)];
}

/** The distance between two places in metres; undefined if either has no point. */
export function metresBetween(one: Place | undefined, other: Place | undefined): number | undefined {
  const [from, to] = [pointOf(one), pointOf(other)];
  if (from === undefined || to === undefined) return undefined;
  const north = (from.latitude - to.latitude) * METRES_A_DEGREE;
  const narrowing = Math.cos((from.latitude * Math.PI) / 180);
  const east = (from.longitude - to.longitude) * METRES_A_DEGREE * narrowing;
  return Math.hypot(north, east);
}

/** True for two places whose addresses consist of the same words, however they are typed. */
export function isSameAddress(one: Place | undefined, other: Place | undefined): boolean {
  const words = addressWords(one?.address);
  return words !== '' && words === addressWords(other?.address);
}

function cellOf(place: Place): { readonly north: number; readonly east: number } | undefined {
  const point = pointOf(place);
  return point === undefined
    ? undefined
    : {
        north: Math.floor(point.latitude / CELL.latitude),
        east: Math.floor(point.longitude / CELL.longitude),
      };
}

function pointOf(place: Place | undefined) {
  if (place?.latitude === undefined || place.longitude === undefined) return undefined;
  return { latitude: place.latitude, longitude: place.longitude };
}

function cellKey(category: string, north: number, east: number): string {
  return `${category}:${north}:${east}`;
}

function addressKeys(category: string, { address }: Place): readonly string[] {
  const words = addressWords(address);
  return words === '' ? [] : [`${category}:${words}`];
}

/** The words of an address, each once and in a fixed order, without those that say nothing. */
function addressWords(address = ''): string {
  const words = searchableText(address)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !IDLE_WORDS.has(word));
  return [...new Set(words)].sort().join(' ');
}
