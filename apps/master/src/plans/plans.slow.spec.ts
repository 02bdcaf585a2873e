import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contexts, createKeys, PlanDigest, signer, signText, verifySigned } from '@fleet/identity';
import type { JobRequest, PlanEvent, PlanHeader, PlannedAnswer, Return, Signed } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

const value = (proof: string): string =>
  JSON.stringify({
    'file_|-conf_|-/etc/x_|-managed': {
      ...{ name: '/etc/x', __id__: 'conf', __sls__: 'plain', result: null },
      ...{ comment: 'would write', changes: { diff: '+x' } },
    },
    __plan__: proof,
  });

describe('a plan', () => {
  let fleet: ScratchMaster;
  let minions: FakeMinion[];
  const [planned, failing, silent] = ['web1', 'web2', 'web3'];

  beforeAll(async () => {
    fleet = await ScratchMaster.start();
    fleet.write('states/plain.sls', 'conf:\n  file.managed:\n    - name: /etc/x\n');
    minions = [await fleet.minion(planned), await fleet.minion(failing), await fleet.minion(silent)];
  });
  afterAll(() => fleet?.stop());
  beforeEach(() => {
    for (const minion of minions) {
      minion.forget();
      minion.mode = 'answer';
      minion.returns = (command): Partial<Return> =>
        command.function === 'state.plan' ? { value: value(`proof of ${minion.id}`) } : {};
    }
  });

  async function jobOf(target: string, call: Partial<JobRequest> = { args: '["plain"]' }): Promise<string> {
    const [created] = await fleet.run(target, 'state.plan', call);
    return created?.event === 'created' ? created.jid : '';
  }

  async function made(jid: string): Promise<{ events: PlanEvent[]; signed: Signed; header: PlanHeader }> {
    const events: PlanEvent[] = [];
    for await (const event of fleet.watch('plan_create', { jid })) events.push(event);
    const last = events.at(-1);
    if (last?.event !== 'signed') throw new Error('the plan was not signed');
    return { events, signed: last.plan, header: JSON.parse(last.plan.text) as PlanHeader };
  }

  function applying(signed: Signed, header: PlanHeader, more: Partial<JobRequest> = {}): JobRequest {
    return {
      ...request(header.minions.join(','), 'state.apply_plan', {
        args: JSON.stringify([header.jid, ...(JSON.parse(header.args) as unknown[])]),
        kwargs: header.kwargs,
      }),
      target: { type: 'list', expression: header.minions.join(',') },
      plan: signed,
      ...more,
    };
  }

  it('holds those whose dry run ended well, names the others, and is signed with all of it', async () => {
    minions[1]!.returns = () => ({
      retcode: 1,
      success: false,
      value: '{"x_|-a_|-a_|-y":{"result":false,"comment":"no"}}',
    });
    minions[2]!.mode = 'silent';
    const jid = await jobOf('web*', { args: '["plain"]', timeout: 5_000 });
    const { events, signed, header } = await made(jid);
    expect(events.slice(0, -1)).toEqual([
      { event: 'part', part: expect.objectContaining({ minion: planned, unchanged: 0 }) },
      { event: 'left-out', minion: failing, why: 'its dry run fails: x.y a: no' },
      { event: 'left-out', minion: silent, why: 'it has not answered' },
    ]);
    expect(JSON.stringify(events)).not.toContain('proof of');
    expect(verifySigned([fleet.trust.commandSigner.rawPublicKey], contexts.plan, signed).ok).toBe(true);
    const digest = new PlanDigest();
    for (const event of events) if (event.event === 'part') digest.add(event.part);
    expect(header).toMatchObject({
      ...{ kind: 'plan', v: 1, jid, args: '["plain"]', kwargs: '{}', minions: [planned] },
      ...{ digest: digest.text, asks: [], revision: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('is applied with its own tree, its part handed to each minion that runs it, and to nobody else', async () => {
    const { signed, header } = await made(await jobOf('web[12]'));
    fleet.write('states/plain.sls', 'conf:\n  file.managed:\n    - name: /etc/y\n');
    for (const minion of minions) minion.mode = 'hold';
    const created = await fleet.must('job_create', applying(signed, header, { watch: false }));
    const { jid } = created as { jid: string };
    await fleet.until(() => minions[0]!.commands.length === 2 && minions[1]!.commands.length === 2);
    const command = minions[0]!.commands.at(-1);
    expect(command).toMatchObject({
      ...{ function: 'state.apply_plan', revision: header.revision, kwargs: '{}' },
      args: JSON.stringify([header.jid, 'plain']),
    });
    const nonce = randomBytes(16).toString('base64url');
    const reply = await minions[0]!.ask('plan', { jid, nonce });
    const answer = JSON.parse((reply as { result: Signed }).result.text) as PlannedAnswer;
    expect(answer).toMatchObject({ nonce, plan: header.jid, proof: 'proof of web1', states: ['file.managed conf'] });
    expect(answer.minion).toBe(minions[0]!.keys.publicKey);
    expect(await minions[2]!.ask('plan', { jid, nonce })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
    expect(await minions[0]!.ask('plan', { jid: header.jid, nonce })).toMatchObject({
      ok: false,
      fault: { code: 'not-found' },
    });
    for (const minion of minions.slice(0, 2)) await minion.release();
    await fleet.until(async () => (await fleet.must('job_show', { jid })).returned === 2);
    expect(await minions[0]!.ask('plan', { jid, nonce })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
  });

  it('tells a minion which job has applied it there already, where that succeeded', async () => {
    const { signed, header } = await made(await jobOf('web[12]'));
    const other = await made(await jobOf('web1'));
    const nonce = randomBytes(16).toString('base64url');
    async function applied(which = applying(signed, header)): Promise<{ jid: string; told: (string | undefined)[] }> {
      for (const minion of minions) {
        minion.mode = 'hold';
        minion.forget();
      }
      const { jid } = (await fleet.must('job_create', { ...which, watch: false })) as { jid: string };
      const asked = minions.filter(({ id }) => which.target.expression.split(',').includes(id));
      await fleet.until(() => asked.every(({ commands }) => commands.length === 1));
      const told = [];
      for (const minion of asked) {
        const reply = (await minion.ask('plan', { jid, nonce })) as { result: Signed };
        told.push((JSON.parse(reply.result.text) as PlannedAnswer).appliedBy);
        await minion.release();
      }
      await fleet.until(async () => (await fleet.must('job_show', { jid })).returned === asked.length);
      return { jid, told };
    }
    minions[1]!.returns = () => ({ retcode: 1, success: false, value: 'null' });
    const first = await applied();
    expect(first.told).toEqual([undefined, undefined]);
    const second = await applied();
    expect(second.told).toEqual([first.jid, undefined]);
    expect((await applied()).told).toEqual([second.jid, undefined]);
    expect((await applied(applying(other.signed, other.header))).told).toEqual([undefined]);
  });

  it.each<[string, string, (signed: Signed, header: PlanHeader) => Partial<JobRequest> | Promise<Partial<JobRequest>>]>(
    [
      [
        'of another master',
        'bad-signature',
        ({ text }) => ({ plan: signText(signer(createKeys('account').seed), contexts.plan, text) }),
      ],
      [
        'edited by hand',
        'bad-signature',
        (signed) => ({ plan: { ...signed, text: signed.text.replace('"plain', '"other') } }),
      ],
      [
        'signed for another purpose',
        'bad-signature',
        ({ text }) => ({ plan: signText(fleet.trust.commandSigner, contexts.command, text) }),
      ],
      ['too old', 'expired', (_signed, header) => ({ plan: resigned({ ...header, expires: Date.now() - 1 }) })],
      ['of another version', 'bad-arguments', (_signed, header) => ({ plan: resigned({ ...header, v: 2 as 1 }) })],
      ['of a job that is gone', 'not-found', (_signed, header) => again({ ...header, jid: '20200101000000000000' })],
      [
        'of a tree that is gone',
        'not-found',
        (_signed, header) => ({ plan: resigned({ ...header, revision: 'a'.repeat(64) }) }),
      ],
      ['with other arguments', 'malformed', () => ({ kwargs: '{"exclude":"conf"}' })],
      ['with another function', 'malformed', () => ({ function: 'state.apply' })],
      ['for others', 'conflict', () => ({ target: { type: 'glob', expression: '*' } })],
      ['for a minion that is gone', 'no-match', () => ({ target: { type: 'list', expression: 'web9' } })],
      ['without one', 'bad-arguments', () => ({ plan: undefined as never })],
    ],
  )('is not applied: %s', async (_what, code, wrong) => {
    const { signed, header } = await made(await jobOf('web[12]'));
    const before = minions.map(({ commands }) => commands.length);
    const asked = JSON.parse(
      JSON.stringify({ ...applying(signed, header), ...(await wrong(signed, header)) }),
    ) as JobRequest;
    expect(await fleet.ask('job_create', asked)).toMatchObject({ ok: false, fault: { code } });
    expect(minions.map(({ commands }) => commands.length)).toEqual(before);
  });

  const again = (header: PlanHeader): JobRequest => applying(resigned(header), header);
  const resigned = (header: PlanHeader): Signed =>
    signText(fleet.trust.commandSigner, contexts.plan, JSON.stringify(header));

  it.each<[string, unknown, string]>([
    ['no jid', {}, 'malformed'],
    ['a job that never was', { jid: '20200101000000000000' }, 'not-found'],
  ])('is not made of %s', async (_what, body, code) => {
    expect(await fleet.ask('plan_create', body)).toMatchObject({ ok: false, fault: { code } });
  });

  it('is not made of another call, nor of secrets, nor where nobody answered well', async () => {
    const [ping] = await fleet.run(planned, 'test.ping');
    expect(await fleet.ask('plan_create', { jid: ping?.jid })).toMatchObject({ fault: { code: 'conflict' } });
    const own = await jobOf(planned, { args: '["plain"]', kwargs: '{"pillar":{"a":1}}' });
    expect(await fleet.ask('plan_create', { jid: own })).toMatchObject({ fault: { code: 'conflict' } });
    const test = await jobOf(planned, { args: '["plain"]', kwargs: '{"test":true}' });
    expect(await fleet.ask('plan_create', { jid: test })).toMatchObject({ fault: { code: 'conflict' } });
    minions[2]!.mode = 'silent';
    const nobody = await jobOf(silent, { args: '["plain"]', timeout: 2_000 });
    const answers: unknown[] = [];
    await expect(
      (async () => {
        for await (const event of fleet.watch('plan_create', { jid: nobody })) answers.push(event);
      })(),
    ).rejects.toThrow();
    expect(answers).toEqual([{ event: 'left-out', minion: silent, why: 'it has not answered' }]);
  });

  it('is held to again when its job is asked for again', async () => {
    const { signed, header } = await made(await jobOf('web[12]'));
    minions[1]!.returns = () => ({ success: false, retcode: 1 });
    const created = await fleet.must('job_create', applying(signed, header, { watch: false }));
    const { jid } = created as { jid: string };
    await fleet.until(async () => (await fleet.must('job_show', { jid })).ended !== undefined);
    const again = await fleet.must('job_rerun', { jid, failed: true, watch: false });
    expect(again).toMatchObject({ event: 'created', minions: [failing] });
    const command = minions[1]!.commands.at(-1);
    await fleet.until(() => minions[1]!.commands.at(-1)?.jid === (again as { jid: string }).jid);
    expect(minions[1]!.commands.at(-1)).toMatchObject({
      ...{ function: 'state.apply_plan', args: command!.args, revision: header.revision },
    });
    const right = Date.now;
    try {
      Date.now = () => header.expires + 1;
      expect(await fleet.ask('job_rerun', { jid, watch: false })).toMatchObject({ fault: { code: 'expired' } });
    } finally {
      Date.now = right;
    }
  });

  it('takes the right to apply its states, and is written down', async () => {
    const { signed, header } = await made(await jobOf(planned));
    const reader = await fleet.newOperator(['viewer']);
    expect(await fleet.ask('job_create', applying(signed, header), reader)).toMatchObject({
      ok: false,
      fault: { code: 'not-allowed', message: expect.stringContaining('state.apply') },
    });
    const dry = again({ ...header, kwargs: '{"test":true}' });
    expect(await fleet.ask('job_create', dry, reader)).toMatchObject({ ok: false, fault: { code: 'not-allowed' } });
    await fleet.must('job_create', applying(signed, header, { watch: false }));
    const { rows } = await fleet.must('audit_list', {});
    expect(rows.map(({ action, function: name }) => `${action} ${name ?? ''}`)).toEqual(
      expect.arrayContaining(['plan_create state.plan', 'job_create state.apply_plan']),
    );
  });
});
