import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Lets schemathesis try the API of a running city; see docs/connecting.md. */
const [url, key, seconds = '600'] = process.argv.slice(2);
if (url === undefined || key === undefined) {
  process.stderr.write('Say where: npm run test:api -- http://127.0.0.1:3137 pk_… [seconds]\n');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache', 'schemathesis');
const program = join(folder, 'bin', 'schemathesis');

function run(command, ...args) {
  // What it remembers of its failures lies beside it.
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: join(root, '.cache') });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(join(root, '.cache'), { recursive: true });
if (!existsSync(program)) {
  run('python3', '-m', 'venv', folder);
  run(join(folder, 'bin', 'pip'), 'install', '--quiet', 'schemathesis==4.32.5');
}
run(
  program,
  ...['--config-file', join(root, 'test/api/schemathesis.toml'), 'run', `${url}/api/v1/openapi.json`],
  ...['--url', `${url}/api/v1`, '-H', `Authorization: Bearer ${key}`, '--max-time', seconds],
  // A key of the bot makes 600 calls a minute: more would only try the limit.
  ...['--rate-limit', '590/m'],
);
