import chromium from '@sparticuz/chromium';
import { tsImport } from 'tsx/esm/api';
import { startCityHosts } from './city-hosts.mjs';

/** The databases of a run live for minutes: code that Java makes faster in the background costs more than it gives. */
const QUICK_JAVA = '-XX:TieredStopAtLevel=1';

/**
 * Before the first test of a run: one database server for all of them, the processes in which their cities run, and the
 * browser unpacked, which two workers must not do at the same time: each would start what the other is still writing.
 */
export default async function setUp({ maxWorkers }) {
  await chromium.executablePath();
  process.env.JDK_JAVA_OPTIONS ??= QUICK_JAVA;
  const { startDatabaseServer } = await tsImport('./database-server.ts', import.meta.url);
  globalThis.stopDatabaseServer = await startDatabaseServer();
  globalThis.stopCityHosts = await startCityHosts(maxWorkers);
}
