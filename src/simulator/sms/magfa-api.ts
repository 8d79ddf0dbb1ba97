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

const STATES = { sent: 8, delivered: 1, failed: 2, blacklisted: 16 } as const;
const PROBLEMS = { busy: 23, credit: 14 } as const;
const sendSchema = z.object({
  senders: z.array(z.string()).length(1),
  recipients: z.array(z.string().regex(/^0\d{8,14}$/)).length(1),
  messages: z.array(z.string().min(1)).length(1),
  uids: z.array(z.number().int().positive()).length(1),
});

/** The interface of Magfa, with a status for the call and one for each message. */
export function createMagfaApi(exchange: Exchange): express.Router {
  const { network, key } = exchange;
  const router = createProviderRouter(exchange);
  const authorization = `Basic ${Buffer.from(key, 'utf8').toString('base64')}`;

  router.use('/api/http/sms/v2', (request, response, next) => {
    if (request.headers.authorization === authorization) next();
    else answer(exchange, response, { status: 18 });
  });
  router.post('/api/http/sms/v2/send', (request, response) => {
    const problem = problemNow(exchange);
    if (problem !== undefined) return answer(exchange, response, { status: PROBLEMS[problem] });
    const { data } = sendSchema.safeParse(request.body);
    const [[number], [text], [uid]] = [data?.recipients ?? [], data?.messages ?? [], data?.uids ?? []];
    if (number === undefined || text === undefined) return answer(exchange, response, { status: 31 });
    const taken = takeMessage(exchange, { number, text, own: String(uid) });
    // A number on the list is named at once.
    const message =
      taken.fate === 'blacklisted'
        ? { status: 27, recipient: number }
        : { status: 0, id: Number(taken.id), userId: uid, parts: taken.parts, recipient: number };
    answer(exchange, response, { status: 0, messages: [message] });
  });
  router.get('/api/http/sms/v2/mid/:uid', (request, response) => {
    answer(exchange, response, { status: 0, mid: Number(network.findOwn(request.params.uid)?.id ?? -1) });
  });
  router.get('/api/http/sms/v2/messages/:count', (_request, response) => {
    const messages = receiveMessages(exchange).map(({ number, text, at }) => ({
      body: text,
      // As this provider writes numbers: with the country.
      senderNumber: `98${number.slice(1)}`,
      date: at,
    }));
    answer(exchange, response, { status: 0, messages });
  });
  router.get('/api/http/sms/v2/statuses/:mids', (request, response) => {
    const dlrs = request.params.mids.split(',').map((mid) => {
      const found = network.find(mid);
      return { mid: Number(mid), status: found === undefined ? -1 : STATES[network.stateOf(found)] };
    });
    answer(exchange, response, { status: 0, dlrs });
  });
  return router;
}
