import { createHmac } from 'node:crypto';

/** A person as they are known after they have been forgotten: always the same, and without the key nobody. */
export type HashPerson = (person: string) => string;

/** Hashes the ids of people, which hold messenger and number, with a key of this city. */
export function createPersonHash(key: string): HashPerson {
  return (person) => createHmac('sha256', key).update(person).digest('base64url');
}
