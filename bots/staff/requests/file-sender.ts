import type { CaptionedFile } from '../../../src/attachments/attachment-service.js';
import { FilesNotReady } from '../../../src/attachments/files-not-ready.js';
import { botFor } from '../../../src/channel/person-id.js';
import type { Visit } from '../context.js';
import type { FeatureOptions } from '../options.js';

/**
 * Sends files of a request to the person; resolves to the messages, none if nothing could be sent. Throws
 * `FilesNotReady` while one of them may still arrive.
 */
export type SendFiles = (visit: Visit, files: readonly CaptionedFile[]) => Promise<readonly number[]>;

/** The sender of files on the attachments. */
export function createFileSender({
  attachments,
  chatWriter,
}: Pick<FeatureOptions, 'attachments' | 'chatWriter'>): SendFiles {
  return async ({ chatId, topic, person }, files) => {
    const bot = botFor('staff', person);
    const sent = await chatWriter.reach(chatId, () =>
      attachments.send({ bot, chatId, topic, attachments: files }),
    );
    if (sent?.kind === 'notYet') throw new FilesNotReady();
    return sent?.messageIds ?? [];
  };
}
