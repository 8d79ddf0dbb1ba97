import type { Chat } from '../../../src/mailbox/chat-store.js';
import type { Desk } from './staff-phones.js';

/** A chat as it lies in the database, with the ids of the updates that were handled. */
interface StoredChat extends Chat {
  readonly seen: readonly number[];
}

/** Presses a button, and leaves the chat as a crash would have between the press and its being noted as handled. */
export async function pressAndCrash(
  desk: Pick<Desk, 'connection' | 'pressOn'>,
  person: number,
  { messageId, data }: { readonly messageId: number; readonly data: string },
): Promise<void> {
  const chats = desk.connection.collection<StoredChat>('chats');
  const chat = async () => {
    const found = await chats.findOne({ bot: 'staff', chatId: person });
    if (found === null) throw new Error(`${person} has no chat.`);
    return found;
  };
  const { _id, conversation, seen } = await chat();
  await desk.pressOn(person, messageId, { data });
  const id = (await chat()).seen.at(-1) ?? 0;
  const update = {
    update_id: id,
    callback_query: {
      id: '1',
      from: { id: person, is_bot: false, first_name: 'مدیر' },
      message: { message_id: messageId, date: 0, chat: { id: person, type: 'private' } },
      chat_instance: '1',
      data,
    },
  };
  const pending = [{ id, update, attempts: 0, retryAt: new Date(0) }];
  await chats.updateOne({ _id }, { $set: { conversation, seen, pending } });
}
