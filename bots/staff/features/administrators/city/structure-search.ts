import { z } from 'zod';
import { done, passed } from '../../../../../src/flows/flow.js';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import {
  findCategoriesByName,
  findPositionsByName,
  findUnitsByName,
} from '../../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { joinWords } from '../../../../../src/text/folding.js';
import type { Visit } from '../../../context.js';
import { showInPlace } from '../../../edit-message.js';
import { defineStaffFlow, type StaffFlow } from '../../../feature.js';
import { foundRows } from '../../../found-rows.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import { forAdministrators } from '../../../permissions.js';
import { unitName } from './describing.js';
import type { Question } from './questions.js';

const viewSchema = z.object({
  /** The typed name of which the matches are shown. */
  searched: z.string().exactOptional(),
});
type StructureView = Readonly<z.infer<typeof viewSchema>>;

const kept: FlowCodec<StructureView> = flowCodec({
  name: 'structure',
  version: 1,
  step: 'look',
  schema: viewSchema,
});

/** An administrator looking at the structure, who may type what they look for; turning to something else loses nothing. */
export const beginLooking = (): Conversation => kept.keep({});

/** What an administrator types while they look at the structure: a unit, a position or a topic by its name. */
export function structureSearch(pageOf: {
  readonly unit: (visit: Visit, code: string) => Question | undefined;
  readonly position: (visit: Visit, code: string) => Question | undefined;
  readonly category: (visit: Visit, code: string) => Question | undefined;
}): StaffFlow {
  return defineStaffFlow({
    name: 'structure',
    read: kept.read,
    presses: {
      foundPage: forAdministrators(async (visit, { searched }, [page]) =>
        searched === undefined ? passed(visit.conversation) : done(await show(visit, searched, page)),
      ),
    },
    async take(visit, _view, act) {
      const isName =
        act.kind === 'text' &&
        act.word === undefined &&
        act.isForwarded !== true &&
        !act.text.startsWith('/');
      if (!isName) return passed(visit.conversation);
      return forAdministrators(async () => done(await show(visit, act.text, 0)))(visit);
    },
  });

  /** The page of the only match, or a page of the matches. */
  async function show(visit: Visit, typed: string, page: number): Promise<Conversation | null> {
    const { organization, person, wording, speech } = visit;
    const from = { organization, own: organization.ownPositionsOf(person) };
    const categories = findCategoriesByName(typed, organization.groups);
    const units = findUnitsByName(typed, organization.units, from);
    const positions = findPositionsByName(typed, organization.positions, from);
    const all = [
      ...categories.map((category) => ({
        button: inlineButton(
          organization.title(category, speech.locale),
          staffButtons.pack('showCategory', category.code),
        ),
        open: () => pageOf.category(visit, category.code),
      })),
      ...units.map(({ code }) => ({
        button: inlineButton(unitName(visit, code), staffButtons.pack('showUnit', code)),
        open: () => pageOf.unit(visit, code),
      })),
      ...positions.map(({ code }) => ({
        button: inlineButton(wording.name(code), staffButtons.pack('showPosition', code)),
        open: () => pageOf.position(visit, code),
      })),
    ];
    // Who types a whole name means that and not what belongs to it.
    const whole = all.filter(({ button }) => joinWords(button.text) === joinWords(typed));
    const found = whole.length > 0 ? whole : all;
    const [only, ...others] = found;
    if (only === undefined) {
      await visit.say(wording.html('structure.notFound'));
      return visit.conversation;
    }
    const opened = others.length === 0 ? only.open() : undefined;
    if (opened !== undefined) {
      await visit.say(opened.html, opened.markup);
      return visit.conversation;
    }
    const rows = foundRows(
      visit,
      found.map(({ button }) => button),
      page,
    );
    await showInPlace(visit, { html: wording.html('structure.choose'), markup: inlineKeyboard(...rows) });
    return kept.keep({ searched: typed });
  }
}
