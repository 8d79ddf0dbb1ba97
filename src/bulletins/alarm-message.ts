import { assertNever } from '../assert-never.js';
import { roleOf } from '../channel/bot.js';
import type { Message } from '../messages/message.js';
import { createWording, joinParagraphs, type Speech } from '../messages/wording.js';
import { formatDuration } from '../text/dates.js';
import type { TextValues } from '../text/texts.js';
import type { Incident } from '../watch/incidents.js';

/** An incident that administrators are told of, or its end. */
export interface Alarm {
  readonly incident: Incident;
  readonly isOver: boolean;
}

/** The text about an incident for administrators. */
export function renderAlarm({ incident, isOver }: Alarm, speech: Speech): Message {
  const wording = createWording(speech);
  const [key, values] = wordsFor(incident, speech);
  return {
    html: isOver
      ? wording.html(`alarm.over.${key}`, values)
      : joinParagraphs(wording.html(`alarm.begun.${key}`, values), wording.html('alarm.look')),
    keyboard: [],
  };
}

function wordsFor(incident: Incident, speech: Speech): readonly [key: string, values: TextValues] {
  const wording = createWording(speech);
  switch (incident.kind) {
    case 'sweepLate':
      return ['sweepLate', { time: formatDuration(incident.ms, speech.locale) }];
    case 'deadLetters':
    case 'unsure':
    case 'codesGuessed':
    case 'smsBudget':
      return [incident.kind, { count: incident.count }];
    case 'smsLate':
      return [
        'smsLate',
        { count: incident.count, because: wording.plain(`system.sms.because.${incident.because}`) },
      ];
    case 'paused':
      return [
        'paused',
        { bot: wording.plain(`system.bot.${roleOf(incident.bot)}`), until: wording.deadline(incident.until) },
      ];
    case 'profileRefused':
      return [
        'profileRefused',
        { bot: wording.plain(`system.bot.${roleOf(incident.bot)}`), count: incident.count },
      ];
    case 'vacant':
      return ['vacant', { position: wording.name(incident.position), count: incident.count }];
    case 'lookups':
      return ['lookups', { name: incident.name }];
    case 'databaseEnded':
    case 'backupFailed':
      return [incident.kind, { because: incident.because || '—' }];
    default:
      return assertNever(incident);
  }
}
