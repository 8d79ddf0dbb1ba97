const ACTOR = { kind: 'manager', position: 'district-9-civil-works-head', person: '500120' };
const OPERATOR = { kind: 'operator', person: '500001' };
const CALLER = { kind: 'caller' };
/** A body of each operation that is taken. */
export const TAKEN: Readonly<Record<string, object>> = {
  registerRequest: {
    text: 'چاله‌ای در خیابان 🚧',
    category: 'pothole',
    place: { point: { latitude: 36.3, longitude: 59.6 }, address: 'خیابان امامت ۱۲', district: 'district-9' },
    caller: { phone: '+989151234567', name: 'مریم' },
    files: [`file-${'a'.repeat(40)}`],
    externalIds: { saja: '140509-۱' },
  },
  answerRequest: {
    actor: ACTOR,
    outcome: { kind: 'planned', day: '2026-12-01T23:59:59+03:30' },
    text: 'فردا',
  },
  askRequest: { actor: ACTOR, question: 'کدام سمت؟' },
  referRequest: { actor: OPERATOR, to: 'mayor', reason: 'از آن شماست', category: 'pothole' },
  requestExtensionRequest: { actor: ACTOR, hours: 24, reason: 'بارندگی' },
  decideExtensionRequest: { actor: ACTOR, granted: false, reason: 'نه' },
  draftAnswerRequest: { actor: ACTOR, outcome: { kind: 'done' }, text: 'انجام شد' },
  confirmPromiseRequest: { actor: ACTOR, kept: false, day: '2026-12-01T23:59:59Z', text: 'دیرتر' },
  noteRequest: { actor: OPERATOR, text: 'یادداشت' },
  sendToFollowUpRequest: { actor: OPERATOR, unit: 'district-5', category: 'pothole' },
  rejectRequest: { actor: OPERATOR, reason: 'از آن نهاد دیگری است' },
  mergeRequest: { actor: OPERATOR, into: '5724910382' },
  addRequest: { actor: CALLER, text: 'هنوز هست' },
  replyRequest: { actor: CALLER, text: 'سمت راست' },
  rateRequest: { actor: CALLER, score: 4 },
  objectRequest: { actor: CALLER, reason: 'درست نشد' },
  withdrawRequest: { actor: CALLER, reason: '' },
  tellCaller: { seq: 3 },
  writeOrganization: {
    units: [
      {
        code: 'mayor',
        kind: 'mayor',
        title: { fa: 'شهرداری مشهد', en: 'Mayor’s office' },
        isConnected: true,
        connectionChangesAt: '2026-12-01T00:00:00+03:30',
        intake: { any: 'mayor' },
      },
    ],
    positions: [{ code: 'mayor', unit: 'mayor', title: { fa: 'شهردار' }, hours: 1.5, ownCode: '۱-۱' }],
  },
  createWebhook: { url: 'https://saja.example.org/events', types: ['request.answered'] },
  replayWebhook: { from: '2026-12-01T00:00:00+03:30' },
};
