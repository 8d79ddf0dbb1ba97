import { z } from 'zod';
import { PUBLISHED_EVENTS } from '../feed/published-events.js';
import { cityCode, trackingCode, writtenInstant } from './fields.js';

/** The types of the events that other systems hear of. */
export const eventType = z.enum([...PUBLISHED_EVENTS.keys()]);

const event = z.strictObject({
  id: z
    .string()
    .regex(/^evt_[0-9a-f]{32}$/)
    .describe('The same wherever and whenever the event comes.'),
  code: trackingCode,
  seq: z.int().min(1).describe('Its number within its request; what others are not told is left out.'),
});

/** An event as it is read (src/webhooks/message.ts). */
const eventSchema = z
  .strictObject({ type: eventType, timestamp: writtenInstant, data: event })
  .meta({ id: 'Event' });

/** A page of events. */
export const eventPageSchema = z
  .strictObject({
    events: z.array(eventSchema),
    next: z.string().describe('Give it as `after` to read on.'),
    hasMore: z.boolean().describe('False at the end, for now.'),
  })
  .meta({ id: 'EventPage' });

/** The events of one request. */
export const requestEventsSchema = z
  .strictObject({ events: z.array(eventSchema) })
  .meta({ id: 'RequestEvents' });

/** An event as it is sent to an address, with how its request stands then. */
export const sentEventSchema = z
  .strictObject({
    type: eventType,
    timestamp: writtenInstant,
    data: event.extend({
      request: z.strictObject({
        status: z.enum(['intake', 'referred', 'waiting', 'followUp', 'answered', 'closed']),
        unit: cityCode.nullable(),
        position: cityCode.nullable(),
        category: cityCode.nullable(),
        district: cityCode.nullable(),
        dueAt: writtenInstant.nullable(),
        lastSeq: z.int().describe('The number of its newest event.'),
      }),
    }),
  })
  .meta({ id: 'SentEvent' });
