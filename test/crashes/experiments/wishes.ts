import { drawWish, type Wish } from '../../../src/month/citizens.js';
import type { Category } from '../../../src/organization/city.js';
import type { World } from './world.js';

/** What somebody may want of the city, in words that others may use too: something that goes straight to a manager. */
export function wishIn({
  organization,
  chance,
}: Pick<World, 'organization' | 'chance'>): Wish & { readonly category: Category } {
  const district = chance.pick(organization.districts.filter(({ connected }) => connected));
  const categories = organization.groups.flatMap((group) => group.categories);
  const category = chance.pick(
    categories.filter(
      ({ code }) => organization.route({ category: code, district: district.code }).kind === 'position',
    ),
  );
  return { ...drawWish(category, district, chance), category };
}
