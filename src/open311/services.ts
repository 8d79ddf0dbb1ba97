import type { Category } from '../organization/city.js';
import type { Organization } from '../organization/organization.js';
import { isPublicCategory } from '../organization/public-category.js';
import type { Value } from './document.js';
import type { PublicSpeech } from './request-document.js';

/** The attribute by which a caller without a point says in which district it is. */
export const DISTRICT = 'district';

/** The categories that Open311 knows as services, in the order of the city, each with its group. */
function servicesOf(
  organization: Organization,
): readonly { readonly category: Category; readonly group: string }[] {
  return organization.groups.flatMap((group) =>
    group.categories.filter(isPublicCategory).map((category) => ({ category, group: group.code })),
  );
}

/** The service with that code; undefined if there is none. */
export function serviceOf(organization: Organization, code: string): Category | undefined {
  const category = organization.category(code);
  return category !== undefined && isPublicCategory(category) ? category : undefined;
}

/** The services as GeoReport v2 has them («GET Service List»). */
export function serviceEntries(speech: PublicSpeech): readonly Value[] {
  const { organization, locale } = speech;
  return servicesOf(organization).map(({ category, group }) => {
    const found = organization.group(group);
    const name = found === undefined ? group : organization.title(found, locale);
    return {
      service_code: category.code,
      service_name: organization.title(category, locale),
      description: name,
      metadata: true,
      type: 'realtime',
      keywords: category.keywords.join(','),
      group: name,
    };
  });
}

/** What a service asks for («GET Service Definition»): the district, and what is to be read where there is danger. */
export function definitionOf(category: Category, speech: PublicSpeech): { readonly [name: string]: Value } {
  const { organization, locale, texts } = speech;
  const say = (key: string) => texts.plain(locale, `openData.attribute.${key}`);
  const district = {
    variable: true,
    code: DISTRICT,
    datatype: 'singlevaluelist',
    required: false,
    datatype_description: say('districtHint'),
    order: 1,
    description: say('district'),
    values: organization.districts.map((unit) => ({
      key: unit.code,
      name: organization.title(unit, locale),
    })),
  };
  const danger = {
    variable: false,
    code: 'danger',
    datatype: 'text',
    required: false,
    datatype_description: null,
    order: 2,
    description: say('danger'),
    values: [],
  };
  return { service_code: category.code, attributes: category.urgent ? [district, danger] : [district] };
}
