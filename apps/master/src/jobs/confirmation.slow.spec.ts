import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

describe('what destroys something', () => {
  let fleet: ScratchMaster;
  let minions: FakeMinion[];
  const heard = () => minions.map(({ commands }) => commands.length);

  beforeAll(async () => {
    fleet = await ScratchMaster.start();
    mkdirSync(join(fleet.root, 'states/node'), { recursive: true });
    fleet.write('states/node/formula.yaml', 'confirm: {node.reset: Keys are lost.}\n');
    fleet.write('states/node/reset.sls', 'gone:\n  file.absent:\n    - name: /opt/node\n');
    fleet.write('states/retire.sls', 'include: [node.reset]\n');
    fleet.write('states/plain.sls', 'x:\n  test.nop: []\n');
    minions = [await fleet.minion('web1'), await fleet.minion('web2')];
  });
  afterAll(() => fleet?.stop());

  it.each([
    ['state.apply', '["node.reset"]', '{}'],
    ['state.apply', '["plain,node/reset"]', '{}'],
    ['state.apply', '[]', '{"mods":["plain","retire"]}'],
    ['state.apply', '["node.reset"]', '{"test":false}'],
    ['state.sls', '["retire"]', '{}'],
    ['state.sls_id', '["gone","node.reset"]', '{}'],
    ['state.sls', '["node.*"]', '{"saltenv":"base"}'],
  ])('is refused before anybody hears of it: %s %s %s', async (name, args, kwargs) => {
    const before = heard();
    expect(await fleet.ask('job_create', request('web*', name, { args, kwargs }))).toMatchObject({
      ok: false,
      fault: {
        code: 'confirmation-required',
        message: 'node.reset has to be confirmed: Keys are lost.',
        details: { asks: [{ what: 'node.reset', loses: 'Keys are lost.' }], minions: ['web1', 'web2'] },
      },
    });
    expect(heard()).toEqual(before);
  });

  it.each([
    ['state.apply', '["node.reset"]', '{"test":true}'],
    ['state.apply', '["node.reset"]', '{"test":"True"}'],
    ['state.test', '["node.reset"]', '{}'],
    ['state.show_sls', '["node.reset"]', '{}'],
    ['state.apply', '["plain"]', '{}'],
    ['state.apply', '["node.reset"]', '{"saltenv":"none"}'],
  ])('is not what only looks, or is something else: %s %s %s', async (name, args, kwargs) => {
    const before = heard();
    await fleet.run('web*', name, { args, kwargs });
    expect(heard()).toEqual(before.map((count) => count + 1));
  });

  it('is what a highstate brings too', async () => {
    fleet.write('states/top.sls', 'base:\n  web1:\n    - plain\n    - retire\n');
    for (const [name, args] of [
      ['state.apply', '[]'],
      ['state.apply', '["highstate"]'],
      ['state.highstate', '[]'],
      ['state.top', '["top.sls"]'],
    ] as const)
      expect(await fleet.ask('job_create', request('web1', name, { args }))).toMatchObject({
        fault: { code: 'confirmation-required' },
      });
  });

  it('goes out when it is confirmed, for those it was confirmed for', async () => {
    const call = { args: '["node.reset"]', confirmed: true };
    const before = heard();
    await fleet.run('web*', 'state.apply', call);
    await fleet.run('web*', 'state.apply', { ...call, confirmedMinions: ['web2', 'web1'] });
    expect(heard()).toEqual(before.map((count) => count + 2));
    for (const minion of minions) expect(minion.commands.at(-1)).toMatchObject({ confirmed: true });
    await fleet.run('web*', 'test.ping');
    for (const minion of minions) expect(minion.commands.at(-1)).not.toHaveProperty('confirmed');
    expect(
      await fleet.ask('job_create', request('web*', 'state.apply', { ...call, confirmedMinions: ['web1'] })),
    ).toMatchObject({ fault: { code: 'confirmation-required', details: { minions: ['web1', 'web2'] } } });
    expect(heard()).toEqual(before.map((count) => count + 3));
  });

  it('is a reboot of several, not of one', async () => {
    expect(await fleet.ask('job_create', request('*', 'system.reboot'))).toMatchObject({
      fault: { code: 'confirmation-required', details: { asks: [{ what: 'system.reboot' }] } },
    });
    await fleet.run('web1', 'system.reboot');
    expect(minions[0]!.commands.at(-1)).toMatchObject({ function: 'system.reboot' });
  });
});
