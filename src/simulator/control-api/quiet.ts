import type { BotRole } from '../../channel/bot.js';
import { BOT_NAMES } from '../state.js';
import type { ControlContext } from './context.js';
import { ControlError } from './errors.js';

const LONGEST_WAIT_MS = 120_000;
const PAUSE_MS = 3;

/**
 * Waits until every update was taken and handled and everything planned for now was delivered. Throws 504
 * after two minutes of the machine's clock.
 */
export async function waitUntilQuiet(context: ControlContext): Promise<void> {
  const { wallClock, ended } = context.telegram;
  const deadline = wallClock.now().getTime() + LONGEST_WAIT_MS;
  for (;;) {
    const isQuiet = isIdle(context) && (await context.product.isQuiet());
    await wallClock.sleep(PAUSE_MS);
    // During the look a message may have turned into an update or a delivery.
    if (isQuiet && isIdle(context)) return;
    if (ended.aborted || wallClock.now().getTime() > deadline)
      throw new ControlError(504, describeWaiting(context));
  }
}

function isIdle(context: ControlContext): boolean {
  return BOT_NAMES.every((bot) => pending(context, bot) === 0) && context.product.isIdle();
}

function pending({ telegram }: ControlContext, bot: BotRole): number {
  return telegram.store.state.bots[bot].pending.size;
}

function describeWaiting(context: ControlContext): string {
  const counts = BOT_NAMES.map((bot) => `${pending(context, bot)} updates for the ${bot} bot`);
  return `Not everything was handled within two minutes; there wait ${counts.join(' and ')}.`;
}
