import { Api } from 'grammy';
import type { Dialect } from '../channel/dialect.js';
import { createBotApiCalls } from './bot-api-calls.js';
import { stylingGrammy } from './button-styles.js';
import { directGrammy } from './direct-calls.js';
import { speakGrammy } from './speak-dialect.js';

export type { Api } from 'grammy';

/** Seconds after which a call outside a bot's handlers counts as lost; uploading a file of 20 MB has to fit into it. */
const CALL_TIMEOUT_SECONDS = 60;
/** Seconds after which a call of a bot counts as lost while it handles an update; both libraries wait for minutes. */
export const ANSWER_SECONDS = 20;

/**
 * A client for calls of the Bot API outside a bot's own context, for either bot. `apiRoot` has no slash at
 * its end. Its errors carry no token; classify them with `classifyFailure`.
 */
export function createApi(options: {
  readonly token: string;
  readonly apiRoot: string;
  /** How the calls of this messenger differ from Telegram's. */
  readonly dialect?: Dialect | undefined;
  /** Buttons get their colours; absent: they have none. */
  readonly buttonStyles?: boolean;
}): Api {
  const { token, apiRoot, dialect, buttonStyles = false } = options;
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_TIMEOUT_SECONDS });
  api.config.use(directGrammy(createBotApiCalls({ token, apiRoot, timeoutSeconds: CALL_TIMEOUT_SECONDS })));
  if (dialect !== undefined) api.config.use(speakGrammy(dialect));
  if (buttonStyles) api.config.use(stylingGrammy());
  return api;
}
