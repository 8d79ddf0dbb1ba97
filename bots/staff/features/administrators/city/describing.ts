import { assertNever } from '../../../../../src/assert-never.js';
import { LOCALES } from '../../../../../src/config.js';
import {
  type CategoryRoute,
  type City,
  type Title,
  USUAL_URGENT_RULES,
} from '../../../../../src/organization/city.js';
import { domainTitle } from '../../../../../src/organization/intake.js';
import type { Property } from '../../../../../src/organization/setup/edit-city.js';
import { MENTION, writeWording } from '../../../../../src/organization/setup/edit-words.js';
import { isolateDirection } from '../../../../../src/text/direction.js';
import type { Visit } from '../../../context.js';

/** The title of a unit; a position may have the same code as its unit. */
export function unitName({ organization, speech }: Visit, code: string): string {
  const unit = organization.unit(code);
  return unit === undefined ? isolateDirection(code) : organization.title(unit, speech.locale);
}

/** Where requests of a category go, in words. */
export function routeName(visit: Visit, route: CategoryRoute): string {
  const { wording } = visit;
  const domain = 'domain' in route || 'district' in route ? domainName(visit, route) : '';
  if ('district' in route) {
    return wording.plain('structure.route.district', { domain });
  }
  if ('position' in route) {
    return wording.plain('structure.route.position', { position: wording.name(route.position) });
  }
  const unit = unitName(visit, route.unit);
  return route.domain === undefined
    ? wording.plain('structure.route.unit', { unit })
    : wording.plain('structure.route.unitDomain', { unit, domain });
}

/** What a route calls the part of a unit that takes its requests. */
function domainName(
  { organization, speech }: Visit,
  route: Exclude<CategoryRoute, { readonly position: string }>,
): string {
  const [domain = '', unit] = 'district' in route ? [route.district] : [route.domain, route.unit];
  return domainTitle(organization, domain, speech.locale, unit) ?? isolateDirection(domain);
}

/** Hours to answer, in words. */
export function hoursName({ wording }: Visit, hours: number | undefined): string {
  return hours === undefined
    ? wording.plain('structure.usual')
    : wording.plain('structure.hours', { count: hours });
}

/** The owner of a property and the property's value, in words; undefined if it does not exist. */
export function describeProperty(
  visit: Visit,
  city: City,
  property: Property,
  code: string,
): { readonly name: string; readonly value: string } | undefined {
  switch (property) {
    case 'unitName': {
      const unit = city.units.find((known) => known.code === code);
      return unit && { name: unit.title.fa, value: unit.title.fa };
    }
    case 'name':
    case 'hours':
    case 'above': {
      const position = city.positions.find((known) => known.code === code);
      if (position === undefined) return undefined;
      const name = position.title.fa;
      if (property === 'name') return { name, value: name };
      if (property === 'hours') return { name, value: hoursName(visit, position.hours) };
      const above = city.positions.find((known) => known.code === position.reportsTo);
      return { name, value: above?.title.fa ?? visit.wording.plain('structure.nobodyAbove') };
    }
    case 'numberName':
    case 'hazardText':
    case 'hazardCall':
    case 'bodyText':
    case 'bodyCall':
      return describeTold(city, property, code);
    case 'urgentHours':
      return {
        name: visit.wording.plain('structure.button.hazards'),
        value: hoursName(visit, (city.urgent ?? USUAL_URGENT_RULES).hours),
      };
    case 'groupName': {
      const group = city.groups.find((known) => known.code === code);
      return group && { name: group.title.fa, value: inLines(group.title) };
    }
    case 'categoryName':
    case 'time':
    case 'route':
      return describeCategory(visit, city, property, code);
  }
}

function describeCategory(
  visit: Visit,
  { groups }: City,
  property: 'categoryName' | 'time' | 'route',
  code: string,
): { readonly name: string; readonly value: string } | undefined {
  const category = groups.flatMap(({ categories }) => categories).find((known) => known.code === code);
  if (category === undefined) return undefined;
  const { title, hours, route } = category;
  switch (property) {
    case 'categoryName':
      return { name: title.fa, value: inLines(title) };
    case 'time':
      return { name: title.fa, value: hoursName(visit, hours) };
    case 'route':
      return { name: title.fa, value: routeName(visit, route) };
    default:
      return assertNever(property);
  }
}

/** A title in the languages that it has, one a line. */
function inLines(title: Title): string {
  return LOCALES.flatMap((locale) => title[locale] ?? []).join('\n');
}

/** What people are told: its owner and the present text or numbers, in every language. */
function describeTold(
  { danger, bodies = [] }: City,
  property: 'numberName' | 'hazardText' | 'hazardCall' | 'bodyText' | 'bodyCall',
  code: string,
): { readonly name: string; readonly value: string } | undefined {
  const body = bodies.find((known) => known.code === code);
  const hazard = danger?.hazards.find((known) => known.code === code);
  const text = code === MENTION ? danger?.mention : hazard?.text;
  const number = danger?.numbers[code];
  switch (property) {
    case 'numberName':
      return number && { name: code, value: writeWording(number) };
    case 'hazardText':
      return text && { name: text.fa, value: writeWording(text) };
    case 'hazardCall':
      return hazard && { name: hazard.text.fa, value: hazard.call.join('، ') };
    case 'bodyText':
      return body && { name: body.title.fa, value: writeWording(body.text) };
    case 'bodyCall':
      return body && { name: body.title.fa, value: body.call.join('، ') };
    default:
      return assertNever(property);
  }
}
