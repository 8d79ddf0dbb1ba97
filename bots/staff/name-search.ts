import { z } from 'zod';
import { done, passed } from '../../src/flows/flow.js';
import { flowCodec } from '../../src/flows/flow-codec.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import { joinWords } from '../../src/text/folding.js';
import { parseTrackingCode } from '../../src/text/tracking-code.js';
import type { Visit } from './context.js';
import { type Page, showInPlace } from './edit-message.js';
import { defineStaffFlow, type StaffFlow } from './feature.js';
import { foundRows } from './found-rows.js';
import { findUnfinished } from './interruption.js';
import { inlineButton, inlineKeyboard } from './keyboards.js';
import type { forAdministrators } from './permissions.js';

/** Something that a typed name may mean. */
export interface FoundByName {
  /** Its name, and the data of the button that chooses it. */
  readonly text: string;
  readonly data: string;
  /** The page that is shown at once where nothing else is meant; absent where even the only match has to be pressed. */
  readonly open?: () => Promise<Page | undefined> | Page | undefined;
}

/** Looking for something among buttons, or by typing its name; turning to something else loses nothing. */
export interface NameSearch {
  readonly flow: StaffFlow;
  /** The conversation of somebody who was shown the buttons; one that is unfinished stays as it is. */
  begin(visit: Visit): Conversation | null;
  /** The conversation of somebody who has found what they looked for. */
  end(visit: Visit): Conversation | null;
}

const viewSchema = z.object({
  /** The typed name of which the matches are shown. */
  searched: z.string().exactOptional(),
});

/**
 * The search by name beside a list of buttons.
 *
 * @param options.find - What a typed name means, in the order in which it is shown.
 */
export function createNameSearch(options: {
  readonly name: string;
  readonly guard: typeof forAdministrators;
  readonly find: (visit: Visit, typed: string) => readonly FoundByName[];
}): NameSearch {
  const { name, guard, find } = options;
  const kept = flowCodec({ name, version: 1, step: 'look', schema: viewSchema });

  /** The page of the only match, or a page of the matches. */
  async function show(visit: Visit, typed: string, page: number): Promise<Conversation | null> {
    const all = find(visit, typed);
    // Who types a whole name means that and not what belongs to it.
    const whole = all.filter(({ text }) => joinWords(text) === joinWords(typed));
    const found = whole.length > 0 ? whole : all;
    const [only, ...others] = found;
    if (only === undefined) {
      await visit.say(visit.wording.html('structure.notFound'));
      return visit.conversation;
    }
    const opened = others.length === 0 ? await only.open?.() : undefined;
    if (opened !== undefined) {
      await visit.say(opened.html, opened.markup);
      return visit.conversation;
    }
    const buttons = found.map(({ text, data }) => inlineButton(text, data));
    const markup = inlineKeyboard(...foundRows(visit, buttons, page));
    await showInPlace(visit, { html: visit.wording.html('structure.choose'), markup });
    return kept.keep({ searched: typed });
  }

  return {
    begin: (visit) => (findUnfinished(visit) === undefined ? kept.keep({}) : visit.conversation),
    end: ({ conversation }) => (kept.read(conversation) === undefined ? conversation : null),
    flow: defineStaffFlow({
      name,
      read: kept.read,
      presses: {
        foundPage: guard(
          async (visit, { searched }: z.infer<typeof viewSchema>, [page]: readonly [number]) =>
            searched === undefined ? passed(visit.conversation) : done(await show(visit, searched, page)),
        ),
      },
      async take(visit, _view, act) {
        // A reply is about the message that it replies to, and a code is about its request.
        const isName =
          act.kind === 'text' &&
          act.word === undefined &&
          act.isForwarded !== true &&
          act.replyTo === undefined &&
          !act.text.startsWith('/') &&
          !parseTrackingCode(act.text).ok;
        if (!isName) return passed(visit.conversation);
        return guard(async () => done(await show(visit, act.text, 0)))(visit);
      },
    }),
  };
}
