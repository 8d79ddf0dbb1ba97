import { z } from 'zod';
import { cityCode, writtenInstant } from '../api/fields.js';
import { defineOperation, type Operation, type OperationResult } from '../api/operation.js';
import { type AuditStore, clientAsPerson } from '../audit/audit-store.js';
import { zonedIsoTime } from '../calendar.js';
import type { Clock } from '../clock.js';
import type { Ran } from '../sandbox/sandbox.js';
import type { OpenRequestImport } from './import-open-requests.js';
import type { PlannedRow } from './plan-import.js';
import { MOST_ROWS, type ReadOpenRequests } from './read-open-requests.js';

/** What bringing requests in over the interface depends on. */
export interface ImportOperationOptions {
  readonly openRequests: OpenRequestImport;
  readonly readOpenRequests: (bytes: Buffer, timeZone: string) => Promise<Ran<ReadOpenRequests>>;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  readonly randomBytes: (size: number) => Buffer;
}

/** Why a file as a whole is not taken, in a sentence for a developer. */
const UNREADABLE: Readonly<Record<Extract<ReadOpenRequests, { ok: false }>['because'], string>> = {
  emptyFile: 'The file is empty.',
  notATable: 'The file is neither an Excel workbook nor CSV in UTF-8.',
  tooLarge: 'The file is too large once it is unpacked.',
  quoteLeftOpen: 'A quotation mark is not closed.',
  noHeader: 'The first row names no column that is known.',
  missingColumn: 'A column is missing that every row needs.',
  columnTwice: 'Two columns have the same name.',
  noRows: 'There is no row below the first.',
  tooManyRows: `There are more than ${MOST_ROWS} rows.`,
};

const count = z.int().min(0);
const rowSchema = z.strictObject({
  row: z.int().describe('As programs number it, from 1.'),
  number: z.string().describe('The number of the other registry, `externalIds.saja` afterwards.'),
  becomes: z.enum(['new', 'known', 'refused']).describe('`known`: it was brought in before.'),
  because: z.string().nullable().describe('Why it is refused: a stable code.'),
  position: cityCode.nullable().describe('Who gets it; null: the operators, or a unit.'),
  unit: cityCode.nullable().describe('The unit that does not take part and is followed up for it.'),
  dueAt: writtenInstant.nullable(),
  isMoved: z.boolean().describe('The deadline that was given had passed, or nearly.'),
  unknown: z.array(z.enum(['category', 'district'])).describe('Names that the city does not know.'),
});

/** `POST /requests/import`: what is open in another registry, when a roll-out begins. */
export function importOperation(options: ImportOperationOptions): Operation {
  const { openRequests, readOpenRequests, audit, clock, timeZone } = options;
  const writeTime = (at: Date) => zonedIsoTime(at, timeZone);

  return defineOperation({
    method: 'post',
    path: '/requests/import',
    name: 'importRequests',
    tag: 'requests',
    summary: 'Bring open requests in from a file',
    description:
      'The body is an Excel workbook or CSV, with the names of the columns in the first row, as in the staff bot. With ' +
      '`dryRun=true` it is said what would become of each row, and nothing changes. Otherwise up to two hundred are ' +
      'registered; while `left` is not 0, send the file again under a new key. A number is brought in once.',
    scope: 'requests:write',
    parameters: z.strictObject({}),
    query: z.strictObject({ dryRun: z.enum(['true', 'false']) }),
    body: 'file',
    status: 200,
    answer: z
      .strictObject({
        broughtIn: count,
        left: count.describe('Rows that are new and were not brought in by this call.'),
        counts: z.strictObject({ new: count, known: count, refused: count, moved: count }),
        climbs: z
          .array(z.strictObject({ day: z.string(), requests: count }))
          .describe('How many new ones would climb on which day if nobody answered.'),
        rows: z.array(rowSchema),
      })
      .meta({ id: 'Import' }),
    problems: ['unavailable'],
    async handle({ client, query, body }): Promise<OperationResult> {
      const ran = await readOpenRequests(body, timeZone);
      if (!ran.ok) return invalid('', 'The file takes too much to read, or is damaged.');
      if (!ran.value.ok) return invalid(ran.value.field ?? '', UNREADABLE[ran.value.because]);
      const planned = await openRequests.plan(client, ran.value.rows);
      const broughtIn = query.dryRun === 'true' ? 0 : await openRequests.bringIn(client, planned);
      if (broughtIn > 0) {
        await audit.record({
          at: clock.now(),
          bot: 'staff',
          person: clientAsPerson(client.id),
          act: 'requestsImported',
          updateId: options.randomBytes(6).readUIntBE(0, 6),
        });
      }
      const fresh = planned.flatMap((row) => (row.kind === 'new' ? [row] : []));
      return {
        ok: true,
        body: {
          broughtIn,
          left: fresh.length - broughtIn,
          counts: {
            new: fresh.length,
            known: planned.filter(({ kind }) => kind === 'known').length,
            refused: planned.filter(({ kind }) => kind === 'refused').length,
            moved: fresh.filter(({ destination }) => destination.kind === 'position' && destination.isMoved)
              .length,
          },
          climbs: climbsOf(fresh, writeTime),
          rows: planned.map((row) => writeRow(row, writeTime)),
        },
      };
    },
  });
}

function invalid(path: string, message: string): OperationResult {
  return { ok: false, problem: { code: 'invalid', errors: [{ path, message }] } };
}

type NewRow = Extract<PlannedRow, { readonly kind: 'new' }>;

/** How many fall due on which day of the city, the first first. */
function climbsOf(fresh: readonly NewRow[], writeTime: (at: Date) => string) {
  const days = new Map<string, number>();
  for (const { destination } of fresh) {
    if (destination.kind !== 'position') continue;
    const [day = ''] = writeTime(destination.dueAt).split('T');
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return [...days]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([day, requests]) => ({ day, requests }));
}

function writeRow(planned: PlannedRow, writeTime: (at: Date) => string): z.output<typeof rowSchema> {
  const { row, number, kind } = planned;
  const nothing = { because: null, position: null, unit: null, dueAt: null, isMoved: false, unknown: [] };
  const written = { row, number, becomes: kind, ...nothing };
  if (kind === 'refused') return { ...written, because: planned.because };
  if (kind === 'known') return written;
  const { destination, unknown } = planned;
  return {
    ...written,
    unknown: [...unknown],
    ...(destination.kind === 'position'
      ? {
          position: destination.position,
          dueAt: writeTime(destination.dueAt),
          isMoved: destination.isMoved,
        }
      : {}),
    ...(destination.kind === 'followUp' ? { unit: destination.unit } : {}),
  };
}
