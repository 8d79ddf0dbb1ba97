import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.js';

/** The commands in the blocks of docs/running.md, one after the other. Those marked `sh` are also run (test/backup). */
async function commands(): Promise<readonly string[]> {
  const page = await readFile(join(packageRoot, 'docs/running.md'), 'utf8');
  const blocks = [...page.matchAll(/```(?:sh)?\n(.*?)```/gs)];
  return blocks.flatMap(([, block = '']) => block.trim().split(/\n| && /));
}

it('names only scripts that there are', async () => {
  const { scripts } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
  const named = (await commands()).flatMap((command) => /npm run (\S+)/.exec(command)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it('builds while what builds is installed, and serves what was built', async () => {
  const all = await commands();
  const [build, serve] = ['npm run build', 'npm run serve'].map((words) =>
    all.findIndex((command) => command.includes(words)),
  );
  const before = all.slice(0, build);
  expect(before).toContain('npm ci');
  expect(before.join()).not.toContain('--omit=dev');
  expect(serve).toBeGreaterThan(build ?? 0);
});
