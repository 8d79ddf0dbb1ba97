import mongoose, { type Connection } from 'mongoose';
import type { Request } from '../requests/lifecycle/request.js';
import type { RequestDocument } from '../requests/request-collection.js';
import { BYTE_ORDER_MARK, csvLine } from '../text/csv.js';

/**
 * The format of exported requests: a table with one line per request, or everything known about each as a
 * line of JSON.
 */
export type ExportFormat = 'csv' | 'json';

/** The columns of the table, in order. */
const COLUMNS: Readonly<Record<string, (request: Request) => string | number | Date | undefined>> = {
  code: ({ code }) => code,
  filedAt: ({ filedAt }) => filedAt,
  channel: ({ channel }) => channel,
  status: ({ stage }) => stage.status,
  category: ({ category }) => category,
  position: ({ heldBy }) => heldBy.at(-1),
  positionsBefore: ({ heldBy }) => heldBy.slice(0, -1).join(' '),
  dueAt: ({ stage }) => (stage.status === 'referred' ? stage.referral.dueAt : undefined),
  answeredAt: ({ answers }) => answers.at(-1)?.at,
  outcome: ({ answers }) => answers.at(-1)?.outcome.kind,
  rating: ({ answers }) => answers.at(-1)?.rating,
  closedAt: ({ stage }) => (stage.status === 'closed' ? stage.closedAt : undefined),
  closedBecause: ({ stage }) => (stage.status === 'closed' ? stage.because : undefined),
  latitude: ({ place }) => place?.latitude,
  longitude: ({ place }) => place?.longitude,
  district: ({ place }) => place?.district,
  address: ({ place }) => place?.address,
  text: ({ text }) => text,
  answer: ({ answers }) => answers.at(-1)?.text,
};

/**
 * The requests filed from one moment until before another, as pieces of UTF-8. CSV has moments in UTC (ISO
 * 8601) and nothing about the citizens; JSON lines have everything including the events, in MongoDB's
 * extended JSON.
 */
export async function* exportRequests(
  connection: Connection,
  { from, to, format }: { readonly from: Date; readonly to: Date; readonly format: ExportFormat },
): AsyncGenerator<string> {
  const { db } = connection;
  if (db === undefined) throw new Error('The database is not connected.');
  const filed = db.collection<RequestDocument>('requests').find({ 'state.filedAt': { $gte: from, $lt: to } });
  if (format === 'csv') yield `${BYTE_ORDER_MARK}${csvLine(Object.keys(COLUMNS))}`;
  for await (const document of filed) {
    yield format === 'json'
      ? `${mongoose.mongo.BSON.EJSON.stringify(document)}\n`
      : csvLine(Object.values(COLUMNS).map((column) => written(column(document.state))));
  }
}

function written(value: string | number | Date | undefined): string {
  if (value === undefined) return '';
  return value instanceof Date ? value.toISOString() : String(value);
}
