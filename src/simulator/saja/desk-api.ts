import express from 'express';
import { z } from 'zod';
import { createFaultRoutes } from '../other-systems/fault-routes.js';
import type { CallBook, SajaCall, TakenCall } from './call-book.js';
import type { CityLists } from './city-lists.js';
import { SAJA_FAULTS, type SajaFaults } from './faults.js';
import type { KnownRequest, RequestBook } from './request-book.js';
import { SYSTEM } from './sending.js';

/** A line of the registry: a call of its own with its request, or a request that was filed elsewhere. */
export interface RegistryLine {
  /** The registry's own number, or the tracking code of what was filed elsewhere. */
  readonly id: string;
  readonly call?: SajaCall;
  readonly standing?: KnownRequest['standing'];
  readonly heard: KnownRequest['heard'];
}

const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .optional()
    .transform((text) => (text === '' ? undefined : text));
const callSchema = z.object({
  name: optional(200),
  phone: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(10_000),
  category: optional(100),
  district: optional(100),
  address: optional(1_000),
});
const said = z.string().trim().min(1).max(10_000);
const actSchema = z.union([
  z.object({ kind: z.literal('rate'), score: z.number().int().min(1).max(5) }),
  z.object({ kind: z.enum(['object', 'add', 'reply', 'withdraw']), text: said }),
]);

/** What operators do at the screens of the registry, for the page and for tests; and the faults of the system. */
export function createDeskApi(options: {
  readonly calls: CallBook;
  readonly requests: RequestBook;
  readonly city: CityLists;
  readonly faults: SajaFaults;
  /** Somebody works with the registry, or something is to be sent. */
  readonly onUse: () => void;
  /** The registry is back after it was away. */
  readonly onBack: () => void;
}): express.Router {
  const { calls, requests, city, faults, onUse, onBack } = options;
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));
  router.use((_request, _response, next) => {
    onUse();
    next();
  });

  router.get('/city', async (_request, response) => {
    response.json(await city.read());
  });
  router.get('/lines', (_request, response) => {
    response.json(linesOf(calls.list(), requests));
  });
  router.post('/calls', (request, response) => {
    const given = callSchema.safeParse(request.body);
    if (!given.success) {
      return void response.status(400).json({ error: 'شماره و شرح درخواست را بنویسید.' });
    }
    response.status(201).json({ id: calls.take(takenOf(given.data)).id });
    onUse();
  });
  router.put('/calls/:id', (request, response) => {
    const given = callSchema.safeParse(request.body);
    const call = given.success ? calls.correct(request.params.id, takenOf(given.data)) : undefined;
    if (call === undefined) return void response.status(409).json({ error: 'این تماس دیگر عوض نمی‌شود.' });
    response.json({ id: call.id });
    onUse();
  });
  router.post('/calls/:id/acts', (request, response) => {
    const given = actSchema.safeParse(request.body);
    if (!given.success) return void response.status(400).json({ error: 'بنویسید تماس‌گیرنده چه می‌گوید.' });
    const act = calls.act(request.params.id, given.data);
    if (act === undefined) {
      return void response.status(409).json({ error: 'این تماس هنوز ثبت نشده است.' });
    }
    response.status(201).json({ number: act.number });
    onUse();
  });
  router.post('/calls/:id/told', (request, response) => {
    const { code = '' } = calls.find(request.params.id) ?? {};
    const { heard = [], readAfter = 0 } = requests.find(code) ?? {};
    // What the screen shows is at least as new as what was known when it was read.
    const { seq } = heard[readAfter - 1] ?? { seq: 1 };
    if (calls.noteTold(request.params.id, seq) === undefined) {
      return void response.status(409).json({ error: 'این تماس هنوز ثبت نشده است.' });
    }
    response.json({});
    onUse();
  });
  router.use(createFaultRoutes({ kinds: SAJA_FAULTS, faults, onCleared: async () => onBack() }));
  return router;
}

/** What was written down, without what was left out. */
function takenOf({ phone, text, ...more }: z.output<typeof callSchema>): TakenCall {
  const { name, category, district, address } = more;
  return {
    phone,
    text,
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(district === undefined ? {} : { district }),
    ...(address === undefined ? {} : { address }),
  };
}

/** The lines of the registry: its own calls, and what was filed elsewhere, by the time at which each came. */
function linesOf(calls: readonly SajaCall[], requests: RequestBook): readonly RegistryLine[] {
  const own = calls.map((call): RegistryLine => {
    const request = call.code === undefined ? undefined : requests.find(call.code);
    return { id: call.id, call, ...knownOf(request) };
  });
  const elsewhere = requests
    .list()
    // What was registered here may be heard of before its registering is answered.
    .filter(({ standing }) => standing !== undefined && standing.externalIds[SYSTEM] === undefined)
    .map((request): RegistryLine => ({ id: request.id, ...knownOf(request) }));
  return [...own, ...elsewhere].toSorted((one, other) => cameAt(one) - cameAt(other));
}

function knownOf(request: KnownRequest | undefined): Omit<RegistryLine, 'id' | 'call'> {
  if (request === undefined) return { heard: [] };
  const { standing, heard } = request;
  return { heard, ...(standing === undefined ? {} : { standing }) };
}

function cameAt({ call, standing }: RegistryLine): number {
  return Date.parse(call?.takenAt ?? standing?.filedAt ?? '');
}
