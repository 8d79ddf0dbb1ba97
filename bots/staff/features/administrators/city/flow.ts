import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';
import { EDITED_PROPERTIES } from '../../../../../src/telegram/staff-buttons.js';

const steps = z.enum(['file', 'value', 'when', 'preview']);
const properties = z.enum(EDITED_PROPERTIES);
/** The revision of the city that the preview is based on, and the message that shows it. */
const shown = { revision: z.number().exactOptional(), previewMessageId: z.number().exactOptional() };

const draftSchema = z.discriminatedUnion('kind', [
  /** Imports a file. Only its id on Telegram is stored: it is read again when it is applied. */
  z.object({ kind: z.literal('import'), fileId: z.string().exactOptional(), ...shown }),
  /** Changes one property; an empty value means the city's default. */
  z.object({
    kind: z.literal('edit'),
    property: properties,
    code: z.string(),
    value: z.string().exactOptional(),
    /** The typed name of which the matches are shown. */
    searched: z.string().exactOptional(),
    ...shown,
  }),
  /** Connects or disconnects a unit; the moment is absent until it is chosen. */
  z.object({
    kind: z.literal('connection'),
    unit: z.string(),
    connected: z.boolean(),
    from: z.date().exactOptional(),
    ...shown,
  }),
]);

/** The change that an administrator is preparing. */
export type SetupDraft = Readonly<z.infer<typeof draftSchema>>;
export type ImportDraft = Extract<SetupDraft, { kind: 'import' }>;
export type EditDraft = Extract<SetupDraft, { kind: 'edit' }>;
export type ConnectionDraft = Extract<SetupDraft, { kind: 'connection' }>;

/** The question asked; the last step shows everything before it happens. */
export type SetupStep = z.infer<typeof steps>;

/** An administrator preparing a change. */
export interface Setup {
  readonly step: SetupStep;
  readonly draft: SetupDraft;
}

/** The step at which each kind asks its question. */
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

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readSetup = kept.read;

/** The state as a conversation. */
export const keepSetup = kept.keep;
