import type { BotRole } from '../channel/bot.js';
import type { Organization } from '../organization/organization.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';
import { HOUR_MS, LOW_RATING } from '../requests/lifecycle/rules.js';
import type { Chance } from './chance.js';
import { drawOpinion, objectToAnswer, rateAnswer, replyToQuestion } from './citizens.js';
import type { Act, Phone } from './phone.js';
import {
  answerFor,
  answerRequest,
  askCitizen,
  askForTime,
  decideAboutTime,
  disapproveAnswer,
  HABITS,
  type Habit,
  keepPromise,
  movePromise,
  passRequestOn,
  routeRequest,
} from './staff.js';

/** What somebody is going to do about a request, and when. */
export interface Intention {
  /** The person's Telegram id. */
  readonly person: number;
  readonly bot: BotRole;
  readonly at: Date;
  act(phone: Phone): Act;
}

/** A request as the people of the month meet it. */
export interface Case {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
}

/** The people of the month. */
export interface Cast {
  readonly chance: Chance;
  readonly organization: Organization;
  /** The chat of a citizen by the id that requests use. */
  readonly chatOf: (citizen: string) => number | undefined;
  readonly operators: readonly number[];
  readonly supervisor: number;
  readonly now: Date;
}

const OPERATOR_HOURS = 12;
const SHARE_DISAPPROVED = 0.3;
const WEIGHTS: Readonly<Record<Habit, number>> = {
  prompt: 6,
  lastDay: 3,
  never: 1,
  asks: 1,
  promises: 2,
  passesOn: 1,
  wantsTime: 1,
};

/**
 * What people are going to do about a request in its current state. It depends on chance, so it is asked once
 * for each event of the request.
 */
export function intentionsFor({ request, events }: Case, cast: Cast): readonly Intention[] {
  const { stage, code } = request;
  const { chance, organization, now } = cast;
  const after = (least: number, most: number) =>
    new Date(now.getTime() + chance.between(least, most) * HOUR_MS);
  const byCitizen = (at: Date, act: Intention['act']): Intention[] => {
    const person = cast.chatOf(request.citizen);
    return person === undefined ? [] : [{ person, bot: 'citizen', at, act }];
  };
  const byHolder = (position: string, at: Date, act: Intention['act']): Intention[] => {
    const person = organization.holderOf(position, now);
    return person === undefined ? [] : [{ person: Number(person), bot: 'staff', at, act }];
  };
  const byOperator = (act: Intention['act']): Intention[] => [
    { person: chance.pick(cast.operators), bot: 'staff', at: after(0, OPERATOR_HOURS), act },
  ];

  switch (stage.status) {
    case 'intake': {
      const category = chance.pick(organization.groups.flatMap(({ categories }) => categories));
      return byOperator((phone) => routeRequest(phone, code, category.code));
    }
    case 'followUp':
      return byOperator((phone) => answerFor(phone, code, chance));
    case 'waiting':
      return chance.happens(0.7) ? byCitizen(after(1, 60), (phone) => replyToQuestion(phone, request)) : [];
    case 'referred':
      return [...ofOwner(), ...ofDecider()];
    case 'answered':
      return stage.promise === undefined ? ofCitizen() : ofPromiser();
    case 'closed':
      return [];
  }

  function ofOwner(): readonly Intention[] {
    if (stage.status !== 'referred') return [];
    const { position, dueAt, questionsAsked, extension } = stage.referral;
    const habit = questionsAsked + (extension === undefined ? 0 : 1) > 0 ? 'prompt' : habitHere(position);
    const last = new Date(dueAt.getTime() - chance.between(2, 12) * HOUR_MS);
    switch (habit) {
      case 'prompt':
        return byHolder(position, after(1, 40), (phone) =>
          answerRequest(phone, code, chance, { outcome: chance.happens(0.85) ? 'done' : 'notPossible' }),
        );
      case 'lastDay':
        return byHolder(position, last, (phone) => answerRequest(phone, code, chance, { outcome: 'done' }));
      case 'never':
        return [];
      case 'asks':
        return byHolder(position, after(1, 20), (phone) => askCitizen(phone, code));
      case 'promises':
        return byHolder(position, after(1, 40), (phone) =>
          answerRequest(phone, code, chance, { outcome: 'planned', days: Math.ceil(chance.between(1, 8)) }),
        );
      case 'passesOn': {
        const units = organization.units.filter(
          ({ connected, kind }) => connected && kind === 'organisation',
        );
        return byHolder(position, after(1, 20), (phone) =>
          passRequestOn(phone, code, chance.pick(units).code),
        );
      }
      case 'wantsTime':
        return byHolder(position, after(1, 30), (phone) => askForTime(phone, code));
    }
  }

  /**
   * A manager's habit, which varies on some days; a request that was passed on once is not passed on again.
   */
  function habitHere(position: string): Habit {
    const usual = HABITS[sumOf(position) % HABITS.length] ?? 'prompt';
    const habit = chance.happens(0.5) ? usual : chance.pick(HABITS, (one) => WEIGHTS[one]);
    return habit === 'passesOn' && request.passedSideways ? 'prompt' : habit;
  }

  function ofDecider(): readonly Intention[] {
    if (stage.status !== 'referred' || stage.referral.extension?.decision !== 'pending') return [];
    const wish = events.findLast(({ type }) => type === 'extensionRequested');
    if (wish === undefined || chance.happens(0.2)) return [];
    const isGranted = chance.happens(0.75);
    return byHolder(stage.referral.extension.decider, after(0, 10), (phone) =>
      decideAboutTime(phone, code, wish.seq, isGranted),
    );
  }

  function ofCitizen(): readonly Intention[] {
    if (stage.status !== 'answered') return [];
    const { rating } = stage.answer;
    if (rating !== undefined) return afterRating(rating);
    const view = drawOpinion(chance);
    if (view === 'silent') return [];
    return byCitizen(after(1, 100), (phone) =>
      view === 'object' ? objectToAnswer(phone, request, chance) : rateAnswer(phone, request, view),
    );
  }

  function afterRating(rating: number): readonly Intention[] {
    if (rating > LOW_RATING) return [];
    if (chance.happens(0.4))
      return byCitizen(after(0, 20), (phone) => objectToAnswer(phone, request, chance));
    return chance.happens(SHARE_DISAPPROVED)
      ? [
          {
            person: cast.supervisor,
            bot: 'staff',
            at: after(1, 40),
            act: (phone) => disapproveAnswer(phone, code),
          },
        ]
      : [];
  }

  /** On the promised day the manager says that it is done, postpones it once, or says nothing. */
  function ofPromiser(): readonly Intention[] {
    if (stage.status !== 'answered' || stage.promise?.confirmBy === undefined) return [];
    const { by } = stage.answer;
    if (by.kind !== 'position' || chance.happens(0.25)) return [];
    const mayMove = !stage.promise.moved && chance.happens(0.2);
    return byHolder(by.position, after(0, 30), (phone) =>
      mayMove ? movePromise(phone, code, 3) : keepPromise(phone, code),
    );
  }
}

function sumOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
}
