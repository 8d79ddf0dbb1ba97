import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compiledPath } from './compiled.mjs';

/*
 * A process in which the products of many test files run, so that the product is loaded once and the engine knows it
 * well. `POST /` with `{ environment, logLevel }` starts one and answers `{ id, url }`, `DELETE /id` stops it. It tells
 * its parent the port, and ends when the parent does. Nothing of the product is loaded before the first is wanted.
 */

const PRODUCT = compiledPath(fileURLToPath(new URL('started-product.ts', import.meta.url)));
const products = new Map();
let nextId = 1;
let loading;

async function start(options) {
  loading ??= import(pathToFileURL(PRODUCT).href);
  const { startInThisProcess } = await loading;
  const product = await startInThisProcess(options);
  const id = String(nextId++);
  products.set(id, product);
  return { id, url: product.url };
}

async function stop(id) {
  await products.get(id)?.stop();
  products.delete(id);
  return {};
}

async function answer(request) {
  if (request.method === 'POST') return start(await json(request));
  return stop(request.url.slice(1));
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.end(JSON.stringify(body)),
    (error) => {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: error.message }));
    },
  );
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.once('disconnect', () => process.exit());
