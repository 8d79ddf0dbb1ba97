import { Composer } from 'telegraf';
import { z } from 'zod';
import type { Conversation } from '../../../src/conversations/chat-store.js';
import { HOUR_MS } from '../../../src/requests/lifecycle/rules.js';
import type { StaffContext, Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import type { FeatureOptions } from '../options.js';
import type { ShowMenu } from '../profile.js';
import { onAct } from '../routing.js';

/** Invitations that do not work which a stranger may try in an hour. */
const MOST_TRIES = 5;
const FLOW = 'trying';
const VERSION = 1;
const triesSchema = z.object({ since: z.date(), count: z.number() });

/** `/start <token>`: somebody becomes a member of staff, or a manager gets another position. */
export function invitation(
  options: FeatureOptions & { readonly showMenu: ShowMenu },
): Composer<StaffContext> {
  const { invites, handOver, organization, people, showMenu } = options;
  const composer = new Composer<StaffContext>();

  composer.use(
    onAct('text', async (visit, { payload }, next) => {
      if (payload === undefined) return next();
      const { person, name, speech, wording } = visit;
      if (visit.roles.length === 0 && triesOf(visit) >= MOST_TRIES) {
        await visit.say(wording.html('invite.tooMany'));
        return;
      }
      const appointment = await invites.redeem({ token: payload, person, name, now: speech.now });
      if (appointment === undefined) {
        await visit.note('inviteRefused');
        if (visit.roles.length === 0) visit.conversation = oneTryMore(visit);
        await visit.say(wording.html('invite.notUsable'));
        return;
      }
      await visit.note('inviteUsed');
      const { role, position } = appointment;
      const appointed = await asAppointed(visit);
      if (appointed.roles.length > 0 && visit.roles.length === 0) visit.conversation = null;
      await showMenu(appointed);
      const keyboard = mainKeyboard(appointed);
      if (position === undefined) {
        const title = wording.plain(`staff.role.${role}`);
        await visit.say(wording.html('invite.bound.role', { role: title }), keyboard);
        return;
      }
      await visit.say(wording.html('invite.bound.manager', { position: wording.name(position) }), keyboard);
      await handOver(position);
    }),
  );
  return composer;

  /** The visit with what the invitation made of the person. */
  async function asAppointed(visit: Visit): Promise<Visit> {
    const [known, city] = await Promise.all([people.find(visit.person), organization.current()]);
    const roles = known?.roles ?? [];
    const positions = roles.includes('manager') ? city.positionsOf(visit.person, visit.speech.now) : [];
    return { ...visit, roles, positions };
  }
}

/** How often a stranger has tried within the hour; his conversation remembers it. */
function triesOf(visit: Visit): number {
  return readTries(visit)?.count ?? 0;
}

function readTries({ conversation, speech }: Visit): z.infer<typeof triesSchema> | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const { data } = triesSchema.safeParse(conversation.data);
  return data !== undefined && speech.now.getTime() - data.since.getTime() < HOUR_MS ? data : undefined;
}

function oneTryMore(visit: Visit): Conversation {
  const { since, count } = readTries(visit) ?? { since: visit.speech.now, count: 0 };
  return { flow: FLOW, step: 'tried', version: VERSION, data: { since, count: count + 1 } };
}
