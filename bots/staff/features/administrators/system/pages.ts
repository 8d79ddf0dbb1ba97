import type { InlineKeyboardMarkup } from 'telegraf/types';
import { roleOf } from '../../../../../src/channel/bot.js';
import { botsIn, ofBot } from '../../../../../src/channel/per-bot.js';
import type { DeadLetter } from '../../../../../src/mailbox/chat-store.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { OPEN_STATUSES } from '../../../../../src/requests/request-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { isolateDirection } from '../../../../../src/text/direction.js';
import type { Backlog, Vitals } from '../../../../../src/watch/vitals.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';

/** The program and its environment. */
export interface SystemDescription {
  /** The kind of database, in words, without credentials. */
  readonly database: string;
  readonly isDatabaseUp: boolean;
  readonly version: string;
  /** Version of Node.js. */
  readonly node: string;
  readonly uptimeMs: number;
}

function backupLine({ wording }: Visit, { at, failedBecause }: NonNullable<Vitals['backup']>): string {
  return failedBecause === undefined
    ? wording.html('system.backup.made', { at: wording.deadline(at) })
    : wording.html('system.backup.failed', { because: failedBecause });
}

function smsLines({ wording }: Visit, { partsToday, partsPerDay, late }: Vitals['sms']): readonly string[] {
  const because = wording.plain(`system.sms.because.${late.because ?? 'away'}`);
  return [
    wording.html('system.sms.parts', { parts: partsToday, most: partsPerDay }),
    ...(late.count === 0 ? [] : [wording.html('system.sms.late', { count: late.count, because })]),
  ];
}

/** How the product is running now. */
export function systemPage(
  visit: Visit,
  vitals: Vitals,
  about: SystemDescription,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const time = (ms: number) => formatDuration(ms, speech.locale);
  const backlog = (what: 'mailbox' | 'deliveries', { count, oldestMs }: Backlog, values = {}) =>
    count === 0
      ? wording.html(`system.${what}.none`, values)
      : wording.html(`system.${what}.some`, { count, oldest: time(oldestMs), ...values });
  const {
    mailbox,
    deliveries,
    sinceSweepMs,
    deadLetters,
    pauses,
    unsure,
    open,
    databaseEnd,
    backup,
    profilesRefused,
  } = vitals;
  const again = inlineButton(wording.plain('system.button.again'), staffButtons.pack('system'));
  const letters = inlineButton(wording.plain('system.button.letters'), staffButtons.pack('letters'));
  return {
    html: joinParagraphs(
      wording.html('system.title', { at: wording.deadline(speech.now) }),
      joinLines(
        backlog('mailbox', mailbox),
        ...botsIn(deliveries).map((bot) =>
          backlog('deliveries', ofBot(deliveries, bot), { bot: wording.plain(`system.bot.${roleOf(bot)}`) }),
        ),
        sinceSweepMs === undefined
          ? wording.html('system.sweep.never')
          : wording.html('system.sweep.last', { ago: time(sinceSweepMs) }),
        deadLetters === 0
          ? wording.html('system.letters.none')
          : wording.html('system.letters.some', { count: deadLetters }),
        ...botsIn(pauses).flatMap((bot) => {
          const pause = pauses[bot];
          if (pause === undefined) return [];
          const values = {
            bot: wording.plain(`system.bot.${roleOf(bot)}`),
            until: wording.deadline(pause.until),
          };
          return [wording.html('system.paused', values)];
        }),
        ...botsIn(profilesRefused).map((bot) => {
          const name = wording.plain(`system.bot.${roleOf(bot)}`);
          return wording.html('system.profileRefused', { bot: name, count: profilesRefused[bot] ?? 0 });
        }),
        unsure === 0 ? undefined : wording.html('system.unsure', { count: unsure }),
        databaseEnd === undefined
          ? undefined
          : wording.html('system.databaseEnded', { because: databaseEnd.because || '—' }),
        backup === undefined ? undefined : backupLine(visit, backup),
        ...smsLines(visit, vitals.sms),
      ),
      joinLines(
        wording.html('system.open.title'),
        ...OPEN_STATUSES.map((status) =>
          wording.html('system.open.line', {
            status: wording.plain(`system.status.${status}`),
            count: open[status],
          }),
        ),
      ),
      joinLines(
        wording.html(about.isDatabaseUp ? 'system.database.up' : 'system.database.down', {
          database: isolateDirection(about.database),
        }),
        wording.html('system.program', {
          version: isolateDirection(about.version),
          node: isolateDirection(about.node),
        }),
        wording.html('system.uptime', { time: time(about.uptimeMs) }),
      ),
    ),
    markup: inlineKeyboard(deadLetters === 0 ? [again] : [again, letters]),
  };
}

/** A dead letter: when and in which bot it occurred, never its content. */
export function letterPage(
  { wording }: Visit,
  { _id, chat, at, error }: DeadLetter,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  return {
    html: wording.html('system.letter.page', {
      bot: wording.plain(chat.startsWith('citizen:') ? 'system.bot.citizen' : 'system.bot.staff'),
      at: wording.deadline(at),
      error: isolateDirection(error),
    }),
    markup: inlineKeyboard([
      inlineButton(wording.plain('system.button.drop'), staffButtons.pack('dropLetter', _id)),
      inlineButton(wording.plain('system.button.retry'), staffButtons.pack('retryLetter', _id)),
    ]),
  };
}
