import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

const LOCAL_NAMES: ReadonlySet<string> = new Set(['localhost']);

/**
 * True if a call names this server by a number, as `localhost`, or by the name it was told. A page of somebody
 * else can have its own name lead to this machine, and then looks like a page of this server to a browser; it
 * cannot have any of these names.
 */
export function isToThisServer({ host = '' }: Pick<IncomingHttpHeaders, 'host'>, ownName?: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return isIP(name.replace(/^\[|\]$/g, '')) > 0 || LOCAL_NAMES.has(name) || name === ownName?.toLowerCase();
}

/** True if a browser says that a page of another origin makes this call; programs say nothing of the kind. */
export function isFromAnotherPage({
  host = '',
  origin,
  'sec-fetch-site': site,
}: Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site'>): boolean {
  if (origin !== undefined) return origin !== `http://${host}` && origin !== `https://${host}`;
  return site === 'cross-site';
}
