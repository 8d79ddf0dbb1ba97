import { createKeptAnswers } from '../../bots/staff/features/managers/answer/kept-answers.js';
import { createOnceStore } from '../../jobs/once-store.js';
import { createCallStore } from '../api/call-store.js';
import { createExternalIdStore } from '../api/external-id-store.js';
import { createAuditStore } from '../audit/audit-store.js';
import { createCallbackStore } from '../callbacks/callback-store.js';
import { createCartableStore } from '../cartables/cartable-store.js';
import { createPersonHash } from '../channel/person-hash.js';
import { createCitizenStore } from '../citizens/citizen-store.js';
import { createDepartureStore } from '../citizens/departure-store.js';
import { createClientStore } from '../clients/client-store.js';
import { openSecret } from '../database/secret-store.js';
import { createCardStore } from '../deliveries/card-store.js';
import { createCitizenNoticeStore } from '../deliveries/citizen-notice-store.js';
import { createUrgentBundleStore } from '../deliveries/urgent-bundle-store.js';
import { createActStore } from '../gam/act-store.js';
import { createLetterStore } from '../gam/letter-store.js';
import { createRestraintStore } from '../guards/restraint-store.js';
import { createChatStore } from '../mailbox/chat-store.js';
import { createReferenceStore } from '../open311/neighbours/reference-store.js';
import { createPostStore } from '../open311/post-store.js';
import { createPublicRecords } from '../open311/public-records.js';
import { createConfirmedTopicStore } from '../organization/confirmed-topic-store.js';
import { createInviteStore } from '../organization/invites.js';
import { createOrganizationStore } from '../organization/organization-store.js';
import { createPeopleStore } from '../organization/people-store.js';
import { createPhraseStore } from '../organization/phrase-store.js';
import { createCityFiguresStore } from '../reports/city/city-figures-store.js';
import { createToldElsewhereStore } from '../reports/told-elsewhere-store.js';
import { createClaimStore } from '../requests/claim-store.js';
import { createRequestStore, type RequestStore } from '../requests/request-store.js';
import { createPassStore } from '../site/record/pass-store.js';
import { createSmsInboxStore } from '../sms/inbox-store.js';
import { createSmsStore } from '../sms/message-store.js';
import { isTrackingCode } from '../text/tracking-code.js';
import { gatherExamples } from '../understanding/index.js';
import { createIncidentStore } from '../watch/incident-store.js';
import { createPulseStore } from '../watch/pulse-store.js';
import type { Foundation } from './foundation.js';

/** All stores in the database, one for each subject. */
export type Stores = Awaited<ReturnType<typeof openStores>>;

/** Opens the stores, and imports the city unless an administrator has changed it. */
export async function openStores({
  config,
  logger,
  database,
  connection,
  city,
  clock,
  randomBytes,
  onStop,
  solitude,
}: Foundation) {
  const requests = createRequestStore(connection, {
    hasIndexes: database.kind !== 'embedded',
    alonePeriod: solitude.period,
  });
  const confirmedTopics = createConfirmedTopicStore(connection);
  const organization = createOrganizationStore({
    connection,
    clock,
    defaultAnswerHours: config.answerHours,
    learning: {
      gather: () =>
        gatherExamples({ all: confirmedTopics.all, textsOf: (codes) => textsOf(requests, codes) }),
      logger,
    },
  });
  onStop('learning', () => organization.stop());
  const people = createPeopleStore({ connection });
  const linkSecret = await openSecret(connection, 'requestLinks', randomBytes);
  const gamFileSecret = await openSecret(connection, 'gamFiles', randomBytes);
  const hashPerson = createPersonHash(await openSecret(connection, 'people', randomBytes));
  const stores = {
    organization,
    confirmedTopics,
    people,
    invites: createInviteStore({ connection, people, organization, random: randomBytes }),
    audit: createAuditStore({ connection, logger }),
    citizens: createCitizenStore(connection),
    clientCalls: createCallStore(connection),
    externalIds: createExternalIdStore(connection),
    clients: createClientStore({ connection, random: randomBytes }),
    departures: createDepartureStore(connection),
    requests,
    callbacks: createCallbackStore(connection),
    shortMessages: createSmsStore(connection),
    shortMessageInbox: createSmsInboxStore(connection),
    chats: createChatStore(connection),
    cards: createCardStore(connection),
    cartables: createCartableStore(connection, requests.findMany),
    notices: createCitizenNoticeStore(connection),
    publicRecords: createPublicRecords(connection, randomBytes),
    open311Posts: createPostStore(connection),
    neighbourReferences: createReferenceStore(connection),
    references: createReferenceStore(connection),
    gamLetters: createLetterStore(connection),
    gamActs: createActStore(connection),
    gamFileSecret,
    linkSecret,
    claims: createClaimStore(connection),
    toldElsewhere: createToldElsewhereStore(connection),
    cityFigures: createCityFiguresStore(connection),
    urgentBundles: createUrgentBundleStore(connection),
    recordPasses: createPassStore(connection, randomBytes),
    once: createOnceStore(connection),
    pulse: createPulseStore(connection),
    incidents: createIncidentStore(connection),
    keptAnswers: createKeptAnswers(connection),
    phrases: createPhraseStore(connection),
    hashPerson,
    restraints: createRestraintStore(connection, hashPerson, solitude.period),
  };
  if (!(await organization.importCity(city))) logger.info({ event: 'cityFileNotTakenIn' });
  return stores;
}

/** The words of requests, by code. */
async function textsOf(
  { findMany }: Pick<RequestStore, 'findMany'>,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await findMany(codes.filter(isTrackingCode));
  return new Map(found.map(({ code, text }) => [code, text]));
}
