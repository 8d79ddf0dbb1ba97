import type { CityClient, PhoneMessage } from './city-client.js';
import { findProblems } from './expectation.js';
import type { PlayedAct } from './stage.js';

/**
 * What went wrong in a play: act by act what was missing, doubled, wrong or too much work, and who was told
 * of it without being concerned.
 */
export async function problemsOfPlay(
  played: readonly PlayedAct[],
  city: Pick<CityClient, 'people' | 'chat'>,
): Promise<readonly string[]> {
  return [
    ...played.flatMap((one) =>
      [...findProblems(one.expected, one.seen), ...tooManyUpdates(one)].map(
        (problem) => `${one.act.title}: ${problem}`,
      ),
    ),
    ...(await outsidersTold(played, city)),
  ];
}

/** The messages and presses that people sent in an act: their effort. */
export function updatesOf({ seen }: Pick<PlayedAct, 'seen'>): number {
  return seen.filter(({ kind }) => kind === 'sent' || kind === 'pressed').length;
}

function tooManyUpdates({ act, seen }: PlayedAct): readonly string[] {
  const updates = updatesOf({ seen });
  const { mostUpdates = updates } = act;
  return updates > mostUpdates ? [`took ${updates} updates, and ${mostUpdates} must be enough`] : [];
}

async function outsidersTold(
  played: readonly PlayedAct[],
  city: Pick<CityClient, 'people' | 'chat'>,
): Promise<readonly string[]> {
  const cast = new Set(played.flatMap(({ seen }) => seen.map(({ phone }) => phone.person)));
  const problems: string[] = [];
  for (const { id, name, bot } of await city.people()) {
    if (cast.has(id)) continue;
    const told = (await city.chat(id, bot)).filter((message) => message.from === 'bot' && !isReport(message));
    if (told.length > 0) problems.push(`${name} got ${told.length} messages that are not for him`);
  }
  return problems;
}

/** The weekly report on the whole city and its workbook: they name no request, and many people read them. */
function isReport({ text = '', media = [] }: PhoneMessage): boolean {
  return text.includes('گزارش پاسخ‌گویی') || (text === '' && media.join() === 'document');
}
