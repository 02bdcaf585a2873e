import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import { connectBus } from './connect.js';
import { attemptsInTime, reconnectDelay } from './connection.js';
import type { BusTrouble } from './definition.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { until } from './until.js';

let scratch: ScratchBus;

beforeAll(async () => {
  scratch = await startScratchBus();
});

afterAll(() => scratch.stop());

describe('connecting', () => {
  it('says that no server can be reached', async () => {
    const user = scratch.newUser('operator');
    await expect(connectBus({ servers: ['nats://127.0.0.1:1'], name: 'x', ...user })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('says that the credentials are refused', async () => {
    const user = scratch.newUser('operator');
    const foreign = scratch.newUser('operator');
    await expect(
      connectBus({ servers: [scratch.url], name: 'x', signer: foreign.signer, jwt: user.jwt }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('waits for a server where it is asked to, until it is given up', async () => {
    const user = scratch.newUser('minion');
    const giveUp = new AbortController();
    const troubles: BusTrouble[] = [];
    const waiting = connectBus({
      servers: ['nats://127.0.0.1:1'],
      name: 'x',
      ...user,
      waitForServer: true,
      signal: giveUp.signal,
      onTrouble: (trouble) => troubles.push(trouble),
    });
    await until(() => troubles.length > 1);
    giveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('refuses a user whose JWT claims rights of its own', async () => {
    const { createKeys, encodeJwt, signer } = await import('@fleet/identity');
    const keys = createKeys('user');
    const impostor = signer(createKeys('account').seed);
    const forged = encodeJwt(impostor, {
      iat: 1,
      name: 'x',
      sub: keys.publicKey,
      nats: { issuer_account: scratch.trust.accounts.FLEET, type: 'user', version: 2, pub: { allow: ['>'] } },
    });
    await expect(
      connectBus({ servers: [scratch.url], name: 'x', signer: signer(keys.seed), jwt: () => forged }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

it.each([
  { who: 'one that is refused', refused: true, failures: 20, usual: 7_000 },
  { who: 'one whose server is away', refused: false, failures: 20, usual: 20_000 },
  { who: 'one whose first attempt failed', refused: false, failures: 1, usual: 500 },
])('$who asks again after its usual time, more or less by a half of it', ({ refused, failures, usual }) => {
  const delays = Array.from({ length: 1000 }, () => reconnectDelay(failures, refused)).sort((a, b) => a - b);
  const [shortest, longest] = [delays[0] as number, delays.at(-1) as number];
  expect(shortest).toBeGreaterThanOrEqual(usual / 2);
  expect(longest).toBeLessThan(1.5 * usual);
  expect(longest - shortest).toBeGreaterThan(0.9 * usual);
});

describe('a restart of the server', () => {
  it('fails who waits for an answer at once, refuses to publish meanwhile, and brings subscriptions back', async () => {
    const master = await scratch.own('master');
    const operator = await scratch.join('operator');
    master.subscribe('fl.api.*.silent', () => undefined);
    master.subscribe('fl.api.*.echo', (message) => void message.respond(message.json()));
    await master.flush();
    const states: string[] = [];
    operator.onStatus((status) => states.push(status.state));
    const asked = operator.request(subjects.operatorRequest(operator.key, 'silent'), {}, { timeout: 60_000 });
    const failed = expect(asked).rejects.toMatchObject({ code: 'disconnected' });
    await scratch.restartServer(async () => {
      await failed;
      expect(operator.publish(subjects.operatorRequest(operator.key, 'echo'), {})).toBe(false);
      await expect(operator.request(subjects.operatorRequest(operator.key, 'echo'), {})).rejects.toMatchObject({
        code: 'disconnected',
      });
    });
    await until(() => operator.connected && master.connected);
    await master.flush();
    expect(await operator.request(subjects.operatorRequest(operator.key, 'echo'), 1)).toBe(1);
    expect(states).toEqual(['up', 'down', 'up']);
  });

  it('brings back who connected before the clock was set back by an hour', async () => {
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
    const minion = await scratch.join('minion').finally(() => (Date.now = now));
    await scratch.restartServer();
    await until(() => minion.connected);
    expect(minion.connected).toBe(true);
  });
});

describe('an attempt to connect', () => {
  /** What the client makes of it: it dials where `lastConnect + wait <= now`, in whole milliseconds, and else sleeps at most `wait`. */
  const client = (steps: { wallShift: number }[], { begins = 0, dialLasts = 0, late = 0 } = {}) => {
    let monotonic = begins;
    let lastConnect = 0;
    const dials: number[] = [];
    const wait = attemptsInTime(
      () => 1000,
      () => monotonic,
    );
    for (const { wallShift } of steps) {
      const [asked, wall] = [wait(), Math.floor(1e12 + monotonic + wallShift)];
      if (lastConnect === 0 || lastConnect + asked <= wall) {
        dials.push(monotonic);
        lastConnect = wall;
        monotonic += dialLasts;
      } else monotonic += late + Math.max(1, Math.min(asked, lastConnect + asked - wall));
    }
    return dials;
  };
  const steps = (count: number, wallShift = 0) => Array.from({ length: count }, () => ({ wallShift }));

  it('is made once in its time', () => {
    expect(client(steps(7))).toEqual([0, 1000, 2000, 3000]);
  });

  it.each([0, 0.1, 0.5, 0.9, 0.999])('is made once though it begins %d ms after a whole one', (begins) => {
    const dials = client(steps(9), { begins, dialLasts: 1.5, late: 0.05 });
    const pauses = dials.slice(1).map((at, index) => at - (dials[index] as number));
    expect(pauses.length).toBeGreaterThan(2);
    for (const pause of pauses) expect(Math.abs(pause - 1000)).toBeLessThan(5);
  });

  it('is made in its time though the clock went back', () => {
    expect(client([...steps(1, 3_600_000), ...steps(6)])).toEqual([0, 1000, 2000, 3000]);
  });
});

describe('drain', () => {
  it('lets handlers finish and their answers out', async () => {
    const master = await scratch.own('master');
    const operator = await scratch.join('operator');
    let begun = false;
    master.subscribe('fl.api.*.slow', async (message) => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 50));
      message.respond('done');
    });
    await master.flush();
    const asked = operator.request(subjects.operatorRequest(operator.key, 'slow'), {});
    await until(() => begun);
    await master.drain();
    expect(await asked).toBe('done');
    expect(await master.closed).toBeUndefined();
    expect(() => master.publish('fl.cmd.all', {})).toThrow('the bus was closed');
  });
});
