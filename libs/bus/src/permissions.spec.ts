import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import { connect, type NatsConnection } from 'nats';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';

type Role = 'minion' | 'operator' | 'joiner' | 'master' | 'registrar' | 'system';

let scratch: ScratchBus;
/** The bare client: these cases are about what the server refuses, not about what our own code would not send. */
const clients = new Map<Role, { readonly key: string; readonly client: NatsConnection }>();
let other: string;

beforeAll(async () => {
  scratch = await startScratchBus();
  other = scratch.newUser('minion').signer.publicKey;
  for (const role of ['minion', 'operator', 'joiner', 'master', 'registrar', 'system'] as const) {
    const { signer, jwt } =
      role === 'master' || role === 'registrar' || role === 'system' ? scratch.trust.own(role) : scratch.newUser(role);
    const key = signer.publicKey;
    const client = await connect({
      servers: scratch.url,
      inboxPrefix: subjects.inbox(key),
      authenticator: (nonce?: string) => ({
        jwt: jwt(),
        nkey: key,
        sig: signer.sign(nonce ?? '').toString('base64url'),
      }),
    });
    clients.set(role, { key, client });
  }
});

afterAll(async () => {
  for (const { client } of clients.values()) await client.close();
  await scratch.stop();
});

/** Own key for `<own>`, another's for `<other>`. */
function filled(role: Role, subject: string): string {
  const { key } = clients.get(role) as { key: string };
  return subject.replace('<own>', key).replace('<other>', other).replace('<FLEET>', scratch.trust.accounts.FLEET);
}

async function refusal(role: Role, act: (client: NatsConnection) => void): Promise<string | undefined> {
  const { client } = clients.get(role) as { client: NatsConnection };
  const statuses = client.status()[Symbol.asyncIterator]();
  act(client);
  // A refusal is sent before the answer to the ping of flush.
  await client.flush();
  let seen: string | undefined;
  const none = Symbol('none');
  for (;;) {
    const next = await Promise.race([
      statuses.next(),
      new Promise<typeof none>((resolve) => setImmediate(() => setImmediate(() => resolve(none)))),
    ]);
    if (typeof next === 'symbol' || next.done) return seen;
    if (next.value.type === 'error') seen = String(next.value.data);
  }
}

const mayPublish = (role: Role, subject: string): Promise<boolean> =>
  refusal(role, (client) => client.publish(filled(role, subject), '{}')).then((refused) => refused === undefined);
const maySubscribe = (role: Role, subject: string): Promise<boolean> =>
  refusal(role, (client) => {
    client.subscribe(filled(role, subject), { callback: () => undefined });
  }).then((refused) => refused === undefined);

const publishing: readonly [Role, string, boolean][] = [
  ['minion', 'fl.ret.<own>.20260101000000000000', true],
  ['minion', 'fl.ack.<own>.20260101000000000000', true],
  ['minion', 'fl.beat.<own>', true],
  ['minion', 'fl.rpc.<own>.pillar', true],
  ['minion', 'fl.ret.<other>.20260101000000000000', false],
  ['minion', 'fl.ack.<other>.20260101000000000000', false],
  ['minion', 'fl.rpc.<other>.pillar', false],
  ['minion', 'fl.beat.<other>', false],
  ['minion', 'fl.cmd.all', false],
  ['minion', 'fl.cmd.n.<other>', false],
  ['minion', 'fl.api.<own>.job_create', false],
  ['minion', '_INBOX.<other>.x', false],
  ['minion', '_INBOX.<own>.x', false],
  ['minion', '$JS.API.STREAM.DELETE.RETURNS', false],
  ['minion', '$JS.API.STREAM.MSG.GET.RETURNS', false],
  ['minion', '$SYS.REQ.CLAIMS.UPDATE', false],
  ['minion', 'fl.fact.1', false],
  ['minion', '$JS.API.STREAM.MSG.GET.FACTS', false],
  ['minion', '$JS.API.CONSUMER.CREATE.FACTS', false],
  ['operator', 'fl.fact.1', false],
  ['operator', '$JS.API.STREAM.MSG.GET.FACTS', false],
  ['master', 'fl.fact.1', true],
  ['operator', 'fl.api.<own>.job_create', true],
  ['operator', 'fl.api.<other>.job_create', false],
  ['operator', 'fl.cmd.all', false],
  ['operator', 'fl.cmd.n.<other>', false],
  ['operator', 'fl.ret.<other>.20260101000000000000', false],
  ['operator', '_INBOX.<other>.x', false],
  ['operator', '$JS.API.INFO', false],
  ['joiner', 'enr.req.<own>', true],
  ['joiner', 'enr.req.<other>', false],
  ['joiner', 'fl.beat.<own>', false],
  ['joiner', 'fl.cmd.all', false],
  ['joiner', '_INBOX.<other>.x', false],
  ['master', 'fl.cmd.all', true],
  ['master', 'fl.cmd.n.<other>', true],
  ['master', '_INBOX.<other>.x', true],
  ['master', 'fl.ret.<other>.20260101000000000000', false],
  ['registrar', '_INBOX.<other>.x', true],
  ['registrar', 'enr.req.<other>', false],
  ['system', '$SYS.REQ.CLAIMS.UPDATE', true],
  ['system', '$SYS.REQ.CLAIMS.DELETE', false],
  ['system', '$SYS.REQ.SERVER.PING', false],
  ['system', 'fl.cmd.all', false],
];

const subscribing: readonly [Role, string, boolean][] = [
  ['minion', 'fl.cmd.all', true],
  ['minion', 'fl.cmd.n.<own>', true],
  ['minion', '_INBOX.<own>.>', true],
  ['minion', 'fl.cmd.n.<other>', false],
  ['minion', 'fl.cmd.n.*', false],
  ['minion', 'fl.>', false],
  ['minion', '>', false],
  ['minion', 'fl.ret.*.*', false],
  ['minion', 'fl.rpc.*.*', false],
  ['minion', '_INBOX.<other>.>', false],
  ['minion', '_INBOX.>', false],
  ['minion', 'fl.fact.*', false],
  ['operator', 'fl.fact.*', false],
  ['operator', '_INBOX.<own>.>', true],
  ['operator', '_INBOX.<other>.>', false],
  ['operator', 'fl.cmd.all', false],
  ['operator', 'fl.ret.*.*', false],
  ['operator', 'fl.>', false],
  ['joiner', '_INBOX.<own>.>', true],
  ['joiner', 'enr.req.*', false],
  ['joiner', '>', false],
  ['master', 'fl.>', true],
  ['master', '_INBOX.<other>.>', false],
  ['registrar', 'enr.req.*', true],
  ['registrar', '>', false],
  ['system', '$SYS.ACCOUNT.<FLEET>.CONNECT', true],
  ['system', '$SYS.>', false],
];

describe('what the server lets each role publish', () => {
  it.each(publishing)('%s on %s: %s', async (role, subject, allowed) => {
    expect(await mayPublish(role, subject)).toBe(allowed);
  });
});

describe('what the server lets each role hear', () => {
  it.each(subscribing)('%s on %s: %s', async (role, subject, allowed) => {
    expect(await maySubscribe(role, subject)).toBe(allowed);
  });
});
