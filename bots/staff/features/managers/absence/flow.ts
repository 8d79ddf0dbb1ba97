import { z } from 'zod';
import { assertNever } from '../../../../../src/assert-never.js';
import { wallClockDay, zonedDayStart } from '../../../../../src/calendar.js';
import { type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';
import { previewWord } from '../../../../../src/flows/preview-words.js';
import {
  type DayProblem,
  dayFromToday,
  isNow,
  type PromiseDay,
  readPromiseDay,
  type Today,
} from '../../../../../src/flows/typed-day.js';
import type { Organization } from '../../../../../src/organization/organization.js';
import { findPositionsByName } from '../../../../../src/organization/search-by-name.js';
import { readTypedMeanings } from '../../../../../src/text/typed-words.js';

const steps = z.enum(['position', 'from', 'until', 'deputy', 'preview']);
const draftSchema = z.object({
  /** The position whose holder will be away; absent until it is chosen. */
  position: z.string().exactOptional(),
  from: z.date().exactOptional(),
  /** The end; also absent if it is open. */
  until: z.date().exactOptional(),
  isOpenEnded: z.literal(true).exactOptional(),
  /** The position whose holder stands in; also absent if nobody does. */
  deputy: z.string().exactOptional(),
  isWithoutDeputy: z.literal(true).exactOptional(),
  /** Positions that match the typed words. */
  found: z.array(z.string()).readonly().exactOptional(),
  /** The page of them that is shown, from 0. */
  foundPage: z.number().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** An absence that is being recorded. */
export type AbsenceDraft = Readonly<z.infer<typeof draftSchema>>;
type AbsenceStep = z.infer<typeof steps>;

/** A manager planning an absence. */
export interface AbsencePlan {
  readonly step: AbsenceStep;
  readonly draft: AbsenceDraft;
}

export type AbsenceInput =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'position'; readonly position: string }
  | { readonly kind: 'now' }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'openEnded' }
  | { readonly kind: 'deputy'; readonly position: string }
  | { readonly kind: 'noDeputy' }
  | { readonly kind: 'foundPage'; readonly page: number }
  | { readonly kind: 'back' };

export type AbsenceProblem =
  | DayProblem
  | 'noSuchPosition'
  | 'noSuchDeputy'
  | 'endsBeforeItBegins'
  | 'pressOne';

/** The result of an action. */
export type AbsenceTurn =
  | { readonly kind: 'ask'; readonly plan: AbsencePlan }
  | {
      readonly kind: 'stay';
      readonly problem: AbsenceProblem;
      /** With `whichDay`: the days ahead of which one is meant. */
      readonly days?: readonly number[];
    }
  | { readonly kind: 'send' }
  | { readonly kind: 'leave' };

/** The context needed to judge an absence. */
export interface AbsenceContext extends Today {
  readonly organization: Organization;
  readonly person: string;
}

const words = readTypedMeanings('absence', ['openEnded', 'nobody', 'save']);

/** The beginning; the holder of a single position is not asked which. */
export function beginAbsencePlan(own: readonly string[]): AbsencePlan {
  const [position] = own;
  return position !== undefined && own.length === 1
    ? { step: 'from', draft: { position } }
    : { step: 'position', draft: {} };
}

const kept: FlowCodec<AbsencePlan> = stepCodec({
  name: 'absence',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readAbsencePlan = kept.read;

/** The state as a conversation. */
export const keepAbsencePlan = kept.keep;

/**
 * The positions whose holder can stand in for one: other people's positions in its unit, in the order of the
 * city file.
 */
export function deputiesFor(
  position: string,
  { organization, person, now }: Pick<AbsenceContext, 'organization' | 'person' | 'now'>,
): readonly string[] {
  return organization.positions.flatMap(({ code }) =>
    organization.isInSameUnit(code, position) && isSomebodyElses(code, { organization, person, now })
      ? [code]
      : [],
  );
}

/** The result of the manager's action; pure. */
export function takeAbsenceTurn(
  plan: AbsencePlan,
  input: AbsenceInput,
  context: AbsenceContext,
): AbsenceTurn {
  const { draft } = plan;
  switch (input.kind) {
    case 'typed':
      return typed(plan, input.text, context);
    case 'position':
      return context.organization.ownPositionsOf(context.person).includes(input.position)
        ? ask('from', { position: input.position })
        : stay('noSuchPosition');
    case 'now':
      return ask('until', { ...draft, from: context.now });
    case 'days':
      return plan.step === 'from'
        ? beginning(draft, dayFromToday(input.days, context), context)
        : ending(draft, dayFromToday(input.days, context));
    case 'openEnded': {
      const { until: _until, ...rest } = draft;
      return ask('deputy', { ...rest, isOpenEnded: true });
    }
    case 'deputy':
      return withDeputy(draft, input.position, context);
    case 'noDeputy': {
      const { deputy: _deputy, ...rest } = withoutFound(draft);
      return ask('preview', { ...rest, isWithoutDeputy: true });
    }
    case 'foundPage':
      return plan.step === 'deputy' ? ask('deputy', { ...draft, foundPage: input.page }) : stay('pressOne');
    case 'back':
      return back(plan, context);
    default:
      return assertNever(input);
  }
}

function typed({ step, draft }: AbsencePlan, text: string, context: AbsenceContext): AbsenceTurn {
  const word = words.meaningOf(text);
  switch (step) {
    case 'position': {
      const own = context.organization.positions.filter(({ code }) =>
        context.organization.ownPositionsOf(context.person).includes(code),
      );
      const [only, ...others] = findPositionsByName(text, own, from(context));
      return only !== undefined && others.length === 0
        ? ask('from', { position: only.code })
        : stay('noSuchPosition');
    }
    case 'from':
      return isNow(text)
        ? ask('until', { ...draft, from: context.now })
        : beginning(draft, readPromiseDay(text, context), context);
    case 'until':
      return word === 'openEnded'
        ? ask('deputy', { ...draft, isOpenEnded: true })
        : ending(draft, readPromiseDay(text, context));
    case 'deputy':
      return word === 'nobody'
        ? ask('preview', { ...draft, isWithoutDeputy: true })
        : calledDeputy(draft, text, context);
    case 'preview':
      return word === 'save' || previewWord(text) === 'yes' ? { kind: 'send' } : stay('pressOne');
    default:
      return assertNever(step);
  }
}

/** An absence begins with its first day. */
function beginning(draft: AbsenceDraft, read: PromiseDay, context: AbsenceContext): AbsenceTurn {
  if (!read.ok) return refused(read);
  const start = zonedDayStart(wallClockDay(read.day, context.timeZone), context.timeZone);
  return ask('until', { ...draft, from: new Date(Math.max(start.getTime(), context.now.getTime())) });
}

/** An absence lasts until the end of its last day. */
function ending(draft: AbsenceDraft, read: PromiseDay): AbsenceTurn {
  if (!read.ok) return refused(read);
  if (draft.from !== undefined && read.day <= draft.from) return stay('endsBeforeItBegins');
  const { isOpenEnded: _open, ...rest } = draft;
  return ask('deputy', { ...rest, until: read.day });
}

function from({ organization, person }: AbsenceContext) {
  return { organization, own: organization.ownPositionsOf(person) };
}

function calledDeputy(draft: AbsenceDraft, text: string, context: AbsenceContext): AbsenceTurn {
  const called = findPositionsByName(text, context.organization.positions, from(context))
    .map(({ code }) => code)
    .filter((code) => isSomebodyElses(code, context));
  const [only] = called;
  if (only === undefined) return stay('noSuchDeputy');
  return called.length === 1
    ? withDeputy(draft, only, context)
    : ask('deputy', { ...draft, found: called, foundPage: 0 });
}

function withDeputy(draft: AbsenceDraft, position: string, context: AbsenceContext): AbsenceTurn {
  if (!isSomebodyElses(position, context)) return stay('noSuchDeputy');
  const { isWithoutDeputy: _nobody, ...rest } = withoutFound(draft);
  return ask('preview', { ...rest, deputy: position });
}

function isSomebodyElses(
  position: string,
  { organization, person, now }: Pick<AbsenceContext, 'organization' | 'person' | 'now'>,
): boolean {
  const holder = organization.holderOf(position, now);
  return holder !== undefined && holder !== person && !organization.ownPositionsOf(person).includes(position);
}

/** One step back; the question that is asked again loses its answer. */
function back({ step, draft }: AbsencePlan, context: AbsenceContext): AbsenceTurn {
  switch (step) {
    case 'position':
      return { kind: 'leave' };
    case 'from':
      return context.organization.ownPositionsOf(context.person).length > 1
        ? ask('position', {})
        : { kind: 'leave' };
    case 'until': {
      const { from: _from, ...rest } = draft;
      return ask('from', rest);
    }
    case 'deputy': {
      const { until: _until, isOpenEnded: _open, found, ...rest } = draft;
      return found === undefined ? ask('until', rest) : ask('deputy', withoutFound(draft));
    }
    case 'preview': {
      const { deputy: _deputy, isWithoutDeputy: _nobody, ...rest } = draft;
      return ask('deputy', rest);
    }
    default:
      return assertNever(step);
  }
}

function withoutFound({ found: _found, foundPage: _page, ...draft }: AbsenceDraft): AbsenceDraft {
  return draft;
}

function ask(step: AbsenceStep, draft: AbsenceDraft): AbsenceTurn {
  return { kind: 'ask', plan: { step, draft } };
}

function refused({ ok: _refused, ...why }: Extract<PromiseDay, { ok: false }>): AbsenceTurn {
  return { kind: 'stay', ...why };
}

function stay(problem: AbsenceProblem): AbsenceTurn {
  return { kind: 'stay', problem };
}
