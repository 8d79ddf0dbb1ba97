import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/**
 * Absolute folder of the package, the one with package.json. Files that are not code (texts, the example
 * city, the simulator's page, the database launcher) are found from here, both when the TypeScript runs
 * directly and when it was compiled into `dist`.
 */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

/** The version of the program. */
export async function readVersion(): Promise<string> {
  const { version } = packageSchema.parse(
    JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')),
  );
  return version;
}

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the program.');
  return findPackageRoot(parent);
}
