import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../src/package-root.js';

/** A profile as `--cpu-prof` writes it, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly hitCount?: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      /** From 0. */
      readonly lineNumber: number;
    };
  }[];
}

/** A function with its own time, without that of what it called. */
interface OwnTime {
  readonly name: string;
  /** From 0 to 1, of the time in which the processor did something. */
  readonly share: number;
}

/** What the engine says it does while nothing is to be done. */
const IDLE = '(idle)';
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The functions with the most time of their own, the largest first. */
export function largestByOwnTime({ nodes }: CpuProfile, count: number): readonly OwnTime[] {
  const hits = new Map<string, number>();
  let all = 0;
  for (const { hitCount = 0, callFrame } of nodes) {
    if (callFrame.functionName === IDLE) continue;
    all += hitCount;
    const name = nameOf(callFrame);
    hits.set(name, (hits.get(name) ?? 0) + hitCount);
  }
  return [...hits]
    .map(([name, own]) => ({ name, share: own / all }))
    .sort((left, right) => right.share - left.share)
    .slice(0, count);
}

/** The profiles as a table of Markdown, with a heading. */
export function sectionOf(title: string, largest: readonly OwnTime[]): string {
  const lines = largest.map(({ name, share }) => `| ${(share * 100).toFixed(1)} % | \`${name}\` |`);
  return [`## ${title}`, '', '| own time | function |', '| --- | --- |', ...lines].join('\n');
}

/** Reads the one profile that a program has written into a folder. */
export async function readProfile(folder: string): Promise<CpuProfile> {
  const file = (await readdir(folder)).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error('The program has written no profile.');
  // The engine writes this shape.
  return JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
}

/** A function in words: where it stands in this project, else its package. */
function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const ofPackage = PACKAGE.exec(url)?.[1];
  if (ofPackage !== undefined) return `${name}, ${ofPackage}`;
  if (!url.startsWith('file:')) return url === '' ? name : `${name}, ${url}`;
  return `${name}, ${relative(packageRoot, fileURLToPath(url))}:${lineNumber + 1}`;
}
