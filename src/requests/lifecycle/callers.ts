import type { TrackingCode } from '../../text/tracking-code.js';

/** What the id of somebody begins with who is gone: nobody can be reached under it. */
export const GONE = 'gone:';

/** The id of whoever calls from a number (E.164), as long as it leads to nobody else. */
export function callerId(phone: string): string {
  return `phone:${phone}`;
}

/** The number (E.164) from which somebody with this id calls; undefined for anybody else. */
export function phoneOfCaller(citizen: string): string | undefined {
  return /^phone:(\+\d+)$/.exec(citizen)?.[1];
}

/** The id of whoever gives no number: he is known by the code of his request alone. */
export function namelessCallerId(code: TrackingCode): string {
  return `call:${code}`;
}

/** True for a citizen who is known by his calls only, so that others have to do for him what the bot would let him do. */
export function isCaller(citizen: string): boolean {
  return /^(phone|call):/.test(citizen);
}
