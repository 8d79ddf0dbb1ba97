import type { MeasureName } from './measure-names.js';

/** How each measure is taken. */
export const HOW: Readonly<Record<MeasureName, string>> = {
  inbound:
    'Each person files for the first time, in four updates: words, consent, place, review (what they are about is taken from the words). The plain bot leads the same conversation in the usual style: a grammY webhook, its session in MongoDB by @grammyjs/storage-mongodb (with a unique index on its key), one insert at the end. What is being handled when it ends is lost, what comes twice is handled twice, and it tells nobody else; the product meanwhile plans and sends its notices and cards. Commands to the database are counted by the monitoring of the driver, for handling the update alone; who must hear of an event is planned beside it and waited for by nobody, and the city is read for all updates of a moment at once. Lost is a request of which somebody was told and which is not stored; for the line about the kill the program is killed once two fifths are registered, and started again on the same database. A press while idle is timed in the simulated Telegram, from its arrival there to that of the answer.',
  acknowledge:
    'Updates of different people are posted to the webhook at a steady pace, whether or not the earlier ones are answered. The bare handler is Express with one insert. Turns are added until the p99 of the bare handler lay within a factor of 2 in as many in a row as are wanted. The product handles and answers each of them in the same process at the same time; the bare handler has nothing else to do.',
  outbound:
    'Requests of which nobody has been told anything lie in the store when the program starts. The simulated Telegram keeps its limits: 30 messages a second for a bot, one a second for a chat. Steady is what lies between the first and the last tenth. Meanwhile somebody else writes to the bot every second; the limit is for notices and replies together, and so is the pace.',
  sweep:
    'The product looks for what is due in the requests themselves, by an index of theirs or by what the process remembers of them. The usual way is one job of Agenda for each request; here Agenda polls once and works off what is due with its own defaults. Finding is measured without what is then done about a request, acting with it: that part is the same for both.',
  city: 'The same work in an empty store and in a full one: filing as in inbound, a manager who opens his cartable, a citizen who opens his requests, and somebody who looks a request up by its code.',
  footprint:
    'The compiled program with the embedded database and the simulated Telegram as another program. Under load is the most that was seen while people file as in inbound, by long polling. The room on the disk is what the file has grown by after a clean stop, which compacts it, less the size of the requests themselves.',
  cartable:
    'A manager opens their cartable while nothing else happens, with nothing and with much in it, and so does a deputy below whom much waits. The time goes from the arrival of «/cartable» in the simulated Telegram to that of the list.',
  site: 'The pages of two hundred requests are read in turn, as many at a time as people file in inbound, by one reader for both sides. The bare side is Express that sends one file of the same size, without a look at any database. One process has the database to itself: it remembers the requests, and keeps the page of each as it was sent until the request, the city or the minute is another.',
  figures:
    'The page of the running week is read in three languages, of a city in which little and of one in which much was filed in that week: a thousand, and `--requests`. Counting is measured as the processor time of the process that counts, the database apart, for the week and the months it touches, and related to the pause after which it may be done again at the earliest.',
  api: 'A system with a key registers requests, as many at a time as people file in inbound, each with an `Idempotency-Key` and a number of its own; the bare handler checks the same body by zod, inserts it and answers. The lists are read eight at a time, with a store of `--requests` requests on either side; the bare side answers what the driver gives, without a look at who may see it. For the kill the program is killed once two fifths are answered; what has no answer is called again under the same key.',
  webhooks:
    'An address is registered, and then so many events happen at once; the pace is that of the middle eight tenths of them.',
  gam: 'One request after the other is registered by the API and answered at the desk of the simulated Gam, while nothing else happens; letters and requests are looked at every ten milliseconds. Gam wakes the program, as it can where it has its address; otherwise it is asked every `GAM_POLL_SECONDS`. An answer cannot be taken back here (`RECALL_SECONDS=0`), or it would wait for that.',
  memory:
    'People file one after the other as in inbound, in one process, and the memory of that process is looked at twice a second; compared are the medians of a tenth of the filings each. What is kept of places is removed from the database between rounds of five thousand, since the city has no places for more.',
  month:
    '`npm run simulate` as a process of its own, from its start to its end, in turns with the same command in the folder of another version (`--base`).',
};

/** What has to be said where a goal is not met, or could not be measured. */
export const NOTES = {
  speed:
    '**Filing, all four updates.** What limits all sides is the processor, which all programs share here, and it is the number of commands to the database and of calls to Telegram that counts. The product plans a notice and a card for each request and sends them beside the conversation, which the plain bot does not. To go beyond, a second process: `PROCESS_ROLE=worker` takes the sending away, and several of `web` share the chats.',
  limit:
    '**The distance to the limit.** The least that must happen has no library for bots, no rules and no texts, and keeps every chat in memory; it makes one guarded write for an update, and as many calls to Telegram for a filing as the product.',
  calls:
    '**Calls to Telegram.** An answer to a press, a question, a keyboard that is taken away, a notice, a card: each is a call of its own unless it rides in the response of the webhook.',
  press:
    '**Answer to a press.** Nothing else happens meanwhile; a press costs the lease and the state of its chat, the call that stops the spinner, and the answer.',
  commands:
    '**Commands for an update.** What goes beyond one: whoever comes for the first time, or again after ten minutes, is met by one write; a consent is written at once; a place is looked up for requests that may be the same; words that begin something are looked at for an open question of a manager.',
  acknowledge:
    '**Acknowledging.** While a process is alone its 200 says that the update is handled: the person has their answer, and one write has consumed it. That of the bare handler says only that it is stored. Two hundred updates a second, each of them answered, are six tenths of what this machine can do in all, with the simulated Telegram, the database and whoever posts on the same two cores, so that an update now and then waits for the processor; at a quarter of the pace both are far from the sixty seconds that Telegram waits. Several processes acknowledge what is only stored, and take a second write for it.',
  unsteady:
    '**Not steady enough.** The p99 of the bare handler lay further apart over the turns than by a factor of 2, however often they were repeated: something else used the machine, and what was compared says little.',
  page: '**The page of a request.** With several processes it is read from the database and written anew with every look; a file is sent by the system.',
  'figures page':
    '**The figures.** A visit reads what was counted, for everybody at once and for five seconds; it is written anew for each.',
  'figures cost': '**Keeping the figures.** Each time all requests of the running week are gone through.',
  registering:
    '**Registering by the API.** The call and its key are kept before the request is, so that a repeated one is answered the same again; the words are looked through for danger; who must hear of it is planned beside it, and told.',
  lists:
    '**Lists.** Each entry is put together from the state of its request, with what the client may see of it.',
  sending:
    '**Sending events.** Several requests go at a time, those of one request one after the other, and what was taken is written down.',
  desk: '**Desks.** A letter goes with the planning of the referral; an answer comes with the next look into Gam.',
  rate: '**Notices.** The gate of a bot lets 28.8 messages a second pass, where Telegram is said to take 30: that is 0.96 of the limit at most. Replies in conversations do not wait at the gate and are counted there, so that the notices make room for them.',
  refused:
    '**Refused as too many.** A reply that meets a full second waits as long as Telegram says, and the bulk with it.',
  reply: '**Replies.** A reply does not wait for notices; what it waits for is the processor.',
  finding:
    '**Finding what is due.** With few open requests a scan of the jobs costs Agenda little, and its overhead for each job (it locks, starts and saves it) is what is compared.',
  growth:
    '**Growth with what is open.** On MongoDB a look is served by an index. Where there is none, on the embedded server, the process remembers the next action of each request by its hour, so that a look costs what is due; it reads all of them at its start and every six hours. What grows is what is then done about a request: each of its reads and writes meets a larger file.',
  store:
    '**A full store.** This goal is about a database with indexes, and there was none on this machine. On the embedded server everything that goes by `_id` is the same in a full store, and what does not is named in the last line of city; it got a hundredth of the requests, since every start and every job goes through all of them there, and once they are more than its cache holds one look takes seconds. A city of that size needs MongoDB.',
  scans:
    '**Asked for otherwise than by `_id`.** On the embedded server such a question goes through the whole collection, and what waits for it slows down with the number of requests.',
  lost: '**Lost or doubled.** This must never happen: look into it before anything else.',
  idle: '**Memory, idle.** Most of it is code that is loaded once.',
  load: '**Memory under load.** What lives while people file is about 60 MB of JavaScript beside the code; the rest is what has died and is not collected yet, and room for short-lived objects, three times 32 MB. The start lets memory grow by half between two collections (`--heap-growing-percent`).',
  disk: '**Room on the disk.** Deliveries that ended are kept for thirty days, what was sent of a request is remembered so that it can be edited, and a chat remembers its last updates.',
  pages:
    '**A full cartable.** A page reads what is on it and counts the rest; what is left is the turn itself: its webhook, its lease and its calls.',
  growing:
    '**Memory of a long run.** What grows with the number of people and is let go only after a while is the first thing to look for.',
  month:
    '**A simulated month.** `npm run bench -- --only month --base <folder>` compares it with a version that is checked out and installed there.',
  figures:
    '**Figures of the month.** Chance and people are the same in both versions; what differs is a rule of the process that has changed since.',
} as const;

/** Names a note. */
export type NoteName = keyof typeof NOTES;
