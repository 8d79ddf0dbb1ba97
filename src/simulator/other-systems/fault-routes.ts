import express from 'express';
import { z } from 'zod';
import type { FaultSwitches } from './fault-switches.js';

/** `/faults`: reads the misbehaviours of a simulated system, and switches them on and off. */
export function createFaultRoutes<Kind extends string>(options: {
  readonly kinds: readonly Kind[];
  readonly faults: FaultSwitches<Kind>;
  /** Resolves once the system has done what it does when a fault begins. */
  readonly onSet?: () => Promise<void>;
  /** Resolves once the system has done what it does when a fault ends. */
  readonly onCleared: () => Promise<void>;
}): express.Router {
  const { kinds, faults, onSet, onCleared } = options;
  const faultSchema = z.object({ kind: z.enum(kinds), times: z.number().int().positive().optional() });
  const router = express.Router();

  router.get('/faults', (_request, response) => {
    response.json(faults.list());
  });
  router.post('/faults', async (request, response) => {
    const parsed = faultSchema.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: 'چنین خرابی‌ای نیست.' });
    const { kind, times } = parsed.data;
    faults.set(times === undefined ? { kind } : { kind, times });
    await onSet?.();
    response.status(201).json({});
  });
  router.delete('/faults{/:kind}', async (request, response) => {
    faults.clear(kinds.find((known) => known === request.params['kind']));
    await onCleared();
    response.json({});
  });
  return router;
}
