import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

/** Settings in a file, one `name value` a line: as much of git as the states ask for. */
function withGit(text: string, where: string): ReturnType<typeof memoryHost> {
  const store = '/srv/git-settings';
  const answer: CommandScript['answer'] = async ({ command, files }) => {
    const words = (command as readonly string[]).slice(command.indexOf('config') + 2);
    const [action, name, value] = words.filter((word) => word !== '--');
    const rows = (files.text(store) ?? '').split('\n').filter((row) => row !== '');
    const own = rows.filter((row) => row.startsWith(`${name ?? ''} `)).map((row) => row.slice((name ?? '').length + 1));
    if (action === '--get-all') return own.length === 0 ? { exitCode: 1 } : { stdout: own.join('\n') };
    const others = action === '--add' ? rows : rows.filter((row) => !row.startsWith(`${name ?? ''} `));
    const rest = action === '--unset-all' ? others : [...others, `${name ?? ''} ${value ?? ''}`];
    await files.write(store, rest.map((row) => `${row}\n`).join(''));
    return {};
  };
  return memoryHost({
    files: { [store]: text, '/opt/app': { kind: 'directory' } },
    commands: [{ command: new RegExp(`^git ${where} `), answer }],
  });
}

describe('git.config_set', () => {
  it('sets one value, or several in their order', async () => {
    const host = withGit('user.name x\nuser.email old\n', 'config --global');
    const done = await tryTwice({
      state: 'git.config_set',
      host,
      args: { name: 'user.email', value: 'new', global: true },
    });
    expect(done.changes).toEqual({ 'user.email': { old: 'old', new: 'new' } });
    const repo = withGit('', '-C /opt/app config --local');
    await tryTwice({
      state: 'git.config_set',
      host: repo,
      args: { name: 'remote.o.fetch', value: ['a', 'b'], repo: '/opt/app' },
    });
    expect(repo.text('/srv/git-settings')).toBe('remote.o.fetch a\nremote.o.fetch b\n');
  });

  it.each([
    [{ name: 'user.email', value: 'x' }, /`repo`, or with `global/],
    [{ name: 'email', value: 'x', global: true }, /not the name of a setting/],
    [{ name: 'user.email', value: 'x', repo: '/nope' }, /\/nope does not exist/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const done = await tryState({ state: 'git.config_set', host: withGit('', 'config --global'), args });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(sentence) });
  });
});

describe('git.config_unset', () => {
  it('removes every value', async () => {
    const host = withGit('a.b 1\na.b 2\nc.d 3\n', 'config --global');
    await tryTwice({ state: 'git.config_unset', host, args: { name: 'a.b', global: true } });
    expect(host.text('/srv/git-settings')).toBe('c.d 3\n');
  });
});
