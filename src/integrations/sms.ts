import type { Logger } from '../logger.js';

/**
 * Sends short messages to telephones. `send` resolves to whether the provider accepted the message; it
 * rejects if that is unknown, and the message is then not sent again.
 */
export interface SmsPort {
  /** `number` is E.164; `text` is plain, without markup. */
  send(number: string, text: string): Promise<'accepted' | 'refused'>;
}

/** A port without a provider: it logs that there was something to send, without number and words. */
export function createSmsLog({ logger }: { readonly logger: Logger }): SmsPort {
  return {
    async send(_number, text) {
      logger.info({ event: 'smsWritten', length: [...text].length });
      return 'accepted';
    },
  };
}
