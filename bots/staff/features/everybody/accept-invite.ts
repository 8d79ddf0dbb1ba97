import { announceAdministrator } from '../../../../src/bulletins/announce-administrator.js';
import type { Conversation } from '../../../../src/mailbox/chat-store.js';
import type { Appointment } from '../../../../src/organization/invites.js';
import type { ShowMenu } from '../../client/profile.js';
import type { Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';

/**
 * Receives somebody whom an invitation has just appointed: records it, tells them their new role and sends
 * what waits for them. Resolves to the next conversation.
 */
export type ReceiveAppointed = (visit: Visit, appointment: Appointment) => Promise<Conversation | null>;

/** The reception of appointed people on the stores. */
export function createReceiveAppointed(
  options: Pick<FeatureOptions, 'people' | 'organization' | 'handOver' | 'announce'> & {
    readonly showMenu: ShowMenu;
  },
): ReceiveAppointed {
  const { people, organization, handOver, showMenu } = options;

  return async (visit, { role, position }) => {
    const { wording } = visit;
    await visit.note('inviteUsed');
    if (role === 'administrator') {
      await announceAdministrator(options, {
        person: visit.person,
        at: visit.speech.now,
        mark: visit.orderAs(undefined).commandId,
      });
    }
    const appointed = await asAppointed(visit);
    const isNew = appointed.roles.length > 0 && visit.roles.length === 0;
    const conversation = isNew ? null : visit.conversation;
    await showMenu(appointed);
    const keyboard = mainKeyboard(appointed);
    if (position === undefined) {
      const title = wording.plain(`staff.role.${role}`);
      await visit.say(wording.html('invite.bound.role', { role: title }), keyboard);
      return conversation;
    }
    await visit.say(wording.html('invite.bound.manager', { position: wording.name(position) }), keyboard);
    await handOver(position);
    return conversation;
  };

  /** The visit with the person's new role. */
  async function asAppointed(visit: Visit): Promise<Visit> {
    const [known, city] = await Promise.all([people.find(visit.person), organization.current()]);
    const roles = known?.roles ?? [];
    const positions = roles.includes('manager') ? city.positionsOf(visit.person, visit.speech.now) : [];
    return { ...visit, roles, positions };
  }
}
