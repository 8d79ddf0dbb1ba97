import type { ErrorRequestHandler } from 'express';
import { type Authentication, createAuthentication } from '../clients/authentication.js';
import { type Client, SCOPES } from '../clients/client.js';
import { type ClientGate, createClientGate } from '../clients/client-gate.js';
import type { ClientStore } from '../clients/client-store.js';
import { createProblemHandler } from '../clients/problem-handler.js';
import { createRateLimit, type RateLimit } from '../clients/rate-limit.js';
import type { Clock } from '../clock.js';
import { isOutage } from '../outage.js';
import type { Foundation } from './foundation.js';
import type { Stores } from './stores.js';

/** How the calls of other systems are let in and refused, for every router that serves them. */
export interface ClientAccess {
  readonly authentication: Authentication;
  readonly rateLimit: RateLimit;
  readonly gate: ClientGate;
  readonly handleProblems: ErrorRequestHandler;
}

/** Opens the access of other systems; all routers of a process count towards one limit. */
export function openClientAccess(
  { logger, clock, machineClock, randomBytes, onStop }: Foundation,
  { clients, audit }: Pick<Stores, 'clients' | 'audit'>,
): ClientAccess {
  const authentication = createAuthentication({
    store: clients,
    audit,
    clock,
    random: randomBytes,
    logger,
  });
  onStop('authentication of clients', authentication.settle);
  const rateLimit = createRateLimit({ clock: machineClock });
  return {
    authentication,
    rateLimit,
    gate: createClientGate({ authentication, rateLimit }),
    handleProblems: createProblemHandler({ logger, isOutage }),
  };
}

/** The client of whoever tries the lines of the guide in the simulated city. */
const DEMO = { id: '000000000137', name: 'Demo', perMinute: 600, createdBy: 'start' };

/** What a registry of calls needs (docs/saja.md). */
export const REGISTRY_SCOPES = [
  'requests:read',
  'requests:write',
  'acts:caller',
  'organization:read',
  'events:read',
  'webhooks',
] as const;

/** The client of the simulated registry of calls. */
const REGISTRY = {
  id: '000000000138',
  name: 'Saja',
  perMinute: 6_000,
  createdBy: 'start',
  scopes: REGISTRY_SCOPES,
} as const satisfies Partial<Client>;

/** Makes the key of the demo client anew; the one before is void. */
export async function makeDemoKey(clients: Pick<ClientStore, 'create'>, clock: Clock): Promise<string> {
  const { key } = await clients.create({ ...DEMO, scopes: SCOPES, createdAt: clock.now() });
  return key;
}

/** Makes the key of the simulated registry of calls anew; the one before is void. */
export async function makeRegistryKey(clients: Pick<ClientStore, 'create'>, clock: Clock): Promise<string> {
  const { key } = await clients.create({ ...REGISTRY, createdAt: clock.now() });
  return key;
}
