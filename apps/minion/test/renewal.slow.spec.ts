import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectControl, type ControlLink } from '@fleet/bus';
import { contexts, createKeys, encodeJwt, signText, signer } from '@fleet/identity';
import { subjects, type Notice, type Signed } from '@fleet/protocol';
import { minionProgram, MinionProcess } from './minion-process.js';
import { TestMaster } from './test-master.js';

const bundle = minionProgram();
let master: TestMaster;
let minion: MinionProcess;
let control: ControlLink;

beforeEach(async () => {
  master = await TestMaster.create();
  await master.listen();
  control = await connectControl({ trust: master.trust, servers: [master.url] });
  minion = await MinionProcess.create(bundle.program, 'web.one');
});
afterEach(async () => {
  await minion.remove();
  await control.close();
  await master.close();
});

async function joined(): Promise<string> {
  await minion.command('join', master.joinToken());
  const hello = master.hello();
  minion.start();
  await hello;
  return (master.enrolments[0] as { key: string }).key;
}

const hellos = (): number => master.beats.filter(({ state }) => state === 'hello').length;
const since = async (key: string): Promise<number> =>
  (await control.connections('FLEET')).filter((row) => row.key === key).map((row) => row.since)[0] ?? 0;

function renewNotice(key: string): Notice {
  const now = Date.now();
  return {
    ...{ kind: 'notice', v: 1, issued: now, expires: now + 60_000 },
    ...{ audience: { minion: key }, notice: 'renew', within: 0 },
  };
}

describe('a minion that renews its credentials', () => {
  it('in the middle of a stream of commands runs each of them once, over one connection after the other', async () => {
    const key = await joined();
    const first = await since(key);
    const jids: string[] = [];
    let going = true;
    const stream = (async () => {
      while (going) {
        // A minion refuses what is more than 64 jobs at once.
        if (jids.length - master.returns.length < 32) jids.push(master.send().jid);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    })();
    for (let turn = 1; turn <= 3; turn += 1) {
      master.publish(subjects.commandOne(key), master.sign(renewNotice(key), contexts.notice));
      await master.until(`renewal ${turn}`, () => (master.renewals >= turn ? true : undefined));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    going = false;
    await stream;
    await master.until('every return', () => (master.returns.length >= jids.length ? true : undefined));
    expect(master.returns.map(({ jid }) => jid).sort()).toEqual([...jids].sort());
    expect(master.acknowledgements.filter(({ accepted }) => !accepted)).toEqual([]);
    expect(await since(key)).toBeGreaterThan(first);
    expect([hellos(), minion.output.includes('the connection is lost')]).toEqual([1, false]);
  });

  it('does so before they expire, again and again, and is connected all the time', async () => {
    // Nearly half of it is left when it is renewed: longer than a slow machine stalls.
    master.lifetime = 20_000;
    const key = await joined();
    for (const turn of [1, 2])
      await master.until(`renewal ${turn}`, () => (master.renewals >= turn ? true : undefined));
    expect(await since(key)).toBeGreaterThan(0);
    // What it got last is on disk: the next start uses it.
    master.lifetime = undefined;
    const before = master.renewals;
    await master.until('one more renewal', () => (master.renewals > before ? true : undefined));
    await master.until('its being kept', () =>
      minion.output.split('the connection uses them').length > before + 1 ? true : undefined,
    );
    expect([hellos(), minion.output.includes('the connection is lost')]).toEqual([1, false]);
    const hello = master.hello();
    await minion.stop('SIGKILL');
    minion.start();
    await hello;
    expect(master.enrolments).toHaveLength(1);
  }, 180_000);

  it('keeps what the pinned master signed for this very question, whatever the bus puts in its place', async () => {
    const key = await joined();
    const kept = (): Promise<string> =>
      readFile(join(minion.root, 'var/lib/fleet/minion/identity/admission.json'), 'utf8');
    const before = await kept();
    const [stranger, account] = [signer(createKeys('user').seed), signer(createKeys('account').seed)];
    const claims = { iat: 1, name: 'web.one', sub: key, nats: { type: 'user', version: 2 } } as const;
    const worthless = { minion: key, epoch: master.epoch, jwt: encodeJwt(account, claims) };
    let former: Signed | undefined;
    const forgeries: ((real: Signed, nonce: string) => unknown)[] = [
      () => ({ jwt: worthless.jwt }),
      (_real, nonce) => signText(stranger, contexts.renewal, JSON.stringify({ ...worthless, nonce })),
      (_real, nonce) => master.sign({ ...worthless, nonce }, contexts.pillar),
      (_real, nonce) => master.sign({ ...worthless, nonce, epoch: 1 }, contexts.renewal),
      (real) => ({ ...real, text: JSON.stringify({ ...worthless, nonce: 'A' }) }),
      (real) => {
        former = real;
        return null;
      },
      () => former,
    ];
    await master.returnOf(master.send().jid);
    for (const [turn, forgery] of forgeries.entries()) {
      master.renewalAnswer = forgery;
      master.publish(subjects.commandOne(key), master.sign(renewNotice(key), contexts.notice));
      await master.until(`question ${turn}`, () => (master.renewals > turn ? true : undefined));
      // The answer to the question was on its way before this command.
      await master.returnOf(master.send().jid);
      expect([turn, await kept()]).toEqual([turn, before]);
    }
    expect(minion.output).toContain('the credentials could not be renewed yet');
    expect(minion.output).toContain('a message was not obeyed');
    master.renewalAnswer = undefined;
    master.publish(subjects.commandOne(key), master.sign(renewNotice(key), contexts.notice));
    await master.until('its being kept', () => (minion.output.includes('the connection uses them') ? true : undefined));
    expect(await kept()).not.toBe(before);
    await minion.stop('SIGKILL');
    const hello = master.hello();
    minion.start();
    await hello;
    expect(master.enrolments).toHaveLength(1);
  });

  it('is told by the pinned master alone', async () => {
    const key = await joined();
    const notice = renewNotice(key);
    master.publish(subjects.commandOne(key), master.sign(notice));
    master.publish(subjects.commandOne(key), { ...master.sign(notice, contexts.notice), signature: 'AAAA' });
    master.publish(subjects.commandOne(key), master.sign({ ...notice, audience: { minion: 'U' } }, contexts.notice));
    master.publish(subjects.commandOne(key), master.sign({ ...notice, within: 'soon' }, contexts.notice));
    await master.returnOf(master.send().jid);
    expect(master.renewals).toBe(0);
  });
});
