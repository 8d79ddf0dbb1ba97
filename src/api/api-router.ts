import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
  raw,
} from 'express';
import { z } from 'zod';
import type { Authentication } from '../clients/authentication.js';
import { type Checked, check, readJson } from '../clients/checked-body.js';
import type { Client } from '../clients/client.js';
import { type ClientGate, clientOf } from '../clients/client-gate.js';
import { type Problem, type ProblemCode, sendProblem } from '../clients/problem.js';
import { answerNotFound } from '../clients/problem-handler.js';
import { LOCALES, type Locale } from '../config.js';
import { MOST_FILE_BYTES } from '../telegram/received-file.js';
import type { KeptAnswer } from './call-store.js';
import { createDescriptionPage } from './description-page.js';
import { readParts } from './multipart.js';
import { describeApi } from './openapi.js';
import type { Operation } from './operation.js';
import { answerOf, type RepeatCalls } from './repeatable.js';

/** The parts of the interface for other systems. */
export interface ApiOptions {
  readonly operations: readonly Operation[];
  readonly gate: ClientGate;
  readonly repeatCalls: RepeatCalls;
  readonly authentication: Pick<Authentication, 'noteOverstep'>;
  readonly handleProblems: ErrorRequestHandler;
  /** What else is served without a key: files at signed addresses. */
  readonly open: readonly Router[];
  readonly defaultLocale: Locale;
  /** The version of the program. */
  readonly version: string;
}

/** A key is visible letters, digits and signs. */
const KEY = /^[\x21-\x7e]{1,100}$/;

/** What a client may not do for whom it names. */
const OVERSTEPS: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['scopeMissing', 'notTheirs']);

/** The `ETag` of a request, also without its quotes, or any. */
const IF_MATCH = /^("[0-9]{1,9}"|[0-9]{1,9}|\*)$/;

/** The interface for other systems, `/api/v1`; every answer is JSON, every failure a problem (RFC 9457). */
export function createApiRouter(options: ApiOptions): Router {
  const { operations, gate, handleProblems } = options;
  const described = describeApi(operations, options.version);
  const description = JSON.stringify(described);
  const api = Router({ caseSensitive: true });
  api.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(description);
  });
  api.use(createDescriptionPage(described));
  for (const router of options.open) api.use(router);
  api.use(gate.authenticate);
  for (const operation of operations) {
    api[operation.method](
      operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      ...(operation.scope === undefined ? [] : [gate.require(operation.scope)]),
      ...readerOf(operation),
      handlerOf(operation, options),
    );
  }
  for (const [path, methods] of methodsByPath(operations)) {
    api.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (_request, response) => {
      sendProblem(response, { code: 'methodNotAllowed', headers: { Allow: methods.join(', ') } });
    });
  }
  api.use(answerNotFound);
  api.use(handleProblems);
  const router = Router();
  router.use('/api/v1', api);
  return router;
}

function readerOf({ body, multipart }: Operation): readonly RequestHandler[] {
  if (body === undefined) return [];
  if (body === 'file') return [raw({ type: () => true, limit: MOST_FILE_BYTES })];
  return [multipart === undefined ? readJson() : readParts(multipart, readJson())];
}

function handlerOf(operation: Operation, options: ApiOptions): RequestHandler {
  return async (request, response) => {
    const read = readCall(operation, request);
    if (!read.ok) return sendProblem(response, read.problem);
    const ifMatch = request.get('if-match');
    if (ifMatch !== undefined && !IF_MATCH.test(ifMatch)) {
      const message = 'Send the ETag as it was answered.';
      return sendProblem(response, { code: 'invalid', errors: [{ path: 'If-Match', message }] });
    }
    const call = {
      ...read.value,
      client: clientOf(response),
      locale: localeOf(request, options.defaultLocale),
      ...(ifMatch === undefined ? {} : { ifMatch }),
    };
    // Checked against the schemas of this operation just now, which is what its handler takes.
    const carryOut = async (repeatable: unknown) => {
      const result = await operation.handle({ ...call, repeatable } as never);
      if (!result.ok && OVERSTEPS.has(result.problem.code)) options.authentication.noteOverstep(call.client);
      return result;
    };
    if (operation.method !== 'post') return send(response, answerOf(await carryOut(undefined)));
    return answerOnce({ request, response, client: call.client, carryOut }, options.repeatCalls);
  };
}

/** Carries out a call that changes something, under its key. */
async function answerOnce(
  call: {
    readonly request: Request;
    readonly response: Response;
    readonly client: Client;
    readonly carryOut: Parameters<RepeatCalls['run']>[1];
  },
  repeatCalls: RepeatCalls,
): Promise<void> {
  const { request, response, client, carryOut } = call;
  const key = request.get('idempotency-key') ?? '';
  if (!KEY.test(key)) {
    const message = 'Send an Idempotency-Key of 1 to 100 visible signs, new for each act.';
    return sendProblem(response, { code: 'invalid', errors: [{ path: 'Idempotency-Key', message }] });
  }
  const body: unknown = request.body;
  const content = [
    request.method,
    request.originalUrl,
    Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null),
  ];
  const answer = await repeatCalls.run({ client, key, content }, carryOut);
  if ('status' in answer) send(response, answer);
  else sendProblem(response, answer);
}

/** The language that a caller prefers among ours; the city's own where none is said. */
function localeOf(request: Request, defaultLocale: Locale): Locale {
  if (request.get('accept-language') === undefined) return defaultLocale;
  const preferred = request.acceptsLanguages([...LOCALES]);
  return LOCALES.find((locale) => locale === preferred) ?? defaultLocale;
}

/** What an operation's schemas make of a call, or the first thing that is wrong. */
function readCall(
  { parameters, query, body }: Operation,
  request: Request,
): Checked<{ readonly path: unknown; readonly query: unknown; readonly body: unknown }> {
  const path = check(parameters, request.params);
  if (!path.ok) return { ok: false, problem: { code: 'notFound' } };
  const asked = check(query, withNumbers(query, request.query));
  if (!asked.ok) return namingParameters(asked.problem);
  if (body === undefined || body === 'file') {
    const bytes: unknown = request.body;
    const isEmpty = body === 'file' && !(Buffer.isBuffer(bytes) && bytes.length > 0);
    if (isEmpty)
      return { ok: false, problem: { code: 'invalid', errors: [{ path: '', message: 'No file.' }] } };
    return { ok: true, value: { path: path.value, query: asked.value, body: bytes } };
  }
  const given = check(body, request.body);
  return given.ok ? { ok: true, value: { path: path.value, query: asked.value, body: given.value } } : given;
}

/** A query in which texts that are whole numbers are such, where a number is asked for. */
function withNumbers({ shape }: z.ZodObject, query: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const part: unknown = Object.hasOwn(shape, name) ? shape[name] : undefined;
      const inner = part instanceof z.ZodOptional ? part.unwrap() : part;
      const isNumber =
        inner instanceof z.ZodNumber && typeof value === 'string' && /^-?\d{1,15}$/.test(value);
      return [name, isNumber ? Number(value) : value];
    }),
  );
}

/** The same problem with the names of parameters in place of JSON pointers. */
function namingParameters(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  const errors = (problem.errors ?? []).map(({ path, message }) => ({
    path: path.replace('/', ''),
    message,
  }));
  return { ok: false, problem: { ...problem, errors } };
}

function send(response: Response, { status, headers, body }: KeptAnswer): void {
  if (status === 204) response.status(204).end();
  else response.status(status).set(headers).send(body);
}

function methodsByPath(operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of operations) {
    methods.set(path, [
      ...(methods.get(path) ?? []),
      method.toUpperCase(),
      ...(method === 'get' ? ['HEAD'] : []),
    ]);
  }
  // An address with a name of its own is not one of those that stand for any number.
  return new Map(
    [...methods].toSorted(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{'))),
  );
}
