import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that lead to this machine, into the house, or nowhere. */
const INSIDE: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32'],
  ...['2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

/** An address that may not be connected to. */
export class RefusedAddressError extends Error {
  constructor() {
    super('The address lies inside.');
    this.name = 'RefusedAddressError';
  }
}

/** Which addresses other systems may have us connect to. */
export interface AllowedAddresses {
  /** True for an address that somebody outside may name, or that lies in one of the city's networks. */
  isAllowed(address: string): boolean;
  /** True for an address in one of the networks that the city has named. */
  isOwn(address: string): boolean;
  /** Looks a name up, and gives the addresses that are allowed: what is connected to is what was looked at. */
  readonly lookup: LookupFunction;
}

/** All addresses outside, and those in `networks`, such as `10.20.0.0/16`. */
export function allowAddresses(networks: readonly string[]): AllowedAddresses {
  const inside = listOf(INSIDE);
  const own = listOf(networks);
  const isOwn = (address: string) => has(own, address);
  const isAllowed = (address: string) => isIP(address) !== 0 && (isOwn(address) || !has(inside, address));

  return {
    isOwn,
    isAllowed,
    lookup(name, options, callback) {
      lookUp(name, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, '');
        const allowed = found.filter(({ address }) => isAllowed(address));
        const [first] = allowed;
        if (first === undefined) callback(new RefusedAddressError(), '');
        else if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    },
  };
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

function has(list: BlockList, address: string): boolean {
  // An address of the fourth version in the clothes of the sixth is what it is.
  const [, inner] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (inner !== undefined) return list.check(inner, 'ipv4');
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
