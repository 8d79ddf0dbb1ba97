import { done, passed } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import { LONGEST_PHRASE, MOST_PHRASES } from '../../../../../src/organization/phrase-store.js';
import { problemOfText } from '../../../../../src/requests/lifecycle/answering.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import { codePoints } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';
import { defineStaffFlow, type StaffFeature } from '../../../feature.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { hasCartable, isManager } from '../../../permissions.js';
import { readAnswering } from '../answer/draft.js';
import { createPhraseChoice, listedPhrases } from './choosing.js';
import { keepAddingPhrase, readAddingPhrase } from './flow.js';

/** «جمله‌های آماده»: canned sentences of a unit, used as the text of an answer, added and removed. */
export function createPhrasesFeature({ phrases: store }: Pick<FeatureOptions, 'phrases'>): StaffFeature {
  const choice = createPhraseChoice(store);

  return {
    name: 'phrases',
    keywords: [
      {
        word: 'phrases',
        command: 'phrases.command',
        may: hasCartable,
        button: { text: 'phrases.button.phrases', place: { row: 'own', at: 2, isShownTo: isManager } },
        async ask(visit) {
          const answering = readAnswering(visit.conversation);
          if (answering?.step === 'text') await choice.offer(visit, answering);
          else if (unitsOf(visit).length > 0) await list(visit);
          else await visit.say(visit.wording.html('phrases.notYours'), mainKeyboard(visit));
          return done(visit.conversation);
        },
      },
    ],
    presses: {
      async newPhrase(visit, [unit]) {
        if (!(await mayKeep(visit, unit))) return done(visit.conversation);
        await visit.answerPress();
        await setUnfinishedAside(visit);
        await visit.say(
          visit.wording.html('phrases.write', { count: LONGEST_PHRASE }),
          inlineKeyboard(leavingRow(visit)),
        );
        return done(keepAddingPhrase({ unit }));
      },
      async removePhrase(visit, [unit, id]) {
        if (!(await mayKeep(visit, unit))) return done(visit.conversation);
        await visit.answerPress();
        await store.remove(unit, id);
        await visit.note('phraseRemoved');
        await list(visit);
        return done(visit.conversation);
      },
    },
    flows: [
      defineStaffFlow({
        name: 'phrase',
        texts: 'phrases',
        read: readAddingPhrase,
        unfinished: () => ({}),
        async back(visit) {
          await visit.answerPress();
          return done(await giveUpUnfinished(visit));
        },
        async take(visit, { unit }, act) {
          if (act.kind === 'press' || act.kind === 'edit') return passed(visit.conversation);
          if (act.kind === 'text') return done(await add(visit, unit, act.text.trim()));
          await visit.say(visit.wording.html('phrases.textOnly'), inlineKeyboard(leavingRow(visit)));
          return done(visit.conversation);
        },
      }),
    ],
  };

  async function list(visit: Visit): Promise<void> {
    for (const unit of unitsOf(visit)) {
      const kept = await store.of(unit);
      const rows = kept.map(({ id }, index) => [
        inlineButton(
          visit.wording.plain('phrases.button.remove', {
            number: formatNumber(index + 1, visit.speech.locale),
          }),
          staffButtons.pack('removePhrase', unit, id),
        ),
      ]);
      const more = inlineButton(
        visit.wording.plain('phrases.button.add'),
        staffButtons.pack('newPhrase', unit),
      );
      await visit.say(
        joinParagraphs(
          visit.wording.html('phrases.title', { unit: visit.wording.name(unit) }),
          kept.length === 0 ? visit.wording.html('phrases.none') : listedPhrases(visit, kept),
        ),
        inlineKeyboard(...rows, kept.length < MOST_PHRASES ? [more] : []),
      );
    }
  }

  async function add(visit: Visit, unit: string, text: string): Promise<Conversation | null> {
    if (codePoints(text) > LONGEST_PHRASE || problemOfText(text) !== undefined) {
      const problem = codePoints(text) > LONGEST_PHRASE ? 'tooLong' : 'tooShort';
      await visit.say(
        visit.wording.html(`phrases.problem.${problem}`, { count: LONGEST_PHRASE }),
        inlineKeyboard(leavingRow(visit)),
      );
      return visit.conversation;
    }
    if (!(await mayKeep(visit, unit))) return null;
    if (!(await store.add(unit, text))) {
      await visit.say(visit.wording.html('phrases.full', { count: MOST_PHRASES }), mainKeyboard(visit));
      return null;
    }
    await visit.note('phraseAdded');
    await visit.say(visit.wording.html('phrases.added'), mainKeyboard(visit));
    return null;
  }

  /** True for a manager of the unit; anybody else is told so, and their attempt is recorded. */
  async function mayKeep(visit: Visit, unit: string): Promise<boolean> {
    if (unitsOf(visit).includes(unit)) return true;
    await visit.note('forgedPress');
    if (visit.act.kind === 'press') await visit.answerPress(visit.wording.plain('phrases.notYours'));
    else await visit.say(visit.wording.html('phrases.notYours'), mainKeyboard(visit));
    return false;
  }
}

/** The units of the positions of a person. */
function unitsOf({ positions, organization }: Visit): readonly string[] {
  return [...new Set(positions.flatMap((position) => organization.position(position)?.unit ?? []))];
}
