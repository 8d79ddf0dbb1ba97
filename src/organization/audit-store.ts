import { type Connection, Schema } from 'mongoose';
import type { BotName } from '../conversations/chat-store.js';
import type { Logger } from '../logger.js';

/** What is worth a line: who tried what is not his, and who became what. */
export type AuditedAct =
  /** A press whose data no button of ours carries, or of a request that is not his. */
  | 'forgedPress'
  /** A press of a button of ours that leads nowhere, since what it belongs to is over or not the person's. */
  | 'deadPress'
  /** A look at, or an act on, a request of somebody else. */
  | 'foreignRequest'
  /** A look at the phone number of a citizen. */
  | 'phoneSeen'
  /** What an operator did for a caller. */
  | 'callTaken'
  | 'callerJoined'
  | 'callerLookedUp'
  | 'wordsAdded'
  | 'noteAdded'
  | 'callbackTold'
  | 'callbackMissed'
  /** A supervisor read a whole case; somebody asked for the report of a period. */
  | 'caseRead'
  | 'reportRead'
  | 'inviteMade'
  | 'inviteRefused'
  | 'inviteUsed'
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
  readonly bot: BotName;
  /** Id of the person; never a name, number or text. */
  readonly person: string;
  readonly act: AuditedAct;
  /** The request it was about, as far as there is one. */
  readonly request?: string;
  /** Codes of what it was about in the city: a unit, or a property and the position that it belongs to. */
  readonly subject?: string;
  /** Names the update, so that a redelivered one gives one line. */
  readonly updateId: number;
}

/** The audit trail. */
export interface AuditStore {
  record(entry: AuditEntry): Promise<void>;
  /** The lines about a person in one bot, oldest first. */
  about(bot: BotName, person: string): Promise<readonly Omit<AuditEntry, 'updateId'>[]>;
  /** Puts another id in the place of a person's in the lines of one bot; doing it again changes nothing. */
  rename(bot: BotName, person: string, to: string): Promise<void>;
}

type AuditDocument = Omit<AuditEntry, 'updateId'> & { readonly _id: string };

const auditSchema = new Schema<AuditDocument>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    bot: { type: String, required: true },
    person: { type: String, required: true },
    act: { type: String, required: true },
    request: { type: String },
    subject: { type: String },
  },
  { collection: 'audit', versionKey: false, autoIndex: false },
);
auditSchema.index({ at: 1 });
auditSchema.index({ person: 1 });

/** The audit trail on a connection; each entry is also a line of the log. */
export function createAuditStore(options: {
  readonly connection: Connection;
  readonly logger: Logger;
}): AuditStore {
  const model = options.connection.model<AuditDocument>('Audit', auditSchema);

  return {
    async record({ updateId, ...entry }) {
      const { bot, person, act, request, subject } = entry;
      options.logger.warn({ event: 'audit', bot, person, act, request, subject });
      await model
        .updateOne({ _id: `${bot}:${person}:${updateId}:${act}` }, { $setOnInsert: entry }, { upsert: true })
        .exec();
    },

    async about(bot, person) {
      return model
        .find({ bot, person }, { _id: 0 })
        .sort({ at: 1 })
        .lean<Omit<AuditEntry, 'updateId'>[]>()
        .exec();
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
