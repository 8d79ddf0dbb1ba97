import { assertNever } from '../../assert-never.js';
import { GONE } from '../../requests/lifecycle/callers.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { createWording, joinLines, type Speech, type Wording } from '../wording.js';

/**
 * True for a request that everybody who has its code may see. One that was withdrawn, or whose citizen has deleted
 * their data, is as unknown as a code that was never drawn.
 */
export function isShownToEverybody({ citizen, stage }: Request): boolean {
  return !citizen.startsWith(GONE) && !(stage.status === 'closed' && stage.because === 'withdrawn');
}

/**
 * What anybody who has the code of a request may know: what it is about, its status, which unit has it and
 * until when. It says nothing about who filed it, what was written, or where it is; for somebody who follows it,
 * `showsDistrict` adds the district.
 */
export function renderPublicStatus(
  options: Speech & { readonly request: Request; readonly showsDistrict?: boolean },
): string {
  const { request, organization, locale } = options;
  const wording = createWording(options);
  const category = request.category === undefined ? undefined : organization.category(request.category);
  const unit = unitOf(request, options);
  return joinLines(
    wording.html('publicStatus.title', { code: wording.code(request.code) }),
    wording.html('publicStatus.about', {
      topic: category === undefined ? wording.plain('card.noCategory') : organization.title(category, locale),
    }),
    options.showsDistrict === true && request.place?.district !== undefined
      ? wording.html('publicStatus.district', { district: wording.name(request.place.district) })
      : undefined,
    wording.html('publicStatus.filed', { day: wording.day(request.filedAt) }),
    wording.html(`publicStatus.status.${request.stage.status}`),
    unit === undefined ? undefined : wording.html('publicStatus.unit', { unit: wording.name(unit) }),
    untilOf(request, wording),
  );
}

function unitOf({ stage }: Request, { organization }: Speech): string | undefined {
  switch (stage.status) {
    case 'referred':
    case 'waiting':
      return organization.position(stage.referral.position)?.unit;
    case 'followUp':
      return stage.unit;
    case 'answered': {
      const { by } = stage.answer;
      return by.kind === 'unit' ? by.unit : organization.position(by.position)?.unit;
    }
    case 'intake':
    case 'closed':
      return undefined;
    default:
      return assertNever(stage);
  }
}

function untilOf({ stage }: Request, wording: Wording): string | undefined {
  switch (stage.status) {
    case 'referred':
      return wording.html('publicStatus.until', { deadline: wording.deadline(stage.referral.dueAt) });
    case 'waiting':
      return wording.html('publicStatus.until', { deadline: wording.deadline(stage.replyBy) });
    case 'answered':
      return stage.promise === undefined
        ? undefined
        : wording.html('publicStatus.promise', { day: wording.day(stage.promise.day) });
    case 'intake':
    case 'followUp':
    case 'closed':
      return undefined;
    default:
      return assertNever(stage);
  }
}
