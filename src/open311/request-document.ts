import { assertNever } from '../assert-never.js';
import { zonedIsoTime } from '../calendar.js';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { GivenAnswer } from '../requests/lifecycle/request.js';
import { formatDay } from '../text/dates.js';
import type { Texts } from '../text/texts.js';
import type { Value } from './document.js';
import type { ListedUpdate } from './public-records.js';
import type { ReadRequest } from './reader.js';

/** In which words a document is written. */
export interface PublicSpeech {
  readonly organization: Organization;
  readonly texts: Texts;
  /** The city's language. */
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
  /** The address of the interface, as it is reached from outside, without a slash at its end. */
  readonly address: string;
}

/** A request as GeoReport v2 has it («GET Service Requests»); `withMore` adds what `extensions=true` asks for. */
export function requestEntry(
  read: ReadRequest,
  speech: PublicSpeech,
  withMore: boolean,
): { [name: string]: Value } {
  const { organization, locale, timeZone } = speech;
  const { category, point } = read;
  const moment = (at: Date | undefined) => (at === undefined ? null : zonedIsoTime(at, timeZone));
  return {
    service_request_id: read.id,
    status: statusOf(read.isOpen),
    status_notes: notesOf(read, speech),
    service_name: organization.title(category, locale),
    service_code: category.code,
    description: read.words ?? null,
    agency_responsible: unitName(read.unit, speech),
    service_notice: null,
    requested_datetime: moment(read.filedAt),
    updated_datetime: moment(read.updatedAt),
    expected_datetime: moment(read.expectedAt),
    address: null,
    address_id: null,
    zipcode: null,
    lat: point?.latitude ?? null,
    long: point?.longitude ?? null,
    media_url: photoAddress(read, speech),
    ...(withMore
      ? {
          extended_attributes: {
            detailed_status: read.request.stage.status,
            unit: read.unit ?? null,
            district: read.district ?? null,
            district_name: unitName(read.district, speech),
          },
        }
      : {}),
  };
}

/** An update as the extension `servicerequestupdates` has it. */
export function updateEntry(
  update: ListedUpdate,
  speech: Omit<PublicSpeech, 'address'>,
): { [name: string]: Value } {
  const { texts, locale } = speech;
  const { type, outcome } = update;
  const key = outcome === undefined ? type : `${type}.${outcome}`;
  return {
    update_id: update._id,
    service_request_id: update.request,
    status: statusOf(update.isOpen),
    updated_datetime: zonedIsoTime(update.at, speech.timeZone),
    description: texts.plain(locale, `openData.update.${key}`, { unit: unitName(update.unit, speech) ?? '' }),
    media_url: null,
  };
}

/** The first photo: GeoReport v2 has room for one address. */
function photoAddress({ id, photos }: ReadRequest, { address }: PublicSpeech): string | null {
  return photos.length === 0 ? null : `${address}/photos/${id}/1`;
}

function statusOf(isOpen: boolean): 'open' | 'closed' {
  return isOpen ? 'open' : 'closed';
}

function unitName(
  code: string | undefined,
  { organization, locale }: Pick<PublicSpeech, 'organization' | 'locale'>,
): string | null {
  const unit = code === undefined ? undefined : organization.unit(code);
  return unit === undefined ? null : organization.title(unit, locale);
}

function notesOf({ request: { stage, answers } }: ReadRequest, speech: PublicSpeech): string {
  const say = (key: string) => speech.texts.plain(speech.locale, `openData.notes.${key}`);
  switch (stage.status) {
    case 'intake':
    case 'referred':
    case 'waiting':
    case 'followUp':
      return say(stage.status);
    case 'answered':
      return stage.promise === undefined
        ? outcomeOf(stage.answer, speech)
        : promiseOf(stage.promise.day, speech);
    case 'closed': {
      const answer = answers.at(-1);
      const isAnswered = stage.because === 'accepted' || stage.because === 'silent';
      return isAnswered && answer !== undefined ? outcomeOf(answer, speech) : say(`closed.${stage.because}`);
    }
    default:
      return assertNever(stage);
  }
}

/** A promise that is no longer open was kept. */
function outcomeOf({ outcome }: GivenAnswer, { texts, locale }: PublicSpeech): string {
  return texts.plain(
    locale,
    `openData.notes.answered.${outcome.kind === 'notPossible' ? 'notPossible' : 'done'}`,
  );
}

function promiseOf(day: Date, { texts, locale, now, timeZone }: PublicSpeech): string {
  return texts.plain(locale, 'openData.notes.promised', { day: formatDay(day, now, locale, timeZone) });
}
