import type express from 'express';
import { z } from 'zod';
import {
  answer,
  createProviderRouter,
  type Exchange,
  problemNow,
  receiveMessages,
  takeMessage,
} from './exchange.js';
import type { NetworkMessage, PhoneNetwork } from './network.js';

const STATES = { sent: 5, delivered: 10, failed: 11, blacklisted: 14 } as const;
const PROBLEMS = { busy: 409, credit: 418 } as const;
const sendSchema = z.object({
  receptor: z.string().regex(/^0\d{8,14}$/),
  sender: z.string().min(1),
  message: z.string().min(1),
  localid: z.string().regex(/^\d+$/).optional(),
});
const lookupSchema = z.object({
  receptor: z.string().regex(/^0\d{8,14}$/),
  template: z.string().min(1),
  token: z.string().regex(/^\S+$/),
  token10: z
    .string()
    .regex(/^\S+( \S+){0,5}$/)
    .optional(),
  token20: z
    .string()
    .regex(/^\S+( \S+){0,8}$/)
    .optional(),
});

/** The interface of Kavenegar: what happened is said in `return.status`, with 200 for HTTP all the same. */
export function createKavenegarApi(exchange: Exchange): express.Router {
  const { network, key } = exchange;
  const router = createProviderRouter(exchange);

  const say = (response: express.Response, status: number, entries: readonly object[] | null = null) =>
    answer(exchange, response, { return: { status, message: '' }, entries });

  router.use('/v1/:key', (request, response, next) => {
    if (request.params.key === key) next();
    else say(response, 403);
  });
  router.post('/v1/:key/sms/send.json', (request, response) => {
    const problem = problemNow(exchange);
    if (problem !== undefined) return say(response, PROBLEMS[problem]);
    const parsed = sendSchema.safeParse(request.body);
    if (!parsed.success) return say(response, 411);
    const { receptor: number, message: text, localid } = parsed.data;
    const taken = takeMessage(exchange, {
      number,
      text,
      ...(localid === undefined ? {} : { own: localid }),
    });
    say(response, 200, [{ ...entryOf(network, taken), status: 1 }]);
  });
  router.post('/v1/:key/verify/lookup.json', (request, response) => {
    const problem = problemNow(exchange);
    if (problem !== undefined) return say(response, PROBLEMS[problem]);
    const parsed = lookupSchema.safeParse(request.body);
    if (!parsed.success) return say(response, 431);
    const { receptor: number, template, token, token10, token20 } = parsed.data;
    const text = [`[${template}]`, token, token10, token20].filter(Boolean).join(' ');
    say(response, 200, [
      { ...entryOf(network, takeMessage(exchange, { number, text, template })), status: 1 },
    ]);
  });
  router.post('/v1/:key/sms/statuslocalmessageid.json', (request, response) => {
    const localid = String(request.body.localid);
    const found = network.findOwn(localid);
    say(response, 200, [
      found === undefined ? { messageid: 0, localid, status: 100 } : { ...entryOf(network, found), localid },
    ]);
  });
  router.post('/v1/:key/sms/receive.json', (_request, response) => {
    const entries = receiveMessages(exchange).map(({ id, number, text }) => ({
      messageid: Number(id),
      message: text,
      sender: number,
    }));
    say(response, 200, entries);
  });
  router.post('/v1/:key/sms/status.json', (request, response) => {
    const ids = String(request.body.messageid).split(',');
    say(
      response,
      200,
      ids.map((id) => {
        const found = network.find(id);
        return found === undefined ? { messageid: Number(id), status: 100 } : entryOf(network, found);
      }),
    );
  });
  return router;
}

function entryOf(network: PhoneNetwork, message: NetworkMessage) {
  return { messageid: Number(message.id), status: STATES[network.stateOf(message)] };
}
