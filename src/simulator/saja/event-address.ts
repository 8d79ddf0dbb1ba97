import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import type { Clock } from '../../clock.js';
import type { SajaFaults } from './faults.js';
import { eventSchema, type RequestBook } from './request-book.js';

/** Seconds by which the time of a message may differ from this machine's. */
const TOLERANCE_SECONDS = 300;

/**
 * The address at which the registry is told of events, as Standard Webhooks 1.0 says: what is not signed with its secret,
 * or is from another time, is refused; what is taken is answered before anything is done with it.
 */
export function createEventAddress(options: {
  readonly secret: () => string | undefined;
  readonly requests: Pick<RequestBook, 'hear'>;
  readonly faults: SajaFaults;
  readonly wallClock: Pick<Clock, 'now'>;
  readonly onHeard: () => void;
}): express.Router {
  const { secret, requests, faults, wallClock, onHeard } = options;
  const router = express.Router();
  router.use(express.text({ type: () => true, limit: '64kb' }));
  router.post('/', ({ headers, body }, response) => {
    if (faults.isOn('away')) return void response.socket?.destroy();
    const message = String(body);
    if (!isSigned({ headers, message, secret: secret(), now: wallClock.now() }))
      return void response.status(401).end();
    const parsed = eventSchema.safeParse(JSON.parse(message));
    if (!parsed.success) return void response.status(400).end();
    response.status(204).end();
    requests.hear(parsed.data);
    onHeard();
  });
  return router;
}

function isSigned(given: {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly message: string;
  readonly secret: string | undefined;
  readonly now: Date;
}): boolean {
  const { headers, message, secret, now } = given;
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name] ?? ''),
  );
  if (secret === undefined || !isRecent(Number(timestamp), now)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${message}`).digest();
  return (signatures ?? '').split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

function isRecent(seconds: number, now: Date): boolean {
  return Math.abs(now.getTime() / 1_000 - seconds) <= TOLERANCE_SECONDS;
}
