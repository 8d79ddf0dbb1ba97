import { chatOf } from '../telegram.js';
import { type BotMethod, type BotMethods, type Call, personOf } from './call.js';
import { type ApiError, badRequest } from './errors.js';
import { createParameters, isObject, type Parameters } from './parameters.js';

const MOST_COMMANDS = 100;
/** The scopes of command lists, and what each of them names besides (docs/telegram.md, 10). */
const SCOPES: Readonly<Record<string, readonly ('chat_id' | 'user_id')[]>> = {
  default: [],
  all_private_chats: [],
  all_group_chats: [],
  all_chat_administrators: [],
  chat: ['chat_id'],
  chat_administrators: ['chat_id'],
  chat_member: ['chat_id', 'user_id'],
};

/** What a bot says about itself and asks about a chat. */
export const profileMethods: BotMethods = {
  getMe: ({ account }) => ({
    ...account.user,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),

  getChat(call) {
    const person = personOf(call);
    if (!call.telegram.store.chat(call.account.name, person.id).started) throw badRequest('chat not found');
    return { ...chatOf(person), accent_color_id: 0, max_reaction_count: 11 };
  },

  setMyCommands(call) {
    const commands = call.parameters.json('commands');
    if (!Array.isArray(commands)) throw badRequest("can't parse commands: expected an Array");
    if (commands.length > MOST_COMMANDS) throw badRequest('too much commands specified');
    for (const command of commands) checkCommand(command);
    return remember(call, commandsKey(call), commands);
  },
  getMyCommands: (call) => recall(call, commandsKey(call)) ?? [],
  deleteMyCommands: (call) => remember(call, commandsKey(call), undefined),

  setMyName: setText('name', 64),
  getMyName: getText('name'),
  setMyDescription: setText('description', 512),
  getMyDescription: getText('description'),
  setMyShortDescription: setText('short_description', 120),
  getMyShortDescription: getText('short_description'),

  setChatMenuButton: (call) => remember(call, 'menu_button', call.parameters.json('menu_button')),
  getChatMenuButton: (call) => recall(call, 'menu_button') ?? { type: 'commands' },

  leaveChat: (call) => {
    personOf(call);
    throw badRequest("chat member status can't be changed in private chats");
  },
  logOut: () => true,
  close: () => true,
};

function setText(field: string, longest: number): BotMethod {
  return (call) => {
    const text = call.parameters.text(field) ?? '';
    if ([...text].length > longest) throw badRequest(`${field.replace('_', ' ')} is too long`);
    return remember(call, textKey(field, call.parameters), text || undefined);
  };
}

function getText(field: string): BotMethod {
  return (call) => ({
    [field]:
      recall(call, textKey(field, call.parameters)) ?? (field === 'name' ? call.account.user.first_name : ''),
  });
}

function textKey(field: string, parameters: Parameters): string {
  return `${field}:${readLanguage(parameters)}`;
}

/** A language as two letters, or nothing. Throws 400 for everything else, as for `fa-IR`. */
function readLanguage(parameters: Parameters): string {
  const code = parameters.text('language_code') ?? '';
  if (!/^(?:[a-z]{2})?$/.test(code)) throw badRequest('invalid language code specified');
  return code;
}

/** Commands are kept by scope, chat and language, since a narrower list hides a wider one. */
function commandsKey(call: Call): string {
  const { type, ids } = readScope(call);
  return `commands:${type}:${ids.join(':')}:${readLanguage(call.parameters)}`;
}

/** The scope of a command list and the ids that belong to it. Throws 400 for one that Telegram does not know. */
function readScope(call: Call): { readonly type: string; readonly ids: readonly string[] } {
  const scope = call.parameters.json('scope');
  if (scope === undefined) return { type: 'default', ids: [] };
  if (!isObject(scope)) throw badScope('BotCommandScope must be an Object');
  const { type } = scope;
  if (typeof type !== 'string') throw badScope('Can\'t find field "type"');
  const fields = Object.hasOwn(SCOPES, type) ? SCOPES[type] : undefined;
  if (fields === undefined) throw badScope('Unsupported type specified');
  const missing = fields.find((field) => scope[field] === undefined || scope[field] === '');
  if (missing !== undefined) throw badScope(`Can't find field "${missing}"`);
  if (fields.includes('chat_id')) personOf({ ...call, parameters: createParameters(scope) });
  return { type, ids: fields.map((field) => String(scope[field])) };
}

function badScope(why: string): ApiError {
  return badRequest(`can't parse BotCommandScope: ${why}`);
}

/** Keys of command lists for a private chat, the one that counts first (docs/telegram.md, 10). */
export function commandsKeysFor(personId: number, languageCode: string | undefined): string[] {
  const language = languageCode?.split('-')[0] ?? '';
  const scopes = [`commands:chat:${personId}`, 'commands:all_private_chats:', 'commands:default:'];
  return scopes.flatMap((scope) => [`${scope}:${language}`, `${scope}:`]);
}

function checkCommand(command: unknown): void {
  const name = isObject(command) ? command['command'] : undefined;
  const description = isObject(command) ? command['description'] : undefined;
  if (typeof name !== 'string' || !/^\/?[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (typeof description !== 'string' || description.trim() === '' || [...description].length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
}

function recall({ telegram, account }: Call, key: string): unknown {
  return telegram.store.state.bots[account.name].settings.profile[key];
}

function remember({ telegram, account }: Call, key: string, value: unknown): true {
  const { settings } = telegram.store.state.bots[account.name];
  const { [key]: _, ...rest } = settings.profile;
  const profile = value === undefined ? rest : { ...rest, [key]: value };
  telegram.store.commit({ type: 'bot', bot: account.name, settings: { ...settings, profile } });
  return true;
}
