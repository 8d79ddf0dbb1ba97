import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../clients/problem.js';
import { PUBLISHED_EVENTS } from '../feed/published-events.js';
import { MOST_FILE_BYTES } from '../telegram/received-file.js';
import { sentEventSchema } from './event-schema.js';
import type { Multipart } from './multipart.js';
import type { Operation } from './operation.js';

/** Problems that every operation may have. */
const USUAL: readonly ProblemCode[] = ['unauthorized', 'tooManyCalls', 'failed', 'unavailable'];
/** Problems of operations that have a body or parameters, that have a scope, that are repeatable. */
const OF_INPUT: readonly ProblemCode[] = ['invalid'];
const OF_BODY: readonly ProblemCode[] = ['malformedJson', 'tooLarge', 'unsupportedType'];
const OF_REPEATABLE: readonly ProblemCode[] = ['keyUsedDifferently'];

const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Chosen by you, new for each act. For 48 hours the same key with the same body is the same act and has the same answer.',
  schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' },
  example: 'saja-140509-118231',
} as const;
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of the state on which you decided; another one is answered with 412.',
  schema: { type: 'string', pattern: '^("[0-9]{1,9}"|[0-9]{1,9}|\\*)$' },
} as const;

const REFERENCE = '#/components/schemas/';

/** The description of the interface, made of the schemas by which every call is checked (OpenAPI 3.1). */
export function describeApi(operations: readonly Operation[], version: string): object {
  const components = new Map<string, unknown>();
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => writeSchema(schema, io, components);
  const paths: Record<string, Record<string, unknown>> = {};
  const links = linksToRequest(operations);
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method]: describe(operation, schemaOf, links) };
  }
  const webhooks = describeWebhooks(schemaOf);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pasokh 137',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Requests of citizens to the municipality, for its other systems. Every answer is JSON in UTF-8, every failure ' +
        'a problem (RFC 9457) with a stable `code`. Moments are ISO 8601 with the offset of the city; digits are Latin. ' +
        'Keys are made by an administrator in the staff bot.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    tags: [
      { name: 'requests', description: 'Registering, following and reading requests.' },
      { name: 'acts', description: 'What a manager, an operator or a caller does, done for them.' },
      { name: 'events', description: 'What happens to requests, in one order.' },
      { name: 'webhooks', description: 'Addresses to which events are sent.' },
      { name: 'city', description: 'The city, and who you are to it.' },
    ],
    paths,
    webhooks,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'pk_<id>_<secret>' } },
      schemas: { ...Object.fromEntries(components), Problem: PROBLEM },
    },
  };
}

const PROBLEM = {
  type: 'object',
  description: 'Why a call was not carried out (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    detail: { type: 'string', description: 'A sentence for whoever made the call.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'message'],
      },
    },
    refusal: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
    scope: { type: 'string' },
    request: { type: 'string' },
    first: { type: 'string', description: 'With `eventsRemoved`: the cursor at which events go on.' },
    latest: { type: 'string', description: 'With `cursorAhead`: the cursor of the last event.' },
  },
  required: ['type', 'title', 'status', 'code'],
} as const;

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => unknown;

/** The operation that makes what others are about. */
const REGISTERING = 'registerRequest';

/** From a request that was registered to whatever can be called about it. */
function linksToRequest(operations: readonly Operation[]): object {
  return Object.fromEntries(
    operations
      .filter(({ path }) => path.startsWith('/requests/{id}'))
      .map(({ name }) => [name, { operationId: name, parameters: { id: '$response.body#/code' } }]),
  );
}

function describe(operation: Operation, schemaOf: SchemaOf, links: object): object {
  const { name, tag, summary, description, scope, status, answer, body, method } = operation;
  const isChange = method === 'post';
  return {
    operationId: name,
    tags: [tag],
    summary,
    ...(description === undefined && scope === undefined
      ? {}
      : { description: [description, scope && `Needs the scope \`${scope}\`.`].filter(Boolean).join(' ') }),
    parameters: [
      ...parametersOf(operation.parameters, 'path', schemaOf),
      ...parametersOf(operation.query, 'query', schemaOf),
      ...(isChange ? [KEY] : []),
      ...(tag === 'acts' || method === 'put' ? [IF_MATCH] : []),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(operation, body, schemaOf) } }),
    responses: {
      [status]: {
        description: 'Done.',
        headers: { RateLimit: { description: 'What is left of this minute.', schema: { type: 'string' } } },
        ...(name === REGISTERING ? { links } : {}),
        ...(answer === undefined
          ? {}
          : { content: { 'application/json': { schema: schemaOf(answer, 'output') } } }),
      },
      ...problemsOf(operation),
    },
  };
}

/** The headers of what is sent to an address, as Standard Webhooks 1.0 names them. */
const SENT_HEADERS = [
  ['webhook-id', 'The id of the event, the same whenever it is sent.'],
  ['webhook-timestamp', 'When it is sent, in seconds since 1970.'],
  [
    'webhook-signature',
    '`v1,` and the HMAC-SHA-256 of `id.timestamp.body` by the secret, in base64; two with a space between them for a day after the secret was renewed.',
  ],
] as const;

/** What is sent to the addresses of other systems, by the type of the event. */
function describeWebhooks(schemaOf: SchemaOf): object {
  const schema = schemaOf(sentEventSchema, 'output');
  return Object.fromEntries(
    [...PUBLISHED_EVENTS].map(([type, sentence]) => [
      type,
      {
        post: {
          operationId: `hear${type.replace(/(?:^|\.)(\w)/g, (_all, letter: string) => letter.toUpperCase())}`,
          tags: ['webhooks'],
          summary: sentence,
          security: [],
          parameters: SENT_HEADERS.map(([name, description]) => ({
            name,
            in: 'header',
            required: true,
            description,
            schema: { type: 'string' },
          })),
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { allOf: [schema, { type: 'object', properties: { type: { const: type } } }] },
              },
            },
          },
          responses: {
            '2XX': { description: 'Taken. Everything else is a failure, and the event is sent again.' },
            '410': { description: 'Nothing more is wanted at this address.' },
          },
        },
      },
    ]),
  );
}

function contentOf(
  { multipart }: Operation,
  body: NonNullable<Operation['body']>,
  schemaOf: SchemaOf,
): object {
  if (body !== 'file') {
    const json = { 'application/json': { schema: schemaOf(body, 'input') } };
    return multipart === undefined ? json : { ...json, 'multipart/form-data': describeParts(multipart) };
  }
  const bytes = { schema: { type: 'string', format: 'binary', minLength: 1, maxLength: MOST_FILE_BYTES } };
  return { 'application/octet-stream': bytes };
}

/** The parts of a body that has files beside its JSON. */
function describeParts({ json, files }: Multipart): object {
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  return {
    schema: {
      type: 'object',
      properties: {
        [json]: { type: 'object', description: 'As in JSON; its files need not have been sent before.' },
        ...Object.fromEntries(files.map((name) => [name, { type: 'array', items: file }])),
      },
      required: [json],
      additionalProperties: false,
    },
    encoding: { [json]: { contentType: 'application/json' } },
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query', schemaOf: SchemaOf) {
  return Object.entries(schema.shape).map(([name, part]) => {
    const field = part as z.ZodType;
    const { description, ...described } = schemaOf(field, 'input') as { description?: string };
    return {
      name,
      in: place,
      required: place === 'path' || !field.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: described,
    };
  });
}

/** The failures of an operation by their status. */
function problemsOf({ body, parameters, query, scope, method, problems }: Operation): object {
  const hasInput = body !== undefined || Object.keys({ ...parameters.shape, ...query.shape }).length > 0;
  const codes = new Set<ProblemCode>([
    ...USUAL,
    ...(hasInput || method === 'post' ? OF_INPUT : []),
    ...(body === undefined ? [] : OF_BODY),
    ...(scope === undefined ? [] : (['scopeMissing'] as const)),
    ...(method === 'post' ? OF_REPEATABLE : []),
    ...problems,
  ]);
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const [status, sentence] = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${sentence}`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, sentences]) => [
      status,
      {
        description: sentences.join(' '),
        content: { 'application/problem+json': { schema: { $ref: `${REFERENCE}Problem` } } },
      },
    ]),
  );
}

/** A schema as JSON Schema; whatever has an id in it goes to the components, and is referred to. */
function writeSchema(schema: z.ZodType, io: 'input' | 'output', components: Map<string, unknown>): unknown {
  const {
    $schema: _version,
    $defs = {},
    ...written
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    reused: 'inline',
  }) as Record<string, unknown> & { $defs?: Record<string, unknown> };
  for (const [id, described] of Object.entries($defs)) components.set(id, referToComponents(described));
  const own = z.globalRegistry.get(schema)?.id;
  if (own === undefined) return referToComponents(written);
  // A schema that is referred to within itself is among its own definitions already.
  if (!components.has(own)) components.set(own, referToComponents(written));
  return { $ref: `${REFERENCE}${own}` };
}

/** The same schema with references to its own definitions led to the components, and without ids. */
function referToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referToComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'id' || typeof (value as { id: unknown }).id !== 'string')
      .map(([name, inner]) => [
        name,
        name === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', REFERENCE)
          : referToComponents(inner),
      ]),
  );
}
