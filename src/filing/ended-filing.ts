import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec, pausedField } from '../flows/flow-codec.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { FilingDraft } from './draft.js';

const overSchema = z.object({
  /** The request that it became; absent if it was set aside. */
  code: codeField.exactOptional(),
  /** The album that it took files of, and whether the person knows that the rest of it came too late. */
  album: z.object({ id: z.string(), isRefused: z.boolean() }).exactOptional(),
  /** The conversation that it had interrupted. */
  before: pausedField.exactOptional(),
});

/**
 * What is remembered of a filing that is over, so that the rest of its album is told apart from the beginning of
 * another request.
 */
export type FilingOver = Readonly<z.infer<typeof overSchema>>;

/** What is to be remembered of a draft; `code` where it was registered. */
export function endOf({ album, before }: FilingDraft, code?: TrackingCode): FilingOver {
  return {
    ...(code === undefined ? {} : { code }),
    ...(album === undefined ? {} : { album: { id: album.id, isRefused: false } }),
    ...(before === undefined ? {} : { before }),
  };
}

/** The name of an ended filing in stored conversations. */
export const OVER = 'filingOver';

const kept: FlowCodec<FilingOver> = flowCodec({
  name: OVER,
  version: 1,
  step: 'over',
  schema: overSchema,
});

/** The ended filing that a conversation stores, or undefined for anything else. */
export const readOver = kept.read;

/** An ended filing as a conversation; it asks for nothing. */
export const keepOver = kept.keep;
