import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that one connection is given: whoever has it chooses the rest. */
const GROUPS_OF_A_NETWORK = 4;

/** For whom the misses of an address count: an IPv4 address, or the network of an IPv6 one. */
export function countedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [front = '', back] = address.split('%')[0]?.split('::') ?? [];
  const head = front === '' ? [] : front.split(':');
  const tail = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].slice(0, GROUPS_OF_A_NETWORK).join(':').toLowerCase();
}
