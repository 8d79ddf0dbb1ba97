import { inLots } from '../database/lots.js';
import { createMemory } from '../database/memory.js';

/** People in the database, and how one learns of their changes. */
interface People<Person> {
  findMany(ids: readonly string[]): Promise<readonly Person[]>;
  onChanged(listener: (id?: string) => void): void;
}

/**
 * Finds people by id, those who are asked for at the same time together. While nobody else can change the database they
 * are remembered until they change: each request asks several times for its citizen, and all of them for
 * the same managers.
 */
export function createFindPerson<Person extends { readonly _id: string }>(
  { findMany, onChanged }: People<Person>,
  options: { readonly alonePeriod: () => number | undefined },
): (id: string) => Promise<Person | undefined> {
  const memory = createMemory<Person>(options);
  onChanged(memory.forget);
  const read = inLots<string, Person | undefined>(async (ids) => {
    const found = new Map((await findMany([...new Set(ids)])).map((person) => [person._id, person]));
    return ids.map((id) => found.get(id));
  });
  return (id) => memory.find(id, read);
}
