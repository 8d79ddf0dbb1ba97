import express from 'express';
import type { Clock } from '../../clock.js';
import type { SmsFaults } from './faults.js';
import type { NetworkMessage, PhoneNetwork } from './network.js';

/** What the interfaces of all providers are built on. */
export interface Exchange {
  readonly network: PhoneNetwork;
  readonly faults: SmsFaults;
  /** What every call has to show. */
  readonly key: string;
  readonly wallClock: Pick<Clock, 'sleep'>;
}

/** Milliseconds that a slow provider takes for an answer. */
const SLOW_MS = 1_500;

/** A router on which the provider can be away or slow, and reads forms and JSON. */
export function createProviderRouter({ faults, wallClock }: Exchange): express.Router {
  const router = express.Router();
  router.use(async (_request, response, next) => {
    if (faults.happens('away')) {
      response.socket?.destroy();
      return;
    }
    if (faults.happens('slow')) await wallClock.sleep(SLOW_MS);
    next();
  });
  router.use(express.json(), express.urlencoded({ extended: false }));
  return router;
}

/** Answers, unless the answer is lost on its way. */
export function answer({ faults }: Exchange, response: express.Response, body: object): void {
  if (faults.happens('lostAnswer')) response.socket?.destroy();
  else response.json(body);
}

/** Why nothing is taken now, if so. */
export function problemNow({ faults }: Exchange): 'busy' | 'credit' | undefined {
  if (faults.happens('busy')) return 'busy';
  return faults.happens('credit') ? 'credit' : undefined;
}

/** Takes a message, and decides what becomes of it. */
export function takeMessage(
  { network, faults }: Exchange,
  message: Omit<Parameters<PhoneNetwork['take']>[0], 'fate'>,
): NetworkMessage {
  const fate = faults.happens('filters')
    ? 'filtered'
    : faults.happens('blacklisted')
      ? 'blacklisted'
      : faults.happens('silent')
        ? 'silent'
        : 'arrives';
  return network.take({ ...message, fate });
}

/** What telephones have sent and nobody has been given yet; with the fault `twice` what was given before as well. */
export function receiveMessages({ network, faults }: Exchange): readonly NetworkMessage[] {
  const fresh = network.takeReceived();
  return faults.happens('twice')
    ? network.list().filter(({ direction }) => direction === 'fromPhone')
    : fresh;
}
