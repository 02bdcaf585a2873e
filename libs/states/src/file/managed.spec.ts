import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'file.managed';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('file.managed', () => {
  it('creates a file with content, owner and mode in one write', async () => {
    const host = memoryHost({ accounts: { users: [{ name: 'deploy', uid: 1000 }] } });
    const done = await tryTwice({
      state,
      host,
      args: { name: '/etc/app.conf', contents: ['a', 'b'], user: 'deploy', mode: '0640' },
    });
    expect(done.changes).toEqual({ diff: 'New file', user: 'deploy', mode: '0640' });
    expect(host.touches).toEqual(['files.write /etc/app.conf']);
    expect(host.text('/etc/app.conf')).toBe('a\nb\n');
    expect(await host.files.stat('/etc/app.conf')).toMatchObject({ uid: 1000, mode: 0o640 });
  });

  it('shows the difference of an update', async () => {
    const host = memoryHost({ files: { '/etc/app.conf': 'a=1\nb=2\n' } });
    const done = await tryTwice({ state, host, args: { name: '/etc/app.conf', contents: 'a=1\nb=3\n' } });
    expect(done.changes['diff']).toContain('-b=2\n+b=3');
  });

  it('sets only owner and mode where the content is right', async () => {
    const host = memoryHost({ files: { '/etc/app.conf': 'x\n' } });
    const done = await tryTwice({ state, host, args: { name: '/etc/app.conf', contents: 'x', mode: 600 } });
    expect(done.changes).toEqual({ mode: '0600' });
    expect(host.touches).toEqual(['files.setOwnership /etc/app.conf']);
  });

  it('renders a template of the tree with defaults, context, pillar and its own facts', async () => {
    const host = memoryHost();
    const tree = { 'app/conf.j2': 'v={{ pillar.v }} c={{ c }} d={{ d }} {{ source }} {{ name }}\n' };
    await tryTwice({
      state,
      host,
      tree,
      pillar: { v: 42 },
      args: {
        name: '/etc/app',
        source: 'salt://app/conf.j2',
        template: 'jinja',
        context: { c: [1, 2] },
        defaults: { c: 'no', d: 'dd' },
      },
    });
    expect(host.text('/etc/app')).toBe('v=42 c=[1, 2] d=dd salt://app/conf.j2 /etc/app\n');
  });

  it('hands arguments of other names to the template, as formulas that indent `context` too little rely on', async () => {
    const host = memoryHost();
    const args = { name: '/etc/app', contents: '{{ path }} {{ data }}', template: 'jinja', context: null };
    await tryTwice({ state, host, args: { ...args, path: ['/a'], data: 1, defaults: { data: 2 } } });
    expect(host.text('/etc/app')).toBe("['/a'] 2\n");
    await expect(tryState({ state, host, args: { ...args, contxt: {} } })).rejects.toThrow(/did you mean `context`/);
    await expect(tryState({ state, host, args: { name: '/etc/app', path: '/a' } })).rejects.toThrow(
      /there is no argument `path`/,
    );
  });

  it('takes the first source that exists', async () => {
    const host = memoryHost();
    await tryTwice({
      state,
      host,
      tree: { 'two.txt': '2' },
      args: { name: '/etc/app', source: ['salt://one.txt', 'salt://two.txt'] },
    });
    expect(host.text('/etc/app')).toBe('2');
  });

  it('keeps the mode of its source', async () => {
    const host = memoryHost();
    await tryTwice({
      state,
      host,
      tree: { 'run.sh': '#!/bin/sh\n' },
      args: { name: '/opt/run', source: 'salt://run.sh', mode: 'keep' },
    });
    expect(await host.files.stat('/opt/run')).toMatchObject({ mode: 0o755 });
  });

  it('copies a file of the minion', async () => {
    const host = memoryHost({ files: { '/opt/dist/tool': 'binary\0' } });
    await tryTwice({ state, host, args: { name: '/usr/local/bin/tool', source: '/opt/dist/tool', mode: '0755' } });
    expect(host.text('/usr/local/bin/tool')).toBe('binary\0');
  });

  it.each([
    ['salt://../etc/shadow', /leaves the root of the state tree/],
    ['salt://a/../../etc/shadow', /leaves the root of the state tree/],
    ['salt://', /is not a path in the state tree/],
    ['salt://nope', /the state tree has no salt:\/\/nope/],
    ['relative/path', /neither salt:\/\//],
    ['/nope', /does not exist on the minion/],
    ['http://files.example/x', /needs a `source_hash`/],
    ['http://[files/x', /is not an address/],
  ])('refuses the source %s with a sentence', async (source, sentence) => {
    const host = memoryHost({ urls: { 'http://files.example/x': 'x' } });
    const done = await tryState({ state, host, args: { name: '/etc/app', source } });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(sentence), changed: [] });
    expect(host.touches).toEqual([]);
  });

  it('fetches over http what has the right digest, written or listed', async () => {
    const url = 'http://files.example/tool-1.2';
    const urls = {
      [url]: 'tool',
      'http://files.example/SHA256SUMS': `${sha256('other')}  other\n${sha256('tool')}  tool-1.2\n`,
    };
    for (const source_hash of [`sha256=${sha256('tool')}`, sha256('tool'), 'http://files.example/SHA256SUMS']) {
      const host = memoryHost({ urls });
      await tryTwice({ state, host, args: { name: '/opt/tool', source: url, source_hash } });
      expect(host.text('/opt/tool')).toBe('tool');
    }
  });

  it('writes nothing whose digest is wrong', async () => {
    const host = memoryHost({ urls: { 'http://files.example/x': 'tampered' } });
    await expect(
      tryState({
        state,
        host,
        args: { name: '/opt/x', source: 'http://files.example/x', source_hash: sha256('good') },
      }),
    ).rejects.toThrow(/expected/);
    expect(host.touches).toEqual([]);
  });

  it('holds a path of the minion to its digest too, written or listed', async () => {
    const files = { '/srv/tool': 'tool', '/srv/SUMS': `${sha256('good')}  tool\n` };
    for (const source_hash of [sha256('good'), '/srv/SUMS'])
      await expect(
        tryState({ state, host: memoryHost({ files }), args: { name: '/opt/tool', source: '/srv/tool', source_hash } }),
      ).rejects.toThrow(/expected/);
    expect(
      await tryState({
        state,
        host: memoryHost({ files }),
        args: { name: '/opt/tool', source: '/srv/tool', source_hash: '/srv/NONE' },
      }),
    ).toMatchObject({ result: false, comment: expect.stringContaining('/srv/NONE') });
  });

  it('does not fetch what is there already', async () => {
    const host = memoryHost({ files: { '/opt/x': 'good' } });
    const done = await tryState({
      state,
      host,
      args: { name: '/opt/x', source: 'http://unreachable.example/x', source_hash: sha256('good') },
    });
    expect(done).toMatchObject({ result: true, changed: [] });
  });

  it('takes contents from the pillar and from grains', async () => {
    const host = memoryHost();
    await tryTwice({
      state,
      host,
      pillar: { app: { key: 'PEM' } },
      args: { name: '/etc/key', contents_pillar: 'app:key' },
    });
    await tryTwice({
      state,
      host,
      grains: { motd: 'hi' },
      args: { name: '/etc/motd', contents_grains: 'motd', contents_newline: false },
    });
    expect([host.text('/etc/key'), host.text('/etc/motd')]).toEqual(['PEM\n', 'hi']);
    const missing = await tryState({ state, host, args: { name: '/etc/key', contents_pillar: 'app:nope' } });
    expect(missing).toMatchObject({ result: false, comment: 'there is no pillar app:nope' });
  });

  it('refuses two sources of content', async () => {
    const done = await tryState({
      state,
      host: memoryHost(),
      args: { name: '/etc/x', contents: 'x', contents_pillar: 'y' },
    });
    expect(done.comment).toMatch(/only one of/);
  });

  describe('secrets', () => {
    const files = { '/srv/.env': { content: 'PORT=1\nPRIVATE_KEY=0xold\n', mode: 0o600 } };
    const contents = 'PORT=2\nPRIVATE_KEY=0xnew\n';

    it('of a file that only its owner may read: keys are shown, values never, not even old ones', async () => {
      const done = await tryState({ state, host: memoryHost({ files }), args: { name: '/srv/.env', contents } });
      expect(done.changes['diff']).toContain('+PRIVATE_KEY=<secret>');
      expect(JSON.stringify(done)).not.toMatch(/0xold|0xnew/);
    });

    it('that are known are hidden in any file', async () => {
      const host = memoryHost({ files: { '/srv/app.conf': 'PORT=1\n' } });
      const done = await tryState({ state, host, secrets: ['0xnew'], args: { name: '/srv/app.conf', contents } });
      expect(done.changes['diff']).toContain('+PORT=2\n+PRIVATE_KEY=<secret>');
    });

    it('that span lines hide the whole difference', async () => {
      const host = memoryHost({ files: { '/srv/key.pem': 'x\n' } });
      const done = await tryState({
        state,
        host,
        secrets: ['AAA\n+BBB'],
        args: { name: '/srv/key.pem', contents: 'AAA\nBBB' },
      });
      expect(done.changes['diff']).toBe('<secret>');
    });

    it('with show_changes: False nothing is shown', async () => {
      const done = await tryState({
        state,
        host: memoryHost({ files }),
        args: { name: '/srv/.env', contents, show_changes: false },
      });
      expect(done.changes['diff']).toBe('<show_changes=False>');
    });
  });

  it('makes directories above it on request, with their own mode, and else says what is missing', async () => {
    const host = memoryHost();
    expect(await tryState({ state, host, args: { name: '/srv/a/b/c', contents: '' } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/\/srv\/a\/b does not exist/),
    });
    await tryTwice({ state, host, args: { name: '/srv/a/b/c', contents: '', makedirs: true, mode: '0640' } });
    expect(await host.files.stat('/srv/a/b')).toMatchObject({ kind: 'directory', mode: 0o750 });
  });

  it('leaves existing content with replace: False, and missing files with create: False', async () => {
    const host = memoryHost({ files: { '/etc/app': 'mine\n' } });
    await tryTwice({ state, host, args: { name: '/etc/app', contents: 'theirs', replace: false, mode: '0600' } });
    expect(host.text('/etc/app')).toBe('mine\n');
    expect(await tryState({ state, host, args: { name: '/etc/other', contents: 'x', create: false } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it('shows the beginning of a long difference: a run has one return for all its chunks', async () => {
    const lines = (letter: string): string => `${letter}${'-'.repeat(98)}\n`.repeat(1_000);
    const host = memoryHost({ files: { '/etc/app': lines('a') } });
    const { changes } = await tryTwice({ state, host, args: { name: '/etc/app', contents: lines('b') } });
    expect(String(changes['diff'])).toMatch(/^--- .*\n\\ \d+ more lines of the difference are left out\n$/s);
    expect(String(changes['diff']).length).toBeLessThan(66_000);
  });

  it('keeps a backup beside the file or under the cache', async () => {
    const host = memoryHost({ files: { '/etc/app': 'old\n' } });
    await tryTwice({ state, host, args: { name: '/etc/app', contents: 'new', backup: '.orig' } });
    expect(host.text('/etc/app.orig')).toBe('old\n');
    await tryTwice({ state, host, args: { name: '/etc/app', contents: 'newer', backup: 'minion' } });
    const [kept] = await host.files.list('/var/cache/fleet/minion/file_backup/etc');
    expect(host.text(`/var/cache/fleet/minion/file_backup/etc/${kept ?? ''}`)).toBe('new\n');
  });

  it('in test mode, an account or a source that an earlier state brings is no failure', async () => {
    const host = memoryHost();
    expect(
      await tryState({ state, host, test: true, args: { name: '/etc/x', contents: 'x', user: 'soon' } }),
    ).toMatchObject({ result: null, warnings: ['user soon does not exist yet'] });
    expect(
      await tryState({ state, host, test: true, args: { name: '/etc/x', source: '/opt/repo/file' } }),
    ).toMatchObject({ result: null });
    expect(await tryState({ state, host, args: { name: '/etc/x', contents: 'x', user: 'never' } })).toMatchObject({
      result: false,
      comment: 'user never does not exist',
    });
  });

  it('puts nothing in place that check_cmd does not agree to', async () => {
    const asked: string[] = [];
    const host = memoryHost({
      files: { '/etc/sudoers.d/deploy': 'old\n' },
      commands: [
        {
          command: /^visudo -c -f \S+\.tmp$/,
          answer: ({ line, files }) => {
            const copy = files.text(line.split(' ').at(-1) ?? '') ?? '';
            asked.push(copy);
            return copy.startsWith('good')
              ? {}
              : { exitCode: 1, stderr: `${line.split(' ').at(-1) ?? ''}: syntax error` };
          },
        },
      ],
    });
    const args = { name: '/etc/sudoers.d/deploy', check_cmd: 'visudo -c -f', tmp_ext: '.tmp' };
    expect(await tryState({ state, host, args: { ...args, contents: 'bad' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('check_cmd does not agree to the content: it: syntax error'),
    });
    expect(host.text('/etc/sudoers.d/deploy')).toBe('old\n');
    await tryTwice({ state, host, args: { ...args, contents: 'good' } });
    expect(asked).toEqual(['bad\n', 'good\n']);
    expect(host.touches.some((touch) => touch.startsWith('files.write /etc/sudoers.d'))).toBe(true);
  });

  it('refuses an empty content with allow_empty: False', async () => {
    const host = memoryHost();
    await expect(tryState({ state, host, args: { name: '/etc/x', contents: '', allow_empty: false } })).rejects.toThrow(
      /is empty/,
    );
    expect(host.touches).toEqual([]);
  });

  it('is not a directory', async () => {
    expect(await tryState({ state, host: memoryHost(), args: { name: '/etc', contents: 'x' } })).toMatchObject({
      result: false,
      comment: '/etc is a directory, not a file',
    });
  });
});
