import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Capabilities } from '../channel/capabilities.js';
import type { Clock } from '../clock.js';
import { FIRST_START, type InviteStore } from '../organization/invites.js';
import type { PeopleStore } from '../organization/people-store.js';
import type { Api } from '../telegram/api.js';

/** Only this user may read it: whoever opens the link in it becomes administrator. */
const PRIVATE_FILE = 0o600;
const FILE_NAME = 'first-administrator.txt';

/**
 * Sees to it that somebody can become the first administrator, and resolves to what to do for that, in words;
 * undefined if there is one. There is one link at a time: that of an earlier start becomes void. It is a
 * secret, and whatever a program prints that has no terminal ends up in a log: there it goes to a file.
 */
export async function inviteFirstAdministrator(options: {
  readonly invites: Pick<InviteStore, 'create' | 'withdraw'>;
  readonly people: Pick<PeopleStore, 'hasAny'>;
  readonly api: Pick<Api, 'getMe'>;
  readonly capabilities: Pick<Capabilities, 'startLink'>;
  readonly clock: Clock;
  readonly dataDir: string;
  /** True if a person reads what is printed, on a terminal. */
  readonly isTerminal: boolean;
}): Promise<string | undefined> {
  const { invites, people, api, capabilities, clock, dataDir, isTerminal } = options;
  const path = join(dataDir, FILE_NAME);
  await invites.withdraw(FIRST_START);
  await rm(path, { force: true });
  if (await people.hasAny('administrator')) return undefined;
  const { username } = await api.getMe();
  const { token } = await invites.create({ role: 'administrator', createdBy: FIRST_START, now: clock.now() });
  const link = capabilities.startLink(username, token);
  const what = 'There is no administrator yet: whoever opens the link first becomes one, within 48 hours';
  if (isTerminal) return `${what}: ${link}`;
  await writeFile(path, `${link}\n`, { mode: PRIVATE_FILE });
  return `${what}. The link is in ${path}, which only this user can read.`;
}
