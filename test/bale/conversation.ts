import { deepEqual, equal } from 'node:assert/strict';
import { BALE } from '../../src/channel/bot.js';
import type { RunningSimulator, ViewedMessage } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';

/** A person of Bale with the largest number that one may have. */
const PERSON = 4_503_599_627_370_495;
const FILE = Buffer.from('نامه', 'utf8').toString('base64');

/** What a person of the simulated Bale does with a bot, whoever wrote it: `/start`, a press, a file. */
export interface Conversation {
  /** The root of the Bot API. */
  readonly apiRoot: string;
  /** Greets, presses «ثبت» and sees the edit; `answersPresses` where the library can. Rejects where anything is otherwise. */
  talk(options?: { readonly answersPresses?: boolean }): Promise<void>;
  /** Sends a file and gets it back with a caption. */
  sendFile(): Promise<void>;
}

/** Lets a person live on the simulated Bale who talks to the bot of the citizens. */
export function startConversation({ simulator, address }: RunningSimulator): Conversation {
  simulator.addPerson({ id: PERSON, name: 'سارا نوری', bot: 'citizen' }, BALE);

  async function control<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${address}/simulator/bale/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  }

  async function chat(): Promise<readonly ViewedMessage[]> {
    return (await control<{ messages: ViewedMessage[] }>(`/people/${PERSON}/chats/citizen`)).messages;
  }

  return {
    apiRoot: `${address}/bale`,
    async talk({ answersPresses = true } = {}) {
      await control(`/people/${PERSON}/messages`, { bot: 'citizen', text: '/start' });
      await eventually(async () => (await chat()).length === 2);
      const [, greeting] = await chat();
      equal(greeting?.html, 'سلام <b>سارا</b>');
      deepEqual(greeting?.keyboard, [[{ text: 'ثبت', data: 'save' }]]);
      const press = control(`/people/${PERSON}/presses`, { bot: 'citizen', messageId: 2, button: 'ثبت' });
      if (answersPresses) deepEqual(await press, { answer: { text: 'ثبت شد', showAlert: false } });
      await eventually(async () => (await chat()).some(({ edited }) => edited === true));
    },
    async sendFile() {
      const document = { base64: FILE, fileName: 'نامه.txt', mimeType: 'text/plain' };
      await control(`/people/${PERSON}/messages`, { bot: 'citizen', document });
      await eventually(async () => (await chat()).at(-1)?.caption === 'همین پرونده');
      deepEqual(
        (await chat()).at(-1)?.files?.map(({ kind }) => kind),
        ['document'],
      );
    },
  };
}
