import express from 'express';
import { z } from 'zod';
import { createFaultRoutes } from '../other-systems/fault-routes.js';
import type { GamFaultKind, GamFaults } from './faults.js';
import type { Office } from './office.js';

/** A position in whose name somebody sits at a desk. */
export interface DeskPosition {
  readonly code: string;
  readonly title: string;
}

const actSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    outcome: z.enum(['done', 'planned', 'notPossible']),
    text: z.string(),
    day: z.string().optional(),
  }),
  z.object({ kind: z.literal('question'), text: z.string() }),
  z.object({ kind: z.literal('referral'), target: z.string().min(1), text: z.string() }),
]);

/** What people do at the desks, for the page and for tests; and the faults of the system. */
export function createDeskApi(options: {
  readonly office: Office;
  readonly faults: GamFaults;
  /** The faults that this office can have. */
  readonly kinds: readonly GamFaultKind[];
  readonly positions: () => Promise<readonly DeskPosition[]>;
  /** Takes what has come, before somebody looks at it. */
  readonly takeFiles: () => Promise<void>;
  /** Lets the product have what was done; it resolves once the product has heard of it, or could not. */
  readonly tellProduct: () => Promise<void>;
}): express.Router {
  const { office, faults, kinds, positions, takeFiles, tellProduct } = options;
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));

  router.get('/positions', async (_request, response) => {
    response.json(await positions());
  });
  router.get('/letters', async (request, response) => {
    await takeFiles();
    const { position } = request.query;
    const all = office.list();
    response.json(
      typeof position === 'string' ? all.filter(({ receiverCode }) => receiverCode === position) : all,
    );
  });
  router.post('/letters/:id/acts', async (request, response) => {
    const parsed = actSchema.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: 'این کار خوانده نشد.' });
    const letter = office.find(request.params.id);
    const { kind, text } = parsed.data;
    const act = office.act(request.params.id, {
      kind,
      text,
      signer: letter?.receiverTitle ?? '',
      ...(parsed.data.kind === 'answer' ? { outcome: parsed.data.outcome } : {}),
      ...(parsed.data.kind === 'answer' && parsed.data.day !== undefined ? { day: parsed.data.day } : {}),
      ...(parsed.data.kind === 'referral' ? { target: parsed.data.target } : {}),
    });
    if (act === undefined) {
      return void response.status(409).json({ error: 'این نامه دیگر در کارتابل شما نیست.' });
    }
    await tellProduct();
    response.status(201).json({ id: act.id });
  });

  router.get('/faults/kinds', (_request, response) => {
    response.json(kinds);
  });
  // A system that is back says so.
  router.use(createFaultRoutes({ kinds, faults, onSet: takeFiles, onCleared: tellProduct }));
  return router;
}
