import { UNIT_WAYS } from '../organization/city.js';
import { NAMED_PERIODS } from '../text/period-names.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import {
  type Argument,
  codeArgument,
  defineCallbacks,
  numberArgument,
  wordArgument,
} from './callback-data.js';

/** A tracking code with a valid check digit: none of our buttons carries any other. */
const trackingCode: Argument<TrackingCode> = {
  write: (code) => code,
  read: (text) => (isTrackingCode(text) ? text : undefined),
};

/** The number of an event of a request. */
const eventNumber = numberArgument(1, 999_999);

/** The id of a dead letter: bot, chat and update. */
const letter: Argument<string> = {
  write: (id) => id.replaceAll(':', '/'),
  read: (text) =>
    /^(?:[a-z]+\/)?(?:citizen|staff)\/-?\d{1,16}\/\d{1,16}$/.test(text)
      ? text.replaceAll('/', ':')
      : undefined,
};

/** The id of an invitation: 64 hexadecimal digits, written in base64 to fit into a button. */
const invite: Argument<string> = {
  write: (id) => Buffer.from(id, 'hex').toString('base64url'),
  read: (text) => (/^[\w-]{43}$/.test(text) ? Buffer.from(text, 'base64url').toString('hex') : undefined),
};

/** From one moment to another, in milliseconds since 1970, written short. */
const span: Argument<{ readonly from: number; readonly to: number }> = {
  write: ({ from, to }) => `${from.toString(36)}-${to.toString(36)}`,
  read(text) {
    const [, from = '', to = ''] = /^([0-9a-z]{8})-([0-9a-z]{8})$/.exec(text) ?? [];
    return from === '' ? undefined : { from: Number.parseInt(from, 36), to: Number.parseInt(to, 36) };
  },
};

/** A list of the city's words, as `src/organization/word-lists.ts` names it. */
const wordList: Argument<string> = {
  write: (list) => list.replace(':', '/'),
  read: (text) => (/^(?:[a-z]+\/)?[A-Za-z0-9-]{1,40}$/.test(text) ? text.replace('/', ':') : undefined),
};

/** What a key may be used for, such as `requests:read` (src/clients). */
const scope: Argument<string> = {
  write: (name) => name.replace(':', '/'),
  read: (text) => (/^[a-z0-9]{1,20}(?:\/[a-z]{1,20})?$/.test(text) ? text.replace('/', ':') : undefined),
};

/** The id of an address to which events are sent (src/webhooks). */
const endpoint: Argument<string> = {
  write: (id) => id.replace('ep_', ''),
  read: (text) => (/^[0-9a-f]{16}$/.test(text) ? `ep_${text}` : undefined),
};

/** Days back from which events can be sent again: the feed is kept for ninety (jobs/clean-up). */
const MOST_DAYS_BACK = 89;

/** Days from today that a button can name: those that a typed day can, so that every one of them has a button. */
const MOST_DAYS = 366;

/** What an administrator changes of an item of the city, one at a time. */
export const EDITED_PROPERTIES = [
  'unitName',
  'name',
  'hours',
  'above',
  'categoryName',
  'groupName',
  'time',
  'route',
  'numberName',
  'hazardText',
  'hazardCall',
  'bodyText',
  'bodyCall',
  'urgentHours',
] as const;

/** The parts of a cartable that can be viewed on their own. */
export const CARTABLE_PARTS = [
  'all',
  'dueSoon',
  'dueToday',
  'overdue',
  'asked',
  'returned',
  'fromBelow',
  'own',
] as const;

/** Every button of the staff bot, with what its data carries. */
export const staffButtons = defineCallbacks({
  /** The cartable, from a page on. */
  cartable: [numberArgument(0, 999)],
  /** Shows the card of a request again. */
  open: [trackingCode],
  answer: [trackingCode],
  map: [trackingCode],
  files: [trackingCode],
  /** The files of the answer of that event. */
  answerFiles: [trackingCode, eventNumber],
  /** A page of a case: which section, and of a long one which page. */
  casePage: [
    trackingCode,
    wordArgument('facts', 'words', 'answers', 'history', 'files'),
    numberArgument(0, 99),
  ],
  history: [trackingCode],
  /** Answering: the outcome that the answer states. */
  outcome: [trackingCode, wordArgument('done', 'planned', 'notPossible')],
  /** A promise: the day, as a number of days from today. */
  day: [trackingCode, numberArgument(0, MOST_DAYS)],
  /** Answering, or reporting on a promise: sends what was previewed, or changes it. */
  send: [trackingCode],
  change: [trackingCode],
  /** In the preview of an answer: which photos show the place before the work; the files as the citizen gets them. */
  beforeAfter: [trackingCode],
  previewFiles: [trackingCode],
  /** On the promised day: fulfilled, or a new day. */
  promiseKept: [trackingCode],
  promiseMoved: [trackingCode],
  /** Inviting a colleague: the role, and for a manager the part of the city, the unit, the position. */
  inviteAs: [wordArgument('manager', 'operator', 'supervisor', 'administrator')],
  inviteKind: [wordArgument('mayor', 'deputy', 'district', 'organisation')],
  inviteUnit: [codeArgument],
  invitePosition: [codeArgument],
  /** Restricts an invitation to one telephone number. */
  bindInvite: [invite],
  /** What else a manager can do with their request. */
  ask: [trackingCode],
  extend: [trackingCode],
  pass: [trackingCode],
  phone: [trackingCode],
  /** A draft for the position above, and the draft of that event in the name of the current owner. */
  draft: [trackingCode],
  useDraft: [trackingCode, eventNumber],
  /** Takes a sent answer back before anybody has read it. */
  recall: [trackingCode],
  /** Asking a position below for a draft: begins it; which position; by when; without a message. */
  order: [trackingCode],
  subordinate: [trackingCode, codeArgument],
  draftTime: [trackingCode, wordArgument('fourHours', 'tomorrow', 'beforeDeadline')],
  noWord: [trackingCode],
  /** More time, as requested by that event: granted or refused. */
  grant: [trackingCode, eventNumber],
  refuse: [trackingCode, eventNumber],
  noReason: [trackingCode],
  /** More time: this many hours. */
  hours: [trackingCode, numberArgument(1, 168)],
  /** Where a request goes: units of one kind, a unit, a position of it; categories, all or of a group. */
  units: [trackingCode, wordArgument('district', 'organisation', 'deputy')],
  unit: [trackingCode, codeArgument],
  door: [trackingCode, codeArgument],
  groups: [trackingCode],
  group: [trackingCode, codeArgument],
  topic: [trackingCode, codeArgument],
  /** A link to one's own record in a browser. */
  recordPage: [],
  /** The queue of 137 from a page on, and what an operator does with a request in it. */
  queue: [numberArgument(0, 999)],
  take: [trackingCode],
  release: [trackingCode],
  route: [trackingCode],
  reject: [trackingCode],
  /** Rejecting for a ready reason: another body, or that it says too little. */
  readyReason: [trackingCode, codeArgument],
  merge: [trackingCode],
  answerFor: [trackingCode],
  /** Takes away the mark of a request whose words tell of danger. */
  notUrgent: [trackingCode],
  /** What waits to be published, from a page on; one of these; and what of it everybody reads from now on. */
  publications: [numberArgument(0, 999)],
  publication: [trackingCode],
  publish: [trackingCode, wordArgument('nothing', 'words', 'all')],
  /** Setting up the city: its files, and applying a preview. */
  cityFile: [wordArgument('template', 'workbook', 'json')],
  applyCity: [],
  /** The structure of the city: units of a kind or groups of categories, and one item of each. */
  structure: [wordArgument('mayor', 'deputy', 'district', 'organisation', 'categories')],
  /** What people are told: numbers to call, danger, other bodies; and one of each. */
  told: [wordArgument('numbers', 'hazards', 'bodies')],
  showNumber: [codeArgument],
  showHazard: [codeArgument],
  showBody: [codeArgument],
  showUnit: [codeArgument],
  showPosition: [codeArgument],
  showGroup: [codeArgument],
  showCategory: [codeArgument],
  /** Changing a property of an item: which, and the values that are not typed. */
  edit: [wordArgument(...EDITED_PROPERTIES), codeArgument],
  usualHours: [],
  setAbove: [codeArgument],
  toDistrict: [codeArgument],
  toUnit: [codeArgument],
  toPosition: [codeArgument],
  /** The roll-out: units of a kind or units that are not ready, one unit, and when it joins. */
  rollout: [wordArgument('mayor', 'deputy', 'district', 'organisation', 'notReady')],
  rolloutUnit: [codeArgument],
  connect: [codeArgument],
  disconnect: [codeArgument],
  /** How the managers of a unit get their requests. */
  unitWay: [wordArgument(...UNIT_WAYS), codeArgument],
  /** This many days from today; 0 is now. */
  from: [numberArgument(0, MOST_DAYS)],
  /** Taking a call: a new one, and the choices at its steps. */
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
  callForward: [wordArgument('join', 'anew')],
  callRegister: [trackingCode],
  /** Searching: a page of results, one result, and additions to it. */
  found: [numberArgument(0, 999)],
  case: [trackingCode],
  addNote: [trackingCode],
  addWords: [trackingCode],
  addSend: [],
  /** Another page of what typed words may mean. */
  foundPage: [numberArgument(0, 999)],
  /** Callbacks: the list from a page on, one of them, the files of its answer, and how the call ended. */
  callbacks: [numberArgument(0, 999)],
  callback: [codeArgument],
  callbackFiles: [codeArgument],
  callbackTold: [codeArgument],
  callbackMissed: [codeArgument],
  /** A caller's judgement of the answer: 1 to 5, or an objection. */
  callerRates: [trackingCode, numberArgument(1, 5)],
  callerObjects: [trackingCode],
  /**
   * Canned sentences of a unit: choosing one as the text of an answer, one of them, a new one, removing one.
   */
  phrases: [trackingCode],
  phrase: [trackingCode, codeArgument],
  newPhrase: [codeArgument],
  removePhrase: [codeArgument, codeArgument],
  /** Absence: the position, its beginning, its length, the deputy; an early return. */
  newAbsence: [],
  awayFrom: [codeArgument],
  awayNow: [],
  awayDays: [numberArgument(0, MOST_DAYS)],
  awayOpen: [],
  deputy: [codeArgument],
  noDeputy: [],
  saveAbsence: [],
  backEarly: [codeArgument],
  /** A part of the cartable, or what is about one topic, from a page on; the topics; looking for words in it. */
  cartablePart: [wordArgument(...CARTABLE_PARTS), numberArgument(0, 999)],
  cartableTopic: [codeArgument, numberArgument(0, 999)],
  cartableTopics: [],
  cartableSearch: [],
  /**
   * Answering several requests with one text: begins it, for all of the cartable or one topic; choosing one, another
   * page, all of the page; done choosing; what the citizen of another one reads; taking all of it back.
   */
  answerMany: [],
  answerManyOf: [codeArgument],
  manyToggle: [trackingCode],
  manyPage: [numberArgument(0, 999)],
  manyAll: [],
  manyGo: [],
  manyRead: [numberArgument(0, 99)],
  recallMany: [span],
  /** A page of what was found in the cartable. */
  cartableFound: [numberArgument(0, 999)],
  /** Poorly judged answers from a page on, one case, and disapproving of the answer. */
  quality: [numberArgument(0, 999)],
  qualityCase: [trackingCode],
  disapprove: [trackingCode],
  /** The report of a period. */
  report: [wordArgument(...NAMED_PERIODS)],
  /** Colleagues: a page of those with a role, one of them, and changes to them. */
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
  /** The audit log: of one person, a page of results, and filters. */
  traceOf: [codeArgument],
  tracePage: [numberArgument(0, 999)],
  traceKind: [wordArgument('requests', 'callers', 'people', 'city', 'own', 'looks', 'refused', 'system')],
  traceDays: [numberArgument(1, 366)],
  tracePerson: [codeArgument],
  traceAll: [],
  traceFile: [],
  /** Blocking a citizen: through which request, for how long, done; and unblocking them. */
  blockCitizen: [trackingCode],
  blockDays: [numberArgument(0, MOST_DAYS)],
  applyBlock: [],
  unblockCitizen: [trackingCode],
  /** The state of the system: refreshing it, and what happens to a dead letter. */
  system: [],
  letters: [],
  retryLetter: [letter],
  dropLetter: [letter],
  /** The city's words: parts, groups of topics, a page of a list; adding to it, removing the phrase of that name. */
  words: [],
  wordPart: [wordArgument('topics', 'bodies', 'talk', 'danger', 'places')],
  wordGroup: [codeArgument],
  wordList: [wordList, numberArgument(0, 999)],
  addWord: [wordList],
  dropWord: [wordList, codeArgument],
  /** What was learned from requests: a page, and no longer learning from a request. */
  learned: [numberArgument(0, 999)],
  dropLearned: [trackingCode],
  /**
   * Connected systems: a page of them, one, revoking its key; making a key: what it may do, for which units, the next
   * step, for how long; and that it was taken.
   */
  connectedSystems: [numberArgument(0, 999)],
  connectedSystem: [codeArgument],
  revokeKey: [codeArgument],
  applyRevokeKey: [codeArgument],
  newSystem: [],
  systemScope: [scope],
  systemUnit: [codeArgument],
  systemNext: [],
  systemEnd: [wordArgument('quarter', 'year', 'never')],
  keyTaken: [],
  /** Bringing in what is open in a connected system: the file, what an empty one looks like, and doing it. */
  importRequests: [codeArgument],
  importTemplate: [],
  applyImport: [],
  /**
   * The addresses of a connected system to which events are sent, and one of them: going on with one that was stopped,
   * sending again what was given up, everything from a day on (so many days ago), and a new secret, which was taken.
   */
  webhooks: [codeArgument],
  webhook: [endpoint],
  resumeWebhook: [endpoint],
  retryWebhook: [endpoint],
  replayWebhook: [endpoint],
  applyReplayWebhook: [endpoint, numberArgument(0, MOST_DAYS_BACK)],
  renewWebhook: [endpoint],
  applyRenewWebhook: [endpoint],
  webhookSecretTaken: [endpoint],
  /** Why a topic is guessed for a request. */
  why: [trackingCode],
  back: [],
  cancel: [],
});

/** A parsed press of one of them. */
export type StaffPress = NonNullable<ReturnType<typeof staffButtons.parse>>;
