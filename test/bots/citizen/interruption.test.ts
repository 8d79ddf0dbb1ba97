import { defineCitizenFlow } from '../../../bots/citizen/citizen-flow.js';
import type { CitizenFlow } from '../../../bots/citizen/context.js';
import { describeExpiry } from '../../../bots/citizen/conversation-expiry.js';
import { openAndPaused, pauseFor } from '../../../bots/citizen/interruption.js';
import { flowOpener } from '../../../src/flows/dispatch.js';
import type { Conversation } from '../../../src/mailbox/chat.js';

/** A flow of that name, which keeps in its data what it has paused. */
const flow = (
  name: string,
  traits: { readonly place?: string; readonly expired?: string } = {},
): CitizenFlow => {
  const { place, expired } = traits;
  return defineCitizenFlow<Conversation>({
    name,
    read: (conversation) => (conversation?.flow === name ? conversation : undefined),
    // The tests keep nothing else under this name.
    paused: ({ data }) => (data['paused'] ?? null) as Conversation | null,
    ...(place === undefined ? {} : { place }),
    ...(expired === undefined ? {} : { expired: () => ({ text: expired, askedAt: 9 }) }),
  });
};
const openIn = flowOpener([
  flow('letter', { expired: 'letter.expired' }),
  flow('objection'),
  flow('name', { place: 'profile' }),
  flow('number', { place: 'profile' }),
]);
const at = (name: string, paused: Conversation | null = null): Conversation => ({
  flow: name,
  step: 'first',
  version: 1,
  data: { paused },
});

it('lets a question pause whatever is open', () => {
  expect(pauseFor({ conversation: at('letter'), openIn }, 'objection')).toEqual(at('letter'));
  expect(pauseFor({ conversation: at('name'), openIn }, 'objection')).toEqual(at('name'));
  expect(pauseFor({ conversation: null, openIn }, 'objection')).toBeNull();
});

it('replaces a question by another of its kind; the conversation that it paused still waits', () => {
  const asked = at('objection', at('letter'));
  expect(pauseFor({ conversation: asked, openIn }, 'objection')).toEqual(at('letter'));
  expect(pauseFor({ conversation: at('name', asked), openIn }, 'profile')).toEqual(asked);
});

it('finds every conversation that waits behind the open one', () => {
  const names = openAndPaused(at('name', at('objection', at('letter'))), openIn).map(({ name }) => name);
  expect(names).toEqual(['name', 'objection', 'letter']);
});

it('tells a person what was lost, however many questions had interrupted it', () => {
  expect(describeExpiry(at('name', at('objection', at('letter'))), openIn)).toEqual({
    text: 'letter.expired',
    askedAt: 9,
  });
  expect(describeExpiry(at('objection'), openIn)).toEqual({ text: 'citizen.expired' });
});
