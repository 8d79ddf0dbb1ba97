import { Composer } from 'telegraf';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import { LONGEST_PHRASE, MOST_PHRASES, type Phrase } from '../../../../src/organization/phrase-store.js';
import { problemOfText } from '../../../../src/requests/lifecycle/answering.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import { codePoints, searchable, truncate } from '../../../../src/text/persian.js';
import type { StaffContext, Visit } from '../../context.js';
import { button, inline, leavingRow, mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { onAct, onPress, onWord } from '../../routing.js';
import { cancel, setAside } from '../../unfinished.js';
import { type Answering, readAnswering } from '../answer/draft.js';
import { createTurns } from '../answer/turns.js';
import { keepAddingPhrase, readAddingPhrase } from './flow.js';

/** Code points of a sentence on a button, and in the list. */
const MOST_ON_BUTTON = 30;
const MOST_IN_LIST = 130;

/** «جمله‌های آماده»: sentences that a unit keeps, taken as the text of an answer, added and removed. */
export function phrases(options: FeatureOptions): Composer<StaffContext> {
  const { phrases: store, messenger } = options;
  const turns = createTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onWord('phrases', async (visit) => {
      const answering = atText(visit);
      if (answering !== undefined) return offer(visit, answering);
      if (unitsOf(visit).length === 0) {
        await visit.say(visit.wording.html('phrases.notYours'), mainKeyboard(visit));
        return;
      }
      await list(visit);
    }),
    onPress('phrases', async (visit, [code], next) => {
      const answering = atText(visit);
      if (answering?.draft.code !== code) return next();
      await visit.answerPress();
      await offer(visit, answering);
    }),
    onPress('phrase', async (visit, [code, id], next) => {
      const answering = atText(visit);
      if (answering?.draft.code !== code) return next();
      await visit.answerPress();
      await use(
        visit,
        answering,
        (await phrasesFor(visit, answering)).find((phrase) => phrase.id === id),
      );
    }),
    onPress('newPhrase', async (visit, [unit]) => {
      if (!(await mayKeep(visit, unit))) return;
      await visit.answerPress();
      await setAside(visit, messenger);
      visit.conversation = keepAddingPhrase({ unit });
      await visit.say(
        visit.wording.html('phrases.write', { count: LONGEST_PHRASE }),
        inline(leavingRow(visit)),
      );
    }),
    onPress('removePhrase', async (visit, [unit, id]) => {
      if (!(await mayKeep(visit, unit))) return;
      await visit.answerPress();
      await store.remove(unit, id);
      await visit.note('phraseRemoved');
      await list(visit);
    }),
    onPress('back', async (visit, _values, next) => {
      if (readAddingPhrase(visit.conversation) === undefined) return next();
      await visit.answerPress();
      await cancel(visit, messenger);
    }),
    onAct('text', async (visit, { text, word }, next) => {
      const adding = readAddingPhrase(visit.conversation);
      if (adding !== undefined) {
        return word === 'back' ? cancel(visit, messenger) : add(visit, adding.unit, text.trim());
      }
      // A number where the text of an answer is asked for is that of a sentence in the list.
      const answering = atText(visit);
      const number = /^\d{1,2}$/.test(searchable(text)) ? Number(searchable(text)) : undefined;
      if (answering === undefined || number === undefined) return next();
      const phrase = (await phrasesFor(visit, answering))[number - 1];
      return phrase === undefined ? next() : use(visit, answering, phrase);
    }),
    async ({ visit }, next) => {
      const isAdding = readAddingPhrase(visit.conversation) !== undefined;
      if (!isAdding || visit.act.kind === 'press' || visit.act.kind === 'edit') return next();
      await visit.say(visit.wording.html('phrases.textOnly'), inline(leavingRow(visit)));
    },
  );
  return composer;

  async function phrasesFor({ organization }: Visit, { draft }: Answering): Promise<readonly Phrase[]> {
    const unit = draft.position === undefined ? undefined : organization.position(draft.position)?.unit;
    return unit === undefined ? [] : store.of(unit);
  }

  /** The sentences that can be the text of an answer. */
  async function offer(visit: Visit, answering: Answering): Promise<void> {
    const kept = await phrasesFor(visit, answering);
    const { code } = answering.draft;
    const rows = kept.map(({ id, text }, index) => [
      button(numbered(visit, index, truncate(text, MOST_ON_BUTTON)), staffButtons.pack('phrase', code, id)),
    ]);
    await visit.say(
      kept.length === 0
        ? visit.wording.html('phrases.noneToUse')
        : paragraphs(visit.wording.html('phrases.which'), listed(visit, kept)),
      inline(...rows, leavingRow(visit)),
    );
  }

  async function use(visit: Visit, answering: Answering, phrase: Phrase | undefined): Promise<void> {
    if (phrase === undefined) return offer(visit, answering);
    const { act } = visit;
    const messageId = act.kind === 'press' ? (act.messageId ?? 0) : act.messageId;
    const input = { kind: 'typed', text: phrase.text, messageId, at: 0 } as const;
    await turns.take(visit, answering, { ok: true, input });
  }

  async function list(visit: Visit): Promise<void> {
    for (const unit of unitsOf(visit)) {
      const kept = await store.of(unit);
      const rows = kept.map(({ id }, index) => [
        button(
          visit.wording.plain('phrases.button.remove', {
            number: formatNumber(index + 1, visit.speech.locale),
          }),
          staffButtons.pack('removePhrase', unit, id),
        ),
      ]);
      const more = button(visit.wording.plain('phrases.button.add'), staffButtons.pack('newPhrase', unit));
      await visit.say(
        paragraphs(
          visit.wording.html('phrases.title', { unit: visit.wording.name(unit) }),
          kept.length === 0 ? visit.wording.html('phrases.none') : listed(visit, kept),
        ),
        inline(...rows, kept.length < MOST_PHRASES ? [more] : []),
      );
    }
  }

  async function add(visit: Visit, unit: string, text: string): Promise<void> {
    if (codePoints(text) > LONGEST_PHRASE || problemOfText(text) !== undefined) {
      const problem = codePoints(text) > LONGEST_PHRASE ? 'tooLong' : 'tooShort';
      await visit.say(
        visit.wording.html(`phrases.problem.${problem}`, { count: LONGEST_PHRASE }),
        inline(leavingRow(visit)),
      );
      return;
    }
    visit.conversation = null;
    if (!(await mayKeep(visit, unit))) return;
    if (!(await store.add(unit, text))) {
      const limit = formatNumber(MOST_PHRASES, visit.speech.locale);
      await visit.say(visit.wording.html('phrases.full', { count: limit }), mainKeyboard(visit));
      return;
    }
    await visit.note('phraseAdded');
    await visit.say(visit.wording.html('phrases.added'), mainKeyboard(visit));
  }

  /** True for a manager of the unit; anybody else is told, and that he tried is noted. */
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

/** The answer whose text is asked for now. */
function atText({ conversation }: Visit): Answering | undefined {
  const answering = readAnswering(conversation);
  return answering?.step === 'text' ? answering : undefined;
}

function listed(visit: Visit, kept: readonly Phrase[]): string {
  return lines(
    ...kept.map(({ text }, index) =>
      visit.wording.html('phrases.line', {
        number: formatNumber(index + 1, visit.speech.locale),
        text: visit.wording.words(text, MOST_IN_LIST),
      }),
    ),
  );
}

function numbered({ wording, speech }: Visit, index: number, text: string): string {
  return wording.plain('phrases.line', { number: formatNumber(index + 1, speech.locale), text });
}
