import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState } from '../try-state.js';

const state = 'network.port_open';

describe('network.port_open', () => {
  it('waits until somebody listens', async () => {
    let looks = 0;
    const host = memoryHost({ ports: { 'db:5432': () => ((looks += 1) < 3 ? 'ECONNREFUSED' : true) } });
    const args = { name: 'database', host: 'db', port: 5432, interval: '1ms' };
    expect(await tryState({ state, host, args })).toMatchObject({
      result: true,
      comment: 'port 5432 of db is open',
      changed: [],
    });
    expect(looks).toBe(3);
  });

  it('gives up in the end, and says why', async () => {
    const args = { name: 'db:5432', timeout: '5ms', interval: '1ms' };
    expect(await tryState({ state, host: memoryHost(), args })).toMatchObject({
      result: false,
      comment: 'port 5432 of db is not open: ECONNREFUSED (waited 0.005 s)',
    });
  });

  it('tries once in a dry run', async () => {
    let looks = 0;
    const host = memoryHost({ ports: { 'db:1': () => ((looks += 1), 'ETIMEDOUT'), 'db:2': true } });
    const args = { name: 'db:1', timeout: '1h' };
    expect(await tryState({ state, host, test: true, args })).toMatchObject({ result: null });
    expect(looks).toBe(1);
    expect(await tryState({ state, host, test: true, args: { name: 'db:2' } })).toMatchObject({ result: true });
  });

  it.each([
    { name: 'db' },
    { name: 'db:0' },
    { name: 'db:70000' },
    { name: 'x', host: 'db' },
    { name: 'x', port: 1 },
    { name: 'x', host: 'a b', port: 1 },
  ])('refuses %j', async (args) => {
    expect(await tryState({ state, host: memoryHost(), args })).toMatchObject({
      result: false,
      comment: expect.stringContaining('name the host and its port'),
    });
  });

  it('takes an IPv6 address in brackets', async () => {
    const host = memoryHost({ ports: { '::1:22': true } });
    expect(await tryState({ state, host, args: { name: '[::1]:22' } })).toMatchObject({ result: true });
  });
});
