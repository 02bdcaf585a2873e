import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contexts, createKeys, signer, signRequest, signText } from '@fleet/identity';
import { subjects, type Reply } from '@fleet/protocol';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;
beforeAll(async () => {
  fleet = await ScratchMaster.start();
  await fleet.minion('web1');
});
afterAll(() => fleet?.stop());

/** What a bus that is not ours any more could put into the subject of an operator. */
async function forged(body: unknown, method = 'job_create'): Promise<Reply<unknown>> {
  const { operator } = fleet;
  return (await operator.request(subjects.operatorRequest(operator.key, method), body)) as Reply<unknown>;
}
const wish = request('*', 'test.ping', { watch: false });
const jobs = async (): Promise<number> => (await fleet.must('job_list', {})).jobs.length;

describe('a request in the subject of an operator', () => {
  const other = signer(createKeys('user').seed);
  const own = (): ScratchMaster['operator']['signer'] => fleet.operator.signer;
  const minutes = 60_000;

  it.each<[string, () => unknown, string]>([
    ['nobody signed', () => wish, 'malformed'],
    ['somebody else signed', () => signRequest(other, 'job_create', wish), 'bad-signature'],
    ['was signed for another method', () => signRequest(own(), 'job_show', wish), 'malformed'],
    ['was signed for another purpose', () => signText(own(), contexts.command, JSON.stringify(wish)), 'bad-signature'],
    ['was held back', () => signRequest(own(), 'job_create', wish, Date.now() - 6 * minutes), 'expired'],
    ['is of tomorrow', () => signRequest(own(), 'job_create', wish, Date.now() + 6 * minutes), 'expired'],
    [
      'had its target changed',
      () => {
        const signed = signRequest(own(), 'job_create', wish);
        return { ...signed, text: signed.text.replace('test.ping', 'cmd.run') };
      },
      'bad-signature',
    ],
  ])('that %s starts nothing', async (_what, body, code) => {
    const before = await jobs();
    expect(await forged(body())).toMatchObject({ ok: false, fault: { code } });
    expect(await jobs()).toBe(before);
    expect((await fleet.must('audit_list', { limit: 3 })).rows[0]).toMatchObject({
      action: 'job_create',
      outcome: code,
    });
  });

  it('is taken once, also after the master was restarted', async () => {
    const signed = signRequest(own(), 'job_create', wish);
    expect(await forged(signed)).toMatchObject({ ok: true });
    const after = await jobs();
    expect(await forged(signed)).toMatchObject({ ok: false, fault: { code: 'replayed' } });
    await fleet.stopMaster();
    await fleet.startMaster();
    expect(await forged(signed)).toMatchObject({ ok: false, fault: { code: 'replayed' } });
    expect(await jobs()).toBe(after);
  });

  it('is counted where it was forged', async () => {
    await forged(signRequest(other, 'job_create', wish));
    const { refusals } = await fleet.must('refusal_list', {});
    expect(refusals).toContainEqual(expect.objectContaining({ key: fleet.operator.key, kind: 'bad-signature' }));
  });
});
