import { tsImport } from 'tsx/esm/api';

/** The databases of a run live for minutes: code that Java makes faster in the background costs more than it gives. */
const QUICK_JAVA = '-XX:TieredStopAtLevel=1';

/** Before the first test of a run: one database server for all of them. */
export default async function setUp() {
  process.env.JDK_JAVA_OPTIONS ??= QUICK_JAVA;
  const { startDatabaseServer } = await tsImport('./database-server.ts', import.meta.url);
  globalThis.stopDatabaseServer = await startDatabaseServer();
}
