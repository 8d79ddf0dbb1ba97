import type { Locale } from '../config.js';
import type { Category } from '../organization/city.js';
import type { Organization } from '../organization/organization.js';
import type { Place } from '../requests/lifecycle/facts.js';
import { codePoints, withoutControls } from '../text/persian.js';
import { parsePhone } from '../text/phone.js';
import type { Parameters } from './list-query.js';
import { DISTRICT, serviceOf } from './services.js';

/** What another system files, read from its form. */
export interface NewRequest {
  readonly category: Category;
  readonly text: string;
  readonly place: Place;
  /** E.164; absent for somebody who gave no number. */
  readonly phone?: string;
  readonly name?: string;
}

/** A form that was read, or why it is not taken: the status and a sentence with the next step. */
export type ReadForm<Form> =
  | { readonly ok: true; readonly form: Form }
  | { readonly ok: false; readonly status: 400 | 404; readonly because: string };

/** The most letters of a description (GeoReport v2, «POST Service Request»), of an address, and of a name. */
const MOST_OF_DESCRIPTION = 4_000;
const MOST_OF_ADDRESS = 500;
const MOST_OF_NAME = 60;
const MOST_OF_LINK = 2_000;
/** What stands where bytes were no UTF-8. */
const UNREADABLE = '\ufffd';

/**
 * Reads the form of a new request: where it is and what about are needed, all else may be missing; without words it is
 * its topic, in the city's language. Pure.
 */
export function readNewRequest(
  parameters: Parameters,
  organization: Organization,
  locale: Locale,
): ReadForm<NewRequest> {
  const unreadable = [...parameters].find(([, value]) => value.includes(UNREADABLE))?.[0];
  if (unreadable !== undefined) return refuse(`${unreadable} is not UTF-8.`);
  const code = parameters.get('service_code');
  if (code === undefined) return refuse('service_code is missing: services.json has the codes.');
  const category = serviceOf(organization, code);
  if (category === undefined) {
    return { ok: false, status: 404, because: 'There is no service with this service_code.' };
  }
  const place = readPlace(parameters, organization);
  if (!place.ok) return place;
  const text = readText(parameters);
  if (!text.ok) return text;
  const phone = readPhone(parameters, organization);
  if (!phone.ok) return phone;
  const name = readName(parameters);
  return {
    ok: true,
    form: {
      category,
      text: text.form === '' ? organization.title(category, locale) : text.form,
      place: place.form,
      ...(phone.form === undefined ? {} : { phone: phone.form }),
      ...(name === undefined ? {} : { name }),
    },
  };
}

/** Reads the words of a form, with the address of a picture below them; empty if there are none. */
export function readText(parameters: Parameters): ReadForm<string> {
  const words = withoutControls(parameters.get('description') ?? '').trim();
  if (codePoints(words) > MOST_OF_DESCRIPTION) {
    return refuse(`description has more than ${MOST_OF_DESCRIPTION} letters.`);
  }
  const link = parameters.get('media_url');
  if (link === undefined) return { ok: true, form: words };
  if (link.length > MOST_OF_LINK || !/^https?:\/\/[^\s"'<>]+$/i.test(link)) {
    return refuse('media_url is an address that begins with https://.');
  }
  return { ok: true, form: words === '' ? link : `${words}\n${link}` };
}

function readPlace(parameters: Parameters, organization: Organization): ReadForm<Place> {
  const [lat, long] = [parameters.get('lat'), parameters.get('long')];
  const address = withoutControls(parameters.get('address_string') ?? '').trim();
  if (codePoints(address) > MOST_OF_ADDRESS) {
    return refuse(`address_string has more than ${MOST_OF_ADDRESS} letters.`);
  }
  if ((lat === undefined) !== (long === undefined)) return refuse('lat and long belong together.');
  const point = lat === undefined || long === undefined ? undefined : pointOf(lat, long);
  if (point === null) return refuse('lat and long are degrees, such as lat=36.29&long=59.61.');
  if (point === undefined && address === '') {
    return refuse('Where is it? Give lat and long, or address_string; there are no address_ids here.');
  }
  const named = parameters.get(`attribute[${DISTRICT}]`) ?? parameters.get(`attribute[${DISTRICT}][]`);
  if (named !== undefined && !organization.districts.some(({ code }) => code === named)) {
    return refuse(`attribute[${DISTRICT}] is one of the keys in the definition of the service.`);
  }
  const district = (point === undefined ? undefined : organization.districtAt(point)) ?? named;
  return {
    ok: true,
    form: {
      ...point,
      ...(address === '' ? {} : { address }),
      ...(district === undefined ? {} : { district }),
    },
  };
}

/** Null for what is no point. */
function pointOf(
  lat: string,
  long: string,
): { readonly latitude: number; readonly longitude: number } | null {
  const [latitude, longitude] = [lat, long].map((text) =>
    /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN,
  );
  const isPoint =
    latitude !== undefined &&
    longitude !== undefined &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return isPoint ? { latitude, longitude } : null;
}

function readPhone(parameters: Parameters, { areaCode }: Organization): ReadForm<string | undefined> {
  const typed = parameters.get('phone');
  if (typed === undefined) return { ok: true, form: undefined };
  const parsed = parsePhone(typed, { areaCode });
  return parsed.ok
    ? { ok: true, form: parsed.phone }
    : refuse('phone is a number such as 09151234567 or +989151234567; leave it out if there is none.');
}

function readName(parameters: Parameters): string | undefined {
  const name = ['first_name', 'last_name'].flatMap((part) => parameters.get(part) ?? []).join(' ');
  const clean = withoutControls(name).replace(/\s+/g, ' ').trim();
  return clean === '' || codePoints(clean) > MOST_OF_NAME ? undefined : clean;
}

function refuse(because: string): { readonly ok: false; readonly status: 400; readonly because: string } {
  return { ok: false, status: 400, because };
}
