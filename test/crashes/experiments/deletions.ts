import { type CitizenPhone, newCitizen, newcomer } from '../../bots/citizen/phone.js';
import { type Desk, HEAD, openDesk } from '../../bots/staff/staff-phones.js';
import { codeSeenBy, sayItIsAnother } from '../../stories/filing.js';
import { startDatabaseServer } from '../../support/database-server.js';
import { OPERATOR } from '../../support/people.js';
import { chatTells, endDepartures, passTwoDays, removeAfter, whereIs } from '../../support/what-is-left.js';
import type { Trial, TrialStage } from './experiment.js';

/** So often every way of ending is gone. */
const TIMES = { short: 1, full: 5 } as const;
/**
 * Where the code of a request that is gone may stand: what has an end of its own, how far an upgrade got, and what a chat
 * remembers of the filing that was over last, until its person writes again.
 */
const MAY_NAME_CODES: ReadonlySet<string> = new Set(['audit', 'deliveries', 'feed', 'dataUpgrades', 'chats']);
/** After so many years nothing that is closed is kept. */
const YEARS = 6;
const A_WEEK_AND_A_DAY = { advanceHours: 8 * 24 };

/** What somebody sends, of which every part can be found again: words that stand nowhere else. */
interface Trace {
  readonly phone: CitizenPhone;
  /** The name of a file, which stands in its bytes as well. */
  readonly fileName: string;
  /** The name of another file, which they sent with an objection, if they did. */
  objectionFile?: string;
  readonly personName: string;
  /** Degrees of latitude that nobody else has. */
  readonly latitude: number;
  /** The code of what they registered, once they have. */
  code?: string;
}

/** How a request or a draft ends, and what may be left of it two days later. */
interface Ending {
  readonly title: string;
  readonly end: (trace: Trace, desk: Desk) => Promise<unknown>;
  /** Collections in which the name of the file may stand then, and its bytes. */
  readonly leaves: readonly string[];
  /** True where its citizen is gone, so that nothing may name them. */
  readonly isGone?: true;
  /** True where they begin again at once, so that their chat stays. */
  readonly isBack?: true;
  /** True where another request tells of it. */
  readonly isMerged?: true;
  /** True where the request goes on, so that its years do not begin. */
  readonly isOpen?: true;
}

/** Besides: the request that it was joined with, which goes on. */
const MAY_NAME_MERGED: ReadonlySet<string> = new Set([...MAY_NAME_CODES, 'requests']);
const CODE = 'its code, when its years are over';
const BEFORE_CONSENT = 'sent before consent';
const KEPT = ['attachments', 'blobs.chunks'];
const BYTES = ['blobs.chunks'];

const ENDINGS: readonly Ending[] = [
  { title: BEFORE_CONSENT, end: () => Promise.resolve(), leaves: [] },
  {
    title: 'draft cancelled',
    end: (trace, desk) => draft(trace, desk, (phone) => phone.send('لغو')),
    leaves: [],
  },
  {
    title: 'draft left unfinished',
    end: (trace, desk) => draft(trace, desk, () => desk.city.advance({ advanceHours: 25 })),
    leaves: [],
  },
  {
    title: 'draft of somebody who deletes their data',
    end: (trace, desk) => draft(trace, desk, leave),
    leaves: [],
    isGone: true,
  },
  { title: 'request in hand', end: register, leaves: KEPT, isOpen: true },
  {
    title: 'request in hand of somebody who deletes their data',
    end: async (trace, desk) => {
      await register(trace, desk);
      await leave(trace.phone);
    },
    leaves: BYTES,
    isGone: true,
    isOpen: true,
  },
  { title: 'withdrawn', end: withdraw, leaves: KEPT },
  {
    title: 'withdrawn by somebody who deletes their data then',
    end: async (trace, desk) => {
      await withdraw(trace, desk);
      await leave(trace.phone);
    },
    leaves: BYTES,
    isGone: true,
  },
  { title: 'merged into another', end: merge, leaves: KEPT, isMerged: true },
  {
    title: 'merged into another, and its citizen deletes their data',
    end: async (trace, desk) => {
      await merge(trace, desk);
      await leave(trace.phone);
    },
    leaves: BYTES,
    isGone: true,
    isMerged: true,
  },
  {
    title: 'answered, and closed by silence',
    end: async (trace, desk) => {
      await register(trace, desk);
      await answer(desk);
      await desk.city.advance(A_WEEK_AND_A_DAY);
    },
    leaves: KEPT,
  },
  { title: 'answered, objected to with a file, and withdrawn', end: object, leaves: KEPT },
  {
    title: 'objected to with a file by somebody who deletes their data then, and begins again',
    end: async (trace, desk) => {
      await object(trace, desk);
      await leave(trace.phone);
      await trace.phone.send('آسفالت کوچه ما خراب است');
    },
    leaves: BYTES,
    isGone: true,
    isBack: true,
  },
];

/**
 * Requests and drafts with files end in every way there is; then every collection is searched for the names of the files,
 * their bytes, the people and the exact places, two days later, and once more when the years of closed requests are over.
 */
export const deletions: Trial = {
  name: 'deletions',
  title: 'requests and drafts with files end in every way, and what is left is counted',
  isApart: true,
  async run(stage) {
    const stopServer = await startDatabaseServer();
    try {
      const desk = await openDesk({ isInThisProcess: true });
      try {
        for (let time = 0; time < (stage.isShort ? TIMES.short : TIMES.full); time += 1) {
          await endAll(desk, stage, time);
        }
      } finally {
        await desk.stop();
      }
    } finally {
      await stopServer();
    }
  },
};

async function endAll(desk: Desk, { chance, count, miss }: TrialStage, time: number): Promise<void> {
  const drawn = ENDINGS.map((ending) => ({ ending, place: chance.next() }));
  const ended: { readonly ending: Ending; readonly trace: Trace }[] = [];
  for (const [index, { ending }] of drawn.toSorted((one, other) => one.place - other.place).entries()) {
    const trace = await leaveTrace(desk, ending, time * ENDINGS.length + index + 1);
    await ending.end(trace, desk);
    ended.push({ ending, trace });
    count('endings');
  }
  await passTwoDays(desk.city);
  await endDepartures(desk.connection);
  for (const { ending, trace } of ended) await compare(ending, trace);
  await removeAfter(0, desk);
  for (const { ending, trace } of ended) {
    const isRounded = ending.isGone === true && ending.isOpen !== true;
    if (isRounded) await expectNowhere(ending, 'its exact place', String(trace.latitude));
  }
  await removeAfter(YEARS, desk);
  for (const { ending, trace } of ended.filter((one) => one.ending.isOpen !== true)) {
    for (const name of filesOf(trace)) {
      await expectNowhere(ending, 'its file, when its years are over', name);
    }
    if (trace.code !== undefined) await expectNowhere(ending, CODE, trace.code);
  }

  async function compare(ending: Ending, trace: Trace): Promise<void> {
    const { personName, phone, code } = trace;
    for (const name of filesOf(trace)) {
      const found = await whereIs(desk.connection, name);
      if (found.join() !== ending.leaves.join()) {
        const where = found.join(', ') || 'nothing';
        miss(`${ending.title}: ${name} is in ${where}, not ${ending.leaves.join(', ')}`);
      }
    }
    if (ending.isGone !== true) return;
    await expectNowhere(ending, 'the name of its citizen', personName);
    if (code !== undefined && (await chatTells(desk.connection, phone.person, code))) {
      miss(`${ending.title}: the chat still names what is gone`);
    }
    if (ending.isBack === true) return;
    await expectNowhere(ending, 'the number of its citizen', new RegExp(`\\b${phone.person}\\b`));
  }

  async function expectNowhere(ending: Ending, what: string, words: string | RegExp): Promise<void> {
    const mayBeIn = what !== CODE ? new Set() : ending.isMerged === true ? MAY_NAME_MERGED : MAY_NAME_CODES;
    const found = (await whereIs(desk.connection, words)).filter((name) => !mayBeIn.has(name));
    if (found.length > 0) miss(`${ending.title}: ${what} is still in ${found.join(', ')}`);
    count('searches through all collections');
  }
}

/** Somebody who has sent a file that nobody has sent before. */
async function leaveTrace(desk: Desk, { title }: Ending, number: number): Promise<Trace> {
  const personName = `نرگس رازدار ${number}`;
  const phone = await (title === BEFORE_CONSENT ? newcomer : newCitizen)(desk, 'fa', personName);
  const fileName = `secret-${number}-.mp3`;
  await phone.send(fileNamed(fileName));
  return { phone, personName, fileName, latitude: 36.38 + number / 100_000 };
}

/** A message with a file whose name stands in its bytes as well, after the beginning of an MP3. */
function fileNamed(fileName: string) {
  const base64 = Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.from(fileName)]).toString('base64');
  return { document: { base64, fileName } };
}

/** The names of all files of a trace. */
function filesOf({ fileName, objectionFile }: Trace): readonly string[] {
  return objectionFile === undefined ? [fileName] : [fileName, objectionFile];
}

/** Puts together a request with the file, up to the review, and then does something else. */
async function draft(
  trace: Trace,
  desk: Desk,
  then: (phone: CitizenPhone) => Promise<unknown>,
): Promise<void> {
  await putTogether(trace, desk, 'آسفالت کوچه ما خراب است و چاله بزرگی دارد.');
  await then(trace.phone);
}

async function register(trace: Trace, desk: Desk): Promise<void> {
  await draft(trace, desk, (phone) => phone.press('ثبت'));
  trace.code = await codeSeenBy(desk.city, { person: trace.phone.person, bot: 'citizen' });
}

async function withdraw(trace: Trace, desk: Desk): Promise<void> {
  await register(trace, desk);
  await trace.phone.press('وضعیت درخواست');
  await trace.phone.press('پس گرفتن درخواست');
  await trace.phone.press('بدون دلیل');
}

/** Registers what nobody is sure about, which an operator then joins with a request of somebody else. */
async function merge(trace: Trace, desk: Desk): Promise<void> {
  const other = await desk.file();
  await trace.phone.send('در کوچه ما مشکلی هست و نمی‌دانیم از چیست.');
  await trace.phone.send('صحبت با کارشناس');
  await locate(trace, desk);
  await trace.phone.press('ثبت');
  trace.code = await codeSeenBy(desk.city, { person: trace.phone.person, bot: 'citizen' });
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  // Nobody has seen the file before, and so it has not been fetched.
  await desk.press(OPERATOR, 'پیوست‌ها');
  await desk.press(OPERATOR, 'یکی کردن');
  await desk.send(OPERATOR, other);
  await desk.press(OPERATOR, 'ارسال');
}

/** Registers, is answered, objects with another file, and withdraws. */
async function object(trace: Trace, desk: Desk): Promise<void> {
  await register(trace, desk);
  await answer(desk);
  const { phone, fileName } = trace;
  trace.objectionFile = `objection-${fileName}`.replace('secret', 'hidden');
  await phone.press('نه، اعتراض دارم');
  await phone.send(fileNamed(trace.objectionFile));
  await phone.press('ارسال');
  await phone.press('وضعیت درخواست');
  await phone.press('پس گرفتن درخواست');
  await phone.press('بدون دلیل');
}

async function answer(desk: Desk): Promise<void> {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, 'چاله امروز صبح پر شد و محل برای عبور آماده است.');
  await desk.press(HEAD, 'ارسال');
}

async function leave(phone: CitizenPhone): Promise<void> {
  await phone.send('/delete');
  await phone.send('بله');
  await phone.send('بله');
}

async function putTogether(trace: Trace, desk: Desk, words: string): Promise<void> {
  await trace.phone.send(words);
  await locate(trace, desk);
}

/** Says where it is, and that it is nothing that others have filed there. */
async function locate({ phone, latitude }: Trace, desk: Desk): Promise<void> {
  await phone.send({ location: { latitude, longitude: 59.48 } });
  await sayItIsAnother(desk.city, { person: phone.person, bot: 'citizen' });
}
