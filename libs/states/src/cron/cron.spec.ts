import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandScript } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

/** A crontab that is kept in a file, as cron keeps it. */
function withCrontab(text?: string): ReturnType<typeof memoryHost> {
  const spool = '/var/spool/cron/root';
  const commands: CommandScript[] = [
    {
      command: 'crontab -u root -l',
      answer: ({ files }) => {
        const now = files.text(spool);
        return now === undefined ? { exitCode: 1, stderr: 'no crontab for root' } : { stdout: now };
      },
    },
    {
      command: 'crontab -u root -',
      answer: async ({ files, options }) => {
        await files.write(spool, options.stdin ?? '');
        return {};
      },
    },
  ];
  return memoryHost({
    files: { '/var/spool/cron': { kind: 'directory' }, ...(text === undefined ? {} : { [spool]: text }) },
    commands,
  });
}
const crontab = (host: ReturnType<typeof memoryHost>): string | undefined => host.text('/var/spool/cron/root');

describe('cron.absent', () => {
  it('finds a job by its identifier alone', async () => {
    const host = withCrontab('# SALT_CRON_IDENTIFIER:backup\n0 * * * * /bin/backup\n');
    await tryTwice({ state: 'cron.absent', host, args: { name: '', identifier: 'backup' } });
    expect(crontab(host)).toBe('');
  });

  it('does not guess which job is meant', async () => {
    const host = withCrontab('0 * * * * /bin/backup\n');
    expect((await tryState({ state: 'cron.absent', host, args: { name: '' } })).result).toBe(false);
  });
});

describe('cron.present', () => {
  const state = 'cron.present';

  it('adds a job to a crontab that is not there yet', async () => {
    const host = withCrontab();
    const args = { name: '/bin/backup --all', identifier: 'backup', minute: 30, hour: '*/2', comment: 'every night' };
    const done = await tryTwice({ state, host, args });
    expect(crontab(host)).toBe('# every night SALT_CRON_IDENTIFIER:backup\n30 */2 * * * /bin/backup --all\n');
    expect(done.changes).toEqual({ root: { old: '', new: '30 */2 * * * /bin/backup --all' } });
  });

  it('finds its job by identifier or by command, and leaves the others', async () => {
    const host = withCrontab('MAILTO=a\n# mine\n5 4 * * * /bin/own\n# SALT_CRON_IDENTIFIER:b\n0 1 * * * /bin/old\n');
    await tryTwice({ state, host, args: { name: '/bin/new', identifier: 'b', special: '@daily' } });
    expect(crontab(host)).toBe('MAILTO=a\n# mine\n5 4 * * * /bin/own\n# SALT_CRON_IDENTIFIER:b\n@daily /bin/new\n');
    await tryTwice({ state, host, args: { name: '/bin/own', minute: 6, hour: 4, commented: true } });
    expect(crontab(host)).toBe(
      'MAILTO=a\n# mine SALT_CRON_IDENTIFIER:/bin/own\n#DISABLED#6 4 * * * /bin/own\n# SALT_CRON_IDENTIFIER:b\n@daily /bin/new\n',
    );
  });

  it('picks a random minute once', async () => {
    const host = withCrontab();
    const args = { name: '/bin/x', minute: 'random', hour: 3 };
    await tryTwice({ state, host, args });
    expect(crontab(host)).toMatch(/^# SALT_CRON_IDENTIFIER:\/bin\/x\n([0-5]?\d) 3 \* \* \* \/bin\/x\n$/);
    const held = withCrontab('# SALT_CRON_IDENTIFIER:/bin/x\n59 3 * * * /bin/x\n');
    expect(await tryState({ state, host: held, args })).toMatchObject({ result: true, changed: [] });
  });

  it('picks another random minute on another minion', async () => {
    const jobs = new Set<string | undefined>();
    for (const id of ['web1', 'web2', 'web3', 'web4']) {
      const host = withCrontab();
      await tryTwice({ state, host, id, args: { name: '/bin/x', minute: 'random', hour: 'random' } });
      jobs.add(crontab(host));
    }
    expect(jobs.size).toBeGreaterThan(1);
  });

  it('takes no variable for a job', async () => {
    const host = withCrontab('WORDS=a b c d /bin/x\n');
    await tryTwice({ state, host, args: { name: '/bin/x', special: '@daily' } });
    expect(crontab(host)).toBe('WORDS=a b c d /bin/x\n# SALT_CRON_IDENTIFIER:/bin/x\n@daily /bin/x\n');
  });

  it('says what is missing', async () => {
    expect(await tryState({ state, host: memoryHost(), args: { name: 'x' } })).toMatchObject({
      result: false,
      comment: 'this machine has no crontab',
    });
    expect(await tryState({ state, host: withCrontab(), args: { name: 'x', user: 'nobody' } })).toMatchObject({
      result: false,
      comment: 'the account nobody does not exist',
    });
    expect(await tryState({ state, host: withCrontab(), args: { name: 'x', minute: '1 2' } })).toMatchObject({
      result: false,
    });
  });
});

describe('cron.absent', () => {
  it('removes the job with its mark, and no other comment', async () => {
    const host = withCrontab('# keep\n\n# note\n# SALT_CRON_IDENTIFIER:b\n0 1 * * * /bin/old\n1 1 * * * /bin/other\n');
    await tryTwice({ state: 'cron.absent', host, args: { name: 'whatever', identifier: 'b', minute: 3 } });
    expect(crontab(host)).toBe('# keep\n\n# note\n1 1 * * * /bin/other\n');
  });

  it('is done where the account does not exist', async () => {
    for (const state of ['cron.absent', 'cron.env_absent'])
      expect(await tryState({ state, host: withCrontab(), args: { name: 'X', user: 'nobody' } })).toMatchObject({
        result: true,
        changed: [],
      });
  });
});

describe('cron.env_present and cron.env_absent', () => {
  it('set a variable above the jobs and remove it', async () => {
    const host = withCrontab('1 1 * * * /bin/x\n');
    await tryTwice({ state: 'cron.env_present', host, args: { name: 'MAILTO', value: 'a@b' } });
    expect(crontab(host)).toBe('MAILTO=a@b\n1 1 * * * /bin/x\n');
    await tryTwice({ state: 'cron.env_absent', host, args: { name: 'MAILTO' } });
    expect(crontab(host)).toBe('1 1 * * * /bin/x\n');
  });
});

describe('cron.file', () => {
  const state = 'cron.file';
  const tree = { 'cron/tab': 'MAILTO={{ pillar.mail }}\n1 1 * * * /bin/x\n', 'cron/plain': '1 1 * * * /bin/x\n' };

  it('replaces the whole crontab by a rendered file, and tells the difference', async () => {
    const host = withCrontab('2 2 * * * /bin/old\n');
    const done = await tryTwice({
      state,
      host,
      tree,
      pillar: { mail: 'a@b' },
      args: { name: 'salt://cron/tab', template: 'jinja' },
    });
    expect(crontab(host)).toBe('MAILTO=a@b\n1 1 * * * /bin/x\n');
    expect(done.changes['diff']).toContain('-2 2 * * * /bin/old\n+MAILTO=a@b\n');
  });

  it('leaves one that is there where it is not to be replaced', async () => {
    const host = withCrontab('2 2 * * * /bin/old\n');
    const args = { name: 'salt://cron/plain', replace: false };
    expect(await tryState({ state, host, tree, args })).toMatchObject({ result: true, changed: [] });
    await tryTwice({ state, host: withCrontab(), tree, args });
  });

  it.each([
    [{ name: 'salt://cron/nope' }, /cron\/nope/],
    [{ name: 'salt://cron/plain', user: 'nobody' }, /account nobody/],
  ])('refuses %j with a sentence', async (args, comment) => {
    const host = withCrontab('2 2 * * * /bin/old\n');
    expect(await tryState({ state, host, tree, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(comment),
    });
    expect(crontab(host)).toBe('2 2 * * * /bin/old\n');
  });
});
