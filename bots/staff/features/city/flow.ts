import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../src/flows/flow-codec.js';

const steps = z.enum(['file', 'value', 'when', 'preview']);
const properties = z.enum(['unitName', 'name', 'hours', 'above', 'time', 'route']);
/** The revision of the city on which the preview rests, and the message that shows it. */
const shown = { revision: z.number().exactOptional(), previewMessageId: z.number().exactOptional() };

const draftSchema = z.discriminatedUnion('kind', [
  /** A file is taken in. Only its name on Telegram is kept: it is read again when it is applied. */
  z.object({ kind: z.literal('import'), fileId: z.string().exactOptional(), ...shown }),
  /** One property of one thing is changed; an empty value means the city's usual. */
  z.object({
    kind: z.literal('edit'),
    property: properties,
    code: z.string(),
    value: z.string().exactOptional(),
    ...shown,
  }),
  /** A unit is connected, or is not any more; absent moment: not chosen yet. */
  z.object({
    kind: z.literal('connection'),
    unit: z.string(),
    connected: z.boolean(),
    from: z.date().exactOptional(),
    ...shown,
  }),
]);

/** What an administrator is about to change in the city. */
export type SetupDraft = Readonly<z.infer<typeof draftSchema>>;
export type ImportDraft = Extract<SetupDraft, { kind: 'import' }>;
export type EditDraft = Extract<SetupDraft, { kind: 'edit' }>;
export type ConnectionDraft = Extract<SetupDraft, { kind: 'connection' }>;

/** What is asked for; at the last one everything is shown before it happens. */
export type SetupStep = z.infer<typeof steps>;

/** An administrator in the middle of it. */
export interface Setup {
  readonly step: SetupStep;
  readonly draft: SetupDraft;
}

/** The step at which each kind asks for what it needs. */
export const ASKING: Readonly<Record<SetupDraft['kind'], SetupStep>> = {
  import: 'file',
  edit: 'value',
  connection: 'when',
};

const kept: FlowCodec<Setup> = stepCodec({
  name: 'citySetup',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export const readSetup = kept.read;

/** The flow as the conversation that keeps it. */
export const keepSetup = kept.keep;
