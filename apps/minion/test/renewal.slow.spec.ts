import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectControl, type ControlLink } from '@fleet/bus';
import { contexts } from '@fleet/identity';
import { subjects, type Notice } from '@fleet/protocol';
import { bundleMinion, MinionProcess } from './minion-process.js';
import { TestMaster } from './test-master.js';

let bundle: Awaited<ReturnType<typeof bundleMinion>>;
let master: TestMaster;
let minion: MinionProcess;
let control: ControlLink;

beforeAll(async () => {
  bundle = await bundleMinion();
}, 60_000);
afterAll(() => bundle.remove());
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
        jids.push(master.send().jid);
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
  }, 60_000);

  it('does so before they expire, again and again, and is connected all the time', async () => {
    master.lifetime = 6_000;
    const key = await joined();
    await master.until('a third renewal', () => (master.renewals >= 3 ? true : undefined));
    expect(await since(key)).toBeGreaterThan(0);
    expect([hellos(), minion.output.includes('the connection is lost')]).toEqual([1, false]);
    // What it got last is on disk: the next start uses it.
    master.lifetime = undefined;
    const before = master.renewals;
    await master.until('one more renewal', () => (master.renewals > before ? true : undefined));
    await master.until('its being kept', () =>
      minion.output.split('the connection uses them').length > before + 1 ? true : undefined,
    );
    const hello = master.hello();
    await minion.stop('SIGKILL');
    minion.start();
    await hello;
    expect(master.enrolments).toHaveLength(1);
  }, 60_000);

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
