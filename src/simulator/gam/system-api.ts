import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import { ACT_KINDS, RESULTS } from './act-words.js';
import type { GamFaults } from './faults.js';
import type { DeskAct, Office, OfficeLetter, SentLetter } from './office.js';

/** Milliseconds that a slow system takes for an answer. */
const SLOW_MS = 1_500;
/** How many acts with a receipt are given again by a system that gives everything twice. */
const GIVEN_AGAIN = 20;

const letterSchema = z.object({
  ClientId: z.string().min(1),
  Version: z.number().int().positive(),
  LetterKind: z.string(),
  Priority: z.string(),
  ReceiverCode: z.string().min(1),
  ReceiverTitle: z.string(),
  Subject: z.string(),
  Body: z.string(),
  State: z.string(),
  MarginNotes: z.array(z.string()),
  TrackingNo: z.string(),
  Deadline: z.iso.datetime().nullable(),
  Links: z.array(z.string()),
});
const receiptSchema = z.object({ Accepted: z.boolean(), Note: z.string() });

/** What other systems call: letters come in, and what was done with them is asked for. */
export function createSystemApi(options: {
  readonly office: Office;
  readonly faults: GamFaults;
  readonly token: string;
  /** Codes of the positions that exist. */
  readonly positions: () => Promise<ReadonlySet<string>>;
  readonly wallClock: Pick<Clock, 'sleep'>;
}): express.Router {
  const { office, faults, token, positions, wallClock } = options;
  const router = express.Router();

  router.use(async (_request, response, next) => {
    if (faults.happens('away')) {
      response.socket?.destroy();
      return;
    }
    if (faults.happens('slow')) await wallClock.sleep(SLOW_MS);
    next();
  });
  router.use((request, response, next) => {
    if (request.headers.authorization === `Bearer ${token}`) next();
    else response.status(401).json({ error: 'نشانی ورود درست نیست.' });
  });
  router.use(express.json({ limit: '2mb' }));

  /** Answers, unless the answer is lost on its way. */
  function answer(response: express.Response, status: number, body?: object): void {
    if (faults.happens('lostAnswer')) response.socket?.destroy();
    else if (body === undefined) response.status(status).end();
    else response.status(status).json(body);
  }

  function takeLetter({ withdrawn }: { readonly withdrawn: boolean }): RequestHandler {
    return async (request, response) => {
      if (faults.happens('refuses')) {
        return answer(response, 422, { error: 'دبیرخانه این نامه را نپذیرفت.' });
      }
      const parsed = letterSchema.safeParse(request.body);
      if (!parsed.success) return answer(response, 400, { error: 'نامه خوانده نشد.' });
      if (!(await positions()).has(parsed.data.ReceiverCode)) {
        return answer(response, 422, { error: `سمتی با کد ${parsed.data.ReceiverCode} نیست.` });
      }
      const isNew = office.find(parsed.data.ClientId) === undefined;
      const { indicator } = office.take(letterOf(parsed.data), withdrawn);
      answer(response, isNew ? 201 : 200, { IndicatorNo: indicator });
    };
  }

  router.post('/letters', takeLetter({ withdrawn: false }));
  router.put('/letters/:id', takeLetter({ withdrawn: false }));
  router.post('/letters/:id/withdraw', takeLetter({ withdrawn: true }));
  router.get('/acts', (_request, response) => {
    const open = office.open().map(({ letter, act }) => writeAct(letter, act));
    const given = faults.happens('twice') ? [...open, ...open, ...doneBefore(office)] : open;
    answer(response, 200, { Acts: faults.happens('outOfOrder') ? given.toReversed() : given });
  });
  router.post('/acts/:id/receipt', (request, response) => {
    const parsed = receiptSchema.safeParse(request.body);
    if (!parsed.success) return answer(response, 400, { error: 'رسید خوانده نشد.' });
    const receipt = { accepted: parsed.data.Accepted, sentence: parsed.data.Note };
    answer(response, office.giveReceipt(request.params.id, receipt) ? 204 : 404);
  });
  return router;
}

function letterOf(given: z.output<typeof letterSchema>): SentLetter {
  return {
    id: given.ClientId,
    version: given.Version,
    kind: given.LetterKind,
    priority: given.Priority,
    receiverCode: given.ReceiverCode,
    receiverTitle: given.ReceiverTitle,
    subject: given.Subject,
    text: given.Body,
    standing: given.State,
    marginNotes: given.MarginNotes,
    trackingCode: given.TrackingNo,
    deadline: given.Deadline,
    links: given.Links,
  };
}

function writeAct(letter: OfficeLetter, act: DeskAct): object {
  return {
    ActId: act.id,
    ClientId: letter.id,
    No: act.number,
    ActKind: ACT_KINDS[act.kind],
    Signer: act.signer,
    Text: act.text,
    Result: act.outcome === undefined ? '' : RESULTS[act.outcome],
    Date: act.day ?? '',
    TargetCode: act.target ?? '',
  };
}

function doneBefore(office: Office): readonly object[] {
  return office
    .list()
    .flatMap((letter) => letter.acts.map((act) => ({ letter, act })))
    .filter(({ act }) => act.receipt !== undefined)
    .slice(-GIVEN_AGAIN)
    .map(({ letter, act }) => writeAct(letter, act));
}
