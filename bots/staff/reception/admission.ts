import type { FlowResult } from '../../../src/flows/flow.js';
import type { ShowMenu } from '../client/profile.js';
import type { Visit } from '../context.js';
import { createReceiveAppointed } from '../features/everybody/accept-invite.js';
import { createInvitation } from '../features/everybody/invitation.js';
import { createStrangers } from '../features/everybody/strangers.js';
import type { FeatureOptions } from '../options.js';

/**
 * The first steps before every feature: an invitation, by which a stranger becomes a member of staff, and
 * then the refusal of strangers. `passed` means that a member of staff may go on.
 */
export function createAdmission(
  options: FeatureOptions & { readonly showMenu: ShowMenu },
): (visit: Visit) => Promise<FlowResult> {
  const invite = createInvitation({ ...options, receiveAppointed: createReceiveAppointed(options) });
  const refuseStranger = createStrangers(options);

  return async (visit) => {
    const invited = await invite(visit);
    return invited.kind === 'done' ? invited : refuseStranger(visit);
  };
}
