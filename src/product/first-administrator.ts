import type { Capabilities } from '../channel/capabilities.js';
import type { Clock } from '../clock.js';
import type { InviteStore } from '../organization/invites.js';
import type { Api } from '../telegram/api.js';

/** What to do while nobody can invite anybody yet, in words: the link that makes the first administrator. */
export async function inviteFirstAdministrator(options: {
  readonly invites: InviteStore;
  readonly api: Api;
  readonly capabilities: Pick<Capabilities, 'startLink'>;
  readonly clock: Clock;
}): Promise<string> {
  const { invites, api, capabilities, clock } = options;
  const { username } = await api.getMe();
  const { token } = await invites.create({
    role: 'administrator',
    createdBy: 'start',
    now: clock.now(),
  });
  const link = capabilities.startLink(username, token);
  return `There is no administrator yet: whoever opens this link first becomes one, within 48 hours: ${link}`;
}
