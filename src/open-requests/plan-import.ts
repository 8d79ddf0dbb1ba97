import { setImmediate as nextTurn } from 'node:timers/promises';
import { type NewRequestBody, newRequestSchema, readNewRequest } from '../api/new-request.js';
import type { Organization } from '../organization/organization.js';
import { findLanding } from '../requests/lifecycle/referring.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import { joinWords } from '../text/folding.js';
import { spreadDeadlines } from './deadlines.js';
import type { OpenRequestRow } from './read-open-requests.js';

/** Rows that are read before something else has its turn. */
const ROWS_A_TURN = 50;

/** The name under which the interface keeps the numbers of the registry. */
export const SYSTEM = 'saja';

/** Why a row is not brought in. */
type RowProblem =
  | NonNullable<OpenRequestRow['wrong']>['because']
  | 'noNumber'
  | 'badNumber'
  | 'numberTwice'
  | 'badText'
  | 'badPhone'
  | 'badName'
  | 'badAddress';

/** Where a request goes that is brought in. */
export type Destination =
  | { readonly kind: 'position'; readonly position: string; readonly dueAt: Date; readonly isMoved: boolean }
  | { readonly kind: 'intake' }
  | { readonly kind: 'followUp'; readonly unit: string };

/** What becomes of a row. */
export type PlannedRow = { readonly row: number; readonly number: string } & (
  | { readonly kind: 'refused'; readonly because: RowProblem }
  /** It was brought in before. */
  | { readonly kind: 'known'; readonly body: NewRequestBody }
  | {
      readonly kind: 'new';
      readonly body: NewRequestBody;
      readonly destination: Destination;
      /** Names of the file that the city does not know: such a request goes where its words lead. */
      readonly unknown: readonly ('category' | 'district')[];
    }
);

/** Which numbers were brought in before. */
export type KnownNumbers = (numbers: readonly string[]) => Promise<ReadonlySet<string>>;

/** What would become of the rows of a file, now; nothing is changed. */
export async function planImport(
  rows: readonly OpenRequestRow[],
  options: {
    readonly city: Organization;
    readonly now: Date;
    /** The least hours until a deadline. */
    readonly leastHours: number;
    readonly known: KnownNumbers;
  },
): Promise<readonly PlannedRow[]> {
  const { city, now, leastHours, known } = options;
  const seen = new Set<string>();
  const read: ReadRow[] = [];
  for (const [index, row] of rows.entries()) {
    // Guessing topics of thousands of rows takes seconds, in which others want to be served.
    if (index % ROWS_A_TURN === 0) await nextTurn();
    read.push(await readRow(row, city, seen));
  }
  const sent = read.flatMap((one) => (one.kind === 'new' ? [{ ...one, goes: routeOf(one, city, now) }] : []));
  const timed = sent.flatMap(({ row, dueAt, goes }) =>
    goes.kind === 'position' && dueAt !== undefined ? [{ row, position: goes.position, given: dueAt }] : [],
  );
  const deadlines = spreadDeadlines(timed, { now, leastHours });
  const dueAt = new Map(timed.map(({ row }, index) => [row, deadlines[index]]));
  const destinations = new Map<number, Destination>(
    sent.map(({ row, dueAt: given, goes, body }) => {
      if (goes.kind !== 'position') return [row, goes];
      const usual = now.getTime() + city.answerHours(goes.position, body.category) * HOUR_MS;
      const due = dueAt.get(row) ?? new Date(usual);
      return [row, { ...goes, dueAt: due, isMoved: given !== undefined && due > given }];
    }),
  );
  const before = await known(sent.map(({ number }) => number));
  return read.map((one): PlannedRow => {
    if (one.kind === 'refused') return one;
    const { row, number, body, unknown } = one;
    if (before.has(number)) return { row, number, kind: 'known', body };
    const destination = destinations.get(row) ?? { kind: 'intake' };
    return { row, number, kind: 'new', body, destination, unknown };
  });
}

type ReadRow =
  | Extract<PlannedRow, { kind: 'refused' }>
  | (Omit<Extract<PlannedRow, { kind: 'new' }>, 'destination'> & { readonly dueAt?: Date });

async function readRow(given: OpenRequestRow, city: Organization, seen: Set<string>): Promise<ReadRow> {
  const { row, values, dueAt, wrong } = given;
  const { number = '' } = values;
  const refuse = (because: RowProblem): ReadRow => ({ row, number, kind: 'refused', because });
  if (wrong !== undefined) return refuse(wrong.because);
  if (number === '') return refuse('noNumber');
  if (seen.has(number)) return refuse('numberTwice');
  seen.add(number);
  const { body, unknown } = bodyOf(values, city);
  const checked = newRequestSchema.safeParse(body);
  if (!checked.success) return refuse(problemAt(checked.error.issues[0]?.path ?? []));
  const understood = await readNewRequest(checked.data, city, NO_UPLOADS);
  if (!understood.ok)
    return refuse(problemAt((understood.problem.errors?.[0]?.path ?? '').split('/').slice(1)));
  const { category } = understood.value;
  return {
    row,
    number,
    kind: 'new',
    body: { ...checked.data, ...(category === undefined ? {} : { category }) },
    unknown,
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

const NO_UPLOADS = { find: async () => [] };

/** The body with which a row is registered, and the names in it that the city does not know. */
function bodyOf(
  { number = '', text = '', phone, name, address, ...named }: OpenRequestRow['values'],
  city: Organization,
): { readonly body: NewRequestBody; readonly unknown: readonly ('category' | 'district')[] } {
  const categories = city.groups.flatMap((group) => group.categories);
  const category = codeOf(named.category, categories);
  const district = codeOf(named.district, city.districts);
  const isSomewhere = address !== undefined || district !== undefined;
  return {
    body: {
      text,
      ...(phone === undefined ? {} : { caller: { phone, ...(name === undefined ? {} : { name }) } }),
      ...(category === undefined ? {} : { category }),
      ...(isSomewhere
        ? {
            place: {
              ...(address === undefined ? {} : { address }),
              ...(district === undefined ? {} : { district }),
            },
          }
        : {}),
      externalIds: { [SYSTEM]: number },
    },
    unknown: [
      ...(named.category !== undefined && category === undefined ? (['category'] as const) : []),
      ...(named.district !== undefined && district === undefined ? (['district'] as const) : []),
    ],
  };
}

/** The code of what is named by its code, by a name in any language, or by the number in its name alone. */
function codeOf(
  typed: string | undefined,
  among: readonly { readonly code: string; readonly title: Readonly<Partial<Record<string, string>>> }[],
): string | undefined {
  if (typed === undefined) return undefined;
  const wanted = joinWords(typed);
  const names = ({ code, title }: (typeof among)[number]) => [code, ...Object.values(title)];
  const isNamed = (one: (typeof among)[number]) =>
    names(one).some((name) => name !== undefined && joinWords(name) === wanted);
  const byNumber = /^\d+$/.test(wanted) ? among.filter(({ code }) => code.endsWith(`-${wanted}`)) : [];
  return (among.find(isNamed) ?? (byNumber.length === 1 ? byNumber[0] : undefined))?.code;
}

function problemAt(path: readonly PropertyKey[]): RowProblem {
  switch (path.at(-1)) {
    case 'phone':
      return 'badPhone';
    case 'name':
      return 'badName';
    case 'address':
      return 'badAddress';
    case 'text':
      return 'badText';
    default:
      return 'badNumber';
  }
}

/** Where a request goes, as the lifecycle will find it. */
function routeOf(
  { body }: Pick<Extract<ReadRow, { kind: 'new' }>, 'body'>,
  city: Organization,
  now: Date,
): { readonly kind: 'position'; readonly position: string } | Exclude<Destination, { kind: 'position' }> {
  const route = city.route({
    ...(body.category === undefined ? {} : { category: body.category }),
    ...(body.place?.district === undefined ? {} : { district: body.place.district }),
  });
  if (route.kind === 'intake') return { kind: 'intake' };
  if (route.kind === 'followUp') return { kind: 'followUp', unit: route.unit };
  return { kind: 'position', position: findLanding(route.position, { organization: city, now }).to };
}
