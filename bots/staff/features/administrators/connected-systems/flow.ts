import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';

const steps = z.enum(['name', 'scopes', 'units', 'end']);
const draftSchema = z.object({
  /** Drawn at the beginning, so that making the client twice is making it once. */
  id: z.string(),
  name: z.string().exactOptional(),
  scopes: z.array(z.string()),
  /** Codes of the chosen units; with none, all units. */
  units: z.array(z.string()),
  /** Codes of the units that the typed name may mean. */
  found: z.array(z.string()),
  askedAt: z.number().exactOptional(),
});

/** An administrator making a key for another system, step by step. */
export interface ConnectingSystem {
  readonly step: z.infer<typeof steps>;
  readonly draft: Readonly<z.infer<typeof draftSchema>>;
}

const kept: FlowCodec<ConnectingSystem> = stepCodec({
  name: 'connectingSystem',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readConnectingSystem = kept.read;

/** The state as a conversation. */
export const keepConnectingSystem = kept.keep;
