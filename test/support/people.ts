import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { simulatedManagerId, simulatedPeople, vacantInSimulation } from '../../src/simulated-people.js';

const organizationFile = join(packageRoot, 'city/mashhad/organization.json');
// The tests of the city's files hold them to their schema.
const { positions } = JSON.parse(readFileSync(organizationFile, 'utf8')) as {
  readonly positions: readonly { readonly code: string }[];
};

/** Telegram ids of the people of the simulated city who hold no position. */
export const CITIZEN = personNamed('شهروند نخست');
export const OPERATOR = personNamed('کارشناس دریافت ۱۳۷');
export const OTHER_OPERATOR = personNamed('کارشناس دوم دریافت ۱۳۷');
export const SUPERVISOR = personNamed('ناظر کیفیت پاسخ‌ها');
export const ADMINISTRATOR = personNamed('راهبر سامانه');

/**
 * The Telegram id of the manager who holds a position of the simulated city, by the code of the position. Throws for
 * a position that does not exist or that nobody holds.
 */
export function holderOf(position: string): number {
  const index = positions.findIndex(({ code }) => code === position);
  if (index === -1) throw new Error(`The city has no position ${position}.`);
  if (vacantInSimulation.includes(position)) throw new Error(`Nobody holds ${position}.`);
  return simulatedManagerId(index);
}

function personNamed(name: (typeof simulatedPeople)[number]['name']): number {
  const found = simulatedPeople.find((person) => person.name === name);
  if (found === undefined) throw new Error(`The simulated city has no ${name}.`);
  return found.id;
}
