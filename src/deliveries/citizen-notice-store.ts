import { type Connection, Schema } from 'mongoose';
import { inLots } from '../database/lots.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { filterOfMessage, type MessagePlace, messageKey } from './message-key.js';

/** A notice as it stands in a citizen's chat with the citizen bot. */
export interface CitizenNotice {
  readonly code: TrackingCode;
  /** The citizen who received it. */
  readonly person: string;
  readonly chatId: number;
  readonly messageId: number;
  /** The event it is about. */
  readonly seq: number;
  /** Which piece of a long text it contains, from 0. */
  readonly piece: number;
}

/**
 * Which message told a citizen of which event, in both directions; every access goes by id, except forgetting
 * a person.
 */
export interface CitizenNoticeStore {
  /**
   * Records a notice, so that a reply to it is understood; `asks` records that its buttons have to be removed
   * one day.
   */
  remember(notice: CitizenNotice, asks: boolean): Promise<void>;
  /** Records messages that tell of a request and ask nothing. */
  rememberAll(told: readonly CitizenNotice[]): Promise<void>;
  findByMessage(place: MessagePlace): Promise<CitizenNotice | undefined>;
  /** The notices of a request whose buttons ask something, oldest first. */
  asking(code: TrackingCode): Promise<readonly CitizenNotice[]>;
  /** Forgets a notice whose message is gone. */
  forget(notice: MessagePlace & Pick<CitizenNotice, 'code'>): Promise<void>;
  /** Forgets the notices of a request that is no longer kept, which these people may have received. */
  forgetRequest(code: TrackingCode, people: readonly string[]): Promise<void>;
  /** Forgets every notice of a person. */
  forgetAllOf(person: string): Promise<void>;
}

type NoticeDocument = CitizenNotice & { _id: string };
interface AskingOfRequest {
  _id: string;
  notices: CitizenNotice[];
}

const noticeSchema = createDocumentSchema<NoticeDocument>('citizenNotices', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
  person: { type: String, required: true },
  chatId: { type: Number, required: true },
  messageId: { type: Number, required: true },
  seq: { type: Number, required: true },
  piece: { type: Number, required: true },
});
noticeSchema.index({ person: 1 });

const askingSchema = createDocumentSchema<AskingOfRequest>('askingNotices', {
  _id: { type: String, required: true },
  notices: { type: [Schema.Types.Mixed], required: true },
});

/** The store of notices on a connection. */
export function createCitizenNoticeStore(connection: Connection): CitizenNoticeStore {
  const notices = connection.model<NoticeDocument>('CitizenNotice', noticeSchema);
  const asking = connection.model<AskingOfRequest>('AskingNotices', askingSchema);

  const rememberTogether = inLots<CitizenNotice, void>(async (told) => {
    await notices.bulkWrite(
      told.map((notice) => ({
        updateOne: {
          filter: { _id: messageKey(notice) },
          update: { $setOnInsert: { ...notice } },
          upsert: true,
        },
      })),
    );
    return told.map(() => undefined);
  });

  return {
    async remember(notice, asks) {
      await rememberTogether(notice);
      if (!asks) return;
      await asking
        .updateOne({ _id: notice.code }, { $addToSet: { notices: { ...notice } } }, { upsert: true })
        .exec();
    },

    async rememberAll(told) {
      await Promise.all(told.map(rememberTogether));
    },

    async findByMessage(place) {
      const found = await notices.findOne(filterOfMessage(place)).lean<NoticeDocument>().exec();
      if (found === null) return undefined;
      const { _id, ...notice } = found;
      return notice;
    },

    async asking(code) {
      const found = await asking.findById(code).lean<AskingOfRequest>().exec();
      return found?.notices ?? [];
    },

    async forget({ code, person, chatId, messageId }) {
      await notices.deleteMany(filterOfMessage({ person, chatId, messageId })).exec();
      await asking.updateOne({ _id: code }, { $pull: { notices: { person, chatId, messageId } } }).exec();
    },

    async forgetRequest(code, people) {
      await notices.deleteMany({ person: { $in: people }, code }).exec();
      await asking.deleteOne({ _id: code }).exec();
    },

    async forgetAllOf(person) {
      const codes = await notices.distinct('code', { person }).exec();
      await asking.updateMany({ _id: { $in: codes } }, { $pull: { notices: { person } } }).exec();
      await notices.deleteMany({ person }).exec();
    },
  };
}
