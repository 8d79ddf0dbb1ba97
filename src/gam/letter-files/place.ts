import { z } from 'zod';

/**
 * Where something stands in a letter file: elements below the root, each inside the one before, then an attribute, or
 * else the text of the last element, as it is or as base64. In the mapping: `Receiver@Code`, `Origins/Origin as base64`.
 */
export interface Place {
  readonly elements: readonly string[];
  readonly attribute?: string;
  readonly isBase64: boolean;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.-]*`;
const PLACE = new RegExp(
  `^(?<path>${NAME}(?:/${NAME})*)?(?:@(?<attribute>${NAME}))?(?<coded> as base64)?$`,
  'u',
);

/** Reads a place of the mapping. */
export const place = z.string().transform((written, context): Place => {
  const { path, attribute, coded } = PLACE.exec(written)?.groups ?? {};
  if (path === undefined && attribute === undefined) {
    context.addIssue(`«${written}» is no place such as Receiver@Code or Origins/Origin as base64`);
    return z.NEVER;
  }
  return {
    elements: path?.split('/') ?? [],
    ...(attribute === undefined ? {} : { attribute }),
    isBase64: coded !== undefined,
  };
});
