import express from 'express';
import { z } from 'zod';
import { createFaultRoutes } from '../other-systems/fault-routes.js';
import { SMS_FAULTS, type SmsFaults } from './faults.js';
import type { PhoneNetwork } from './network.js';

const messageSchema = z.object({
  number: z.string().regex(/^0\d{8,14}$/),
  text: z.string().min(1).max(2_000),
});

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
  router.post('/messages', (request, response) => {
    const parsed = messageSchema.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: 'پیامک شماره و متن می‌خواهد.' });
    const { id } = network.write(parsed.data.number, parsed.data.text);
    response.status(201).json({ id });
  });
  router.use(createFaultRoutes({ kinds: SMS_FAULTS, faults, onCleared: async () => undefined }));
  return router;
}
