import type { GamPort } from '../gam/gam-port.js';
import { createHttpGam } from '../gam/http-gam.js';
import { readGamMapping } from '../gam/mapping.js';
import { SIMULATED_GAM } from '../simulation.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';

/** The connection to Gam, and the token that both sides show each other. */
interface GamConnection {
  readonly port: GamPort;
  readonly token: string;
}

/**
 * Opens the connection to Gam: the configured one, or in simulation that to the simulated Gam; undefined for none.
 * Rejects with a `ConfigError` if the mapping file cannot be used; no call is made yet.
 */
export async function openGamConnection(
  { config }: Foundation,
  { url }: Http,
): Promise<GamConnection | undefined> {
  const { connection, mappingFile } = config.gam;
  const simulated = { url: `${url}${SIMULATED_GAM.path}`, token: SIMULATED_GAM.token };
  const chosen = config.connections.kind === 'simulator' ? simulated : connection;
  if (chosen === undefined) return undefined;
  return {
    port: createHttpGam({ ...chosen, mapping: await readGamMapping(mappingFile) }),
    token: chosen.token,
  };
}
