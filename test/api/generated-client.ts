import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { generate } from 'openapi-typescript-codegen';
import { removeFolder } from '../support/remove-folder.js';

/** The client that a public generator makes of our description: a class for each tag, a method for each operation. */
export interface GeneratedClient {
  readonly OpenAPI: { BASE: string; TOKEN: string };
  readonly RequestsService: {
    registerRequest(call: Called): Promise<Registered>;
    readRequest(call: Called): Promise<Registered>;
  };
  readonly ActsService: { answerRequest(call: Called): Promise<Registered> };
}
type Called = Readonly<Record<string, unknown>>;
interface Registered {
  readonly code: string;
  readonly status: string;
}

/** Generates a client from a description, compiles it, and loads it. */
export async function generateClient(description: object): Promise<GeneratedClient> {
  const folder = await mkdtemp(join(tmpdir(), 'generated-client-'));
  try {
    await generate({
      input: description,
      output: join(folder, 'client'),
      httpClient: 'fetch',
      useOptions: true,
    });
    const outfile = join(folder, 'client.mjs');
    await build({
      entryPoints: [join(folder, 'client', 'index.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
    // The generator knows the names of our operations, the compiler does not.
    return (await import(pathToFileURL(outfile).href)) as GeneratedClient;
  } finally {
    await removeFolder(folder);
  }
}
