import { nextTimeOfDay } from '../../src/calendar.js';
import { problemsOfPlay } from '../../src/story/play-problems.js';
import { playStory } from '../../src/story/stage.js';
import { chooseStory } from '../../src/story/stories.js';
import { type RunningCity, startCity } from '../support/city.js';

let running: RunningCity | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

it.each([
  // Climbing, a late answer, an objection and a rating: the citizen on Bale, the managers on Telegram.
  ['whole', 'mixed'],
  // A call, cards, an answer by reply and a rating, with everybody on Bale.
  ['connected', 'bale'],
])('plays the story «%s» %s with nothing missing, doubled or wrong', async (name, place) => {
  const chosen = chooseStory(name, place);
  if ('problem' in chosen) throw new Error(chosen.problem);
  running = await startCity({ whereabouts: chosen.whereabouts });
  const { city } = running;
  const now = await city.now();
  const begin = nextTimeOfDay(now, 13, 'Asia/Tehran');
  await city.advance({ advanceSeconds: (begin.getTime() - now.getTime()) / 1000 });
  const played = await playStory(chosen.story, city);
  expect(await problemsOfPlay(played, city)).toEqual([]);
});
