import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import { packageRoot } from '../../src/package-root.js';
import { createWebApp } from '../../src/web/app.js';
import { startServer } from '../../src/web/server.js';
import { podOf, readCompose, readDeployFile, readManifests, readStages, wordsAfter } from './deploy-files.js';

/** Folders and files of the top level that the program does not need while it runs. */
const NOT_RUN = ['test', 'docs', 'findings', 'deploy', 'README.md', 'CONTRIBUTING.md'];
/** What is told to Node.js itself. */
const OF_NODE = ['NODE_ENV'];
const PROCESSES = ['web', 'worker'] as const;
const FILLED_IN: Readonly<Record<string, string>> = {
  CITIZEN_BOT_TOKEN: '11111:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  STAFF_BOT_TOKEN: '22222:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
  PUBLIC_HOST: '137.example.org',
  DATABASE_PASSWORD: 'f00d',
  METRICS_TOKEN: '0123456789abcdef',
  BACKUP_KEY: '0123456789abcdef',
};

/** What compose makes of a value, once `deploy/.env` is filled in. */
function filledIn(value: string): string {
  return value.replace(/\$\{(\w+)(:[?-][^}]*)?\}/g, (_whole, name: string) => FILLED_IN[name] ?? '');
}

/** The variables that the README explains. */
async function explainedVariables(): Promise<ReadonlySet<string>> {
  const readme = await readFile(join(packageRoot, 'README.md'), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  return new Set(
    rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ''),
    ),
  );
}

async function startOfServe(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  return scripts.serve.split(' ');
}

describe('the image', () => {
  it('has everything of the program', async () => {
    const [, stage = []] = await readStages();
    const copied = wordsAfter(stage, 'COPY').flatMap((words) =>
      words.filter((word) => !word.startsWith('--')).slice(0, -1),
    );
    const names = await readdir(packageRoot, { withFileTypes: true });
    const folders = names
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
    const needed = folders.filter(
      (name) => !NOT_RUN.includes(name) && !['node_modules', 'dist', 'data', 'coverage'].includes(name),
    );
    expect(needed.filter((name) => !copied.includes(name))).toEqual([]);
    expect(copied).toEqual(expect.arrayContaining(['package.json', '/app/node_modules', '/app/dist']));
  });

  it('may be given whatever it copies', async () => {
    const allowed = (await readDeployFile('Dockerfile.dockerignore'))
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const stages = await readStages();
    const copied = stages
      .flatMap((stage) => wordsAfter(stage, 'COPY'))
      .filter(([first]) => first?.startsWith('--') !== true)
      .flatMap((words) => words.slice(0, -1));
    expect([...new Set(copied)].sort()).toEqual([...allowed].sort());
    expect(allowed.filter((name) => NOT_RUN.includes(name))).toEqual([]);
  });

  it('starts as `npm run serve` does, as nobody in particular, where its files are kept', async () => {
    const [, stage = []] = await readStages();
    const [command = []] = wordsAfter(stage, 'CMD');
    expect(JSON.parse(command.join(' '))).toEqual(await startOfServe());
    expect(wordsAfter(stage, 'USER')).toEqual([['1000:1000']]);
    const environment = Object.fromEntries(
      wordsAfter(stage, 'ENV')
        .flat()
        .filter(Boolean)
        .map((pair) => pair.split('=')),
    );
    expect(readConfig(environment)).toMatchObject({ host: '0.0.0.0', port: 3137, dataDir: '/data' });
    expect(wordsAfter(stage, 'VOLUME')).toEqual([['/data']]);
  });
});

describe('compose', () => {
  it.each(PROCESSES)('tells each process %s what it understands', async (role) => {
    const { services } = await readCompose();
    const { environment = {}, read_only, cap_drop } = services[role] ?? {};
    const told = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, filledIn(value)]),
    );
    const explained = await explainedVariables();
    expect(Object.keys(told).filter((name) => !explained.has(name))).toEqual([]);
    expect(readConfig(told)).toMatchObject({ processRole: role, publicUrl: 'https://137.example.org' });
    expect({ read_only, cap_drop }).toEqual({ read_only: true, cap_drop: ['ALL'] });
  });

  it('asks for nothing that the example does not name, and names nothing that it does not ask for', async () => {
    const { text, secrets } = await readCompose();
    const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    const named = [...(await readDeployFile('example.env')).matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(JSON.stringify(secrets)).toContain('DATABASE_KEY');
    expect([...new Set([...asked, 'DATABASE_KEY'])].sort()).toEqual([...named].sort());
  });

  it('has every volume, secret and service that is spoken of', async () => {
    const { services, volumes, secrets } = await readCompose();
    const all = Object.values(services);
    const kept = all
      .flatMap((service) => service.volumes ?? [])
      .flatMap((volume) => (/^\w[^:]*:/.test(volume) ? volume.split(':').slice(0, 1) : []));
    expect(kept.filter((name) => !(name in volumes))).toEqual([]);
    expect(all.flatMap((service) => service.secrets ?? []).filter((name) => !(name in secrets))).toEqual([]);
    expect(
      all.flatMap(({ depends_on = {} }) => Object.keys(depends_on)).filter((name) => !(name in services)),
    ).toEqual([]);
  });

  it('mounts files that are there', async () => {
    const { services } = await readCompose();
    const mounted = Object.values(services)
      .flatMap((service) => service.volumes ?? [])
      .flatMap((volume) => (volume.startsWith('.') ? [volume.split(':')[0] ?? ''] : []));
    expect(mounted.length).toBeGreaterThan(4);
    for (const path of mounted) await readFile(join(packageRoot, 'deploy', path));
  });
});

describe('Kubernetes', () => {
  it('tells each process what it understands', async () => {
    const manifests = await readManifests();
    const shared = Object.assign(
      {},
      ...manifests.map(({ data, stringData }) => ({ ...data, ...stringData })),
    );
    const explained = await explainedVariables();
    const pods = manifests.flatMap((manifest) => podOf(manifest) ?? []);
    expect(pods).toHaveLength(3);
    for (const { containers, securityContext, volumes } of pods) {
      const [container] = containers;
      const own = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
      const told = { ...shared, ...FILLED_IN, ...own };
      delete told.PUBLIC_HOST;
      delete told.DATABASE_PASSWORD;
      expect(Object.keys(told).filter((name) => !explained.has(name))).toEqual([]);
      expect(readConfig(told)).toMatchObject({ publicUrl: 'https://137.example.org' });
      expect(securityContext.runAsNonRoot).toBe(true);
      expect(container?.securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
      });
      expect(container?.volumeMounts.map(({ name }) => name).sort()).toEqual(
        volumes.map(({ name }) => name).sort(),
      );
      expect(container?.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(
        expect.arrayContaining(['/data', '/tmp']),
      );
    }
  });

  it('looks where the program answers', async () => {
    const { app } = createWebApp({
      readiness: async () => ({ ready: true, database: 'MongoDB', messenger: 'telegram' }),
      logger: createLogger({ level: 'silent' }),
    });
    const server = await startServer(app, { host: '127.0.0.1', port: 0 });
    try {
      const containers = (await readManifests()).flatMap((manifest) => podOf(manifest)?.containers ?? []);
      const paths = containers.flatMap(({ startupProbe, livenessProbe, readinessProbe }) =>
        [startupProbe, livenessProbe, readinessProbe].flatMap((probe) => probe?.httpGet.path ?? []),
      );
      expect(paths).toHaveLength(6);
      for (const path of new Set(paths)) expect((await fetch(`${server.url}${path}`)).status).toBe(200);
    } finally {
      await server.stop();
    }
  });

  it('applies every file that its page names, and names every file', async () => {
    const names = await readdir(join(packageRoot, 'deploy', 'kubernetes'));
    const named = [...(await readDeployFile('kubernetes', 'README.md')).matchAll(/^\| `([\w.]+)`/gm)].map(
      ([, name]) => name,
    );
    expect(names.filter((name) => name.endsWith('.yaml')).sort()).toEqual([...named].sort());
  });
});

/** Seconds within which a process that is stopped finishes (docs/running.md, «Every wait has a limit»). */
const FINISHES_WITHIN_S = 5;

it('lets a process that is stopped serve on and finish before it is killed', async () => {
  const { services } = await readCompose();
  const inCompose = PROCESSES.map((role) => {
    const { environment = {}, stop_grace_period: grace = '10s' } = services[role] ?? {};
    return { role, drain: Number(environment['DRAIN_SECONDS'] ?? 0), grace: Number.parseInt(grace, 10) };
  });
  const pods = (await readManifests()).flatMap((manifest) => podOf(manifest) ?? []);
  const inCluster = pods.map(({ containers, terminationGracePeriodSeconds: grace = 30 }) => {
    const told = new Map(containers.flatMap(({ env }) => env.map(({ name, value }) => [name, value])));
    return {
      role: told.get('PROCESS_ROLE') ?? 'job',
      drain: Number(told.get('DRAIN_SECONDS') ?? 0),
      grace,
    };
  });
  const all = [...inCompose, ...inCluster];
  expect(all.filter(({ drain, grace }) => grace < drain + FINISHES_WITHIN_S)).toEqual([]);
  // Before these stands a proxy that has to notice.
  expect(all.filter(({ role, drain }) => role === 'web' && drain <= 5)).toEqual([]);
});

it('the service of one machine starts as `npm run serve` does, with what it understands', async () => {
  const unit = await readDeployFile('systemd', 'pasokh-137.service');
  const setting = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  const [node, ...rest] = await startOfServe();
  expect(setting('ExecStart')).toBe([`/usr/bin/${node}`, ...rest].join(' '));
  const told = Object.fromEntries(
    setting('Environment')
      .split(' ')
      .map((pair) => pair.split('=')),
  );
  const explained = await explainedVariables();
  expect(Object.keys(told).filter((name) => !explained.has(name) && !OF_NODE.includes(name))).toEqual([]);
  expect(readConfig(told).dataDir).toBe(`/var/lib/${setting('StateDirectory')}`);
});
