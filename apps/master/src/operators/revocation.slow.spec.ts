import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bus } from '@fleet/bus';
import type { OperatorMethods, Reply } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;
let away: FakeMinion;
let mallory: Bus;

beforeAll(async () => {
  fleet = await ScratchMaster.start();
  away = await fleet.minion('away');
  await away.close();
  await fleet.until(async () => (await fleet.must('minion_status', {})).minions[0]?.up === false);
});
afterAll(() => fleet?.stop());

async function asMallory<M extends keyof OperatorMethods>(
  method: M,
  body: OperatorMethods[M]['ask'],
): Promise<OperatorMethods[M]['answer']> {
  const reply = (await fleet.ask(method, body, mallory)) as Reply<OperatorMethods[M]['answer']>;
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.fault)}`);
  return reply.result;
}

async function queued(more: object = {}): Promise<string> {
  const ask = request('away', 'test.arg', { queue: true, watch: false, args: '["mallory"]', ...more });
  const event = await asMallory('job_create', ask);
  if (event.event !== 'created') throw new Error(JSON.stringify(event));
  return event.jid;
}

describe('an operator who is revoked', () => {
  it('acts no more by what was left behind: jobs that wait, invitations, join tokens', async () => {
    mallory = await fleet.newOperator(['admin'], 'mallory');
    const jid = await queued();
    await asMallory('operator_add', { name: 'sock', roles: ['admin'] });
    await asMallory('token_create', { accept: true, name: 'door' });
    await fleet.must('operator_add', { name: 'honest', roles: ['viewer'] });
    const mine = await fleet.must('job_create', request('away', 'test.arg', { queue: true, watch: false }));

    expect(await fleet.must('operator_revoke', { name: 'mallory' })).toMatchObject({
      revoked: [{ name: 'mallory', state: 'revoked' }],
      withdrawn: { jobs: 1, invitations: 1, tokens: 1 },
    });
    const { operators } = await fleet.must('operator_list', {});
    expect(operators.filter(({ state }) => state === 'invited').map(({ name }) => name)).toEqual(['honest']);
    expect((await fleet.must('token_list', {})).tokens.find(({ name }) => name === 'door')).toMatchObject({
      state: 'revoked',
    });
    expect((await fleet.must('job_show', { jid })).minions[0]).toMatchObject({ silence: { code: 'cancelled' } });

    away.mode = 'answer';
    await away.connect();
    await fleet.until(() => away.commands.length > 0);
    expect(away.commands.map((command) => command.jid)).toEqual([(mine as { jid: string }).jid]);
    await away.close();
    await fleet.until(async () => (await fleet.must('minion_status', {})).minions[0]?.up === false);
  });

  it('has nothing delivered either where the master was killed before it withdrew that', async () => {
    mallory = await fleet.newOperator(['admin'], 'mallory');
    const jid = await queued();
    await fleet.stopMaster();
    await fleet.inStore(({ operators }) => operators.revoke(mallory.key, Date.now()));
    await fleet.startMaster();
    await fleet.until(async () => (await fleet.must('job_show', { jid })).ended !== undefined);
    // Somebody of the same name may have jobs that wait.
    mallory = await fleet.newOperator(['admin'], 'mallory');
    const later = await queued();
    const heard = away.commands.length;
    await away.connect();
    await fleet.until(() => away.commands.length > heard);
    expect(away.commands.slice(heard).map((command) => command.jid)).toEqual([later]);
  });
});
