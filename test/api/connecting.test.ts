import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SCOPES } from '../../src/clients/client.js';
import { packageRoot } from '../../src/package-root.js';
import { REGISTRY_SCOPES } from '../../src/product/client-access.js';
import { type Desk, HEAD, HEAD_POSITION, openDesk } from '../bots/staff/staff-phones.js';
import { eventually } from '../support/eventually.js';
import { type ApiClient, createApiClients } from './api-client.js';
import { readCurlLines, runLines } from './curl-lines.js';
import { generateClient } from './generated-client.js';

let desk: Desk;
let client: ApiClient;
beforeAll(async () => {
  desk = await openDesk();
  client = await createApiClients(desk)({ scopes: SCOPES });
});
afterAll(() => desk.stop());

it('leads from a key to an answered and rated request by the lines of the guide', async () => {
  const blocks = await readCurlLines('connecting');
  expect(blocks.length).toBeGreaterThan(5);
  const variables = { API: `${desk.url}/api/v1`, KEY: client.key, HOLDER: String(HEAD) };
  for (const lines of blocks) await runLines(lines, variables);
  const { body } = await client.get('/requests/saja:140509-118231');
  expect(body).toMatchObject({ status: 'closed', rating: 5, answer: { by: { code: HEAD_POSITION } } });
});

it('leads to events that are asked for and sent by the lines of the other guide', async () => {
  const types: string[] = [];
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    types.push(JSON.parse(body).type);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  const variables = {
    API: `${desk.url}/api/v1`,
    KEY: client.key,
    RECEIVER: `http://127.0.0.1:${port}/events`,
  };
  const blocks = await readCurlLines('events');
  expect(blocks).toHaveLength(3);
  for (const lines of blocks) await runLines(lines, variables);
  await desk.file();
  await eventually(() => types.includes('request.referred'));
  expect(types).not.toContain('request.registered');
  receiver.closeAllConnections();
  receiver.close();
});

it('says of Saja only what can be called, and of Gam only what its mapping file has', async () => {
  const description = await (await fetch(`${desk.url}/api/v1/openapi.json`)).text();
  const [saja, gam, mapping] = await Promise.all(
    ['docs/saja.md', 'docs/gam.md', 'city/mashhad/gam.json'].map((path) =>
      readFile(join(packageRoot, path), 'utf8'),
    ),
  );
  const calls = [...(saja ?? '').matchAll(/`(?:GET|POST) (\/[\w/{}]+)/g)].map(([, path = '']) => path);
  expect(calls.length).toBeGreaterThan(3);
  const { paths } = JSON.parse(description) as { readonly paths: object };
  expect(calls.filter((path) => !(path.replace('{code}', '{id}') in paths) && !(path in paths))).toEqual([]);
  const scopes = [...(saja ?? '').matchAll(/`([a-z]+:[a-z]+|webhooks)`/g)].map(([, scope]) => scope);
  expect(new Set(scopes)).toEqual(new Set(REGISTRY_SCOPES));

  const section = (gam ?? '').split('## Mapping Gam')[1]?.split('\n## ')[0] ?? '';
  const names = [...section.matchAll(/^- (.*?):/gm)].flatMap(([, named = '']) =>
    [...named.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
  const known = Object.keys(JSON.parse(mapping ?? '{}') as object).filter((name) => !name.startsWith('//'));
  expect(names.length).toBeGreaterThan(5);
  expect(known).toEqual(expect.arrayContaining(names));
});

it('is used by a client that a public generator makes of its description', async () => {
  const description = (await (await fetch(`${desk.url}/api/v1/openapi.json`)).json()) as object;
  const { OpenAPI, RequestsService, ActsService } = await generateClient(description);
  OpenAPI.BASE = `${desk.url}/api/v1`;
  OpenAPI.TOKEN = client.key;
  const { code, status } = await RequestsService.registerRequest({
    idempotencyKey: 'generated-1',
    requestBody: { text: 'چاله در کوچه', category: 'pothole', place: { district: 'district-9' } },
  });
  expect(status).toBe('referred');
  await ActsService.answerRequest({
    id: code,
    idempotencyKey: 'generated-2',
    requestBody: {
      actor: { kind: 'manager', position: HEAD_POSITION, person: String(HEAD) },
      outcome: { kind: 'done' },
      text: 'چاله پر شد و محل باز است.',
    },
  });
  expect(await RequestsService.readRequest({ id: code })).toMatchObject({ code, status: 'answered' });
});
