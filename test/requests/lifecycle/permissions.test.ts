import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import { type Case, citizen, DAY, DONE, HOUR, MINUTE, neighbour, OTHER_CODE, planned } from './case.js';
import { ACTORS, type ActorName, deputy, SITUATIONS, type Situation, situations } from './situations.js';

/** A command, the moment at which it is tried, and who may do it in which situation; nobody else may. */
interface Row {
  readonly command: (story: Case) => ChangeCommand;
  /** Brings the story to the moment at which time allows the command. */
  readonly moment?: (story: Case) => void;
  readonly allowed: Partial<Record<Situation, string>>;
}

const everywhere = (who: string, except: readonly Situation[] = []): Row['allowed'] =>
  Object.fromEntries(situations.filter((name) => !except.includes(name)).map((name) => [name, who]));
const always = (command: ChangeCommand) => () => command;
const monthLater = (story: Case) => void story.wait(30 * DAY);

const isFollowed = (story: Case) =>
  void (
    story.request.stage.status === 'closed' ||
    story.request.followers.includes('reza') ||
    story.does(neighbour, { type: 'follow' })
  );

const BY_ITS_ANSWERER: Row['allowed'] = {
  followUp: 'operator',
  referred: 'owner',
  handedOver: 'owner',
  extending: 'owner',
  atTop: 'owner',
};

const TABLE: Record<string, Row> = {
  refer: {
    command: always({ type: 'refer', to: 'parks-director' }),
    allowed: {
      intake: 'operator',
      urgent: 'operator',
      followUp: 'operator',
      referred: 'owner operator',
      handedOver: 'owner operator',
      extending: 'owner operator',
      atTop: 'owner operator',
    },
  },
  'leave to the follow-up desk': {
    command: always({ type: 'sendToFollowUp', unit: 'trains' }),
    allowed: { intake: 'operator', urgent: 'operator', followUp: 'operator' },
  },
  remind: {
    command: always({ type: 'remind' }),
    moment(story) {
      story.wait(3 * DAY);
      if (story.request.stage.status === 'referred' && story.referral.position === 'mayor') story.sweep();
      story.wait(DAY);
    },
    allowed: { atTop: 'clock' },
  },
  'escalate: late': {
    command: always({ type: 'escalate', because: 'late' }),
    moment: monthLater,
    allowed: { referred: 'clock', handedOver: 'clock', extending: 'clock' },
  },
  'escalate: vacant': {
    command: always({ type: 'escalate', because: 'vacant' }),
    moment: (story) => void story.vacant.add('d1-deputy').add('mayor'),
    allowed: { referred: 'clock', handedOver: 'clock', extending: 'clock' },
  },
  'escalate: promise broken': {
    command: always({ type: 'escalate', because: 'promiseBroken' }),
    moment: monthLater,
    allowed: { confirming: 'clock' },
  },
  'mark overdue': {
    command: always({ type: 'markOverdue' }),
    moment: monthLater,
    allowed: { atTop: 'clock' },
  },
  ask: {
    command: always({ type: 'ask', question: 'کدام پلاک؟' }),
    allowed: { referred: 'owner', extending: 'owner', atTop: 'owner' },
  },
  reply: {
    command: always({ type: 'reply', text: '۱۲', attachments: [] }),
    allowed: { waiting: 'citizen operator client' },
  },
  add: {
    command: always({ type: 'add', text: 'پلاک ۱۲ است', attachments: [] }),
    allowed: {
      intake: 'citizen operator client',
      urgent: 'citizen operator client',
      followUp: 'citizen operator client',
      referred: 'citizen operator client',
      extending: 'citizen operator client',
      waiting: 'citizen operator client',
      atTop: 'citizen operator client',
      recallable: 'citizen operator client',
      handedOver: 'neighbour operator client',
    },
  },
  resume: { command: always({ type: 'resume' }), moment: monthLater, allowed: { waiting: 'clock' } },
  'request an extension': {
    command: always({ type: 'requestExtension', hours: 24, reason: 'باران' }),
    allowed: { referred: 'owner', handedOver: 'owner' },
  },
  'grant an extension': {
    command: always({ type: 'decideExtension', granted: true }),
    allowed: { extending: 'above' },
  },
  'refuse an extension': {
    command: always({ type: 'decideExtension', granted: false }),
    allowed: { extending: 'above' },
  },
  'ask for a draft': {
    command: (story) => ({ type: 'requestDraft', to: 'd1-roads', by: new Date(story.now.getTime() + HOUR) }),
    allowed: { referred: 'owner', handedOver: 'owner', extending: 'owner' },
  },
  'note that a draft is late': {
    command: always({ type: 'markDraftLate' }),
    moment: (story) => {
      const by = new Date(story.now.getTime() + HOUR);
      story.decide(deputy, { type: 'requestDraft', to: 'd1-roads', by }).ok &&
        story.does(deputy, { type: 'requestDraft', to: 'd1-roads', by });
      story.wait(HOUR);
    },
    allowed: { referred: 'clock', handedOver: 'clock', extending: 'clock' },
  },
  'draft an answer': {
    command: always({ type: 'draftAnswer', outcome: { kind: 'done' }, text: 'چاله پر شد.' }),
    allowed: { referred: 'lower', handedOver: 'lower', extending: 'lower', atTop: 'above lower' },
  },
  answer: {
    command: always(DONE),
    allowed: BY_ITS_ANSWERER,
  },
  'answer with a promise': {
    command: (story) => planned(new Date(story.now.getTime() + DAY)),
    allowed: BY_ITS_ANSWERER,
  },
  'ask about a promise': {
    command: always({ type: 'askPromise' }),
    moment: monthLater,
    allowed: { promised: 'clock' },
  },
  'say that a promise is kept': {
    command: always({ type: 'confirmPromise', kept: true }),
    allowed: { promised: 'owner', confirming: 'owner' },
  },
  'move a promise': {
    command: (story) => ({
      type: 'confirmPromise',
      kept: false,
      day: new Date(story.now.getTime() + DAY),
    }),
    allowed: { promised: 'owner', confirming: 'owner' },
  },
  rate: { command: always({ type: 'rate', score: 4 }), allowed: { answered: 'citizen' } },
  accept: { command: always({ type: 'accept' }), allowed: { answered: 'citizen' } },
  object: {
    command: always({ type: 'object', reason: 'چاله هنوز هست' }),
    allowed: { answered: 'citizen', promised: 'citizen', confirming: 'citizen' },
  },
  disapprove: {
    command: always({ type: 'disapprove', reason: 'چاله هنوز هست' }),
    allowed: { answered: 'supervisor', promised: 'supervisor', confirming: 'supervisor' },
  },
  withdraw: {
    command: always({ type: 'withdraw' }),
    allowed: everywhere('citizen', ['closed', 'handedOver']),
  },
  'leave it to its followers': {
    command: always({ type: 'leaveToFollowers' }),
    moment: isFollowed,
    allowed: everywhere('citizen', ['closed', 'handedOver']),
  },
  'carry it on': { command: always({ type: 'carryOn' }), allowed: { handedOver: 'neighbour' } },
  'decline to carry it on': {
    command: always({ type: 'declineOffer' }),
    allowed: { handedOver: 'neighbour' },
  },
  'ask the next to carry it on': {
    command: always({ type: 'offerToNext' }),
    moment: (story) =>
      void (
        story.request.stage.status === 'closed' ||
        story.does({ kind: 'citizen', citizen: 'sara' }, { type: 'follow' })
      ),
    allowed: { handedOver: 'clock' },
  },
  'end asking who carries it on': {
    command: always({ type: 'endHandover' }),
    moment: monthLater,
    allowed: { handedOver: 'clock' },
  },
  reject: {
    command: always({ type: 'reject', reason: 'کار استانداری است' }),
    allowed: { intake: 'operator', urgent: 'operator' },
  },
  merge: {
    command: always({ type: 'merge', into: OTHER_CODE }),
    allowed: everywhere('operator', ['closed', 'recallable']),
  },
  follow: {
    command: always({ type: 'follow' }),
    allowed: { ...everywhere('neighbour', ['closed']), handedOver: 'citizen' },
  },
  'follow for a caller': {
    command: always({ type: 'follow', citizen: 'caller' }),
    allowed: { ...everywhere('neighbour operator', ['closed']), handedOver: 'citizen operator' },
  },
  unfollow: {
    command: always({ type: 'unfollow' }),
    moment: isFollowed,
    allowed: everywhere('neighbour', ['closed']),
  },
  join: {
    command: always({ type: 'join', from: OTHER_CODE, citizens: ['sara'] }),
    allowed: everywhere('clock', ['closed']),
  },
  note: {
    command: always({ type: 'note', text: 'تماس گرفته شد' }),
    allowed: everywhere('owner above lower stranger operator supervisor client'),
  },
  acknowledge: {
    command: always({ type: 'acknowledge' }),
    allowed: { urgent: 'owner above lower stranger operator supervisor' },
  },
  'take away the mark of urgency': {
    command: always({ type: 'dismissUrgency' }),
    allowed: { urgent: 'operator supervisor' },
  },
  'alarm the supervisors': {
    command: always({ type: 'alarmUntouched' }),
    moment: (story) => void story.wait(30 * MINUTE),
    allowed: { urgent: 'clock' },
  },
  'let everybody read the words': {
    command: always({ type: 'permitPublication', parts: 'words' }),
    allowed: everywhere('citizen', ['handedOver']),
  },
  'publish the words': {
    command: always({ type: 'publish', parts: 'words' }),
    moment: (story) =>
      void (story.request.handover ?? story.does(citizen, { type: 'permitPublication', parts: 'words' })),
    allowed: everywhere('operator', ['handedOver']),
  },
  giveAnswer: {
    command: always({ type: 'giveAnswer' }),
    moment: (story) => void story.wait(30 * MINUTE),
    allowed: { recallable: 'clock' },
  },
  recallAnswer: { command: always({ type: 'recallAnswer' }), allowed: { recallable: 'owner' } },
  close: { command: always({ type: 'close' }), moment: monthLater, allowed: { answered: 'clock' } },
};

describe('who may do what, and when', () => {
  it.each(Object.entries(TABLE))('%s', (_name, { command, moment, allowed }) => {
    const found = situations.flatMap((situation) => {
      const story = SITUATIONS[situation]();
      moment?.(story);
      // The keys of a literal are its own.
      const names = (Object.keys(ACTORS) as ActorName[]).filter(
        (name) => story.decide(ACTORS[name](situation), command(story)).ok,
      );
      return names.length === 0 ? [] : [[situation, names.join(' ')]];
    });
    expect(Object.fromEntries(found)).toEqual(allowed);
  });

  it('has a row for every command', () => {
    const tried = new Set(Object.values(TABLE).map(({ command }) => command(SITUATIONS.referred()).type));
    const all: Record<ChangeCommand['type'], true> = {
      giveAnswer: true,
      recallAnswer: true,
      refer: true,
      sendToFollowUp: true,
      remind: true,
      escalate: true,
      markOverdue: true,
      ask: true,
      reply: true,
      add: true,
      resume: true,
      requestExtension: true,
      decideExtension: true,
      requestDraft: true,
      markDraftLate: true,
      draftAnswer: true,
      answer: true,
      askPromise: true,
      confirmPromise: true,
      rate: true,
      accept: true,
      object: true,
      disapprove: true,
      withdraw: true,
      leaveToFollowers: true,
      carryOn: true,
      declineOffer: true,
      offerToNext: true,
      endHandover: true,
      reject: true,
      merge: true,
      follow: true,
      unfollow: true,
      join: true,
      note: true,
      acknowledge: true,
      dismissUrgency: true,
      alarmUntouched: true,
      permitPublication: true,
      publish: true,
      close: true,
    };
    expect([...tried].sort()).toEqual(Object.keys(all).sort());
  });
});
