import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rotateKeys } from '@fleet/bus';
import { contexts, createKeys, sealArguments, signer, signKeyset, signText, type Signer } from '@fleet/identity';
import { subjects, type Command, type Signed, type SignedKeyset } from '@fleet/protocol';
import { minionProgram, MinionProcess } from './minion-process.js';
import { TestMaster } from './test-master.js';

const bundle = minionProgram();
let master: TestMaster;
let minion: MinionProcess;

beforeEach(async () => {
  master = await TestMaster.create();
  await master.listen();
  minion = await MinionProcess.create(bundle.program, 'web.one');
  await minion.command('join', master.joinToken());
  const hello = master.hello();
  minion.start();
  await hello;
});
afterEach(async () => {
  await minion.remove();
  await master.close();
});

const request = () => master.enrolments[0]!;
const stranger = (): Signer => signer(createKeys('user').seed);

/** What a bus that is not ours any more could put in front of a minion. */
function sendSigned(by: Signer, change: Partial<Command> = {}): Command {
  const command = master.command(change);
  master.publish(subjects.commandAll(), signText(by, contexts.command, JSON.stringify(command)));
  return command;
}

/** Two commands in their order: once the second has returned, nothing will come of the first. */
async function nothingComesOf(jid: string): Promise<void> {
  await master.returnOf(master.send().jid);
  expect(master.acknowledgements.some((one) => one.jid === jid)).toBe(false);
  expect(master.returns.some((one) => one.jid === jid)).toBe(false);
}

const keysetOf = (root: Signer, serial: number, key: Signer): SignedKeyset =>
  signKeyset(
    { kind: 'keyset', v: 1, serial, issued: Date.now(), root: root.rawPublicKey, keys: [{ key: key.rawPublicKey }] },
    [root],
  );

describe('keys that are offered to a minion', () => {
  it('are followed from the pinned root, while it runs and after a restart', async () => {
    for (const what of ['signing', 'root', 'signing'] as const) {
      await rotateKeys(master.trust.folder, what, { overlap: 0 });
      await master.trust.reload();
      expect(await master.returnOf(master.send().jid)).toMatchObject({ success: true });
    }
    await minion.stop('SIGKILL');
    const hello = master.hello();
    minion.start();
    await hello;
    expect(await master.returnOf(master.send().jid)).toMatchObject({ success: true });
  });

  it('of a stranger are worth nothing, with a keyset of their own too', async () => {
    const [root, key] = [stranger(), stranger()];
    master.keysets = [...master.trust.keysets, keysetOf(root, 9, key)];
    const { jid } = sendSigned(key);
    const words = ['keysets were offered that the pinned root does not lead to', 'bad-signature'];
    await master.until('both refusals', () => words.every((word) => minion.output.includes(word)) || undefined);
    await nothingComesOf(jid);
  });

  it('of the past do not come back: a replaced key, and the keyset that still named it', async () => {
    const [stolen, old] = [master.trust.commandSigner, master.trust.keysets];
    await rotateKeys(master.trust.folder, 'signing', { overlap: 0 });
    await master.trust.reload();
    await master.returnOf(master.send().jid);
    master.keysets = old;
    await nothingComesOf(sendSigned(stolen).jid);
    await minion.stop('SIGKILL');
    const hello = master.hello();
    minion.start();
    await hello;
    await nothingComesOf(sendSigned(stolen).jid);
  });
});

describe('a master that was replaced by a restored one', () => {
  it('is not obeyed any more, after a restart of the minion neither', async () => {
    master.epoch = 2_000;
    await master.returnOf(master.send().jid);
    master.epoch = 1_000;
    expect(await master.acknowledgementOf(master.send().jid)).toMatchObject({ fault: { code: 'superseded' } });
    await minion.stop('SIGKILL');
    const hello = master.hello();
    minion.start();
    await hello;
    expect(await master.acknowledgementOf(master.send().jid)).toMatchObject({ fault: { code: 'superseded' } });
    master.epoch = 3_000;
    expect(await master.returnOf(master.send().jid)).toMatchObject({ success: true });
  });
});

describe('sealed arguments', () => {
  const send = (change: Partial<Command>): Command => master.send({ function: 'test.arg', ...change });
  const seal = (jid: string, sealKey = request().sealKey): string =>
    sealArguments(sealKey, { key: request().key, jid }, { args: '["opened"]', kwargs: '{}' });

  it('are read by the minion that they are for', async () => {
    const { jid } = master.command();
    const audience = { minion: request().key };
    send({ jid, audience, sealed: seal(jid) });
    expect((await master.returnOf(jid)).value).toContain('opened');
  });

  it.each([
    ['of another job', () => seal('20200101000000000000')],
    ['for another minion', (jid: string) => seal(jid, 'BQoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo')],
    ['that are damaged', (jid: string) => seal(jid).replace(/^.{40}/, 'A'.repeat(40))],
    ['that are none', () => 'nonsense'],
  ])('%s run nothing', async (_what, sealed) => {
    const { jid } = master.command();
    send({ jid, audience: { minion: request().key }, sealed: sealed(jid) });
    expect(await master.acknowledgementOf(jid)).toMatchObject({ accepted: false, fault: { code: 'malformed' } });
  });
});

describe('the pillar that comes over the bus', () => {
  const items = async () => master.returnOf(master.send({ function: 'pillar.get', args: '["a"]' }).jid);

  it.each([
    [
      'of another question',
      { nonce: 'AAAAAAAAAAAAAAAAAAAAAA' },
      /not signed by the master of this minion for this question/,
    ],
    [
      'for another minion',
      { minion: `U${'A'.repeat(55)}` },
      /not signed by the master of this minion for this question/,
    ],
    ['of a replaced master', { epoch: 1 }, /older than the last one/],
    ['older than the one before', { revision: -1 }, /older than the last one/],
  ])('is refused: %s', async (_what, change, why) => {
    master.pillar = '{"a": "good"}';
    expect(await items()).toMatchObject({ value: '"good"' });
    master.pillarChange = change;
    expect(await items()).toMatchObject({
      success: false,
      fault: { code: 'pillar-failed', message: expect.stringMatching(why) },
    });
  });

  it('is refused where somebody else signed it', async () => {
    master.pillar = '{"a": "good"}';
    const by = stranger();
    const sign = master.sign.bind(master);
    master.sign = (message: unknown, context = contexts.command): Signed =>
      context === contexts.pillar ? signText(by, context, JSON.stringify(message)) : sign(message, context);
    expect(await items()).toMatchObject({
      success: false,
      fault: { code: 'pillar-failed', message: expect.stringContaining('not signed by the master of this minion') },
    });
  });
});
