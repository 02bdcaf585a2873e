import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import type { Bus, BusStatus, LastingBus } from './definition.js';
import { connectLastingBus } from './lasting-bus.js';
import { Overlap } from './overlap.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { until } from './until.js';

let scratch: ScratchBus;
let master: Bus;
let system: Bus;
const open: LastingBus[] = [];

beforeAll(async () => {
  scratch = await startScratchBus();
  master = await scratch.own('master');
  system = await scratch.own('system');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((bus) => bus.close()));
});
afterAll(() => scratch.stop());

/** `lifetime`: seconds that each JWT is good for. */
async function minion(lifetime?: number) {
  const { signer } = scratch.newUser('minion');
  const mint = (good = lifetime): string =>
    scratch.trust.mintUser({
      ...{ role: 'minion', publicKey: signer.publicKey, name: 'web1' },
      ...(good !== undefined && { expires: Date.now() + good * 1000 }),
    });
  let jwt = mint();
  const states: BusStatus['state'][] = [];
  const bus = await connectLastingBus({
    servers: [scratch.url],
    name: 'web1',
    signer,
    jwt: () => jwt,
    persistent: true,
  });
  bus.onStatus(({ state }) => states.push(state));
  open.push(bus);
  return {
    bus,
    states,
    renew: (good?: number) => void (jwt = mint(good)),
    spoil: () => void (jwt = scratch.newUser('minion').jwt()),
  };
}

async function connections(key: string): Promise<number> {
  const account = scratch.trust.accounts.FLEET;
  const ask = { auth: true, user: key, acc: account };
  const answer = (await system.request(`$SYS.REQ.ACCOUNT.${account}.CONNZ`, ask)) as {
    data: { connections: unknown[] };
  };
  return answer.data.connections.length;
}

async function untilConnections(key: string, wanted: number): Promise<void> {
  for (let turn = 0; turn < 1_500; turn += 1) {
    if ((await connections(key)) === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`there are not ${wanted} connections`);
}

describe('a change of connection', () => {
  it('in the middle of a stream of messages loses none and doubles none', async () => {
    const { bus, states } = await minion();
    const heard: number[] = [];
    const [all, one] = [subjects.commandAll(), subjects.commandOne(bus.key)];
    for (const subject of [all, one])
      bus.subscribe(subject, (message) => void heard.push((message.json() as { n: number }).n));
    await bus.flush();
    let sent = 0;
    let going = true;
    const stream = (async () => {
      while (going || sent <= 200) {
        for (let burst = 0; burst < 20; burst += 1) master.publish(burst % 2 ? all : one, { n: sent++ });
        await master.flush();
      }
    })();
    for (let change = 0; change < 10; change += 1) await bus.changeOver();
    going = false;
    await stream;
    await until(() => heard.length >= sent);
    expect(sent).toBeGreaterThan(200);
    expect([...heard].sort((a, b) => a - b)).toEqual(Array.from({ length: sent }, (_, n) => n));
    expect(states).toEqual(['up']);
    await untilConnections(bus.key, 1);
  });

  it('lets a request end where it began', async () => {
    const { bus } = await minion();
    const asked = `fl.rpc.${bus.key}.slow`;
    const server = await scratch.own('master');
    let answer = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      server.subscribe('fl.rpc.*.slow', (message) => {
        answer = () => void message.respond({ done: true });
        resolve();
      });
    });
    await server.flush();
    const request = bus.request(asked, {});
    await arrived;
    await bus.changeOver();
    expect(await connections(bus.key)).toBe(2);
    answer();
    expect(await request).toEqual({ done: true });
    await untilConnections(bus.key, 1);
  });

  it('before the JWT expires spares the minion the end of its connection', async () => {
    const [renewed, left] = [await minion(8), await minion(8)];
    renewed.renew(3600);
    await renewed.bus.changeOver();
    await until(() => left.states.includes('down'));
    expect(renewed.states).toEqual(['up']);
    expect(renewed.bus.connected).toBe(true);
  });

  it('that the server refuses leaves everything as it was', async () => {
    const { bus, states, spoil } = await minion();
    const heard: unknown[] = [];
    bus.subscribe(subjects.commandOne(bus.key), (message) => void heard.push(message.json()));
    await bus.flush();
    spoil();
    await expect(bus.changeOver()).rejects.toMatchObject({ code: 'not-allowed' });
    master.publish(subjects.commandOne(bus.key), { n: 1 });
    await until(() => heard.length === 1);
    expect(states).toEqual(['up']);
  });

  it('without a server fails, and the bus comes back as any other', async () => {
    const { bus, states } = await minion();
    const heard: unknown[] = [];
    bus.subscribe(subjects.commandOne(bus.key), (message) => void heard.push(message.json()));
    await scratch.restartServer(() => expect(bus.changeOver()).rejects.toMatchObject({ code: 'unreachable' }));
    await until(() => states.at(-1) === 'up' && states.length > 1);
    await until(() => master.connected && system.connected);
    await bus.changeOver();
    master.publish(subjects.commandOne(bus.key), { n: 1 });
    await until(() => heard.length === 1);
  });

  it('is not begun on a bus that was closed, and leaves no connection behind on one that is closed meanwhile', async () => {
    const { bus } = await minion();
    const change = bus.changeOver();
    const [outcome] = await Promise.allSettled([change, bus.close()]);
    expect(outcome.status).toBe('rejected');
    await untilConnections(bus.key, 0);
    await expect(bus.changeOver()).rejects.toMatchObject({ code: 'closed' });
    expect(await bus.closed).toBeUndefined();
  });
});

it('two messages that are alike are two, over whichever connection they come first', () => {
  const overlap = new Overlap();
  const message = { subject: 's', data: Buffer.from('x') };
  const other = { subject: 's', data: Buffer.from('y') };
  const order = ['old', 'old', 'new', 'new', 'new', 'old'] as const;
  expect(order.map((side) => overlap.first(side, message))).toEqual([true, true, false, false, true, false]);
  expect([overlap.first('new', other), overlap.first('old', { ...other, subject: 't' })]).toEqual([true, true]);
});
