import type { GamPort } from '../gam/gam-port.js';
import { createHttpGam } from '../gam/http-gam.js';
import { createFolderGam } from '../gam/letter-files/folder-gam.js';
import { fileMapping } from '../gam/letter-files/mapping.js';
import { httpMapping, readGamMapping } from '../gam/mapping.js';
import { SIMULATED_GAM } from '../simulation.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';

/** The connection to Gam. */
interface GamConnection {
  readonly port: GamPort;
  /** What Gam shows when it says that something was done; absent where it cannot say so. */
  readonly token?: string;
}

/**
 * Opens the connection to Gam: the configured one, or in simulation that to the simulated Gam, over a configured folder
 * if there is one; undefined for none. Rejects with a `ConfigError` if the mapping file cannot be used; no call is made yet.
 */
export async function openGamConnection(
  { config, clock, machineClock }: Foundation,
  { url }: Http,
): Promise<GamConnection | undefined> {
  const { connection, mappingFile } = config.gam;
  const isSimulated = config.connections.kind === 'simulator';
  const known = isSimulated ? { token: SIMULATED_GAM.token } : {};
  if (connection?.kind === 'folder') {
    const mapping = await readGamMapping(mappingFile, {
      schema: fileMapping,
      example: 'city/mashhad/gam-files.json',
    });
    const { folder, token } = { ...connection, ...known };
    const port = createFolderGam({ folder, mapping, clock, machineClock });
    return { port, ...(token === undefined ? {} : { token }) };
  }
  const chosen = isSimulated
    ? { url: `${url}${SIMULATED_GAM.path}`, token: SIMULATED_GAM.token }
    : connection;
  if (chosen === undefined) return undefined;
  const mapping = await readGamMapping(mappingFile, {
    schema: httpMapping,
    example: 'city/mashhad/gam.json',
  });
  return { port: createHttpGam({ ...chosen, mapping }), token: chosen.token };
}
