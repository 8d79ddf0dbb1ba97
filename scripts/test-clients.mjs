import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonWith, run } from './python.mjs';

/** Lets public packages read the open data and the events of a running city; see docs/connecting.md. */
const [url, key] = process.argv.slice(2);
if (url === undefined || key === undefined) {
  process.stderr.write('Say where: npm run test:clients -- http://127.0.0.1:3137 pk_…\n');
  process.exit(2);
}
const programs = pythonWith('clients', ['georeport==0.3.1', 'standardwebhooks==1.1.0']);
if (programs === undefined) process.exit(0);
const root = fileURLToPath(new URL('..', import.meta.url));
const play = (script, ...words) => run(join(programs, 'python'), [join(root, script), url, ...words]);
// The first leaves a request for the second to read.
const isHeard = play('test/webhooks/verify-with-standardwebhooks.py', key);
process.exit(isHeard && play('test/open311/read-with-georeport.py') ? 0 : 1);
