import type { Request } from '../../src/requests/lifecycle/request.js';
import { decideJudging, type JudgingContext } from '../../src/sms/judging.js';
import type { StoredSms } from '../../src/sms/message-store.js';
import { readSms } from '../../src/sms/reply-words.js';
import { CODE, NOW, OTHER_CODE, requestIn, STAGES } from '../messages/samples.js';

const CALLER = 'phone:+989151234567';
const MINUTE = 60_000;
const minutesOn = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);
const [answered] = STAGES.answered;
const promised = STAGES.answered.find((stage) => stage.status === 'answered' && stage.objectBy === undefined);
const [accepted, silent] = STAGES.closed;
const [referred] = STAGES.referred;

function request(stage: Request['stage'] | undefined, changes: Partial<Request> = {}): Request {
  if (stage === undefined) throw new Error('No sample.');
  const asked = requestIn(stage, { citizen: CALLER, ...changes });
  if (asked.stage.status !== 'answered') return asked;
  return { ...asked, stage: { ...asked.stage, answer: { ...asked.stage.answer, at: minutesOn(-60) } } };
}
const first = request(answered);
const second = request(answered, { code: OTHER_CODE });

/** A question of ours that went out a minute ago. */
function asked(changes: Partial<StoredSms>): StoredSms {
  return {
    _id: 'reply:1',
    smsId: '1',
    citizen: CALLER,
    isUrgent: false,
    createdAt: NOW,
    notBefore: NOW,
    sentAt: NOW,
    status: 'accepted',
    attempts: 1,
    asks: 0,
    code: CODE,
    wants: 'accept',
    reply: 'sureToAccept',
    ...changes,
  };
}

function turn(text: string, context: Partial<JudgingContext> = {}) {
  return decideJudging(readSms(text), {
    id: 'm2',
    citizen: CALLER,
    at: minutesOn(1),
    question: undefined,
    requests: [first],
    named: undefined,
    ...context,
  });
}
const answer = (given: object) => ({ kind: 'answer', answer: given });

it.each([
  ['7', { reply: 'sureToAccept', wants: 'accept', code: CODE }],
  ['بله', { reply: 'sureToAccept', wants: 'accept', code: CODE }],
  ['9', { reply: 'sureToObject', wants: 'object', code: CODE }],
  ['خیر', { reply: 'sureToObject', wants: 'object', code: CODE }],
  ['9 چاله هنوز هست', { reply: 'sureToObject', wants: 'object', code: CODE, wordsFrom: 'm2' }],
])('asks before %s counts', (text, reply) => {
  expect(turn(text)).toEqual(answer(reply));
});

it.each(['5', 'سلام', 'حل شد ولی دوباره خراب شد'])('leaves to others what says nothing of it: %s', (text) => {
  expect(turn(text)).toEqual({ kind: 'other' });
});

describe('with several answers', () => {
  const requests = [first, second];

  it('asks which one is meant, and goes on with its number or its code', () => {
    const which = { reply: 'whichRequest', wants: 'object', codes: [CODE, OTHER_CODE] };
    expect(turn('اعتراض', { requests })).toEqual(answer(which));
    const question = asked({ reply: 'whichRequest', wants: 'object', codes: [CODE, OTHER_CODE] });
    const ofSecond = { reply: 'sureToObject', wants: 'object', code: OTHER_CODE };
    expect(turn('۶۲', { requests, question })).toEqual(answer(ofSecond));
    expect(turn(OTHER_CODE, { requests, question, named: second })).toEqual(answer(ofSecond));
    expect(turn('۶۳', { requests, question })).toEqual({ kind: 'other' });
    expect(turn('۲', { requests, question })).toEqual({ kind: 'other' });
  });

  it('keeps what was written before it was known which one', () => {
    expect(turn('9 چاله هنوز هست', { requests })).toMatchObject({ answer: { wordsFrom: 'm2' } });
    const question = asked({
      reply: 'whichRequest',
      wants: 'object',
      codes: [CODE, OTHER_CODE],
      wordsFrom: 'm1',
    });
    expect(turn('61', { requests, question })).toMatchObject({ answer: { code: CODE, wordsFrom: 'm1' } });
  });

  it('asks nothing of whoever names the code, and only for requests of that number', () => {
    const named = second;
    expect(turn(`7 ${OTHER_CODE}`, { requests, named })).toEqual(
      answer({ reply: 'sureToAccept', wants: 'accept', code: OTHER_CODE }),
    );
    const foreign = { ...second, citizen: 'phone:+989150000000' };
    expect(turn(`7 ${OTHER_CODE}`, { named: foreign })).toEqual(
      answer({ reply: 'notYours', code: OTHER_CODE }),
    );
  });
});

describe('after a question', () => {
  it.each(['8', 'بله', 'بله ثبت شود'])('lets count what is confirmed: %s', (text) => {
    expect(turn(text, { question: asked({}) })).toEqual({ kind: 'accept', code: CODE });
    const question = asked({ reply: 'sureToObject', wants: 'object', wordsFrom: 'm1' });
    expect(turn(text, { question })).toMatchObject({ kind: 'object', code: CODE, wordsFrom: 'm1' });
  });

  it('takes what is written for what is wrong', () => {
    const question = asked({ reply: 'sureToObject', wants: 'object' });
    const reason = 'چاله هنوز پر نشده است';
    expect(turn(reason, { question })).toEqual({ kind: 'object', code: CODE, reason });
    expect(turn(`نه ${reason}`, { question })).toEqual({ kind: 'object', code: CODE, reason });
    expect(turn('چی', { question })).toMatchObject({ answer: { reply: 'sureToObject' } });
  });

  it.each(['0', 'خیر', 'لغو'])('drops what is not confirmed: %s', (text) => {
    expect(turn(text, { question: asked({}) })).toEqual(answer({ reply: 'dropped', code: CODE }));
    const question = asked({ reply: 'sureToObject', wants: 'object' });
    expect(turn(text, { question })).toEqual(answer({ reply: 'dropped', code: CODE }));
  });

  it('asks again instead of counting the same word twice, and turns with the other', () => {
    expect(turn('7', { question: asked({}) })).toMatchObject({ answer: { reply: 'sureToAccept' } });
    expect(turn('9', { question: asked({}) })).toMatchObject({ answer: { reply: 'sureToObject' } });
  });

  it('counts nothing that came before the question went out', () => {
    expect(turn('بله', { question: asked({ sentAt: minutesOn(1) }) })).toEqual({ kind: 'wait' });
    const { sentAt: _unsent, ...unsent } = asked({ status: 'waiting' });
    expect(turn('بله', { question: unsent })).toEqual({ kind: 'wait' });
  });

  it('counts nothing a day later, nor for another answer than the one that was asked about', () => {
    const again = answer({ reply: 'sureToAccept', wants: 'accept', code: CODE });
    expect(turn('بله', { question: asked({}), at: minutesOn(25 * 60) })).toEqual(again);
    expect(turn('بله', { question: asked({ createdAt: minutesOn(-120) }) })).toEqual(again);
    expect(turn('بله', { question: asked({ reply: 'accepted' }), requests: [] })).toMatchObject({
      answer: { reply: 'nothingToJudge' },
    });
  });
});

it.each([
  ['after the time for it', request(silent), { reply: 'tooLate', code: CODE }],
  ['after it was accepted', request(accepted), { reply: 'nothingToJudge' }],
  ['before there is an answer', request(referred), { reply: 'nothingToJudge' }],
  ['before the promised day', request(promised), { reply: 'promiseOpen', code: CODE }],
  [
    'a second time',
    {
      ...first,
      objectedTo:
        first.stage.status === 'answered' && first.stage.answer.by.kind === 'position'
          ? [first.stage.answer.by.position]
          : [],
    },
    { reply: 'alreadyObjected', code: CODE },
  ],
])('says why an answer cannot be judged %s', (_when, only, reply) => {
  expect(turn('9', { requests: [only] })).toEqual(answer(reply));
});
