import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { omitUndefined } from '../defined.js';
import { FAULT_KINDS, type Fault } from '../faults.js';
import type { BotAccount } from '../telegram.js';
import { viewChat } from './chat-view.js';
import { advanceSchema, createClockControl } from './clock.js';
import { botSchema, type ControlContext, findBot, findPerson, parseBody } from './context.js';
import { ControlError } from './errors.js';
import type { EventStream } from './events.js';
import {
  createPerson,
  deactivateAccount,
  listCommands,
  listPeople,
  newPersonSchema,
  setBlocked,
} from './people.js';
import { personMessageSchema } from './person-content.js';
import { sendAsPerson } from './person-messages.js';
import { pressButton, pressSchema } from './presses.js';
import { waitUntilQuiet } from './quiet.js';

const LARGEST_BODY = '80mb';
const blockSchema = z.object({ bot: botSchema });
const faultSchema = z.object({
  kind: z.enum(FAULT_KINDS),
  bot: botSchema.optional(),
  method: z.string().min(1).optional(),
  chatId: z.number().int().optional(),
  retryAfter: z.number().positive().optional(),
  times: z.number().int().positive().optional(),
});

/** The control API: what people do, for pages and tests. Errors are `{ error: sentence }`. */
export function createControlApi(context: ControlContext & { readonly events: EventStream }): express.Router {
  const { telegram, product, events } = context;
  const clock = createClockControl(context);
  const router = express.Router();
  router.use(express.json({ limit: LARGEST_BODY }));

  router.get('/bots', (_request, response) => {
    const { citizen, staff } = telegram.accounts;
    response.json({ citizen: describeBot(citizen), staff: describeBot(staff) });
  });
  router.get('/people', async (_request, response) => {
    response.json(await listPeople(context));
  });
  router.post('/people', (request, response) => {
    response.status(201).json({ id: createPerson(telegram, parseBody(newPersonSchema, request.body)) });
  });
  router.post('/people/:id/messages', (request, response) => {
    const person = findPerson(telegram, request.params.id);
    const messageIds = sendAsPerson(telegram, person, parseBody(personMessageSchema, request.body));
    const [messageId] = messageIds;
    response.status(201).json(messageIds.length > 1 ? { messageId, messageIds } : { messageId });
  });
  router.post('/people/:id/presses', async (request, response) => {
    const person = findPerson(telegram, request.params.id);
    response.json({ answer: await pressButton(telegram, person, parseBody(pressSchema, request.body)) });
  });
  router.get('/people/:id/chats/:bot', (request, response) => {
    const person = findPerson(telegram, request.params.id);
    const chat = telegram.store.chat(findBot(request.params.bot), person.id);
    const after = Number(request.query['after'] ?? 0);
    if (!Number.isFinite(after)) throw new ControlError(400, 'The parameter "after" is a message id.');
    response.json(viewChat(chat, after));
  });
  router.get('/people/:id/commands/:bot', (request, response) => {
    const person = findPerson(telegram, request.params.id);
    response.json(listCommands(telegram, person, findBot(request.params.bot)));
  });
  for (const action of ['block', 'unblock'] as const) {
    router.post(`/people/:id/${action}`, (request, response) => {
      const person = findPerson(telegram, request.params['id']);
      const { bot } = parseBody(blockSchema, request.body);
      setBlocked(telegram, person, bot, action === 'block');
      response.json({});
    });
  }
  router.post('/people/:id/deactivate', (request, response) => {
    deactivateAccount(telegram, findPerson(telegram, request.params.id));
    response.json({});
  });

  router.get('/clock', (_request, response) => {
    response.json(clock.now());
  });
  router.post('/clock', async (request, response) => {
    response.json(await clock.advance(parseBody(advanceSchema, request.body)));
  });
  router.post('/idle', async (_request, response) => {
    await waitUntilQuiet(context);
    response.json({});
  });

  router.post('/faults', (request, response) => {
    // `defined` only leaves out members that are undefined, which the schema allows and a fault does not.
    telegram.faults.add(omitUndefined(parseBody(faultSchema, request.body)) as Fault);
    response.status(201).json({});
  });
  router.get('/faults', (_request, response) => {
    response.json(telegram.faults.list());
  });
  router.delete('/faults', (_request, response) => {
    telegram.faults.clear();
    response.json({});
  });

  router.get('/stats', (_request, response) => {
    response.json(telegram.statistics.view());
  });
  router.get('/requests', async (_request, response) => {
    response.json(await product.requests());
  });
  router.get('/events', (request, response) => events.serve(request, response));
  router.get('/files/:id', (request, response) => {
    const file = telegram.files.byUniqueId(request.params.id);
    if (!file) throw new ControlError(404, 'There is no file with this id.');
    response
      .set({ 'Cache-Control': 'private, max-age=86400', 'X-Content-Type-Options': 'nosniff' })
      .type(file.mimeType)
      .send(telegram.files.read(file));
  });

  router.use((_request: Request, _response: Response) => {
    throw new ControlError(404, 'The control API has no such call.');
  });
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof ControlError) response.status(error.status).json({ error: error.message });
    else if (isUnreadableBody(error)) {
      response.status(error.status).json({ error: 'The body is not JSON that can be read.' });
    } else {
      telegram.logger.error({ event: 'control call failed', error });
      response.status(500).json({ error: 'The simulator failed; its log says why.' });
    }
  });
  return router;
}

function describeBot({ user }: BotAccount) {
  return { username: user.username, firstName: user.first_name };
}

function isUnreadableBody(error: unknown): error is { status: number } {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
