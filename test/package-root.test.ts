import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { packageRoot } from '../src/package-root.js';

it('is the folder of package.json, wherever the program was started from', async () => {
  expect(isAbsolute(packageRoot)).toBe(true);
  const text = await readFile(join(packageRoot, 'package.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ name: 'pasokh-137' });
});
