import type { Connection, QueryFilter } from 'mongoose';
import type { BotRole } from '../channel/bot.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { Logger } from '../logger.js';

/** What is recorded: attempts without permission, and changes of roles. */
export type AuditedAct =
  /** A press with data that belongs to none of our buttons, or about a request of somebody else. */
  | 'forgedPress'
  /**
   * A press of one of our buttons that leads nowhere, since what it belongs to is over or is not the
   * person's.
   */
  | 'deadPress'
  /** A command of another role, or a word that stands for one. */
  | 'foreignWord'
  /** A view of, or an action on, a request of somebody else. */
  | 'foreignRequest'
  /** A view of a citizen's phone number. */
  | 'phoneSeen'
  /** What an operator did for a caller. */
  | 'callTaken'
  | 'callerJoined'
  | 'callerLookedUp'
  /** Somebody looked for words in requests, or opened one that is not theirs to answer. */
  | 'wordsSearched'
  | 'caseOpened'
  /** A member of staff looked up more than anybody needs, or somebody tried codes one after the other. */
  | 'lookupRefused'
  | 'codesGuessed'
  | 'wordsAdded'
  | 'callerRated'
  | 'callerObjected'
  | 'callerWithdrew'
  | 'noteAdded'
  | 'callbackTold'
  | 'callbackMissed'
  /** A supervisor read a whole case; somebody requested the report of a period. */
  | 'caseRead'
  | 'reportRead'
  /** A manager asked for a link to their record in a browser, and opened it there. */
  | 'recordLinked'
  | 'recordOpened'
  | 'inviteMade'
  | 'inviteRefused'
  | 'inviteUsed'
  /** An administrator changed somebody's roles or positions, or removed them. */
  | 'roleGiven'
  | 'roleTaken'
  | 'positionGiven'
  | 'positionTaken'
  | 'positionHandedOver'
  | 'personRemoved'
  /** A citizen was blocked from the bot, or unblocked. */
  | 'citizenBlocked'
  | 'citizenUnblocked'
  /** Somebody searched this audit log, or downloaded a part of it. */
  | 'traceSearched'
  | 'traceExported'
  /** A dead letter was retried, or discarded. */
  | 'letterRetried'
  | 'letterDropped'
  /** A staff command that changed a request. */
  | 'referred'
  | 'sentToFollowUp'
  | 'asked'
  | 'extensionRequested'
  | 'extensionDecided'
  | 'draftRequested'
  | 'answerDrafted'
  | 'answered'
  | 'answerRecalled'
  | 'promiseConfirmed'
  | 'disapproved'
  | 'rejected'
  | 'merged'
  | 'urgencyDismissed'
  | 'wordsPublished'
  /** An administrator viewed or changed the city: its files, one property, the roll-out of a unit. */
  | 'cityExported'
  | 'cityImported'
  | 'cityEdited'
  | 'unitConnected'
  | 'unitDisconnected'
  | 'unitWayChosen'
  /** A manager recorded an absence, ended it, or changed the canned sentences of their unit. */
  | 'absenceNoted'
  | 'absenceEnded'
  | 'phraseAdded'
  | 'phraseRemoved'
  | 'wordsChanged'
  | 'exampleRemoved'
  /** An administrator made a key for another system, or revoked one; a call came with a key that is not valid. */
  | 'clientMade'
  | 'requestsImported'
  /** A client read what is personal in a request. */
  | 'clientLooked'
  | 'clientRevoked'
  | 'clientRefused'
  /** A client asked for what its key does not open. */
  | 'clientOverstepped'
  /** An address of a client gets events again, gets some again, or has a new secret. */
  | 'webhookResumed'
  | 'webhookReplayed'
  | 'webhookSecretRenewed';

/** How a client (src/clients) is named where the log names people. */
export function clientAsPerson(id: string): string {
  return `client:${id}`;
}

export interface AuditEntry {
  readonly at: Date;
  readonly bot: BotRole;
  /** Id of the person, or of the client as `client:<id>`, beside the staff; never a name, number or text. */
  readonly person: string;
  readonly act: AuditedAct;
  /** The position they acted as, if any. */
  readonly position?: string;
  /** The request it was about, if any. */
  readonly request?: string;
  /** Codes of the subject in the city, such as a unit; or `#` and the beginning of the hash of a citizen. */
  readonly subject?: string;
  /** Identifies the update or the call, so that a repeated one is recorded once. */
  readonly updateId: number;
}

/** A line of the audit log as it is read. */
export interface AuditLine extends Omit<AuditEntry, 'updateId'> {
  /** How often it happened on that day, for acts that are summarised; absent for once. */
  readonly times?: number;
}

/**
 * Attempts that lead nowhere, of which anybody can make as many as they like: one line for each person, act,
 * request and day, with how often.
 */
const SUMMARISED: ReadonlySet<AuditedAct> = new Set([
  'forgedPress',
  'deadPress',
  'foreignWord',
  'foreignRequest',
  'clientRefused',
  'clientOverstepped',
]);

/** A search for lines about staff; absent fields match everything. */
export interface AuditQuery {
  readonly person?: string;
  readonly request?: string;
  readonly acts?: readonly AuditedAct[];
  /** From this moment until before the other one. */
  readonly from?: Date;
  readonly to?: Date;
}

/** The audit log. */
export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** Lines about staff, newest first: at most `most` after skipping `skip`. */
  search(
    query: AuditQuery,
    page: { readonly skip: number; readonly most: number },
  ): Promise<readonly AuditLine[]>;
  /** All matching lines about staff, oldest first, at most `most`, one at a time. */
  listAll(query: AuditQuery, most: number): AsyncIterable<AuditLine>;
  /** Removes what was recorded before that moment; resolves to how many lines. */
  removeOld(before: Date): Promise<number>;
  /** How often one of these acts was noted in a bot since then, by person. */
  countSince(bot: BotRole, acts: readonly AuditedAct[], since: Date): Promise<ReadonlyMap<string, number>>;
  /** The lines about a person in one bot, oldest first. */
  about(bot: BotRole, person: string): Promise<readonly AuditLine[]>;
  /** Replaces a person's id in the lines of one bot; repeating it changes nothing. */
  rename(bot: BotRole, person: string, to: string): Promise<void>;
}

/** The most lines that are counted. */
const MOST_COUNTED = 1_000;
/** The fields of a line. */
const LINE = { _id: 0, lastUpdateId: 0 } as const;

type AuditDocument = AuditLine & {
  readonly _id: string;
  /** The last update of a summarised line, so that a redelivered one counts once. */
  readonly lastUpdateId?: number;
};

const auditSchema = createDocumentSchema<AuditDocument>('audit', {
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  bot: { type: String, required: true },
  person: { type: String, required: true },
  act: { type: String, required: true },
  position: { type: String },
  request: { type: String },
  subject: { type: String },
  times: { type: Number },
  lastUpdateId: { type: Number },
});
auditSchema.index({ at: 1 });
auditSchema.index({ bot: 1, at: -1 });
auditSchema.index({ bot: 1, person: 1, at: -1 });
auditSchema.index({ bot: 1, request: 1, at: -1 });
auditSchema.index({ bot: 1, act: 1, at: -1 });

/** The audit log on a connection; each entry is also logged. */
export function createAuditStore(options: {
  readonly connection: Connection;
  readonly logger: Logger;
}): AuditStore {
  const model = options.connection.model<AuditDocument>('Audit', auditSchema);

  /** Counts an attempt in the line of its day. */
  async function summarise({ updateId, ...entry }: AuditEntry): Promise<void> {
    const { at, bot, person, act, request = '' } = entry;
    const day = at.toISOString().slice(0, 10);
    const _id = `${bot}:${person}:${day}:${act}:${request}`;
    try {
      await model
        .updateOne(
          { _id, lastUpdateId: { $ne: updateId } },
          { $setOnInsert: entry, $inc: { times: 1 }, $set: { lastUpdateId: updateId } },
          { upsert: true },
        )
        .exec();
    } catch (error) {
      // This update has been counted, and the line is there.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  return {
    async record({ updateId, ...entry }) {
      const { bot, person, act, position, request, subject } = entry;
      options.logger.warn({ event: 'audit', bot, person, act, position, request, subject });
      if (SUMMARISED.has(act)) return summarise({ updateId, ...entry });
      await model
        .updateOne({ _id: `${bot}:${person}:${updateId}:${act}` }, { $setOnInsert: entry }, { upsert: true })
        .exec();
    },

    async search(query, { skip, most }) {
      return model
        .find(filterOf(query), LINE)
        .sort({ at: -1 })
        .skip(skip)
        .limit(most)
        .lean<AuditLine[]>()
        .exec();
    },

    async *listAll(query, most) {
      const found = model.find(filterOf(query), LINE).sort({ at: 1 }).limit(most).lean<AuditLine>().cursor();
      for await (const line of found) yield line;
    },

    async removeOld(before) {
      const { deletedCount } = await model.deleteMany({ at: { $lt: before } }).exec();
      return deletedCount;
    },

    async countSince(bot, acts, since) {
      const found = await model
        .find({ bot, act: { $in: [...acts] }, at: { $gte: since } }, { person: 1 })
        .limit(MOST_COUNTED)
        .lean<Pick<AuditLine, 'person'>[]>()
        .exec();
      const counts = new Map<string, number>();
      for (const { person } of found) counts.set(person, (counts.get(person) ?? 0) + 1);
      return counts;
    },

    async about(bot, person) {
      return model.find({ bot, person }, LINE).sort({ at: 1 }).lean<AuditLine[]>().exec();
    },

    async rename(bot, person, to) {
      for (const { _id, ...entry } of await model.find({ bot, person }).lean<AuditDocument[]>().exec()) {
        const renamed = _id.replace(`${bot}:${person}:`, `${bot}:${to}:`);
        await model
          .updateOne({ _id: renamed }, { $setOnInsert: { ...entry, person: to } }, { upsert: true })
          .exec();
        await model.deleteOne({ _id }).exec();
      }
    },
  };
}

function filterOf({ person, request, acts, from, to }: AuditQuery): QueryFilter<AuditDocument> {
  const at = { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) };
  return {
    bot: 'staff',
    ...(person === undefined ? {} : { person }),
    ...(request === undefined ? {} : { request }),
    ...(acts === undefined ? {} : { act: { $in: [...acts] } }),
    ...(from === undefined && to === undefined ? {} : { at }),
  };
}
