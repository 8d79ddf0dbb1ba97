import { NAMED_PERIODS } from '../text/period-names.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import {
  type Argument,
  codeArgument,
  defineCallbacks,
  numberArgument,
  wordArgument,
} from './callback-data.js';

/** A tracking code whose check digit is right: no button of ours carries another. */
const trackingCode: Argument<TrackingCode> = {
  write: (code) => code,
  read: (text) => (isTrackingCode(text) ? text : undefined),
};

/** The number of an event of a request. */
const eventNumber = numberArgument(1, 999_999);

/** The id of an update that was set aside: bot, chat and update. */
const letter: Argument<string> = {
  write: (id) => id.replaceAll(':', '/'),
  read: (text) =>
    /^(?:[a-z]+\/)?(?:citizen|staff)\/-?\d{1,16}\/\d{1,16}$/.test(text)
      ? text.replaceAll('/', ':')
      : undefined,
};

/** The id of an invitation: 64 hexadecimal digits, which are short enough for a button as base64. */
const invite: Argument<string> = {
  write: (id) => Buffer.from(id, 'hex').toString('base64url'),
  read: (text) => (/^[\w-]{43}$/.test(text) ? Buffer.from(text, 'base64url').toString('hex') : undefined),
};

/** Every button of the staff bot, with what its data carries. */
export const staffButtons = defineCallbacks({
  /** The cartable, from a page on. */
  cartable: [numberArgument(0, 999)],
  /** Shows the card of a request again. */
  open: [trackingCode],
  answer: [trackingCode],
  map: [trackingCode],
  files: [trackingCode],
  history: [trackingCode],
  /** Answering: what the answer says has happened. */
  outcome: [trackingCode, wordArgument('done', 'planned', 'notPossible')],
  /** A promise: the day, so many days from today. */
  day: [trackingCode, numberArgument(1, 60)],
  /** Answering, or telling of a promise: sends what was previewed, or changes it. */
  send: [trackingCode],
  change: [trackingCode],
  /** On the promised day: kept, or a new day. */
  promiseKept: [trackingCode],
  promiseMoved: [trackingCode],
  /** Inviting a colleague: as what, and for a manager the part of the city, the unit, the position. */
  inviteAs: [wordArgument('manager', 'operator', 'supervisor', 'administrator')],
  inviteKind: [wordArgument('mayor', 'deputy', 'district', 'organisation')],
  inviteUnit: [codeArgument],
  invitePosition: [codeArgument],
  /** Makes an invitation work for one telephone number only. */
  bindInvite: [invite],
  /** What else a manager can do with his request. */
  ask: [trackingCode],
  extend: [trackingCode],
  pass: [trackingCode],
  phone: [trackingCode],
  /** A draft for the position above, and the draft of that event in the name of whoever has the request. */
  draft: [trackingCode],
  useDraft: [trackingCode, eventNumber],
  /** The same draft, sent at once as it was read. */
  sendDraft: [trackingCode, eventNumber],
  /** Asking a position below for a draft: begins it; which position; by when; without a word. */
  order: [trackingCode],
  subordinate: [trackingCode, codeArgument],
  draftTime: [trackingCode, wordArgument('fourHours', 'tomorrow', 'beforeDeadline')],
  noWord: [trackingCode],
  /** More time, as that event asks for it: granted or refused. */
  grant: [trackingCode, eventNumber],
  refuse: [trackingCode, eventNumber],
  noReason: [trackingCode],
  /** More time: so many hours. */
  hours: [trackingCode, numberArgument(1, 168)],
  /** To whom a request goes: units of one kind, a unit, a position of it; categories, all or of a group. */
  units: [trackingCode, wordArgument('district', 'organisation', 'deputy')],
  unit: [trackingCode, codeArgument],
  door: [trackingCode, codeArgument],
  groups: [trackingCode],
  group: [trackingCode, codeArgument],
  topic: [trackingCode, codeArgument],
  /** The queue of 137 from a page on, and what an operator does with a request of it. */
  queue: [numberArgument(0, 999)],
  take: [trackingCode],
  release: [trackingCode],
  route: [trackingCode],
  reject: [trackingCode],
  merge: [trackingCode],
  answerFor: [trackingCode],
  /** Setting up the city: its files, and applying what was previewed. */
  cityFile: [wordArgument('template', 'workbook', 'json')],
  applyCity: [],
  /** The structure of the city: units of a kind or groups of categories, and one thing of each. */
  structure: [wordArgument('mayor', 'deputy', 'district', 'organisation', 'categories')],
  showUnit: [codeArgument],
  showPosition: [codeArgument],
  showGroup: [codeArgument],
  showCategory: [codeArgument],
  /** Changing a property of one of them: which, and the values that are not typed. */
  edit: [wordArgument('unitName', 'name', 'hours', 'above', 'time', 'route'), codeArgument],
  usualHours: [],
  setAbove: [codeArgument],
  toDistrict: [codeArgument],
  toUnit: [codeArgument],
  toPosition: [codeArgument],
  /** The roll-out: units of a kind or what is not ready, one unit, and since when it takes part. */
  rollout: [wordArgument('mayor', 'deputy', 'district', 'organisation', 'notReady')],
  rolloutUnit: [codeArgument],
  connect: [codeArgument],
  disconnect: [codeArgument],
  /** So many days from today; 0 is now. */
  from: [numberArgument(0, 60)],
  /** Taking a call: a new one, and what is chosen at its steps. */
  call: [],
  callNoNumber: [],
  callTopic: [codeArgument],
  callGroups: [],
  callGroup: [codeArgument],
  callDistrict: [codeArgument],
  callSays: [wordArgument('unknown', 'noPlace')],
  callChange: [wordArgument('text', 'category', 'place')],
  callSame: [trackingCode],
  callDifferent: [],
  callRegister: [trackingCode],
  /** Looking up: a page of what was found, one of it, and what is added to it. */
  found: [numberArgument(0, 999)],
  case: [trackingCode],
  addNote: [trackingCode],
  addWords: [trackingCode],
  addSend: [],
  /** Phoning back: the list from a page on, one of it, and how the call ended. */
  callbacks: [numberArgument(0, 999)],
  callback: [codeArgument],
  callbackTold: [codeArgument],
  callbackMissed: [codeArgument],
  /** What a caller thinks of the answer: 1 to 5, or that he objects to it. */
  callerRates: [trackingCode, numberArgument(1, 5)],
  callerObjects: [trackingCode],
  /** Sentences that a unit keeps: to choose one as an answer's text, one of them, a new one, one less. */
  phrases: [trackingCode],
  phrase: [trackingCode, codeArgument],
  newPhrase: [codeArgument],
  removePhrase: [codeArgument, codeArgument],
  /** Being away: from which position, since when, for how long, who stands in; back early. */
  newAbsence: [],
  awayFrom: [codeArgument],
  awayNow: [],
  awayDays: [numberArgument(1, 60)],
  awayOpen: [],
  deputy: [codeArgument],
  noDeputy: [],
  saveAbsence: [],
  backEarly: [codeArgument],
  /** A part of the cartable, from a page on. */
  cartablePart: [wordArgument('all', 'dueToday', 'overdue', 'asked'), numberArgument(0, 999)],
  /** The answers with which citizens were not content from a page on, one case, and finding that it is no answer. */
  quality: [numberArgument(0, 999)],
  qualityCase: [trackingCode],
  disapprove: [trackingCode],
  /** The report of a period. */
  report: [wordArgument(...NAMED_PERIODS)],
  /** Colleagues: a page of those with a role, one of them, and what is changed about him. */
  people: [wordArgument('manager', 'operator', 'supervisor', 'administrator'), numberArgument(0, 999)],
  person: [codeArgument],
  personPosition: [codeArgument],
  giveRole: [wordArgument('manager', 'operator', 'supervisor', 'administrator')],
  takeRole: [wordArgument('manager', 'operator', 'supervisor', 'administrator')],
  newPosition: [],
  choosePosition: [codeArgument],
  takePosition: [codeArgument],
  handPosition: [codeArgument],
  chooseSuccessor: [codeArgument],
  removePerson: [],
  applyChange: [],
  /** The audit trail: of one person, a page of what was found, and what narrows it. */
  traceOf: [codeArgument],
  tracePage: [numberArgument(0, 999)],
  traceKind: [wordArgument('requests', 'callers', 'people', 'city', 'own', 'looks', 'refused', 'system')],
  traceDays: [numberArgument(1, 366)],
  tracePerson: [codeArgument],
  traceAll: [],
  traceFile: [],
  /** Keeping a citizen from the bot: of which request, for how long, done; and letting him back. */
  blockCitizen: [trackingCode],
  blockDays: [numberArgument(1, 30)],
  applyBlock: [],
  unblockCitizen: [trackingCode],
  /** The state of the system: again, and what becomes of an update that could not be handled. */
  system: [],
  letters: [],
  retryLetter: [letter],
  dropLetter: [letter],
  back: [],
  cancel: [],
});

/** A press of one of them as it is understood. */
export type StaffPress = NonNullable<ReturnType<typeof staffButtons.parse>>;
