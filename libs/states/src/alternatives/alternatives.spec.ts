import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

/** A group `editor`, kept as `status path link` and `path priority` lines: as much of update-alternatives as the states ask for. */
function machine(text?: string): ReturnType<typeof memoryHost> {
  const store = '/var/lib/alternatives';
  const answer: CommandScript['answer'] = async ({ command, files }) => {
    const [, action, ...words] = command as readonly string[];
    const [state, ...rows] = (files.text(store) ?? '').split('\n').filter((row) => row !== '');
    if (action === '--query' && state === undefined) return { exitCode: 2, stderr: 'no alternatives for editor' };
    const [status, current, link = ''] = (state ?? 'auto -').split(' ');
    if (action === '--query')
      return {
        stdout: [
          'Name: editor',
          `Link: ${link}`,
          `Status: ${status ?? ''}`,
          `Value: ${current ?? ''}`,
          ...rows.flatMap((row) => [
            '',
            `Alternative: ${row.split(' ')[0] ?? ''}`,
            `Priority: ${row.split(' ')[1] ?? ''}`,
          ]),
        ].join('\n'),
      };
    const path = words[action === '--install' ? 2 : 1] ?? '';
    const others = rows.filter((row) => !row.startsWith(`${path} `));
    const after =
      action === '--install'
        ? [`${status ?? 'auto'} ${path} ${words[0] ?? ''}`, ...others, `${path} ${words[3] ?? ''}`]
        : action === '--remove'
          ? [state ?? '', ...others]
          : [`${action === '--auto' ? `auto ${current ?? ''}` : `manual ${path}`} ${link}`, ...rows];
    await files.write(store, after.join('\n'));
    return {};
  };
  return memoryHost({
    files: { '/usr/bin/vim': 'x', '/var/lib': { kind: 'directory' }, ...(text === undefined ? {} : { [store]: text }) },
    commands: [{ command: /^update-alternatives /, answer }],
  });
}

describe('alternatives', () => {
  it('are installed, chosen, left to priority and removed', async () => {
    const host = machine();
    const args = { name: 'editor', link: '/usr/bin/editor', path: '/usr/bin/vim', priority: 50 };
    await tryTwice({ state: 'alternatives.install', host, args });
    const moved = await tryTwice({ state: 'alternatives.install', host, args: { ...args, link: '/usr/bin/edit' } });
    expect(moved.changes).toEqual({ link: { old: '/usr/bin/editor', new: '/usr/bin/edit' } });
    const set = await tryTwice({ state: 'alternatives.set', host, args: { name: 'editor', path: '/usr/bin/vim' } });
    expect(set.changes).toEqual({ editor: { old: 'auto (/usr/bin/vim)', new: '/usr/bin/vim' } });
    await tryTwice({ state: 'alternatives.auto', host, args: { name: 'editor' } });
    await tryTwice({ state: 'alternatives.remove', host, args: { name: 'editor', path: '/usr/bin/vim' } });
  });

  it.each([
    ['alternatives.install', { link: '/usr/bin/editor', path: '/nope', priority: 1 }, /\/nope does not exist/],
    ['alternatives.set', { path: '/usr/bin/nano' }, /`alternatives.install`/],
    ['alternatives.auto', {}, /no alternatives/],
  ])('%s of %j is refused with a sentence', async (state, args, sentence) => {
    const done = await tryState({ state, host: machine(), args: { name: 'editor', ...args } });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(sentence) });
    expect(await tryState({ state, host: memoryHost(), args: { name: 'editor', ...args } })).toMatchObject({
      result: false,
      comment: 'this machine has no update-alternatives',
    });
  });
});
