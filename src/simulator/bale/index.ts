import { json, Router } from 'express';
import { z } from 'zod';
import { createMessenger, type Messenger } from '../messenger.js';
import { type BaleBehaviour, createBaleRules, USUAL_BEHAVIOUR } from './rules.js';

const behaviourSchema = z
  .strictObject({
    marksCount: z.enum(['betweenSpaces', 'atEndsToo', 'anywhere']),
    webhookBody: z.enum(['json', 'form']),
    doesStatusFollow: z.boolean(),
    blockedText: z.string().min(1),
    areAppsOld: z.boolean(),
    waitsForUpdates: z.boolean(),
  })
  .partial();

/** A simulated Bale: a messenger of its own, whose `/behaviour` tries each point that Bale's documents leave open. */
export function createSimulatedBale(
  options: Omit<Parameters<typeof createMessenger>[0], 'rules'>,
): Messenger {
  let behaviour: BaleBehaviour = USUAL_BEHAVIOUR;
  const messenger = createMessenger({ ...options, rules: createBaleRules(() => behaviour) });
  const controlApi = Router();
  controlApi.get('/behaviour', (_request, response) => {
    response.json(behaviour);
  });
  controlApi.post('/behaviour', json(), (request, response) => {
    const { data, error } = behaviourSchema.safeParse(request.body);
    if (data === undefined) response.status(400).json({ error: z.prettifyError(error) });
    else {
      const given = Object.entries(data).filter(([, value]) => value !== undefined);
      behaviour = { ...behaviour, ...Object.fromEntries(given) };
      response.json(behaviour);
    }
  });
  controlApi.use(messenger.controlApi);
  return { ...messenger, controlApi };
}
