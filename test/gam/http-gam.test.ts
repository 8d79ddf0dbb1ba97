import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { GamAway } from '../../src/gam/gam-port.js';
import { createHttpGam } from '../../src/gam/http-gam.js';
import { httpMapping, readGamMapping } from '../../src/gam/mapping.js';
import { packageRoot } from '../../src/package-root.js';
import { close, listen } from '../simulator/harness.js';
import { LETTER } from './letters.js';

const SHIPPED = join(packageRoot, 'city/mashhad/gam.json');
const FORM = { schema: httpMapping, example: 'city/mashhad/gam.json' };

/** An office automation that answers as it is told, and remembers what it was sent. */
async function openOffice(answer: { status: number; body: unknown }) {
  const calls: { method: string; path: string; authorization: string; body: unknown }[] = [];
  const app = express();
  app.use(express.json(), ({ method, originalUrl: path, headers, body }, response) => {
    calls.push({ method, path, authorization: headers.authorization ?? '', body });
    response.status(answer.status).json(answer.body);
  });
  const { server, address } = await listen(app);
  return { calls, url: address, stop: () => close(server) };
}

async function connect(answer: { status: number; body: unknown }, positions = {}) {
  const office = await openOffice(answer);
  const mapping = { ...(await readGamMapping(SHIPPED, FORM)), positions };
  return { ...office, gam: createHttpGam({ url: office.url, token: 'secret-of-the-office', mapping }) };
}

it('writes a letter with the names and codes of the mapping', async () => {
  const { calls, gam, stop } = await connect({ status: 201, body: { IndicatorNo: '۱۲' } }, { head: '9-120' });
  expect(await gam.put(LETTER)).toEqual({ kind: 'taken', indicator: '۱۲' });
  await gam.withdraw(LETTER);
  await stop();
  expect(calls).toMatchObject([
    {
      method: 'POST',
      path: '/letters',
      authorization: 'Bearer secret-of-the-office',
      body: {
        ClientId: LETTER.id,
        ReceiverCode: '9-120',
        Priority: 'آنی',
        LetterKind: 'داخلی',
        Deadline: null,
      },
    },
    { method: 'POST', path: '/letters/1234567894-2/withdraw' },
  ]);
});

it.each([
  [422, { error: 'این سمت نیست.' }, 'این سمت نیست.'],
  [404, {}, 'HTTP 404'],
])('takes %i for a refusal, with the reason that Gam gives', async (status, body, because) => {
  const { gam, stop } = await connect({ status, body });
  expect(await gam.update(LETTER)).toEqual({ kind: 'refused', because });
  await stop();
});

it.each([401, 429, 500, 503])('takes %i for something that passes', async (status) => {
  const { gam, stop } = await connect({ status, body: {} });
  await expect(gam.put(LETTER)).rejects.toThrow(GamAway);
  await expect(gam.fetchActs()).rejects.toThrow(GamAway);
  await stop();
});

it('reads what was done, whichever keyboard wrote it, and what it cannot read as unreadable', async () => {
  const act = { ActId: 7, ClientId: LETTER.id, No: '2', Signer: 'رئیس', Text: 'متن', TargetCode: '9-120' };
  const { gam, stop } = await connect(
    {
      status: 200,
      body: {
        Acts: [
          { ...act, ActKind: 'پاسخ', Result: 'امكان‌پذير نيست' },
          { ...act, ActKind: ' ارجاع ' },
          { ...act, ActKind: 'بایگانی' },
          { ...act, ActKind: 'پاسخ', Result: 'شاید' },
          { ClientId: LETTER.id },
          'نامه',
        ],
      },
    },
    { head: '9-120' },
  );
  const read = await gam.fetchActs();
  await stop();
  expect(read.map(({ content }) => content)).toEqual([
    { kind: 'answer', outcome: 'notPossible', text: 'متن' },
    { kind: 'referral', to: 'head', note: 'متن' },
    { kind: 'unreadable' },
    { kind: 'unreadable' },
  ]);
  expect(read[0]).toMatchObject({ id: '7', letter: LETTER.id, number: 2, signer: 'رئیس' });
});

it.each([
  ['is not JSON', '{', 'it is not there, or not JSON'],
  ['lacks a name', '{"kind":"داخلی"}', 'priorities'],
  ['gives two positions one code', { head: '1', deputy: '1' }, 'two positions have the code 1'],
])('names what is wrong with a mapping file that %s', async (_what, content, problem) => {
  const folder = await mkdtemp(join(tmpdir(), 'pasokh-gam-'));
  const path = join(folder, 'gam.json');
  const shipped: object = JSON.parse(await readFile(SHIPPED, 'utf8'));
  await writeFile(
    path,
    typeof content === 'string' ? content : JSON.stringify({ ...shipped, positions: content }),
  );
  await expect(readGamMapping(path, FORM)).rejects.toThrow(problem);
  await rm(folder, { recursive: true });
});
