import { type ErrorRequestHandler, Router } from 'express';
import { zonedIsoTime } from '../calendar.js';
import { type ClientGate, clientOf } from '../clients/client-gate.js';
import { answerNotFound } from '../clients/problem-handler.js';

/** The parts of the interface for other systems. */
export interface ApiOptions {
  readonly gate: ClientGate;
  readonly handleProblems: ErrorRequestHandler;
  /** The time zone in which moments are written. */
  readonly timeZone: string;
}

/** The interface for other systems, `/api/v1`; every answer is JSON, every failure a problem (RFC 9457). */
export function createApiRouter({ gate, handleProblems, timeZone }: ApiOptions): Router {
  const api = Router();
  api.use(gate.authenticate);
  api.get('/client', (_request, response) => {
    const { id, name, scopes, units, perMinute, expiresAt } = clientOf(response);
    response.json({
      id,
      name,
      scopes,
      units: units ?? null,
      perMinute,
      expiresAt: expiresAt === undefined ? null : zonedIsoTime(expiresAt, timeZone),
    });
  });
  api.use(answerNotFound);
  api.use(handleProblems);
  const router = Router();
  router.use('/api/v1', api);
  return router;
}
