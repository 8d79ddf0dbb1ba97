import { type Connection, Schema } from 'mongoose';
import { inLots } from '../database/lots.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { filterOfMessage, type MessagePlace, messageKey } from './message-key.js';

/** A card as it stands in a manager's chat with the staff bot. */
export interface CardMessage {
  readonly code: TrackingCode;
  /** The member of staff who received it. */
  readonly person: string;
  /** The position they received it as. */
  readonly position: string;
  readonly chatId: number;
  readonly messageId: number;
  readonly sentAt: Date;
}

/**
 * Another message of the staff bot that shows a request and must not stay as it is: the case that an operator or
 * supervisor opened, which gives way to a newer one; and the word that an answer was sent, whose button to take it
 * back is over once the answer is given.
 */
export type OtherMessage = Omit<CardMessage, 'position'> & { readonly position?: string } & (
    | { readonly kind: 'case' }
    /** `seq`: the event that holds the answer back. */
    | { readonly kind: 'sentAnswer'; readonly seq: number }
    /** The same of one answer to several requests: `all` are those, each with the event that holds its answer back. */
    | { readonly kind: 'sentTogether'; readonly seq: number; readonly all: readonly HeldEvent[] }
  );

/** The event of a request that holds its answer back. */
export interface HeldEvent {
  readonly code: TrackingCode;
  readonly seq: number;
}

/** Every message about a request that is edited later. */
export interface MessagesOfRequest {
  readonly cards: readonly CardMessage[];
  readonly others: readonly OtherMessage[];
}

/** Which message is the card of which request, in both directions; every access goes by id. */
export interface CardStore {
  /** Records a card that was sent; repeating it changes nothing. Resolves to what is known of its request then. */
  remember(card: CardMessage): Promise<MessagesOfRequest>;
  /**
   * Records messages that belong to a card, such as its photos and reminders: a reply to one is a reply to
   * the card. They are never edited.
   */
  rememberBeside(card: Omit<CardMessage, 'messageId'>, messageIds: readonly number[]): Promise<void>;
  /** Records another message that is edited later, in the same way. */
  rememberOther(message: OtherMessage): Promise<MessagesOfRequest>;
  /** Forgets another message that needs no more edits; a card stays. */
  forgetOther(message: MessagePlace & Pick<OtherMessage, 'code'>): Promise<void>;
  /** Forgets a card or another message that is gone, or needs no more edits. */
  forget(message: MessagePlace & Pick<CardMessage, 'code'>): Promise<void>;
  /** The card that a message of the staff bot is or belongs to, for example when a manager replies to it. */
  findByMessage(place: MessagePlace): Promise<CardMessage | undefined>;
  /** Forgets the cards of a request that is no longer kept. */
  forgetRequest(code: TrackingCode): Promise<void>;
  /** All cards of a request, oldest first. */
  ofRequest(code: TrackingCode): Promise<readonly CardMessage[]>;
  /** All messages of a request that are edited later. */
  messagesOf(code: TrackingCode): Promise<MessagesOfRequest>;
}

type CardDocument = CardMessage & { _id: string };
interface CardsOfRequest {
  _id: string;
  cards: CardMessage[];
  others?: OtherMessage[];
}

const cardSchema = createDocumentSchema<CardDocument>('cards', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
  person: { type: String, required: true },
  position: { type: String, required: true },
  chatId: { type: Number, required: true },
  messageId: { type: Number, required: true },
  sentAt: { type: Date, required: true },
});

const cardsOfRequestSchema = createDocumentSchema<CardsOfRequest>('cardsOfRequests', {
  _id: { type: String, required: true },
  cards: { type: [Schema.Types.Mixed], required: true },
  others: { type: [Schema.Types.Mixed], default: undefined },
});

cardSchema.index({ code: 1 });

/** The card store on a connection. */
export function createCardStore(connection: Connection): CardStore {
  const cards = connection.model<CardDocument>('Card', cardSchema);
  const ofRequests = connection.model<CardsOfRequest>('CardsOfRequest', cardsOfRequestSchema);

  async function messagesOf(code: TrackingCode): Promise<MessagesOfRequest> {
    return messagesIn(await ofRequests.findById(code).lean<CardsOfRequest>().exec());
  }

  const rememberTogether = inLots<CardMessage, void>(async (messages) => {
    await cards.bulkWrite(
      messages.map((message) => ({
        updateOne: {
          filter: { _id: messageKey(message) },
          update: { $setOnInsert: { ...message } },
          upsert: true,
        },
      })),
    );
    return messages.map(() => undefined);
  });

  async function addTo(
    code: TrackingCode,
    message: { readonly cards: CardMessage } | { readonly others: OtherMessage },
  ): Promise<MessagesOfRequest> {
    const changed = await ofRequests
      .findOneAndUpdate({ _id: code }, { $addToSet: message }, { upsert: true, returnDocument: 'after' })
      .lean<CardsOfRequest>()
      .exec();
    return messagesIn(changed);
  }

  async function forgetOther({
    code,
    person,
    chatId,
    messageId,
  }: MessagePlace & Pick<OtherMessage, 'code'>): Promise<void> {
    await ofRequests.updateOne({ _id: code }, { $pull: { others: { person, chatId, messageId } } }).exec();
  }

  return {
    async remember(card) {
      await rememberTogether(card);
      return addTo(card.code, { cards: { ...card } });
    },

    async rememberBeside(card, messageIds) {
      await Promise.all(messageIds.map((messageId) => rememberTogether({ ...card, messageId })));
    },

    rememberOther: (message) => addTo(message.code, { others: { ...message } }),

    async forget({ code, person, chatId, messageId }) {
      await cards.deleteMany(filterOfMessage({ person, chatId, messageId })).exec();
      await ofRequests.updateOne({ _id: code }, { $pull: { cards: { person, chatId, messageId } } }).exec();
      await forgetOther({ code, person, chatId, messageId });
    },

    forgetOther,

    async findByMessage(place) {
      const found = await cards.findOne(filterOfMessage(place)).lean<CardDocument>().exec();
      if (found === null) return undefined;
      const { _id, ...card } = found;
      return card;
    },

    async forgetRequest(code) {
      await cards.deleteMany({ code }).exec();
      await ofRequests.deleteOne({ _id: code }).exec();
    },

    async ofRequest(code) {
      return (await messagesOf(code)).cards;
    },

    messagesOf,
  };
}

function messagesIn(found: CardsOfRequest | null): MessagesOfRequest {
  return { cards: found?.cards ?? [], others: found?.others ?? [] };
}
