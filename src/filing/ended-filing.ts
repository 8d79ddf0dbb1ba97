import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec, pausedField } from '../flows/flow-codec.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { FilingDraft } from './draft.js';

const overSchema = z.object({
  /** The request that it became; absent if it was set aside. */
  code: codeField.exactOptional(),
  /** When it was registered. */
  registeredAt: z.date().exactOptional(),
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

/** For how many milliseconds after its registration a message may belong to a request. */
const MAY_BELONG_FOR_MS = 30 * 60_000;

/** The part of a draft that is remembered; `registered` if it became a request. */
export function endOf(
  { album, before }: FilingDraft,
  registered?: { readonly code: TrackingCode; readonly registeredAt: Date },
): FilingOver {
  return {
    ...registered,
    ...(album === undefined ? {} : { album: { id: album.id, isRefused: false } }),
    ...(before === undefined ? {} : { before }),
  };
}

/** The request that was registered a short while ago; undefined if none was. */
export function justRegistered({ code, registeredAt }: FilingOver, now: Date): TrackingCode | undefined {
  const isRecent = registeredAt !== undefined && now.getTime() - registeredAt.getTime() < MAY_BELONG_FOR_MS;
  return isRecent ? code : undefined;
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
