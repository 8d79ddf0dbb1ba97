import { Composer } from 'telegraf';
import { dayFromToday } from '../../../../src/flows/typed-day.js';
import type { ChangeCommand } from '../../../../src/requests/lifecycle/commands.js';
import { DAY_MS } from '../../../../src/requests/lifecycle/rules.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Access } from '../../access.js';
import type { StaffContext, Visit } from '../../context.js';
import { rehearse } from '../../dry-run.js';
import { editPressed } from '../../edit-message.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText } from '../../refusals.js';
import { onPress } from '../../routing.js';
import { setAside } from '../../unfinished.js';
import { beginPromise, type KeepingPromise, type PromiseInput, readKeepingPromise } from './flow.js';
import { createPromiseTurns } from './turns.js';

/** On the promised day: the manager says that it is done, or names a new day, and the citizen is told. */
export function promise(options: FeatureOptions & { readonly access: Access }): Composer<StaffContext> {
  const { access, messenger } = options;
  const turns = createPromiseTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(onPress('promiseKept', (visit, [code]) => begin(visit, code, true)));
  composer.use(onPress('promiseMoved', (visit, [code]) => begin(visit, code, false)));

  composer.use(
    onPress('day', async (visit, [code, days], next) => takePress(visit, code, { kind: 'day', days }, next)),
  );
  composer.use(
    onPress('change', async (visit, [code], next) => takePress(visit, code, { kind: 'change' }, next)),
  );
  composer.use(
    onPress('send', async (visit, [code], next) => {
      const keeping = openOn(visit, code);
      if (keeping === undefined) return next();
      if (await isOldPreview(visit, keeping)) return;
      await turns.send(visit, keeping);
    }),
  );
  composer.use(
    onPress('back', async (visit, _values, next) => {
      const keeping = readKeepingPromise(visit.conversation);
      if (keeping === undefined) return next();
      await visit.answerPress();
      await turns.take(visit, keeping, { kind: 'back' });
    }),
  );

  composer.use(async ({ visit }, next) => {
    const { act } = visit;
    const keeping = readKeepingPromise(visit.conversation);
    if (keeping === undefined || act.kind === 'press') return next();
    if (act.kind === 'edit') return;
    if (act.kind !== 'text') {
      await visit.say(visit.wording.html('promise.textOnly'));
      return;
    }
    const { text, messageId, at } = act;
    const typed = { kind: 'typed', text, messageId, at } as const;
    await turns.take(visit, keeping, act.word === 'back' ? { kind: 'back' } : typed);
  });
  return composer;

  async function begin(visit: Visit, code: TrackingCode, kept: boolean): Promise<void> {
    const opened = await access.open(visit, code);
    if (opened === undefined) return;
    const { request, position } = opened;
    const decision = rehearse(visit, request, position, likely(visit, kept));
    if (!decision.ok) {
      await visit.answerPress(visit.wording.plain(...refusalText(decision.refusal, visit)));
      return;
    }
    await visit.answerPress();
    await setAside(visit, messenger);
    const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
    const asked = messageId === undefined ? {} : { askedMessageId: messageId };
    await turns.ask(visit, beginPromise({ code, position, kept, ...asked }));
  }

  async function takePress(
    visit: Visit,
    code: TrackingCode,
    input: PromiseInput,
    next: () => Promise<void>,
  ): Promise<void> {
    const keeping = openOn(visit, code);
    if (keeping === undefined) return next();
    if (input.kind === 'change' && (await isOldPreview(visit, keeping))) return;
    await visit.answerPress();
    if (input.kind === 'day') {
      const { wording } = visit;
      const chosen = dayFromToday(input.days, visit.speech);
      if (chosen.ok) {
        const day = wording.day(chosen.day);
        const html = wording.html('promise.chosen', { code: wording.code(code), day });
        await editPressed(visit, messenger, html);
      }
    }
    await turns.take(visit, keeping, input);
  }
}

/** A command like the one that this will become, to see whether it would be refused. */
function likely({ speech }: Visit, kept: boolean): ChangeCommand {
  return kept
    ? { type: 'confirmPromise', kept }
    : { type: 'confirmPromise', kept, day: new Date(speech.now.getTime() + DAY_MS) };
}

function openOn({ conversation }: Visit, code: TrackingCode): KeepingPromise | undefined {
  const keeping = readKeepingPromise(conversation);
  return keeping?.draft.code === code ? keeping : undefined;
}

/** True, and said so, for a button under a preview that is not what would be told now. */
async function isOldPreview(visit: Visit, { step, draft }: KeepingPromise): Promise<boolean> {
  const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
  if (step === 'confirm' && messageId === draft.previewMessageId) return false;
  await visit.answerPress(visit.wording.plain('answer.preview.old'));
  return true;
}
