import type express from 'express';
import { z } from 'zod';
import { answer, createProviderRouter, type Exchange, problemNow, takeMessage } from './exchange.js';
import type { NetworkMessage } from './network.js';

const STATES = { sent: 3, delivered: 1, failed: 2, blacklisted: 7 } as const;
const PROBLEMS = { busy: 20, credit: 102 } as const;
const mobile = z.string().regex(/^0?9\d{9}$/);
const bulkSchema = z.object({
  lineNumber: z.number(),
  messageText: z.string().min(1),
  mobiles: z.array(mobile).length(1),
});
const verifySchema = z.object({
  mobile,
  templateId: z.number(),
  parameters: z.array(z.object({ name: z.string(), value: z.string().max(25) })),
});

/** The interface of SMS.ir: what happened is said in `status`, with 200 for HTTP all the same. */
export function createSmsIrApi(exchange: Exchange): express.Router {
  const { network, key } = exchange;
  const router = createProviderRouter(exchange);

  const say = (response: express.Response, status: number, data: object | null = null) =>
    answer(exchange, response, { status, message: '', data });

  function sendVia(take: (body: unknown) => NetworkMessage | undefined, shape: (id: number) => object) {
    return (request: express.Request, response: express.Response) => {
      const problem = problemNow(exchange);
      if (problem !== undefined) return say(response, PROBLEMS[problem]);
      const taken = take(request.body);
      if (taken === undefined) say(response, 104);
      else say(response, 1, shape(Number(taken.id)));
    };
  }

  router.use('/v1', (request, response, next) => {
    if (request.headers['x-api-key'] === key) next();
    else say(response, 10);
  });
  router.post(
    '/v1/send/bulk',
    sendVia(
      (body) => {
        const { data } = bulkSchema.safeParse(body);
        const [number] = data?.mobiles ?? [];
        if (data === undefined || number === undefined) return undefined;
        return takeMessage(exchange, { number, text: data.messageText });
      },
      (id) => ({ packId: 'pack', messageIds: [id], cost: 1 }),
    ),
  );
  router.post(
    '/v1/send/verify',
    sendVia(
      (body) => {
        const { data } = verifySchema.safeParse(body);
        if (data === undefined) return undefined;
        const template = String(data.templateId);
        const text = [`[${template}]`, ...data.parameters.map(({ value }) => value)].join(' ');
        return takeMessage(exchange, { number: data.mobile, text, template });
      },
      (id) => ({ messageId: id, cost: 1 }),
    ),
  );
  router.get('/v1/receive/latest', (_request, response) => {
    const data = network
      .list()
      .filter(({ direction }) => direction === 'fromPhone')
      .slice(-100)
      .map(({ number, text, at }) => ({
        messageText: text,
        // As this provider writes numbers: without the zero.
        mobile: Number(number.slice(1)),
        receivedDateTime: Date.parse(at) / 1_000,
      }));
    answer(exchange, response, { status: 1, message: '', data });
  });
  router.get('/v1/send/:id', (request, response) => {
    const found = network.find(request.params.id);
    if (found === undefined) return say(response, 0);
    say(response, 1, { messageId: Number(found.id), deliveryState: STATES[network.stateOf(found)] });
  });
  return router;
}
