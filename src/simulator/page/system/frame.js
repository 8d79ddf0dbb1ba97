import { coalesced } from '../coalesced.js';
import { button, element } from '../dom.js';

/**
 * The frame of a simulated system's page: its name, the way back to the city, its misbehaviours, and the sentence that says
 * what went wrong. `faults` is what `faultsOver` gives; `texts` has `title`, `subtitle`, `city` and the names of the faults.
 * Gives `attempt(work)`, which does something and says why if it does not succeed, and `say(error)`.
 */
export function createFrame({ texts, faults, kinds, content }) {
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  const switches = element('div', { class: 'faults', role: 'group', 'aria-label': texts.faults.title });

  function say(error) {
    problem.textContent = error?.message ?? '';
    problem.hidden = error === undefined;
  }

  async function attempt(work) {
    try {
      say(undefined);
      await work();
    } catch (error) {
      say(error);
    }
  }

  async function drawFaults() {
    const on = new Set((await faults.list()).map(({ kind }) => kind));
    switches.replaceChildren(
      ...kinds.map((kind) =>
        button(
          {
            class: 'fault',
            'aria-pressed': on.has(kind) ? 'true' : 'false',
            onclick: () =>
              attempt(async () => {
                await faults.set(kind, !on.has(kind));
                await drawFaults();
              }),
          },
          texts.faults[kind],
        ),
      ),
    );
  }

  document.body.append(
    element(
      'header',
      { class: 'bar' },
      element('h1', {}, texts.title),
      element('p', {}, texts.subtitle),
      element('a', { href: '/simulator/' }, texts.city),
      element('span', { class: 'bar-label' }, texts.faults.title),
      switches,
    ),
    problem,
    element('main', {}, ...content),
  );
  void attempt(drawFaults);
  return { attempt, say };
}

/**
 * Has `load` called whenever something has changed there, and at every connection; what it fails with goes to `report`.
 * Gives the function that does so by hand: one load at a time, so that nothing older is shown after something newer.
 */
export function followNews(address, load, report) {
  const refresh = coalesced(load, report);
  const news = new EventSource(address);
  news.onmessage = refresh;
  news.onopen = refresh;
  return refresh;
}
