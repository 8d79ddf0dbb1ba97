import { fileURLToPath, pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { startCityHosts } from './city-hosts.mjs';
import { compileAll, compiledPath } from './compiled.mjs';

/** The databases of a run live for minutes: code that Java makes faster in the background costs more than it gives. */
const QUICK_JAVA = '-XX:TieredStopAtLevel=1';

/**
 * Before the first test of a run: everything is compiled; there is one database server for all of them, and the processes
 * in which their cities run; and the browser is unpacked, which two workers must not do at the same time: each would
 * start what the other is still writing.
 */
export default async function setUp({ maxWorkers }) {
  await compileAll();
  await chromium.executablePath();
  process.env.JDK_JAVA_OPTIONS ??= QUICK_JAVA;
  const server = fileURLToPath(new URL('database-server.ts', import.meta.url));
  const { startDatabaseServer } = await import(pathToFileURL(compiledPath(server)).href);
  globalThis.stopDatabaseServer = await startDatabaseServer();
  globalThis.stopCityHosts = await startCityHosts(maxWorkers);
}
