/** After the last test of a run: ends what global-setup.mjs started. */
export default async function tearDown() {
  globalThis.stopCityHosts();
  await globalThis.stopDatabaseServer();
}
