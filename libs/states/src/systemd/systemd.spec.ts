import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const directory = '/etc/systemd/system';

/** What systemd 252 says: of units whose text has the word, and of times. */
const tools: CommandScript[] = [
  {
    command: /^systemd-analyze verify /,
    answer: async ({ line, files }) => {
      const path = line.split(' ').at(-1) ?? '';
      const folder = `${path}.d`;
      const dropIns = await files.list(folder).catch(() => []);
      const texts = [path, ...dropIns.map((name) => `${folder}/${name}`)];
      const wrong = texts.find((one) => files.text(one)?.includes('Typo='));
      return wrong === undefined
        ? {}
        : { exitCode: 1, stderr: `${wrong}:2: Unknown key 'Typo' in section [Service], ignoring.\n` };
    },
  },
  {
    command: /^systemd-analyze calendar -- nonsense$/,
    answer: { exitCode: 1, stderr: "Failed to parse calendar specification 'nonsense': Invalid argument" },
  },
  {
    command: /^systemd-analyze timespan -- bogus$/,
    answer: { exitCode: 1, stderr: "Failed to parse time span 'bogus': Invalid argument" },
  },
  { command: /^systemd-analyze (calendar|timespan) -- /, answer: '' },
];
const machine = (more: MemoryMachine = {}) => memoryHost({ commands: tools, ...more });

describe('systemd.unit', () => {
  const state = 'systemd.unit';
  const sections = { Unit: { Description: 'The app' }, Service: { ExecStart: ['/bin/a', '/bin/b'], PrivateTmp: true } };
  const text = '[Unit]\nDescription=The app\n\n[Service]\nExecStart=/bin/a\nExecStart=/bin/b\nPrivateTmp=yes\n';

  it('writes a unit from its sections, has it verified first, and makes systemd read it', async () => {
    const host = machine();
    const done = await tryTwice({ state, host, args: { name: 'app', sections } });
    expect(host.text(`${directory}/app.service`)).toBe(text);
    expect((await host.files.stat(`${directory}/app.service`))?.mode).toBe(0o644);
    expect(done.changes).toEqual({ [`${directory}/app.service`]: { diff: 'New file' } });
    expect(host.touches.slice(-2)).toEqual([`files.write ${directory}/app.service`, 'services.reloadManager']);
  });

  it('shows what differs, and hides what is secret', async () => {
    const host = machine({ files: { [`${directory}/app.service`]: '[Service]\nExecStart=/bin/old\n' } });
    const args = { name: 'app.service', contents: '[Service]\nExecStart=/bin/new\nEnvironment=KEY=hush' };
    const done = await tryTwice({ state, host, args, secrets: ['hush'] });
    const shown = JSON.stringify(done.changes);
    expect(shown).toContain('-ExecStart=/bin/old');
    expect(shown).not.toContain('hush');
  });

  it('puts nothing in place that systemd would not take, unless it is told to', async () => {
    const host = machine({ files: { [`${directory}/app.service`]: 'old\n' } });
    const args = { name: 'app', contents: '[Service]\nTypo=1\n' };
    const done = await tryState({ state, host, args });
    expect(done).toMatchObject({ result: false, changed: [] });
    expect(done.comment).toContain("app.service:2: Unknown key 'Typo' in section [Service]");
    expect(host.text(`${directory}/app.service`)).toBe('old\n');
    await tryTwice({ state, host, args: { ...args, verify: false } });
    expect(host.text(`${directory}/app.service`)).toBe('[Service]\nTypo=1\n');
  });

  it('writes a drop-in into a directory of its own, verified with the unit that it changes', async () => {
    const host = machine({ units: { nginx: {} } });
    const args = { name: 'nginx.service.d/limits.conf', contents: '[Service]\nLimitNOFILE=65536\n' };
    await tryTwice({ state, host, args });
    expect(host.text(`${directory}/nginx.service.d/limits.conf`)).toBe('[Service]\nLimitNOFILE=65536\n');
    const wrong = await tryState({ state, host, args: { ...args, contents: '[Service]\nTypo=1\n' } });
    expect(wrong).toMatchObject({ result: false, comment: expect.stringContaining('nginx.service.d/limits.conf:2') });
  });

  it('makes systemd read a unit that is as given and was changed behind its back', async () => {
    const host = machine({ units: { app: { active: true, text: 'x\n' } } });
    await host.files.write(`${directory}/app.service`, text);
    host.forgetTouches();
    const done = await tryTwice({ state, host, args: { name: 'app', sections } });
    expect(done.changes).toEqual({ 'app.service': 'read again' });
    expect(host.touches).toEqual(['services.reloadManager']);
  });

  it('takes a template of the state tree', async () => {
    const host = machine();
    const tree = { 'app.service': '[Service]\nExecStart={{ program }}\n' };
    const args = { name: 'app@', source: 'salt://app.service', template: 'jinja', context: { program: '/bin/app' } };
    await tryTwice({ state, host, tree, args: { ...args, name: 'app@.service' } });
    expect(host.text(`${directory}/app@.service`)).toBe('[Service]\nExecStart=/bin/app\n');
  });

  it.each([
    [{ name: '../x', contents: 'a' }, /not the name of a unit/],
    [{ name: 'a/b/c', contents: 'a' }, /not the name of a unit/],
    [{ name: 'a.service.d/x', contents: 'a' }, /\.conf/],
    [{ name: 'a.service.d/../x.conf', contents: 'a' }, /not the name of a unit/],
    [{ name: 'a' }, /give one of/],
    [{ name: 'a', contents: 'b', sections }, /give one of/],
    [{ name: 'a', sections: { Service: { ExecStart: 'x\nUser=root' } } }, /one line each/],
    [{ name: 'a', sections: { Service: { ExecStart: 'x\\' } } }, /one line each/],
    [{ name: 'a', sections: { 'Service]\n[x': {} } }, /not the name of a section/],
    [{ name: 'a', sections: { Service: { 'a=b\nc': 1 } } }, /not a key/],
    [{ name: 'a', sections: { Service: { A: { b: 1 } } } }, /is a text/],
    [{ name: 'a', sections: { Service: 'x' } }, /mapping of keys/],
    [{ name: 'a', source: 'salt://nothing' }, /nothing/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const host = machine();
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });

  it('says that a unit is masked, that a directory is in the way, and that the disk is full', async () => {
    const host = machine({
      units: { a: { masked: true } },
      files: { [`${directory}/b.service`]: { kind: 'directory' } },
    });
    host.refuse(
      'files.write',
      `${directory}/c.service`,
      'ENOSPC',
      'cannot write c.service: no space left on the device',
    );
    for (const [name, sentence] of [
      ['a', /masked/],
      ['b', /is a directory/],
      ['c', /no space left/],
    ] as const)
      expect(await tryState({ state, host, args: { name, sections } })).toMatchObject({
        result: false,
        changed: [],
        comment: expect.stringMatching(sentence),
      });
  });
});

describe('systemd.unit_absent', () => {
  const state = 'systemd.unit_absent';

  it('stops and disables what runs from it, every instance of a template, and removes it', async () => {
    const host = machine({
      files: { [`${directory}/app@.service`]: '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=x\n' },
    });
    await host.services.start('app@one');
    await host.services.enable('app@two');
    host.forgetTouches();
    await tryTwice({ state, host, args: { name: 'app@.service' } });
    expect(host.touches).toEqual([
      'services.stop app@one.service',
      'services.disable app@two.service',
      `files.remove ${directory}/app@.service`,
      'services.reloadManager',
    ]);
  });

  it('removes a drop-in, with its directory when that is empty, and leaves the unit running', async () => {
    const path = `${directory}/nginx.service.d/limits.conf`;
    const host = machine({ units: { nginx: { active: true } }, files: { [path]: '[Service]\n' } });
    await tryTwice({ state, host, args: { name: 'nginx.service.d/limits.conf' } });
    expect(await host.files.stat(`${directory}/nginx.service.d`)).toBeUndefined();
    expect((await host.services.status('nginx')).active).toBe(true);
  });

  it('leaves what a package brings', async () => {
    const host = machine({ units: { nginx: { active: true } } });
    expect(await tryState({ state, host, args: { name: 'nginx' } })).toMatchObject({ result: true, changed: [] });
  });
});

describe('systemd.timer and timer_absent', () => {
  const state = 'systemd.timer';
  const args = {
    name: 'backup',
    on_calendar: ['daily', 'Mon *-*-* 02:00'],
    persistent: true,
    randomized_delay: '30min',
  };

  it('writes, enables and starts a timer, and lets a change take effect', async () => {
    const host = machine({ units: { backup: {} } });
    await tryTwice({ state, host, args });
    expect(host.text(`${directory}/backup.timer`)).toContain(
      '[Timer]\nOnCalendar=daily\nOnCalendar=Mon *-*-* 02:00\nPersistent=yes\nRandomizedDelaySec=30min\nUnit=backup.service\n',
    );
    expect(await host.services.status('backup.timer')).toMatchObject({ active: true, enabled: true });
    host.forgetTouches();
    await tryTwice({ state, host, args: { name: 'backup.timer', on_boot_sec: '5min' } });
    expect(host.touches.slice(-2)).toEqual(['services.reloadManager', 'services.restart backup.timer']);
    await tryTwice({ state: 'systemd.timer_absent', host, args: { name: 'backup' } });
    expect([host.text(`${directory}/backup.timer`), (await host.services.status('backup')).known]).toEqual([
      undefined,
      true,
    ]);
  });

  it.each([
    [{ name: 'backup' }, /say when/],
    [{ ...args, on_calendar: 'nonsense' }, /`on_calendar`: Failed to parse calendar specification 'nonsense'/],
    [{ ...args, accuracy: 'bogus' }, /`accuracy`: Failed to parse time span/],
    [{ ...args, on_calendar: 'daily\nUnit=evil.service' }, /one line/],
    [{ ...args, description: 'a\nb' }, /one line/],
    [{ ...args, unit: 'nothing' }, /no unit nothing\.service/],
    [{ ...args, name: 'backup@' }, /not the name/],
  ])('refuses %j with a sentence', async (wish, sentence) => {
    const host = machine({ units: { backup: {} } });
    expect(await tryState({ state, host, args: wish })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });

  it('in a dry run takes for granted that an earlier state brings its unit', async () => {
    expect(await tryState({ state, host: machine(), test: true, args })).toMatchObject({
      result: null,
      warnings: [expect.stringContaining('an earlier state may bring it')],
    });
  });
});
