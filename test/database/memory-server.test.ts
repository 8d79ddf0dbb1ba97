import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectToDatabase } from '../../src/database/connection.js';
import { downloadFrom, openWorkplace, SILENT, type Workplace, writeStandInForMongod } from './support.js';

let place: Workplace;
let mirror: Server;

beforeEach(async () => {
  place = await openWorkplace();
});
afterEach(async () => {
  mirror.closeAllConnections();
  mirror.close();
  await place.clean();
});

/** A server from which an archive with the stand-in for mongod can be downloaded. Resolves to its address. */
async function startMirror(): Promise<string> {
  await writeStandInForMongod(place.dataDir);
  const archive = join(place.dataDir, 'mongod.tgz');
  await promisify(execFile)('tar', ['-czf', archive, '-C', place.dataDir, 'bin/mongod']);
  const bytes = await readFile(archive);
  const digest = createHash('md5').update(bytes).digest('hex');
  mirror = createServer((request, response) => {
    response.end(request.url?.endsWith('.md5') ? digest : bytes);
  });
  return listen();
}

async function listen(): Promise<string> {
  mirror.listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  // A server that listens on TCP has an address of this form.
  const { port } = mirror.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

it('downloads a mongod once, keeps its files in the folder and needs no way to the download later', async () => {
  const first = await place.start({
    environment: downloadFrom(await startMirror()),
  });
  const { connection, close } = await connectToDatabase({ uri: first.uri, logger: SILENT });
  await connection.collection('things').insertOne({ code: 'a' });
  await close();
  await first.stop();

  const second = await place.start();
  const again = await connectToDatabase({ uri: second.uri, logger: SILENT });

  expect([first.kind, second.kind]).toEqual(['memoryServer', 'memoryServer']);
  expect(await again.connection.collection('things').countDocuments()).toBe(1);
  await again.close();
});

it('does not wait for a download that does not come', async () => {
  mirror = createServer(() => undefined);

  const database = await place.start({
    environment: downloadFrom(await listen()),
  });

  expect(database.kind).toBe('embedded');
});

it('goes on to the embedded database where nothing can be reached, and where it may not download', async () => {
  mirror = createServer(() => undefined);

  const unreached = await place.start({ environment: downloadFrom('http://127.0.0.1:9') });
  await unreached.stop();
  const looked = place.said.filter((sentence) => sentence.includes('to download'));
  await place.clean();
  place = await openWorkplace();
  const forbidden = await place.start();

  expect([unreached.kind, forbidden.kind]).toEqual(['embedded', 'embedded']);
  expect(looked).toHaveLength(1);
  expect(place.said.filter((sentence) => sentence.includes('to download'))).toEqual([]);
});
