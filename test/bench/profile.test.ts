import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/package-root.js';
import { largestByOwnTime, sectionOf } from './profile.js';

const node = (functionName: string, url: string, hitCount?: number) => ({
  callFrame: { functionName, url, lineNumber: 4 },
  ...(hitCount === undefined ? {} : { hitCount }),
});
const OURS = pathToFileURL(join(packageRoot, 'src', 'clock.ts')).href;
const THEIRS = pathToFileURL(join(packageRoot, 'node_modules', '@grammyjs', 'types', 'index.js')).href;

it('adds up what stands in several places of the tree, and leaves out the time in which nothing was done', () => {
  const nodes = [
    node('(idle)', '', 900),
    node('sleep', OURS, 20),
    node('(root)', ''),
    node('sleep', OURS, 40),
  ];
  expect(largestByOwnTime({ nodes: [...nodes, node('', THEIRS, 40)] }, 2)).toEqual([
    { name: 'sleep, src/clock.ts:5', share: 0.6 },
    { name: '(anonymous), @grammyjs/types', share: 0.4 },
  ]);
});

it('names what belongs to the engine by its address, or by what the engine calls it', () => {
  const nodes = [node('(garbage collector)', '', 3), node('writev', 'node:net', 1)];
  expect(largestByOwnTime({ nodes }, 10).map(({ name }) => name)).toEqual([
    '(garbage collector)',
    'writev, node:net',
  ]);
});

it('makes a table of it', () => {
  expect(sectionOf('A profile', [{ name: 'sleep', share: 0.605 }])).toBe(
    '## A profile\n\n| own time | function |\n| --- | --- |\n| 60.5 % | `sleep` |',
  );
});
