import type { Category } from './city.js';

/** True for a category whose requests are public: what is somewhere in the city, and no matter of a person. */
export function isPublicCategory({ needsPlace, anonymous }: Category): boolean {
  return needsPlace && anonymous !== false;
}
