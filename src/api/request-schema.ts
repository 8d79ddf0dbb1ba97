import { z } from 'zod';
import { cityCode, externalIds, fileKind, trackingCode, writtenInstant } from './fields.js';

const answerer = z
  .strictObject({ kind: z.enum(['position', 'unit']), code: cityCode })
  .describe('Who answered: a position, or a unit that does not take part, for which 137 answers.');

const outcome = z.strictObject({
  kind: z.enum(['done', 'planned', 'notPossible']),
  day: writtenInstant.optional().describe('The end of the promised day; only with `planned`.'),
});

const file = z.strictObject({
  id: z.string(),
  kind: fileKind,
  url: z.string().describe('Works without a key, for ten minutes.'),
});

/** A request as it is answered. */
export const requestSchema = z
  .strictObject({
    code: trackingCode,
    rev: z.int().describe('Grows with each change; also the `ETag`.'),
    status: z.enum(['intake', 'referred', 'waiting', 'followUp', 'answered', 'closed']),
    channel: z.enum(['bot', 'phone', 'api']),
    filedAt: writtenInstant,
    changedAt: writtenInstant,
    category: cityCode.nullable(),
    district: cityCode.nullable(),
    unit: cityCode.nullable().describe('The unit that has it, or has answered it.'),
    position: cityCode.nullable().describe('The position that has it, or has answered it.'),
    level: z.int().nullable().describe('1 for the first position that had it, one more with each step up.'),
    dueAt: writtenInstant.nullable().describe('The deadline of the position that has it.'),
    isUrgent: z.boolean(),
    question: z.string().nullable().describe('What the citizen was asked and has not replied to.'),
    answer: z
      .strictObject({ at: writtenInstant, by: answerer, outcome, text: z.string() })
      .nullable()
      .describe('The newest answer that was given.'),
    rating: z.int().nullable(),
    closed: z
      .strictObject({
        at: writtenInstant,
        because: z.enum(['accepted', 'silent', 'withdrawn', 'rejected', 'merged']),
        mergedInto: trackingCode.nullable(),
      })
      .nullable(),
    externalIds: externalIds.describe('The numbers that this client gave.'),
  })
  .meta({ id: 'Request' });

/** A request with what is personal, for clients that may see it. */
export const requestWithPersonSchema = requestSchema
  .extend({
    personal: z
      .strictObject({
        text: z.string(),
        citizen: z.strictObject({ name: z.string().nullable(), phone: z.string().nullable() }),
        place: z
          .strictObject({
            point: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
            address: z.string().nullable(),
          })
          .nullable(),
        files: z.array(file),
      })
      .optional()
      .describe('Only with the scope `people:read`.'),
  })
  .meta({ id: 'RequestWithPerson' });

/** A page of requests. */
export const requestPageSchema = z
  .strictObject({
    requests: z.array(requestSchema),
    next: z.string().nullable().describe('Give it as `after` to read on; null at the end, for now.'),
  })
  .meta({ id: 'RequestPage' });

export type RequestView = z.infer<typeof requestSchema>;
export type PersonalView = NonNullable<z.infer<typeof requestWithPersonSchema>['personal']>;
