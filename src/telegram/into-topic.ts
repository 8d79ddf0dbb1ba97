import { classifyFailure } from './errors.js';

/** Where a message goes: a chat, and the topic of it in which somebody spoke; absent outside of topics. */
export interface ChatPlace {
  readonly chatId: number;
  readonly topic?: number | undefined;
}

/** The parameter of the Bot API that names a topic; empty outside of topics. */
export interface WithinTopic {
  readonly message_thread_id?: number;
}

/** Sends into a topic, or beside it where the topic was deleted meanwhile. */
export async function intoTopic<Result>(
  topic: number | undefined,
  send: (within: WithinTopic) => Promise<Result>,
): Promise<Result> {
  if (topic === undefined) return send({});
  try {
    return await send({ message_thread_id: topic });
  } catch (error) {
    if (classifyFailure(error).kind !== 'topicGone') throw error;
    return send({});
  }
}
