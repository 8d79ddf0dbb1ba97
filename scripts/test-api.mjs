import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonWith, run } from './python.mjs';

/** Lets schemathesis try the API of a running city; see docs/connecting.md. */
const [url, key, seconds = '600'] = process.argv.slice(2);
if (url === undefined || key === undefined) {
  process.stderr.write('Say where: npm run test:api -- http://127.0.0.1:3137 pk_… [seconds]\n');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const programs = pythonWith('schemathesis', ['schemathesis==4.32.5']);
if (programs === undefined) process.exit(0);
const isAllWell = run(
  join(programs, 'schemathesis'),
  [
    ...['--config-file', join(root, 'test/api/schemathesis.toml'), 'run', `${url}/api/v1/openapi.json`],
    ...['--url', `${url}/api/v1`, '-H', `Authorization: Bearer ${key}`, '--max-time', seconds],
    // A key of the bot makes 600 calls a minute: more would only try the limit.
    ...['--rate-limit', '590/m'],
  ],
  // What it remembers of its failures lies beside it.
  { cwd: join(root, '.cache') },
);
process.exit(isAllWell ? 0 : 1);
