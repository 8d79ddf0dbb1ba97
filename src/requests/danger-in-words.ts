import type { TrackingCode } from '../text/tracking-code.js';
import type { Command } from './lifecycle/commands.js';
import type { Context } from './lifecycle/context.js';
import type { Request } from './lifecycle/request.js';
import { isDoubted } from './lifecycle/urgency.js';
import type { Order } from './orders.js';

/** What finding danger in the words of a command depends on. */
export interface DangerOptions {
  /** True for words that tell of danger; words that only sound like it do not. */
  readonly tellsOfDanger: (words: string) => Promise<boolean>;
  /** Codes of the requests that a citizen has filed, oldest first. */
  readonly filedBy: (citizen: string) => Promise<readonly TrackingCode[]>;
  readonly findMany: (codes: readonly TrackingCode[]) => Promise<readonly Request[]>;
}

/** The newest requests of a citizen whose marks are looked at. */
const MOST_LOOKED_AT = 200;

/**
 * Whether the words that a command gives a request tell of danger, as the lifecycle wants to know it. The
 * words of every message are looked at alone and together: what one says clearly, others must not blur.
 */
export function createDangerInWords({ tellsOfDanger, filedBy, findMany }: DangerOptions) {
  return async (
    { command, messages = [] }: Pick<Order<Command>, 'command' | 'messages'>,
    citizen: string,
  ): Promise<Context['danger']> => {
    const text = wordsOf(command);
    for (const words of new Set([text, ...messages])) {
      if (words === '' || !(await tellsOfDanger(words))) continue;
      const codes = await filedBy(citizen);
      return { isDoubted: isDoubted(await findMany(codes.slice(-MOST_LOOKED_AT))) };
    }
    return undefined;
  };
}

function wordsOf(command: Command): string {
  switch (command.type) {
    case 'register':
    case 'add':
    case 'reply':
      return command.text;
    case 'object':
      return command.reason;
    default:
      return '';
  }
}
