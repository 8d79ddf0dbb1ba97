import { type Connection, type QueryFilter, Schema } from 'mongoose';
import type { BotRole } from '../channel/bot.js';
import type { Logger } from '../logger.js';

/** What is worth a line: who tried what is not his, and who became what. */
export type AuditedAct =
  /** A press whose data no button of ours carries, or of a request that is not his. */
  | 'forgedPress'
  /** A press of a button of ours that leads nowhere, since what it belongs to is over or not the person's. */
  | 'deadPress'
  /** A command, or a word that stands for one, of another role. */
  | 'foreignWord'
  /** A look at, or an act on, a request of somebody else. */
  | 'foreignRequest'
  /** A look at the phone number of a citizen. */
  | 'phoneSeen'
  /** What an operator did for a caller. */
  | 'callTaken'
  | 'callerJoined'
  | 'callerLookedUp'
  | 'wordsAdded'
  | 'callerRated'
  | 'callerObjected'
  | 'noteAdded'
  | 'callbackTold'
  | 'callbackMissed'
  /** A supervisor read a whole case; somebody asked for the report of a period. */
  | 'caseRead'
  | 'reportRead'
  | 'inviteMade'
  | 'inviteRefused'
  | 'inviteUsed'
  /** An administrator changed who somebody is: roles, positions, or nothing any more. */
  | 'roleGiven'
  | 'roleTaken'
  | 'positionGiven'
  | 'positionTaken'
  | 'positionHandedOver'
  | 'personRemoved'
  /** A citizen was kept from the bot, or may use it again. */
  | 'citizenBlocked'
  | 'citizenUnblocked'
  /** Somebody looked through this trail, or took a part of it with him. */
  | 'traceSearched'
  | 'traceExported'
  /** What could not be handled is tried again, or given up. */
  | 'letterRetried'
  | 'letterDropped'
  /** A command of staff that changed a request. */
  | 'referred'
  | 'sentToFollowUp'
  | 'asked'
  | 'extensionRequested'
  | 'extensionDecided'
  | 'draftRequested'
  | 'answerDrafted'
  | 'answered'
  | 'promiseConfirmed'
  | 'disapproved'
  | 'rejected'
  | 'merged'
  /** An administrator looked at or changed the city: its files, one property, the roll-out of a unit. */
  | 'cityExported'
  | 'cityImported'
  | 'cityEdited'
  | 'unitConnected'
  | 'unitDisconnected'
  /** A manager noted that he is away, came back, or changed the sentences of his unit. */
  | 'absenceNoted'
  | 'absenceEnded'
  | 'phraseAdded'
  | 'phraseRemoved';

export interface AuditEntry {
  readonly at: Date;
  readonly bot: BotRole;
  /** Id of the person; never a name, number or text. */
  readonly person: string;
  readonly act: AuditedAct;
  /** The position as which he did it, as far as it was done in one. */
  readonly position?: string;
  /** The request it was about, as far as there is one. */
  readonly request?: string;
  /** Codes of what it was about in the city: a unit, or a property and the position that it belongs to. */
  readonly subject?: string;
  /** Names the update, so that a redelivered one gives one line. */
  readonly updateId: number;
}

/** A line of the trail as it is read. */
export type AuditLine = Omit<AuditEntry, 'updateId'>;

/** Which lines about staff are looked for; what is absent is left open. */
export interface AuditQuery {
  readonly person?: string;
  readonly request?: string;
  readonly acts?: readonly AuditedAct[];
  /** From this moment on, and before that one. */
  readonly from?: Date;
  readonly to?: Date;
}

/** The audit trail. */
export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** Lines about staff, newest first: at most `most` after the first `skip`. */
  search(
    query: AuditQuery,
    page: { readonly skip: number; readonly most: number },
  ): Promise<readonly AuditLine[]>;
  /** All lines about staff that fit, oldest first, at most `most`, one after the other. */
  listAll(query: AuditQuery, most: number): AsyncIterable<AuditLine>;
  /** Removes what was recorded before that moment; resolves to how many lines. */
  removeOld(before: Date): Promise<number>;
  /** The lines about a person in one bot, oldest first. */
  about(bot: BotRole, person: string): Promise<readonly AuditLine[]>;
  /** Puts another id in the place of a person's in the lines of one bot; doing it again changes nothing. */
  rename(bot: BotRole, person: string, to: string): Promise<void>;
}

type AuditDocument = AuditLine & { readonly _id: string };

const auditSchema = new Schema<AuditDocument>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    bot: { type: String, required: true },
    person: { type: String, required: true },
    act: { type: String, required: true },
    position: { type: String },
    request: { type: String },
    subject: { type: String },
  },
  { collection: 'audit', versionKey: false, autoIndex: false },
);
auditSchema.index({ at: 1 });
auditSchema.index({ bot: 1, at: -1 });
auditSchema.index({ bot: 1, person: 1, at: -1 });
auditSchema.index({ bot: 1, request: 1, at: -1 });
auditSchema.index({ bot: 1, act: 1, at: -1 });

/** The audit trail on a connection; each entry is also a line of the log. */
export function createAuditStore(options: {
  readonly connection: Connection;
  readonly logger: Logger;
}): AuditStore {
  const model = options.connection.model<AuditDocument>('Audit', auditSchema);

  return {
    async record({ updateId, ...entry }) {
      const { bot, person, act, position, request, subject } = entry;
      options.logger.warn({ event: 'audit', bot, person, act, position, request, subject });
      await model
        .updateOne({ _id: `${bot}:${person}:${updateId}:${act}` }, { $setOnInsert: entry }, { upsert: true })
        .exec();
    },

    async search(query, { skip, most }) {
      return model
        .find(filterOf(query), { _id: 0 })
        .sort({ at: -1 })
        .skip(skip)
        .limit(most)
        .lean<AuditLine[]>()
        .exec();
    },

    async *listAll(query, most) {
      const found = model
        .find(filterOf(query), { _id: 0 })
        .sort({ at: 1 })
        .limit(most)
        .lean<AuditLine>()
        .cursor();
      for await (const line of found) yield line;
    },

    async removeOld(before) {
      const { deletedCount } = await model.deleteMany({ at: { $lt: before } }).exec();
      return deletedCount;
    },

    async about(bot, person) {
      return model.find({ bot, person }, { _id: 0 }).sort({ at: 1 }).lean<AuditLine[]>().exec();
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
