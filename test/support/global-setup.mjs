import { tsImport } from 'tsx/esm/api';

/** Before the first test of a run: one database server for all of them. */
export default async function setUp() {
  const { startDatabaseServer } = await tsImport('./database-server.ts', import.meta.url);
  globalThis.stopDatabaseServer = await startDatabaseServer();
}
