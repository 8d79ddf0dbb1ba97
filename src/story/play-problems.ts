import type { CityClient } from './city-client.js';
import { findProblems } from './expectation.js';
import type { PlayedAct } from './stage.js';

/**
 * What did not happen in a play as it should: act by act what was missing, doubled or wrong, and whoever
 * heard of it although it does not concern him.
 */
export async function problemsOfPlay(
  played: readonly PlayedAct[],
  city: Pick<CityClient, 'people' | 'chat'>,
): Promise<readonly string[]> {
  return [
    ...played.flatMap(({ act, expected, seen }) =>
      findProblems(expected, seen).map((problem) => `${act.title}: ${problem}`),
    ),
    ...(await outsidersTold(played, city)),
  ];
}

async function outsidersTold(
  played: readonly PlayedAct[],
  city: Pick<CityClient, 'people' | 'chat'>,
): Promise<readonly string[]> {
  const cast = new Set(played.flatMap(({ seen }) => seen.map(({ phone }) => phone.person)));
  const problems: string[] = [];
  for (const { id, name, bot } of await city.people()) {
    if (cast.has(id)) continue;
    const told = (await city.chat(id, bot)).filter(({ from }) => from === 'bot');
    if (told.length > 0) problems.push(`${name} got ${told.length} messages that are not for him`);
  }
  return problems;
}
