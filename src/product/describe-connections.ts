import type { Connections } from '../config.js';

/** The connected messengers, in words. */
export function describeConnections(connections: Connections): string {
  if (connections.kind === 'simulator') return 'simulator';
  return [...new Set(connections.bots.map(({ messenger }) => messenger))].join(', ');
}
