import { assertNever } from '../assert-never.js';
import type { Category } from '../organization/city.js';
import type { Organization } from '../organization/organization.js';
import { isPublicCategory } from '../organization/public-category.js';
import { GONE } from '../requests/lifecycle/callers.js';
import { publishedParts } from '../requests/lifecycle/publishing.js';
import type { Request } from '../requests/lifecycle/request.js';
import { withRoundedPlaces } from '../requests/rounded-places.js';

/**
 * What everybody may know of a request: topic, unit, dates and about where; of what its citizen wrote and sent only what
 * they let everybody read and an operator has published.
 */
export interface PublicRequest {
  readonly category: Category;
  /** The unit that has it, or has answered it; absent while nobody does. */
  readonly unit?: string;
  /** Its district, if that is known. */
  readonly district?: string;
  /** About a kilometre wide. */
  readonly point?: { readonly latitude: number; readonly longitude: number };
  /** Until when the city answers, or keeps its promise; absent where no clock runs. */
  readonly expectedAt?: Date;
  /** Its first words, if they are published. */
  readonly words?: string;
  /** Photos that are published, by id. */
  readonly photos: readonly string[];
}

/**
 * What is public of a request as it is now; undefined if nothing is: it has no topic or one of persons, it was
 * withdrawn, or its citizen has deleted their data. Pure.
 */
export function publicRequestOf(request: Request, organization: Organization): PublicRequest | undefined {
  const { stage } = request;
  const category = request.category === undefined ? undefined : organization.category(request.category);
  if (category === undefined || !isPublicCategory(category)) return undefined;
  if (request.citizen.startsWith(GONE)) return undefined;
  if (stage.status === 'closed' && stage.because === 'withdrawn') return undefined;
  const unit = unitOf(request, organization);
  const expectedAt = expectedOf(request);
  const { words, photos } = publishedParts(request);
  const { latitude, longitude, district } = withRoundedPlaces({ request, events: [] }).request.place ?? {};
  return {
    category,
    ...(unit === undefined ? {} : { unit }),
    ...(district === undefined ? {} : { district }),
    ...(latitude === undefined || longitude === undefined ? {} : { point: { latitude, longitude } }),
    ...(expectedAt === undefined ? {} : { expectedAt }),
    ...(words ? { words: request.text } : {}),
    // A photo that is there no more is of no use to anybody.
    photos: photos.filter((photo) => request.attachments.some(({ id }) => id === photo)),
  };
}

function unitOf({ stage, answers }: Request, organization: Organization): string | undefined {
  switch (stage.status) {
    case 'referred':
    case 'waiting':
      return organization.position(stage.referral.position)?.unit;
    case 'followUp':
      return stage.unit;
    case 'answered':
    case 'closed': {
      const by = answers.at(-1)?.by;
      return by?.kind === 'position' ? organization.position(by.position)?.unit : by?.unit;
    }
    case 'intake':
      return undefined;
    default:
      return assertNever(stage);
  }
}

function expectedOf({ stage }: Request): Date | undefined {
  switch (stage.status) {
    case 'referred':
      return stage.referral.dueAt;
    case 'answered':
      return stage.promise?.day;
    case 'waiting':
    case 'followUp':
    case 'intake':
    case 'closed':
      return undefined;
    default:
      return assertNever(stage);
  }
}
