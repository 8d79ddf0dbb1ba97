import type { ShownButtons } from '../../../src/mailbox/chat.js';
import type { Conversation, IncomingUpdate } from '../../../src/mailbox/chat-store.js';
import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import { isOpen } from '../../../src/requests/lifecycle/request.js';
import type { ViewedMessage } from '../../simulator/harness.js';
import { isAtHome } from './at-home.js';
import type { BotAlone } from './bot-alone.js';
import { CAPTIONED, contentOf, type FileFields } from './contents.js';
import { type Content, type Deed, OWN_CODE } from './deeds.js';

const FEW_DAYS_MS = 5 * 24 * 3_600_000;
/** Ids of messages that people send: those of the bot are small, since the simulator counts them. */
const FIRST_MESSAGE = 100_000;

/** An update, and whether it may go without an answer. */
interface Sent {
  readonly update: IncomingUpdate;
  readonly mayBeQuiet: boolean;
}

/** A person who does anything, and what the bot knows of him. */
export class Anyone {
  conversation: Conversation | null = null;
  private readonly words: { messageId: number; text: string }[] = [];
  private readonly pressed = new Map<string, number>();
  private readonly albums = new Set<string>();
  /** What the bot has written to him. */
  messages: readonly ViewedMessage[] = [];
  private last: Sent | undefined;
  /** What the bot remembers of the buttons that it showed him. */
  private shown: readonly ShownButtons[] = [];
  /** A request that somebody else withdrew and that the person is asked to carry on. */
  private offered: string | undefined;
  private updates = 0;

  constructor(
    private readonly alone: BotAlone,
    readonly person: number,
    /** What he has on his phone, as `takeFiles` got it. */
    private readonly files: readonly FileFields[],
  ) {}

  /** Lets the person do something; resolves to what was wrong with how the bot took it. */
  async does(deed: Deed): Promise<readonly string[]> {
    if (deed.does === 'isServed') {
      await this.serve(deed.by);
      return [];
    }
    if (deed.does === 'isLeftOne') {
      this.offered = await this.alone.leaveOneTo(this.person);
      return [];
    }
    if (deed.does === 'rests') return this.rest();
    const problems: string[] = [];
    for (const sent of await this.updatesOf(deed)) problems.push(...(await this.hand(sent)));
    return problems;
  }

  /** Hands a text to the bot. */
  say(text: string): Promise<readonly string[]> {
    return this.hand(this.text(text));
  }

  /** Presses a button with this data on a message of the bot. */
  press(data: string, messageId: number): Promise<readonly string[]> {
    return this.hand(this.pressOn(data, messageId));
  }

  /** Hands the update before once more, as after a crash. */
  again(): Promise<readonly string[]> {
    return this.last === undefined ? Promise.resolve([]) : this.hand({ ...this.last, mayBeQuiet: true });
  }

  /** A day passes: what asks something of the person is given up with a word, and only that. */
  private async rest(): Promise<readonly string[]> {
    const { conversation } = this;
    const expires = conversation?.expiresAt !== undefined;
    if (conversation === null || !expires) return isAtHome(conversation) ? [] : ['it waits for ever'];
    const before = this.messages.length;
    await this.alone.bot.giveUp?.(this.person, conversation);
    this.conversation = null;
    this.messages = (await this.alone.simulator.chat(this.person)).filter(({ from }) => from === 'bot');
    return this.messages.length === before + 1 ? [] : ['not one word was said of what is given up'];
  }

  private async hand(sent: Sent): Promise<readonly string[]> {
    const { update, mayBeQuiet } = sent;
    this.last = sent;
    const { bot, simulator } = this.alone;
    const before = JSON.stringify(this.messages);
    const isPress = 'callback_query' in update;
    const answered = isPress ? await simulator.calls('answerCallbackQuery') : 0;
    this.conversation = await bot.handle(update, this.conversation, undefined, {
      shown: this.shown,
      delivered: [],
      keep: (shown) => {
        this.shown = shown;
      },
      sent: [],
      keepSent: () => undefined,
    });
    const answers = isPress ? (await simulator.calls('answerCallbackQuery')) - answered : 0;
    this.messages = (await simulator.chat(this.person)).filter(({ from }) => from === 'bot');
    for (const { data, messageId } of this.buttons()) this.pressed.set(data, messageId);
    const isQuiet = !isPress && !mayBeQuiet && JSON.stringify(this.messages) === before;
    return [
      ...(isPress && answers !== 1 ? [`the press was answered ${answers} times`] : []),
      ...(isQuiet ? ['the message was not answered'] : []),
      ...this.messages.flatMap(({ linkPreview, text }) => (linkPreview ? [`previews a link: ${text}`] : [])),
    ];
  }

  private async updatesOf(
    deed: Exclude<Deed, { readonly does: 'isServed' | 'isLeftOne' | 'rests' }>,
  ): Promise<readonly Sent[]> {
    switch (deed.does) {
      case 'writes':
        return [this.text(await this.withCode(deed.text), deed.repliesTo)];
      case 'goesOn':
        return [await this.onward(deed.choice)];
      case 'sends':
        return [this.content(deed)];
      case 'edits':
        return this.edit(deed.choice, await this.withCode(deed.text));
      case 'presses': {
        const button = chosen(this.buttons(), deed.choice);
        return button === undefined ? [this.text('چاله')] : [this.pressOn(button.data, button.messageId)];
      }
      case 'types': {
        const button = chosen(this.buttons(), deed.choice);
        return [this.text(button?.text ?? 'چاله')];
      }
      case 'pressesOld': {
        const old = chosen([...this.pressed], deed.choice);
        return old === undefined ? [] : [this.pressOn(old[0], old[1])];
      }
      case 'forges': {
        const message = chosen(this.messages, deed.choice);
        return [this.pressOn(await this.withCode(deed.data), message?.messageId ?? 1)];
      }
      case 'blocksAndReturns':
        return [this.member('kicked'), this.member('member')];
    }
  }

  /** What the question that is open asks for, in words; a press where it shows buttons. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of the questions that can be open.
  private async onward(choice: number): Promise<Sent> {
    const step = this.conversation?.step;
    if (step === 'place' || step === 'district') return this.text(choice % 2 === 0 ? 'منطقه ۹' : '۹');
    if (step === 'similar') return this.text('درخواست من چیز دیگری است');
    if (step === 'review') return this.text('ثبت');
    if (isAtHome(this.conversation) && this.offered !== undefined) return this.answerOffer(choice);
    if (isAtHome(this.conversation)) {
      const request = await this.newest();
      const acts = request?.stage.status === 'answered' ? ON_ANSWERED : ON_OPEN;
      const act = request === undefined ? undefined : chosen(acts, choice);
      if (act !== undefined) return this.pressOn(`${act}:${request?.code ?? ''}`, 1);
    }
    const newest = this.messages.at(-1);
    const buttons = this.buttons().filter(({ messageId }) => messageId === newest?.messageId);
    const button = chosen(buttons, choice % 3);
    if (this.conversation === null || button === undefined) return this.text('چاله بزرگی جلوی دبستان است');
    return this.pressOn(button.data, button.messageId);
  }

  /** Presses or types the answer to the offer; a press comes from any message, as after one was deleted. */
  private answerOffer(choice: number): Sent {
    const code = this.offered ?? '';
    this.offered = undefined;
    const answers = [`carryOn:${code}`, `declineOffer:${code}`, `show:${code}`];
    const data = chosen(answers, choice);
    return choice % 4 === 3 || data === undefined ? this.text('بله') : this.pressOn(data, 1);
  }

  private buttons(): readonly { readonly text: string; readonly data: string; readonly messageId: number }[] {
    return this.messages.flatMap(({ messageId, keyboard = [], deleted }) =>
      deleted
        ? []
        : keyboard
            .flat()
            .flatMap(({ text, data }) => (data === undefined ? [] : [{ text, data, messageId }])),
    );
  }

  private text(text: string, repliesTo?: number): Sent {
    const replied = repliesTo === undefined ? undefined : chosen(this.messages, repliesTo);
    const message = this.message({
      text,
      ...(text.startsWith('/')
        ? { entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }] }
        : {}),
      ...(replied === undefined
        ? {}
        : { reply_to_message: { message_id: replied.messageId, date: 1, chat: this.chat(), text: 'x' } }),
    });
    this.words.push({ messageId: message.message_id, text });
    return this.update({ message });
  }

  private content({ content, caption, album }: Extract<Deed, { readonly does: 'sends' }>): Sent {
    const isAlbum = album !== undefined && (content === 'photo' || content === 'video');
    const isFurther = isAlbum && this.albums.has(album);
    if (isAlbum) this.albums.add(album);
    const message = this.message({
      ...(this.fileOf(content) ?? contentOf(content, this.person)),
      ...(caption === undefined || !CAPTIONED.has(content) ? {} : { caption }),
      ...(isAlbum ? { media_group_id: album } : {}),
    });
    return { ...this.update({ message }), mayBeQuiet: isFurther || content === 'notice' };
  }

  private fileOf(content: Content): FileFields | undefined {
    return chosen(
      this.files.filter((file) => content in file),
      this.updates,
    );
  }

  private edit(choice: number, text: string): readonly Sent[] {
    const words = chosen(this.words, choice);
    if (words === undefined) return [];
    const edited_message = { ...this.message({ text }), message_id: words.messageId, edit_date: 2 };
    return [{ ...this.update({ edited_message }), mayBeQuiet: true }];
  }

  private pressOn(data: string, messageId: number): Sent {
    const message = { message_id: messageId, date: 1, chat: this.chat(), text: 'x' };
    const id = String(this.updates);
    return this.update({ callback_query: { id, from: this.from(), chat_instance: '1', data, message } });
  }

  private member(status: string): Sent {
    const member = { user: { id: 1, is_bot: true, first_name: 'x' }, status };
    const my_chat_member = { chat: this.chat(), from: this.from(), date: 1, new_chat_member: member };
    return { ...this.update({ my_chat_member }), mayBeQuiet: true };
  }

  private message<Fields extends object>(fields: Fields) {
    // Between two messages of a person the bot's answer takes a number too.
    const message_id = FIRST_MESSAGE + 2 * this.updates;
    return { message_id, date: 1, chat: this.chat(), from: this.from(), ...fields };
  }

  private update(fields: object): Sent {
    this.updates += 1;
    return { update: { update_id: this.person * 1_000 + this.updates, ...fields }, mayBeQuiet: false };
  }

  private chat() {
    return { id: this.person, type: 'private', first_name: 'شهروند' };
  }

  private from() {
    return { id: this.person, is_bot: false, first_name: 'شهروند', language_code: 'fa' };
  }

  private async withCode(text: string): Promise<string> {
    const code = text.includes(OWN_CODE) ? ((await this.newest())?.code ?? '1234567894') : '';
    return text.replace(OWN_CODE, code);
  }

  private async newest() {
    const codes = await this.alone.codesOf(this.person);
    return (await this.alone.requests.findMany(codes)).filter(isOpen).at(-1);
  }

  /** Lets the municipality do something with the newest request, where it can be done. */
  private async serve(by: 'answer' | 'promise' | 'question'): Promise<void> {
    const request = await this.newest();
    if (request?.stage.status !== 'referred') return;
    const { position } = request.stage.referral;
    const actor = { kind: 'manager', position, person: '1' } as const;
    const commandId = `test:${request.code}:${this.updates}:${by}`;
    const text = 'همان‌جا دیده شد.';
    const day = new Date(this.alone.simulator.clock.now().getTime() + FEW_DAYS_MS);
    const command: ChangeCommand =
      by === 'question'
        ? { type: 'ask', question: 'کدام سمت خیابان است؟' }
        : {
            type: 'answer',
            text,
            attachments: [],
            outcome: by === 'answer' ? { kind: 'done' } : { kind: 'planned', day },
          };
    await this.alone.requests.execute(request.code, { actor, commandId, command });
  }
}

/** What is done with one's newest request while nothing else goes on; nothing: one files another. */
const ON_ANSWERED = ['object', 'object', 'show', undefined] as const;
const ON_OPEN = ['add', 'withdraw', 'show', 'reply', undefined, undefined] as const;

function chosen<Item>(items: readonly Item[], choice: number): Item | undefined {
  return items.length === 0 ? undefined : items[choice % items.length];
}
