import type { Logger } from '../logger.js';

/**
 * Sends short messages to telephones. `send` resolves to whether the provider has taken the message; it rejects
 * where that is not known, and then the message is not sent again.
 */
export interface SmsPort {
  /** `number` is E.164; `text` is plain, without markup. */
  send(number: string, text: string): Promise<'accepted' | 'refused'>;
}

/** A port without a provider: that there was something to send is a line in the log, without number and words. */
export function createSmsLog({ logger }: { readonly logger: Logger }): SmsPort {
  return {
    async send(_number, text) {
      logger.info({ event: 'smsWritten', length: [...text].length });
      return 'accepted';
    },
  };
}
