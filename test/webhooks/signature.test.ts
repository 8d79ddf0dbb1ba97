import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { drawSecret, signatureHeaders } from '../../src/webhooks/signature.js';

const BODY = JSON.stringify({ type: 'request.answered', data: { text: 'چاله پر شد؛ سپاس از شما.' } });
const ID = 'evt_0123456789abcdef';

it('signs so that the published library verifies it, Persian words too', () => {
  const secret = drawSecret(randomBytes);
  const headers = signatureHeaders({ id: ID, sentAt: new Date(), body: BODY }, [secret]);
  expect(new Webhook(secret).verify(BODY, { ...headers })).toEqual(JSON.parse(BODY));
});

it('is verified with the old secret and with the new one while a secret changes, and with no other', () => {
  const [old, fresh, other] = [drawSecret(randomBytes), drawSecret(randomBytes), drawSecret(randomBytes)];
  const headers = signatureHeaders({ id: ID, sentAt: new Date(), body: BODY }, [fresh, old]);
  for (const secret of [old, fresh]) {
    expect(new Webhook(secret).verify(BODY, { ...headers })).toBeDefined();
  }
  expect(() => new Webhook(other).verify(BODY, { ...headers })).toThrow();
  expect(() => new Webhook(fresh).verify(`${BODY} `, { ...headers })).toThrow();
});

it('signs what the specification gives as its example', () => {
  // Standard Webhooks 1.0, the test vector of its reference implementations.
  const headers = signatureHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: new Date(1_614_265_330_000), body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  );
  expect(headers['webhook-timestamp']).toBe('1614265330');
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
