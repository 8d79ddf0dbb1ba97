import express from 'express';
import { createFaultRoutes } from '../other-systems/fault-routes.js';
import { SMS_FAULTS, type SmsFaults } from './faults.js';
import type { PhoneNetwork } from './network.js';

/** The keypad phones, for the page and for tests, and the faults of the provider. */
export function createPhonesApi({
  network,
  faults,
}: {
  readonly network: PhoneNetwork;
  readonly faults: SmsFaults;
}): express.Router {
  const router = express.Router();
  router.use(express.json());

  /** What is on the telephones: nobody sees there what was filtered. */
  router.get('/messages', (request, response) => {
    const { number } = request.query;
    response.json(
      network
        .list()
        .filter(({ fate }) => fate === 'arrives' || fate === 'silent')
        .filter((message) => typeof number !== 'string' || message.number === number)
        .map(({ id, direction, number, text, parts, at }) => ({ id, direction, number, text, parts, at })),
    );
  });
  router.use(createFaultRoutes({ kinds: SMS_FAULTS, faults, onCleared: async () => undefined }));
  return router;
}
