import { createDispatcher, type Feature } from '../../src/flows/dispatch.js';
import { defineFlow, done, keepConversation, passed } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';

type Press =
  | { readonly action: 'choose'; readonly values: [number] }
  | { readonly action: 'list'; readonly values: [] };
type Word = 'back' | 'cancel' | 'help';
interface Action {
  readonly kind: 'press' | 'text';
  readonly press?: Press;
  readonly word?: Word;
  readonly text?: string;
}
interface Visit {
  readonly conversation: Conversation | null;
  readonly told: string[];
}

const conversationOf = (flow: string, step = 'first'): Conversation => ({ flow, step, version: 1, data: {} });
const openAt = (name: string) => (conversation: Conversation | null) =>
  conversation?.flow === name ? { step: conversation.step } : undefined;

const ordering: Feature<Visit, Press, Word, Action> = {
  name: 'ordering',
  flows: [
    defineFlow<Visit, Press, Action, { readonly step: string }>({
      name: 'ordering',
      read: openAt('ordering'),
      presses: {
        async choose({ told }, { step }, [number]) {
          told.push(`chose ${number} at ${step}`);
          return done(conversationOf('ordering', 'second'));
        },
      },
      async take({ told, conversation }, _state, { text }) {
        if (text === 'other') return passed(null);
        told.push(`took ${text}`);
        return done(conversation);
      },
      async back({ told }) {
        told.push('went back');
        return done(conversationOf('ordering'));
      },
    }),
  ],
};
const listing: Feature<Visit, Press, Word, Action> = {
  name: 'listing',
  presses: {
    async list({ told, conversation }) {
      told.push('listed');
      return done(conversation);
    },
    async choose({ told, conversation }) {
      told.push('too late');
      return done(conversation);
    },
  },
  words: {
    async help({ told, conversation }) {
      told.push('helped');
      return done(conversation);
    },
    async cancel({ told }) {
      told.push('nothing to cancel');
      return done(null);
    },
  },
  async take({ told, conversation }, { text }) {
    told.push(`began with ${text} after ${conversation?.flow ?? 'nothing'}`);
    return done(conversationOf('ordering'));
  },
};

/** Asks one thing, called otherwise by an older version, while an order waits; only digits answer it. */
const asking: Feature<Visit, Press, Word, Action> = {
  name: 'asking',
  flows: [
    defineFlow<Visit, Press, Action, { readonly step: string }>({
      name: 'asking',
      formerly: ['inquiring'],
      read: (conversation) => openAt('asking')(conversation) ?? openAt('inquiring')(conversation),
      async take() {
        return passed(conversationOf('ordering'));
      },
      async cancel() {
        return passed(conversationOf('ordering'));
      },
      async interrupted({ told, conversation }, _state, { text }) {
        if (text !== '137') return passed(conversationOf('ordering'));
        told.push('was answered');
        return done(conversation);
      },
    }),
  ],
};

const dispatcher = createDispatcher<Visit, Press, Word, Action>(
  [ordering, listing, asking],
  (visit, conversation) => ({
    ...visit,
    conversation,
  }),
);

async function after(conversation: Conversation | null, action: Action) {
  const told: string[] = [];
  const outcome = await dispatcher.dispatch({ conversation, told }, action);
  return { told, outcome };
}

it('brings a press to the conversation that is open', async () => {
  const { told, outcome } = await after(conversationOf('ordering'), {
    kind: 'press',
    press: { action: 'choose', values: [3] },
  });
  expect(told).toEqual(['chose 3 at first']);
  expect(outcome.conversation?.step).toBe('second');
});

it('brings the press of a button that the open conversation does not have to the feature whose it is', async () => {
  const { told } = await after(conversationOf('ordering'), {
    kind: 'press',
    press: { action: 'list', values: [] },
  });
  expect(told).toEqual(['listed']);
});

it('brings a press to its feature when the conversation it belonged to is over', async () => {
  const { told } = await after(null, { kind: 'press', press: { action: 'choose', values: [1] } });
  expect(told).toEqual(['too late']);
});

it('says that nobody took a press which no button of ours carries', async () => {
  const { outcome } = await after(conversationOf('ordering'), { kind: 'press' });
  expect(outcome.kind).toBe('passed');
});

it('lets a command be heard at every step', async () => {
  const { told } = await after(conversationOf('ordering'), { kind: 'text', text: 'help', word: 'help' });
  expect(told).toEqual(['helped']);
});

it('lets the open conversation go back, and what is left to the words where it cannot', async () => {
  expect((await after(conversationOf('ordering'), { kind: 'text', word: 'back' })).told).toEqual([
    'went back',
  ]);
  expect((await after(conversationOf('ordering'), { kind: 'text', word: 'cancel' })).told).toEqual([
    'nothing to cancel',
  ]);
});

it('gives a message that the open conversation leaves to the features, in the conversation as it stands then', async () => {
  const { told, outcome } = await after(conversationOf('ordering'), { kind: 'text', text: 'other' });
  expect(told).toEqual(['began with other after nothing']);
  expect(outcome.conversation?.flow).toBe('ordering');
});

it('gives a message that ended a question to the conversation which had waited for it', async () => {
  const { told } = await after(conversationOf('asking'), { kind: 'text', text: 'three' });
  expect(told).toEqual(['took three']);
});

it('opens a conversation under the name that an older version gave it', async () => {
  const { told } = await after(conversationOf('inquiring'), { kind: 'text', text: 'three' });
  expect(told).toEqual(['took three']);
});

it('lets a question take a word for its answer', async () => {
  const { told } = await after(conversationOf('asking'), { kind: 'text', text: '137', word: 'help' });
  expect(told).toEqual(['was answered']);
});

it('does what a word asks for in the conversation that a question leaves', async () => {
  const { told, outcome } = await after(conversationOf('asking'), {
    kind: 'text',
    text: 'help',
    word: 'help',
  });
  expect(told).toEqual(['helped']);
  expect(outcome.conversation?.flow).toBe('ordering');
});

it('gives up a question and then what it had interrupted', async () => {
  const { told } = await after(conversationOf('asking'), { kind: 'text', text: 'cancel', word: 'cancel' });
  expect(told).toEqual(['nothing to cancel']);
});

it('does not begin while two features claim one button', () => {
  const build = () =>
    createDispatcher<Visit, Press, Word, Action>([listing, { ...listing, name: 'again' }], (visit) => visit);
  expect(build).toThrow('Two features claim the button «list».');
});

it('knows where the texts of a flow stand, and whether it can be kept for another time', async () => {
  const flows = [
    defineFlow<Visit, Press, Action, { readonly step: string }>({
      name: 'ordering',
      read: openAt('ordering'),
    }),
    defineFlow<Visit, Press, Action, { readonly step: string }>({
      name: 'answering',
      texts: 'answer',
      read: openAt('answering'),
      keep: async (_visit, { step }) => step === 'written',
    }),
  ];
  const { openIn } = createDispatcher<Visit, Press, Word, Action>([{ name: 'all', flows }], (visit) => visit);
  const visit: Visit = { conversation: null, told: [] };
  expect(openIn(conversationOf('ordering'))?.texts).toBe('ordering');
  expect(openIn(conversationOf('answering'))?.texts).toBe('answer');
  expect(await openIn(conversationOf('ordering'))?.keep(visit)).toBe(false);
  expect(await openIn(conversationOf('answering', 'written'))?.keep(visit)).toBe(true);
});

it('leaves the conversation as it is where something is only looked at', async () => {
  const look = keepConversation(async ({ told }: Visit, page: number) => {
    told.push(`page ${page}`);
  });
  const visit: Visit = { conversation: conversationOf('ordering'), told: [] };
  expect(await look(visit, 2)).toEqual(done(visit.conversation));
  expect(visit.told).toEqual(['page 2']);
});
