import type { Visit } from '../../context.js';
import type { Markup } from '../../messenger.js';
import { type AsideStep, interrupted, keepAside } from './flow.js';

/** Asks a citizen something about himself; what was going on waits for it. */
export async function beginAside(
  visit: Visit,
  step: AsideStep,
  { html, markup }: { readonly html: string; readonly markup: Markup },
): Promise<void> {
  const paused = interrupted(visit.conversation);
  const askedAt = await visit.say(html, markup);
  visit.conversation = keepAside({ step, paused, ...(askedAt === undefined ? {} : { askedAt }) });
}
