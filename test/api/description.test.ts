import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { z } from 'zod';
import { describeApi } from '../../src/api/openapi.js';
import { PUBLISHED_EVENTS } from '../../src/feed/published-events.js';
import { createApiOperations } from '../../src/product/api-operations.js';
import { fc } from '../support/seeded.js';
import { TAKEN } from './bodies.js';

/** Nothing is carried out here: what an operation is described by depends on no part. */
const operations = createApiOperations({} as never);
interface Described {
  readonly operationId: string;
  readonly description?: string;
  readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, object>>;
}
const description = describeApi(operations, '1.0.0') as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: Described }>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
const described = Object.values(description.paths).flatMap((methods) => Object.values(methods));

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'api', components: description.components });

/** What another system's library says of values, by our description. */
function readerOf(schema: object): (value: unknown) => boolean {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
  return ajv.compile(JSON.parse(text) as object);
}

it('describes each operation once, under a name of its own, and refers to nothing that is not there', () => {
  expect(description.openapi).toBe('3.1.0');
  const names = described.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(operations.length);
  const referred = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  const missing = referred
    .map(([, name = '']) => name)
    .filter((name) => !(name in description.components.schemas));
  expect(missing).toEqual([]);
  expect(JSON.stringify(description)).not.toContain('$defs');
});

it('takes no text with a zero character, wherever it is in it', () => {
  const patterns = [...JSON.stringify(description).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    ([, pattern = '']) => new RegExp(JSON.parse(pattern), 'u'),
  );
  // One that does not look at all of a text stands beside one that does.
  const ofTexts = patterns
    .filter(({ source }) => source.startsWith('^'))
    .filter((one) => one.test('چاله جلوی خانه'));
  expect(ofTexts).not.toEqual([]);
  for (const text of ['\u0000', '\u0000چاله', 'چاله\u0000جلوی خانه', 'چاله\u0000']) {
    expect(ofTexts.filter((pattern) => pattern.test(text))).toEqual([]);
  }
});

it('describes what is sent for each type of event, in a form that its own reader takes', () => {
  expect(Object.keys(description.webhooks)).toEqual([...PUBLISHED_EVENTS.keys()]);
  const { post } = description.webhooks['request.answered'] ?? {};
  const reads = readerOf(post?.requestBody?.content['application/json']?.schema ?? {});
  const message = {
    type: 'request.answered',
    timestamp: '2026-11-24T09:00:00+03:30',
    data: {
      id: `evt_${'0'.repeat(32)}`,
      code: '5724910382',
      seq: 3,
      request: {
        status: 'answered',
        unit: 'district-9',
        position: 'mayor',
        category: null,
        district: null,
        dueAt: null,
        lastSeq: 3,
      },
    },
  };
  expect(reads(message)).toBe(true);
  expect(reads({ ...message, type: 'request.rated' })).toBe(false);
});

it('asks for a key of whoever posts, and of nobody else', () => {
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, { parameters }] of Object.entries(methods)) {
      const needsKey = parameters.some(({ name, required }) => name === 'Idempotency-Key' && required);
      expect([path, method, needsKey]).toEqual([path, method, method === 'post']);
    }
  }
});

it('describes the parts in which a request may come with its files', () => {
  const { requestBody } = described.find(({ operationId }) => operationId === 'registerRequest') ?? {};
  expect(requestBody?.content['multipart/form-data']).toMatchObject({
    schema: { required: ['request'], properties: { photo: { type: 'array' }, voice: { type: 'array' } } },
    encoding: { request: { contentType: 'application/json' } },
  });
});

it('leads from a request that was registered to all that can be called about it', () => {
  const { responses } = described.find(({ operationId }) => operationId === 'registerRequest') ?? {};
  const { links = {} } = (responses?.['201'] ?? {}) as { readonly links?: object };
  const about = operations.filter(({ path }) => path.startsWith('/requests/{id}'));
  expect(Object.keys(links)).toEqual(about.map(({ name }) => name));
});

/** Values that may stand anywhere: Persian and other texts, numbers, moments, and what is nothing of the kind. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    'چاله',
    'a\0',
    'ي ك ۱۲۳',
    '👍🏽'.repeat(30),
    'ن'.repeat(61),
    '۱'.repeat(4_001),
    'mayor',
    'http://10.0.0.7:8080/?a=@b',
    'https://user:word@a.example',
    'https://a.example/#x',
    'ftp://a.example',
    'https://a.example/چاله',
  ),
  fc.constantFrom<unknown>(
    '2026-12-01',
    '2026-12-01T10:00:00',
    '2026-12-01T10:00:00Z',
    '2026-02-30T10:00:00+03:30',
  ),
  fc.constantFrom<unknown>(null, true, 0, 1, 5, 6, -1, 1.5, 168, 169, 1e21, [], {}, ['a'], { kind: 'done' }),
  fc.constantFrom<unknown>(...Object.values(TAKEN).flatMap((body) => Object.values(body))),
  fc.string({ unit: 'grapheme', maxLength: 70 }),
);

/** A body with a value somewhere in it replaced, taken away or added. */
function changed(body: unknown, pick: number, value: unknown, how: 'replace' | 'remove' | 'add'): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return value;
  const names = Object.keys(body);
  const name = names[pick % Math.max(1, names.length)];
  if (how === 'add') return { ...body, [`new${pick % 3}`]: value };
  if (name === undefined) return value;
  const { [name]: inner, ...rest } = body as Record<string, unknown>;
  if (how === 'remove') return rest;
  const isDeeper = typeof inner === 'object' && inner !== null && pick % 2 === 1;
  return { ...rest, [name]: isDeeper ? changed(inner, Math.floor(pick / 2), value, how) : value };
}

describe.each(
  operations.flatMap(({ name, body }) => (body === undefined || body === 'file' ? [] : [[name, body]])),
)('the body of %s', (name, body) => {
  const operation = described.find(({ operationId }) => operationId === name);
  const schema = operation?.requestBody?.content['application/json']?.schema ?? {};
  const isTakenByDescription = readerOf(schema);
  const zod = body as z.ZodType;

  it('is taken by the schema and by its description, where it is right', () => {
    expect(zod.safeParse(TAKEN[String(name)]).success).toBe(true);
    expect(isTakenByDescription(TAKEN[String(name)])).toBe(true);
  });

  it('is taken by both or by neither, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        anything,
        fc.constantFrom('replace', 'remove', 'add'),
        (pick, value, how) => {
          // What comes over the wire is JSON.
          const given: unknown = JSON.parse(JSON.stringify(changed(TAKEN[String(name)], pick, value, how)));
          expect([given, isTakenByDescription(given)]).toEqual([given, zod.safeParse(given).success]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
