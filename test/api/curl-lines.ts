import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The shell lines of a guide, block by block; those that only set what a reader fills in are left out. */
export async function readCurlLines(name: 'connecting' | 'events'): Promise<readonly string[]> {
  const guide = await readFile(`docs/${name}.md`, 'utf8');
  const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, lines = '']) => lines);
  return blocks.filter((lines) => lines.includes('$API/'));
}

/** Carries out a block as a reader would; rejects where a line of it fails. Resolves to what it wrote. */
export async function runLines(lines: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', lines], {
    env: { PATH: process.env['PATH'], ...variables },
  });
  return stdout;
}
