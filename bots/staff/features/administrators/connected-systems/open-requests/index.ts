import { clientAsPerson } from '../../../../../../src/audit/audit-store.js';
import { type Client, hasScope, isInForce } from '../../../../../../src/clients/client.js';
import { done, type FlowResult, passed } from '../../../../../../src/flows/flow.js';
import { FIELDS, headerOf, REQUIRED } from '../../../../../../src/open-requests/columns.js';
import type { PlannedRow } from '../../../../../../src/open-requests/plan-import.js';
import { MOST_ROWS, type ReadOpenRequests } from '../../../../../../src/open-requests/read-open-requests.js';
import type { FileAction } from '../../../../../../src/telegram/incoming-action.js';
import { MOST_FILE_BYTES } from '../../../../../../src/telegram/received-file.js';
import { staffButtons } from '../../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../../context.js';
import { defineStaffFlow, type StaffFeature } from '../../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../../interruption.js';
import { inlineButton, inlineKeyboard, leavingRow, mainKeyboard } from '../../../../keyboards.js';
import type { FeatureOptions } from '../../../../options.js';
import { forAdministrators } from '../../../../permissions.js';
import { isOldPreview } from '../../../../preview.js';
import { packIntoMessages } from '../../city/messages.js';
import { type BringingIn, keepBringingIn, readBringingIn } from './flow.js';
import { previewParts, rowReport } from './preview.js';

const COLUMN_WIDTH = 22;
/** Code points of a system's name in a sentence. */
const LONGEST_NAME = 60;

/** Why a file did not come. */
const MISSED = {
  tooBig: 'openRequests.tooBig',
  gone: 'openRequests.fileGone',
  later: 'openRequests.later',
  away: 'openRequests.later',
} as const;

/** An administrator brings in what is open in a connected system: a file, what would become of each row, and doing it. */
export function createOpenRequestsFeature(options: FeatureOptions): StaffFeature {
  const { clients, chatWriter, openRequests, writeWorkbook } = options;

  return {
    name: 'open-requests',
    presses: {
      importRequests: forAdministrators(async (visit, [client]) =>
        ask(await setUnfinishedAside(visit), { client }),
      ),
    },
    flows: [
      defineStaffFlow({
        name: 'openRequests',
        texts: 'openRequests',
        read: readBringingIn,
        unfinished: ({ draft: { askedAt } }) => (askedAt === undefined ? {} : { askedAt }),
        presses: {
          importTemplate: (visit, state) =>
            forAdministrators<[]>(async (free) => {
              await sendTemplate(free);
              return done(keepBringingIn(state));
            })(visit),
          async applyImport(visit, { step, draft }) {
            if (step !== 'preview') return passed(visit.conversation);
            if (await isOldPreview(visit, draft.askedAt)) return done(visit.conversation);
            return forAdministrators<[]>((free) => apply(free, draft))(visit);
          },
        },
        async back(visit, { step, draft }) {
          await visit.answerPress();
          return step === 'file' ? done(await giveUpUnfinished(visit)) : ask(visit, draft);
        },
        async take(visit, state, act) {
          if (act.kind === 'file') {
            return forAdministrators<[]>((free) => takeFile(free, state.draft, act.file))(visit);
          }
          if (act.kind !== 'text' || act.word !== undefined || act.text.startsWith('/')) {
            return passed(visit.conversation);
          }
          return stay(visit, state, visit.wording.html('openRequests.notADocument'));
        },
      }),
    ],
  };

  /** The client of a draft, if it may still register; otherwise that is said. */
  async function clientOf(visit: Visit, draft: BringingIn['draft']): Promise<Client | undefined> {
    const client = await clients.find(draft.client);
    if (client !== undefined && isInForce(client, visit.speech.now) && hasScope(client, 'requests:write')) {
      return client;
    }
    await visit.takeButtons(draft.askedAt);
    await visit.say(visit.wording.html('openRequests.clientGone'), mainKeyboard(visit));
    return undefined;
  }

  async function ask(visit: Visit, draft: BringingIn['draft']): Promise<FlowResult> {
    const { wording, speech } = visit;
    const client = await clientOf(visit, draft);
    if (client === undefined) return done(null);
    await visit.takeButtons(draft.askedAt);
    const named = (isRequired: boolean) =>
      wording.list(
        FIELDS.filter((field) => REQUIRED.includes(field) === isRequired).map((field) =>
          headerOf(field, speech.locale),
        ),
      );
    const html = wording.html('openRequests.ask', {
      name: wording.words(client.name, LONGEST_NAME),
      required: named(true),
      optional: named(false),
    });
    const template = inlineButton(
      wording.plain('openRequests.button.template'),
      staffButtons.pack('importTemplate'),
    );
    const askedAt = await visit.say(html, inlineKeyboard([template], leavingRow(visit)));
    return done(keepBringingIn({ step: 'file', draft: { client: draft.client, ...at(askedAt) } }));
  }

  async function sendTemplate(visit: Visit): Promise<void> {
    const { wording, speech } = visit;
    const bytes = await writeWorkbook({
      sheets: [
        {
          name: wording.plain('openRequests.templateSheet'),
          readsFromRight: speech.locale !== 'en',
          columns: FIELDS.map((field) => ({ header: headerOf(field, speech.locale), width: COLUMN_WIDTH })),
          rows: [],
        },
      ],
    });
    await chatWriter.sendFile(visit, { name: 'open-requests.xlsx', bytes });
  }

  async function takeFile(
    visit: Visit,
    { client, askedAt }: BringingIn['draft'],
    file: FileAction['file'],
  ): Promise<FlowResult> {
    const state: BringingIn = { step: 'file', draft: { client, ...at(askedAt) } };
    if (file.kind !== 'document') return stay(visit, state, visit.wording.html('openRequests.notADocument'));
    if ((file.size ?? 0) > MOST_FILE_BYTES)
      return stay(visit, state, visit.wording.html('openRequests.tooBig'));
    return show(visit, { client, fileId: file.fileId, ...at(askedAt) });
  }

  async function stay(visit: Visit, state: BringingIn, html: string): Promise<FlowResult> {
    await visit.say(html, inlineKeyboard(leavingRow(visit)));
    return done(keepBringingIn(state));
  }

  /** Says what would become of each row of the file, and asks whether to do it. */
  async function show(visit: Visit, draft: BringingIn['draft']): Promise<FlowResult> {
    const { wording } = visit;
    const client = await clientOf(visit, draft);
    if (client === undefined) return done(null);
    const planned = await plan(visit, client, draft.fileId);
    if (typeof planned === 'string') return stay(visit, { step: 'file', draft }, planned);
    await visit.takeButtons(draft.askedAt);
    await chatWriter.sendFile(visit, rowReport(visit, planned));
    const hasNew = planned.some(({ kind }) => kind === 'new');
    const apply = inlineButton(wording.plain('openRequests.button.apply'), staffButtons.pack('applyImport'));
    const name = wording.words(client.name, LONGEST_NAME);
    const messages = packIntoMessages(previewParts(visit, name, planned, openRequests.leastHours), '\n\n');
    let askedAt: number | undefined;
    for (const [index, html] of messages.entries()) {
      const isLast = index === messages.length - 1;
      const rows = hasNew ? [[apply], leavingRow(visit)] : [leavingRow(visit)];
      askedAt = await visit.say(html, isLast ? inlineKeyboard(...rows) : undefined);
    }
    return done(keepBringingIn({ step: 'preview', draft: asked(draft, askedAt) }));
  }

  /** Brings the next requests in, and says how many are left. */
  async function apply(visit: Visit, draft: BringingIn['draft']): Promise<FlowResult> {
    const { wording } = visit;
    const client = await clientOf(visit, draft);
    if (client === undefined) return done(null);
    const planned = await plan(visit, client, draft.fileId);
    if (typeof planned === 'string') return stay(visit, { step: 'preview', draft }, planned);
    const count = await openRequests.bringIn(client, planned);
    if (count > 0) await visit.note('requestsImported', undefined, clientAsPerson(client.id));
    await visit.takeButtons(draft.askedAt);
    const left = planned.filter(({ kind }) => kind === 'new').length - count;
    const html = wording.html(count === 0 ? 'openRequests.preview.nothing' : 'openRequests.done', { count });
    if (left === 0) {
      await visit.say(html, mainKeyboard(visit));
      return done(null);
    }
    const goOn = inlineButton(wording.plain('openRequests.button.goOn'), staffButtons.pack('applyImport'));
    const askedAt = await visit.say(
      `${html}\n${wording.html('openRequests.remaining', { count: left })}`,
      inlineKeyboard([goOn], leavingRow(visit)),
    );
    return done(keepBringingIn({ step: 'preview', draft: asked(draft, askedAt) }));
  }

  /** What would become of the rows of a file; a sentence where it cannot be read. */
  async function plan(
    { wording, speech }: Visit,
    client: Client,
    fileId = '',
  ): Promise<readonly PlannedRow[] | string> {
    const file = await options.downloadFile(fileId);
    if (file.kind !== 'bytes') return wording.html(MISSED[file.kind]);
    const ran = await options.readOpenRequests(file.bytes, speech.timeZone);
    if (!ran.ok) return wording.html('openRequests.unreadable.tooHeavy');
    return ran.value.ok
      ? openRequests.plan(client, ran.value.rows)
      : unreadable({ wording, speech }, ran.value);
  }
}

function unreadable(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  { because, field }: Extract<ReadOpenRequests, { ok: false }>,
): string {
  const column = field === undefined ? '' : headerOf(field, speech.locale);
  return wording.html(`openRequests.unreadable.${because}`, { column, count: MOST_ROWS });
}

/** The draft below a newer question. */
function asked({ askedAt: _old, ...draft }: BringingIn['draft'], askedAt: number | undefined) {
  return { ...draft, ...at(askedAt) };
}

function at(askedAt: number | undefined) {
  return askedAt === undefined ? {} : { askedAt };
}
