import { type Bundle, bundleProgram } from './experiments/bundle.js';
import { everything } from './experiments/everything.js';
import { play } from './experiments/experiment.js';

let bundle: Bundle;

beforeAll(async () => {
  bundle = await bundleProgram();
}, 60_000);
afterAll(() => bundle.remove());

/** The experiments of `npm run test:crashes` in the shortest form: one seed and a few moments. */
it('keeps every acknowledgement and tells everything once, wherever the program and its database end', async () => {
  const result = await play(everything, { program: bundle.path, seed: 137, isShort: true });
  expect(result.problems).toEqual([]);
  expect(result.counted).toEqual({
    'deaths at «handled»': 1,
    'deaths at «planned»': 1,
    'deaths at «taken»': 1,
    'kills of both': 1,
  });
  expect(result.acknowledged).toBeGreaterThan(0);
  expect(result.hearings).toBeGreaterThan(0);
}, 300_000);
