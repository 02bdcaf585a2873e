import { describe, expect, it } from '@jest/globals';
import { memoryHost, type Host, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const nodes: MemoryMachine = {
  units: {
    'cortensord@.service': {},
    'cortensord@node_01.service': { active: true, enabled: true },
    'cortensord@node_02.service': { enabled: true },
    'nginx.service': {},
  },
};

describe('service.running', () => {
  const state = 'service.running';

  it('on a stopped unit starts and enables it', async () => {
    const host = memoryHost(nodes);
    const done = await tryTwice({ state, host, args: { name: 'nginx', enable: true } });
    expect(done.changes).toEqual({
      'nginx.service': { enabled: { old: false, new: true }, active: { old: false, new: true } },
    });
    expect(host.touches).toEqual(['services.enable nginx.service', 'services.start nginx.service']);
  });

  it('on a running unit does nothing and says so', async () => {
    expect(
      await tryState({ state, host: memoryHost(nodes), args: { name: 'cortensord@node_01', enable: true } }),
    ).toMatchObject({ result: true, changed: [], comment: 'cortensord@node_01.service: running, enabled' });
  });

  it('takes a unit that something else starts for enabled, as systemctl is-enabled does, and says so', async () => {
    const text = '[Service]\nExecStart=/bin/true\n';
    const host = memoryHost({ units: { 'helper.service': { active: true, text } } });
    for (const name of ['service.running', 'service.enabled'])
      expect(
        await tryState({
          state: name,
          host,
          args: { name: 'helper', ...(name === state ? { enable: true } : {}) },
        }),
      ).toMatchObject({
        result: true,
        changed: [],
        warnings: ['helper.service is static: there is nothing to enable'],
      });
  });

  it('names an unknown unit, and the one that was probably meant', async () => {
    const host = memoryHost(nodes);
    expect(await tryState({ state, host, args: { name: 'ngnix' } })).toMatchObject({
      result: false,
      comment: 'the unit ngnix does not exist; did you mean nginx.service?',
    });
    expect(host.touches).toEqual([]);
    expect(await tryState({ state, host, test: true, args: { name: 'ngnix' } })).toMatchObject({ result: null });
  });

  it('starts every unit of a glob that is not up', async () => {
    const host = memoryHost(nodes);
    const done = await tryTwice({ state, host, args: { name: 'cortensord@node_*' } });
    expect(done.changes).toEqual({ 'cortensord@node_02.service': { active: { old: false, new: true } } });
    expect(await tryState({ state, host, args: { name: 'nothing@*' } })).toMatchObject({
      result: false,
      comment: 'no unit matches nothing@*',
    });
  });

  it('fails where the unit does not start, with what the journal says', async () => {
    const host = memoryHost({ units: { 'bad.service': { failsWith: 'no such key' } } });
    expect(await tryState({ state, host, args: { name: 'bad' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('no such key'),
    });
  });

  it('with init_delay fails where the unit does not stay up', async () => {
    const host = memoryHost(nodes);
    const services = Object.create(host.services) as Host['services'];
    services.start = async (name) => {
      await host.services.start(name);
      host.endUnit(name, 'failed');
    };
    expect(
      await tryState({ state, host: { ...host, services }, args: { name: 'nginx', init_delay: '1ms' } }),
    ).toMatchObject({ result: false, comment: expect.stringContaining('did not stay up') });
  });

  it('with init_delay shows the end of the journal, also where a restart does not last or systemd had to start it again', async () => {
    const journal = /^journalctl .*--unit nginx\.service --lines 10 /;
    for (const [watch, how, says] of [
      [false, 'failed', /failed\/failed after 0\.001 s\nno such key/],
      [true, 'restarts', /restarted 1 times after 0\.001 s\nno such key/],
    ] as const) {
      const units = { nginx: { active: watch } };
      const host = memoryHost({ units, commands: [{ command: journal, answer: 'no such key\n' }] });
      const services = Object.create(host.services) as Host['services'];
      let looks = 0;
      services.start = async (name) => {
        await host.services.start(name);
        host.endUnit(name, 'failed');
      };
      services.status = async (name, options) => {
        const status = await host.services.status(name);
        if (options?.fresh) looks += 1;
        return how === 'restarts' && looks > 1 ? { ...status, restarts: 1 } : status;
      };
      const done = await tryState({
        state,
        watch,
        host: { ...host, services },
        args: { name: 'nginx', init_delay: '1ms' },
      });
      expect(done).toMatchObject({ result: false, comment: expect.stringMatching(says) });
    }
  });

  it('unmasks only on request', async () => {
    const host = memoryHost({ units: { 'app.service': { masked: true } } });
    expect(await tryState({ state, host, args: { name: 'app' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('masked'),
    });
    await tryTwice({ state, host, args: { name: 'app', unmask: true } });
  });

  it('restarts on a change of what it watches, reloads where asked, starts what is not up', async () => {
    const host = memoryHost(nodes);
    await tryState({ state, host, watch: true, args: { name: 'cortensord@node_01' } });
    await tryState({ state, host, watch: true, args: { name: 'cortensord@node_01', reload: true } });
    await tryState({ state, host, watch: true, args: { name: 'nginx' } });
    expect(host.touches).toEqual([
      'services.restart cortensord@node_01.service',
      'services.reload cortensord@node_01.service',
      'services.start nginx.service',
    ]);
  });

  it('makes systemd read a unit that changed on disk before it is restarted', async () => {
    const host = memoryHost({ units: { 'app.service': { active: true } } });
    await host.files.write('/etc/systemd/system/app.service', '[Service]\nExecStart=/bin/other\n');
    host.forgetTouches();
    await tryState({ state, host, watch: true, args: { name: 'app' } });
    expect(host.touches).toEqual(['services.reloadManager', 'services.restart app.service']);
  });
});

describe('service.dead, enabled, disabled', () => {
  it('stops and disables', async () => {
    const host = memoryHost(nodes);
    const done = await tryTwice({ state: 'service.dead', host, args: { name: 'cortensord@node_01', enable: false } });
    expect(done.changes).toEqual({
      'cortensord@node_01.service': { active: { old: true, new: false }, enabled: { old: true, new: false } },
    });
  });

  it('a glob without units is dead already; a misspelt name is not', async () => {
    const host = memoryHost(nodes);
    expect(await tryState({ state: 'service.dead', host, args: { name: 'old@*' } })).toMatchObject({
      result: true,
      changed: [],
    });
    expect(await tryState({ state: 'service.dead', host, args: { name: 'old' } })).toMatchObject({ result: false });
  });

  it('enables and disables without starting or stopping', async () => {
    const host = memoryHost(nodes);
    await tryTwice({ state: 'service.enabled', host, args: { name: 'nginx' } });
    await tryTwice({ state: 'service.disabled', host, args: { name: 'cortensord@node_01' } });
    expect(host.touches).toEqual(['services.enable nginx.service', 'services.disable cortensord@node_01.service']);
  });

  it('service.enabled says that a change of what it watches restarts nothing', async () => {
    const host = memoryHost(nodes);
    expect(
      await tryState({ state: 'service.enabled', host, watch: true, args: { name: 'cortensord@node_01' } }),
    ).toMatchObject({ result: true, changed: [], warnings: [expect.stringContaining('restarts nothing')] });
    expect(host.touches).toEqual([]);
  });

  it.each(['service.enabled', 'service.disabled', 'service.dead'])('%s names an unknown unit', async (state) => {
    expect((await tryState({ state, host: memoryHost(nodes), args: { name: 'nope' } })).comment).toContain(
      'the unit nope does not exist',
    );
  });

  it('service.masked and service.unmasked mask and lift it', async () => {
    const host = memoryHost({ units: { 'web.service': {} } });
    const masked = await tryTwice({ state: 'service.masked', host, args: { name: 'web' } });
    expect(masked.changes).toEqual({ 'web.service': { masked: { old: false, new: true } } });
    await tryTwice({ state: 'service.unmasked', host, args: { name: 'web' } });
    expect(host.touches).toEqual(['services.mask web.service', 'services.unmask web.service']);
  });
});
