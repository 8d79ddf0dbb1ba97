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

it('says before each block of commands who has run them, and marks as run by a test those that one runs', async () => {
  const page = await readFile(join(packageRoot, 'docs/running.md'), 'utf8');
  // At even places stands what is between two blocks, at odd ones a block.
  const parts = page.split(/^```/m);
  const blocks = parts.flatMap((block, place) => {
    const before = parts[place - 1]?.trim().split('\n\n').at(-1) ?? '';
    return place % 2 === 1 ? [{ command: block.split('\n')[1], isSh: block.startsWith('sh\n'), before }] : [];
  });
  expect(blocks.length).toBeGreaterThan(6);
  expect(blocks.filter(({ before }) => !/\b(Run by a test|Run by hand|Not run)\b/.test(before))).toEqual([]);
  expect(blocks.filter(({ before, isSh }) => isSh && !/\bRun by a test\b/.test(before))).toEqual([]);
});
