import { Router } from 'express';
import { createEventRoutes } from '../api/event-routes.js';
import { createWebhookRoutes } from '../api/webhook-routes.js';
import type { ClientAccess } from './client-access.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/**
 * Lets other systems read events and keep addresses for them, in every process that serves HTTP. It is mounted before
 * the rest of `/api/v1`, which answers whatever it does not know.
 */
export function mountEvents(
  { config }: Foundation,
  {
    http,
    access,
    stores,
    services: { feed, webhooks },
  }: {
    readonly http: Http;
    readonly access: ClientAccess;
    readonly stores: Stores;
    readonly services: Services;
  },
): void {
  if (config.processRole === 'worker') return;
  const shared = { ...stores, ...access, timeZone: config.timeZone, feed, webhooks };
  const router = Router();
  router.use('/api/v1', createEventRoutes(shared), createWebhookRoutes(shared), access.handleProblems);
  http.mount(router);
}
