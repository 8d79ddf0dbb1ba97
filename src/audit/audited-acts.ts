import type { AuditedAct } from './audit-store.js';

/** Groups of audited acts, in the order in which they are offered. */
export const ACT_GROUPS = [
  'requests',
  'callers',
  'people',
  'city',
  'own',
  'looks',
  'refused',
  'system',
] as const;
export type ActGroup = (typeof ACT_GROUPS)[number];

const GROUP_OF: Readonly<Record<AuditedAct, ActGroup>> = {
  referred: 'requests',
  sentToFollowUp: 'requests',
  asked: 'requests',
  extensionRequested: 'requests',
  extensionDecided: 'requests',
  draftRequested: 'requests',
  answerDrafted: 'requests',
  answered: 'requests',
  answerRecalled: 'requests',
  promiseConfirmed: 'requests',
  disapproved: 'requests',
  rejected: 'requests',
  merged: 'requests',
  noteAdded: 'requests',
  urgencyDismissed: 'requests',
  wordsPublished: 'requests',
  callbackTold: 'callers',
  callbackMissed: 'callers',
  wordsAdded: 'callers',
  callerRated: 'callers',
  callerObjected: 'callers',
  callerWithdrew: 'callers',
  callTaken: 'callers',
  callerJoined: 'callers',
  citizenBlocked: 'callers',
  citizenUnblocked: 'callers',
  inviteMade: 'people',
  inviteUsed: 'people',
  roleGiven: 'people',
  roleTaken: 'people',
  positionGiven: 'people',
  positionTaken: 'people',
  positionHandedOver: 'people',
  personRemoved: 'people',
  cityExported: 'city',
  cityImported: 'city',
  cityEdited: 'city',
  wordsChanged: 'city',
  exampleRemoved: 'city',
  unitConnected: 'city',
  unitWayChosen: 'city',
  unitDisconnected: 'city',
  absenceNoted: 'own',
  absenceEnded: 'own',
  phraseAdded: 'own',
  phraseRemoved: 'own',
  caseRead: 'looks',
  reportRead: 'looks',
  recordLinked: 'looks',
  recordOpened: 'looks',
  phoneSeen: 'looks',
  callerLookedUp: 'looks',
  wordsSearched: 'looks',
  caseOpened: 'looks',
  lookupRefused: 'refused',
  codesGuessed: 'refused',
  traceSearched: 'looks',
  traceExported: 'looks',
  forgedPress: 'refused',
  deadPress: 'refused',
  foreignWord: 'refused',
  foreignRequest: 'refused',
  inviteRefused: 'refused',
  letterRetried: 'system',
  letterDropped: 'system',
  clientMade: 'system',
  requestsImported: 'system',
  clientLooked: 'looks',
  clientRevoked: 'system',
  clientRefused: 'refused',
  clientOverstepped: 'refused',
  webhookResumed: 'system',
  webhookReplayed: 'system',
  webhookSecretRenewed: 'system',
};

// The keys are those of the record, which names every act.
const ACTS = Object.keys(GROUP_OF) as readonly AuditedAct[];

/** Every act that is recorded. */
export function allActs(): readonly AuditedAct[] {
  return ACTS;
}

/** The acts of one group. */
export function actsOf(group: ActGroup): readonly AuditedAct[] {
  return ACTS.filter((act) => GROUP_OF[act] === group);
}
