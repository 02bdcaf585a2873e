import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectControl, freePort, openTrust, type ControlLink } from '@fleet/bus';
import type { KeyRow, RefusalRow } from '@fleet/protocol';
import { BuiltSite, type Started } from '../../test-support/built-site.js';

const site = new BuiltSite();
let control: ControlLink;

beforeAll(async () => {
  const port = await freePort();
  await site.init('--listen', `127.0.0.1:${port}`);
  await site.startMaster();
  const trust = await openTrust(join(site.root, 'var/lib/fleet/master/keys'));
  control = await connectControl({ trust, servers: [`nats://127.0.0.1:${port}`] });
});
afterAll(async () => {
  await control?.close();
  await site.stop();
});

async function joined(id: string): Promise<Started> {
  const minion = await site.minion(id, await site.token());
  await site.until(() => site.answers(id));
  return minion;
}

const keyOf = async (id: string): Promise<string | undefined> => {
  const { output } = await site.run('fleetctl', '--out', 'json', 'key', 'list');
  return (JSON.parse(output) as { keys: KeyRow[] }).keys.find(({ minion }) => minion === id)?.key;
};
/** How often the bus refused it. */
const refused = async (key: string): Promise<number> => {
  const { output } = await site.run('fleetctl', '--out', 'json', 'status', '--refusals');
  const rows = (JSON.parse(output) as { refusals: RefusalRow[] }).refusals.filter((row) => row.key === key);
  return rows.reduce((sum, { count }) => sum + count, 0);
};
/** When the connections of a key began. */
const since = async (key: string): Promise<number[]> =>
  (await control.connections('FLEET')).filter((row) => row.key === key).map((row) => row.since);

describe('a minion whose key is deleted', () => {
  it('stays out, however often it knocks, and its neighbour notices nothing', async () => {
    const neighbour = await joined('neighbour');
    const gone = await joined('gone');
    const [key, other] = [await keyOf('gone'), await keyOf('neighbour')] as [string, string];
    const before = await since(other);
    expect(before).toHaveLength(1);
    expect((await site.run('fleetctl', 'key', 'delete', 'gone', '--yes')).code).toBe(0);
    expect(await since(key)).toEqual([]);
    await site.until(() => gone.said().includes('the master refuses this minion: its key was rejected or deleted'));
    // The process goes on and asks again, and finds the door shut each time.
    const seen = await refused(key);
    await site.until(async () => (await refused(key).catch(() => 0)) > seen);
    expect(gone.child.exitCode).toBeNull();
    expect([await since(key), await keyOf('gone'), await site.answers('gone')]).toEqual([[], undefined, false]);
    expect(await since(other)).toEqual(before);
    expect(await site.answers('neighbour')).toBe(true);
    expect(neighbour.said()).not.toMatch(/the connection is lost|refuses this minion/);
  });
});
