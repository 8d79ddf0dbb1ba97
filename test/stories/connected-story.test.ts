import { nextTimeOfDay } from '../../src/calendar.js';
import { createConnectedStory } from '../../src/story/connected-story.js';
import { findProblems } from '../../src/story/expectation.js';
import type { Sight } from '../../src/story/phones.js';
import { problemsOfPlay } from '../../src/story/play-problems.js';
import { type PlayedAct, playStory } from '../../src/story/stage.js';
import { CONNECTED_POINTS, POINT_NAMES, POINTS, type PointName } from '../crashes/experiments/points.js';
import { watchWrites } from '../crashes/experiments/watch-writes.js';
import { type RunningCity, startCity } from '../support/city.js';
import { CITIZEN } from '../support/people.js';

let running: RunningCity;
let played: readonly PlayedAct[];
/** Where the crash experiments could have ended the product in the play. */
const passed = new Set<PointName>();
const unwatch = watchWrites((call, carryOut) => {
  for (const name of POINT_NAMES) if (POINTS[name].is(call)) passed.add(name);
  return carryOut(call.parameters);
});

beforeAll(async () => {
  running = await startCity({ isInThisProcess: true, environment: { RECALL_SECONDS: '0' } });
  const now = await running.city.now();
  const begin = nextTimeOfDay(now, 13, 'Asia/Tehran');
  await running.city.advance({ advanceSeconds: (begin.getTime() - now.getTime()) / 1000 });
  await running.introduce(CITIZEN);
  played = await playStory(createConnectedStory(), running.city);
});
afterAll(async () => {
  await running.stop();
  unwatch();
});

/** The problems of an act if its sights had been others. */
function problemsIf(act: PlayedAct, change: (seen: readonly Sight[]) => readonly Sight[]): readonly string[] {
  return findProblems(act.expected, change(act.seen));
}

it('happens on phones, desk and in the registry, with Gam away in the middle, and nothing missing, doubled or wrong', async () => {
  expect(await problemsOfPlay(played, running.city)).toEqual([]);
  expect(played).toHaveLength(8);
});

it('passes every point of connected systems at which the crash experiments end the product', () => {
  // Nobody acts over the API in this play; how that is recognised differs from «called» by the status alone.
  expect(CONNECTED_POINTS.filter((point) => point !== 'acted' && !passed.has(point))).toEqual([]);
});

it('fails where any one thing is missing, comes twice, comes to somebody else or says something else', () => {
  const unnoticed = played.flatMap((act) =>
    act.seen.flatMap((sight, index) => {
      const others = [...act.seen.slice(0, index), ...act.seen.slice(index + 1)];
      const elsewhere = { ...sight, phone: { owner: 'دیگری', bot: 'staff', person: 1 } as const };
      const otherwise = sight.text === '' ? [] : [[...others, { ...sight, text: 'چیز دیگری.' }]];
      const isNoticed = [others, [...act.seen, sight], [...others, elsewhere], ...otherwise].every(
        (seen) => problemsIf(act, () => seen).length > 0,
      );
      return isNoticed ? [] : [`${act.act.title}: ${sight.phone.owner} ${sight.kind} «${sight.text}»`];
    }),
  );
  expect(unnoticed).toEqual([]);
});

it('fails where any step is left out', () => {
  const unnoticed = played.filter((act) => problemsIf(act, () => []).length === 0);
  expect(unnoticed.map(({ act }) => act.title)).toEqual([]);
});

it('fails where a letter stays on the desk although the request was answered', () => {
  const withdrawn = played.filter(({ seen }) =>
    seen.some(({ phone, buttons }) => phone.screen?.kind === 'desk' && buttons.length === 0),
  );
  expect(withdrawn).toHaveLength(2);
  for (const act of withdrawn) {
    const stays = problemsIf(act, (seen) =>
      seen.map((sight) => (sight.phone.screen?.kind !== 'desk' ? sight : { ...sight, buttons: [['پاسخ']] })),
    );
    expect(stays).not.toEqual([]);
  }
});

it('fails where the registry does not hear of a request, of its answer or of its rating', () => {
  const heard = played.filter(({ seen }) => seen.some(({ phone }) => phone.screen?.kind === 'registry'));
  expect(heard).toHaveLength(5);
  for (const act of heard) {
    const deaf = problemsIf(act, (seen) => seen.filter(({ phone }) => phone.screen?.kind !== 'registry'));
    expect(deaf).not.toEqual([]);
  }
});
