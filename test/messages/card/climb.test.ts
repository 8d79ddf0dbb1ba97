import { renderCard } from '../../../src/messages/card/card.js';
import { clock, HOUR, manager, openCase } from '../../requests/lifecycle/case.js';
import { speechIn } from '../samples.js';

/** What the next manager reads of a request that climbed so long after its deadline. */
function cardAfter(lateMs: number): string {
  const story = openCase().file();
  story.waitUntil(new Date(story.referral.dueAt.getTime() + lateMs));
  story.does(clock, { type: 'escalate', because: 'late' });
  const { position } = story.referral;
  const { request, events } = story;
  return renderCard({ ...speechIn('fa', story.now), request, events, position }).html;
}

it('tells the time that was given, not what passed until the request climbed', () => {
  expect(cardAfter(30_000)).toContain('۳ روز وقت داشت');
  expect(cardAfter(30_000)).not.toContain('دیرتر');
});

it('tells apart what passed beyond it, as after an outage', () => {
  expect(cardAfter(HOUR)).toContain('۳ روز وقت داشت');
  expect(cardAfter(HOUR)).toContain('۱ ساعت دیرتر');
  expect(cardAfter(7 * 24 * HOUR)).toContain('۷ روز دیرتر');
});

it('counts the time that was granted in addition', () => {
  const story = openCase().file();
  story.does(manager('d1-roads'), { type: 'requestExtension', hours: 24, reason: 'باران' });
  story.does(manager(story.referral.extension?.decider ?? ''), { type: 'decideExtension', granted: true });
  story.waitUntil(story.referral.dueAt);
  story.does(clock, { type: 'escalate', because: 'late' });
  const { position } = story.referral;
  const { request, events } = story;
  const { html } = renderCard({ ...speechIn('fa', story.now), request, events, position });
  expect(html).toContain('۴ روز وقت داشت');
});
