import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const digits = 115792089237316195423570985008687907853269984665640564039457584007913129639935n;
const cases = {
  json: {
    text: `{\n  // top\n  "wei": ${digits},\n  "app": { "port": 1, "name": "x" }\n}\n`,
    set: `{\n  // top\n  "wei": ${digits},\n  "app": { "port": 2, "name": "x", "tags": ["a"] }\n}\n`,
    removed: `{\n  // top\n  "wei": ${digits},\n  "app": { "name": "x" }\n}\n`,
    fresh: '{\n  "app": {\n    "port": 2,\n    "tags": [\n      "a"\n    ]\n  }\n}\n',
  },
  yaml: {
    text: `# top\nwei: ${digits}\napp:\n  port: 1 # the port\n  name: "x"\n`,
    set: `# top\nwei: ${digits}\napp:\n  port: 2 # the port\n  name: "x"\n  tags:\n    - a\n`,
    removed: `# top\nwei: ${digits}\napp:\n  name: "x"\n`,
    fresh: 'app:\n  port: 2\n  tags:\n    - a\n',
  },
  toml: {
    text: `# top\nwei = ${digits}\n\n[app]\nport = 1 # the port\nname = 'x'\n`,
    set: `# top\nwei = ${digits}\n\n[app]\nport = 2 # the port\nname = 'x'\ntags = ["a"]\n`,
    removed: `# top\nwei = ${digits}\n\n[app]\nname = 'x'\n`,
    fresh: '[app]\nport = 2\ntags = ["a"]\n',
  },
};

describe.each(['json', 'yaml', 'toml'] as const)('%s', (format) => {
  const name = `/etc/app.${format}`;
  const { text, set, removed, fresh } = cases[format];
  const machine = (content = text): ReturnType<typeof memoryHost> =>
    memoryHost({ files: { [name]: { content, mode: 0o640, uid: 7 } } });
  const present = `${format}.values_present`;
  const values = { 'app:port': 2, app: { tags: ['a'] } };

  it('values_present sets what differs, and leaves everything else', async () => {
    const host = machine();
    const done = await tryTwice({ state: present, host, args: { name, values } });
    expect(host.text(name)).toBe(set);
    expect(await host.files.stat(name)).toMatchObject({ mode: 0o640, uid: 7 });
    expect(done.changes['diff']).toMatch(/^--- /);
  });

  it('values_absent removes a value', async () => {
    const host = machine();
    await tryTwice({ state: `${format}.values_absent`, host, args: { name, values: ['app:port', 'nope:x'] } });
    expect(host.text(name)).toBe(removed);
    expect(
      await tryState({ state: `${format}.values_absent`, host: memoryHost(), args: { name, values: ['a'] } }),
    ).toMatchObject({ result: true, changed: [] });
  });

  it('makes a file only where that is asked for', async () => {
    expect(await tryState({ state: present, host: memoryHost(), args: { name, values } })).toMatchObject({
      result: false,
      comment: `${name} does not exist`,
    });
    const host = memoryHost();
    await tryTwice({ state: present, host, args: { name, values, create: true } });
    expect(host.text(name)).toBe(fresh);
  });

  it('shows no secret', async () => {
    const done = await tryState({
      state: present,
      host: machine(),
      args: { name, values: { 'app:name': 'hunter22' } },
      secrets: ['hunter22'],
    });
    expect(done.result).toBe(true);
    expect(JSON.stringify(done)).not.toContain('hunter22');
  });

  it.each([
    ['a = [\n{', { a: 1 }, /left as it is: line \d+, column \d+: /],
    [text, { 'app:name:x': 1 }, /name is no mapping/],
    [text, { '': 1 }, /a path is empty/],
    [text, {}, /`values` is empty/],
  ])('refuses %j with %j, and writes nothing', async (content, wanted, comment) => {
    const host = machine(content);
    expect(await tryState({ state: present, host, args: { name, values: wanted } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(comment),
    });
    expect(host.touches).toEqual([]);
  });

  it('a directory is no file, and a full disk is told', async () => {
    const host = memoryHost({ files: { [name]: { kind: 'directory' } } });
    expect(await tryState({ state: present, host, args: { name, values } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('directory'),
    });
    const full = machine();
    full.refuse('files.write', name, 'ENOSPC');
    expect(await tryState({ state: present, host: full, args: { name, values } })).toMatchObject({
      result: false,
      changes: {},
    });
    expect(full.text(name)).toBe(text);
  });
});
