import { formatDiagnostic } from '@fleet/diagnostics';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { directories, loadMasterConfig, loadMinionConfig, loadProfile, saveProfile } from './index.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleet-config-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function problems(
  load: (root: string) => ReturnType<typeof loadMasterConfig | typeof loadMinionConfig>,
): Promise<string[]> {
  const outcome = await load(root);
  return outcome.ok ? [] : outcome.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic).replaceAll(root, ''));
}

describe('the configuration of the master', () => {
  it('is complete without any file', async () => {
    const outcome = await loadMasterConfig(root);
    expect(outcome).toEqual({
      ok: true,
      warnings: [],
      value: {
        fileRoots: new Map([['base', [join(root, 'srv/fleet/states')]]]),
        pillarRoots: new Map([['base', [join(root, 'srv/fleet/pillar')]]]),
        interface: '127.0.0.1',
        port: 4222,
        nats: { mode: 'child', servers: [], maxStorage: 10 * 1024 ** 3 },
        tls: 'fleet',
        servers: [],
        autosign: [],
        credentialLifetime: 30 * 24 * 3_600_000,
        nodegroups: new Map(),
        jobTimeout: 3_600_000,
        acknowledgeTimeout: 5000,
        approvals: [],
        operatorLifetime: 30 * 24 * 3_600_000,
        schedule: new Map(),
        roles: new Map(),
        keepJobs: 30,
        jobLogs: { directory: join(root, 'var/log/fleet/jobs') },
        backup: {
          directory: join(root, 'var/lib/fleet/master/backups'),
          recipients: [],
          keep: { daily: 7, weekly: 4, monthly: 6 },
          trees: false,
        },
        artifacts: { bytes: 1024 ** 3, count: 1000 },
        events: { rows: 1_000_000, bytes: 256 * 1024 ** 2, keep: 7 * 24 * 3_600_000 },
        sinks: [],
        pillar: {
          strategy: 'smart',
          mergeLists: false,
          includesOverride: false,
          scope: [],
          secretNames: [],
          recipients: [],
          identities: [],
        },
        logLevel: 'info',
        opts: {},
      },
    });
  });

  it.each([
    ['false', {}],
    ['{}', { jobLogs: { directory: 'var/log/fleet/jobs' } }],
    ['{directory: logs, keep: 7}', { jobLogs: { directory: 'logs', keep: 7 } }],
  ])('writes logs of jobs as job_logs: %s says', async (written, expected) => {
    await write('etc/fleet/master.yaml', `job_logs: ${written}\n`);
    const outcome = await loadMasterConfig(root);
    const { jobLogs } = outcome.ok ? outcome.value : {};
    expect(jobLogs && { jobLogs: { ...jobLogs, directory: relative(root, jobLogs.directory) } }).toEqual(
      'jobLogs' in expected ? expected : undefined,
    );
  });

  it('says what is wrong with job_logs', async () => {
    await write('etc/fleet/master.yaml', 'job_logs:\n  directory: 7\n  keep: 0\n  size: 1\n');
    const found = (await problems(loadMasterConfig)).join('\n');
    for (const part of ['`job_logs.directory` has to be a path', '`job_logs.keep` has to be a whole', 'job_logs.size'])
      expect(found).toContain(part);
  });

  it('takes rules of autosign as globs, and as globs for a join token', async () => {
    await write('etc/fleet/master.yaml', 'autosign:\n  - web-*\n  - {ids: "*", token: rack4}\n  - {ids: db-*}\n');
    expect(await loadMasterConfig(root)).toMatchObject({
      ok: true,
      warnings: [],
      value: { autosign: [{ ids: 'web-*' }, { ids: '*', token: 'rack4' }, { ids: 'db-*' }] },
    });
  });

  it.each(['"*"', '{ids: "**"}', '"?*"'])('warns of a rule of autosign that lets in everybody: %s', async (rule) => {
    await write('etc/fleet/master.yaml', `autosign: [web-*, ${rule}]\n`);
    expect(await loadMasterConfig(root)).toMatchObject({ ok: true, warnings: [{ code: 'config.open-autosign' }] });
  });

  it.each(['{token: rack4}', '{ids: a, tokn: b}', '{ids: ""}', '7', '{ids: a, token: 7}'])(
    'refuses a rule of autosign that is none: %s',
    async (rule) => {
      await write('etc/fleet/master.yaml', `autosign: [${rule}]\n`);
      expect(await problems(loadMasterConfig)).toEqual([expect.stringContaining('{ids: miner-*, token: rack4}')]);
    },
  );

  it('takes what is written, drop-ins in the order of their names', async () => {
    await write(
      'etc/fleet/master.yaml',
      'port: 5000\nlog_level: warning\nnats: {binary: opt/nats-server}\nopts: {home_dir: /home/a, deep: {a: 1, b: 2}}\n',
    );
    await write('etc/fleet/master.d/20-b.conf', 'port: 5002\nopts: {deep: {b: 3}}\n');
    await write(
      'etc/fleet/master.d/10-a.yaml',
      'port: 5001\nservers: [master.example, "nats://10.0.0.1:5222"]\nfile_roots: {base: [srv/a, /b], dev: [/c]}\n',
    );
    await write('etc/fleet/master.d/99-c.bak', 'port: 1\n');
    const outcome = await loadMasterConfig(root);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        port: 5002,
        logLevel: 'warn',
        nats: { binary: join(root, 'opt/nats-server') },
        servers: ['nats://master.example:4222', 'nats://10.0.0.1:5222'],
        fileRoots: new Map([
          ['base', [join(root, 'srv/a'), '/b']],
          ['dev', ['/c']],
        ]),
        opts: { home_dir: '/home/a', deep: { a: 1, b: 3 } },
      },
    });
  });

  it('takes node groups as texts and as lists of words', async () => {
    await write('etc/fleet/master.yaml', 'nodegroups:\n  web: web*\n  both: [N@web, or, G@role:db]\n');
    const outcome = await loadMasterConfig(root);
    expect(outcome.ok && [...outcome.value.nodegroups]).toEqual([
      ['web', 'web*'],
      ['both', 'N@web or G@role:db'],
    ]);
    await write('etc/fleet/master.yaml', 'nodegroups:\n  web: [1]\n');
    expect((await problems(loadMasterConfig)).join()).toMatch(/lists of their words/);
  });

  it('names an unknown key, what was probably meant, and where', async () => {
    await write('etc/fleet/master.d/a.conf', '# mine\nfile_rots:\n  base: [/srv]\nnats:\n  max_storge: 1GiB\n');
    expect(await problems(loadMasterConfig)).toEqual([
      [
        '/etc/fleet/master.d/a.conf:2:1: error: there is no setting `file_rots` [config.unknown-key]',
        '  Did you mean `file_roots`?',
        '    1 | # mine',
        '  > 2 | file_rots:',
        '      | ^',
        '    3 |   base: [/srv]',
      ].join('\n'),
      expect.stringContaining(
        '/etc/fleet/master.d/a.conf:5:3: error: there is no setting `nats.max_storge` [config.unknown-key]\n  Did you mean `nats.max_storage`?',
      ),
    ]);
  });

  it('tells everything that is wrong at once', async () => {
    await write(
      'etc/fleet/master.yaml',
      'port: 70000\nlog_level: loud\nservers: nats://a\nfile_roots: [/srv]\nnats: {mode: external}\n',
    );
    const said = await problems(loadMasterConfig);
    expect(said.map((text) => text.split('\n')[0])).toEqual([
      expect.stringContaining('`file_roots` has to be a mapping of environments'),
      '/etc/fleet/master.yaml:1:1: error: `port` has to be a whole number from 0 to 65535 [config.wrong-value]',
      expect.stringContaining('`servers` has to be a list of bus addresses'),
      expect.stringContaining('`log_level` has to be one of'),
      expect.stringContaining('`nats.servers` has to name the servers of the external bus'),
    ]);
  });

  it('takes when and for whom backups are made', async () => {
    await write(
      'etc/fleet/master.yaml',
      'keep_bytes: 2GiB\nbackup:\n  schedule: "03:05"\n  recipients: [age1abc]\n  keep: {weekly: 8}\n  directory: srv/backups\n  trees: true\n',
    );
    expect(await loadMasterConfig(root)).toMatchObject({
      ok: true,
      value: {
        keepBytes: 2 * 1024 ** 3,
        backup: {
          directory: join(root, 'srv/backups'),
          schedule: '5 3 * * *',
          recipients: ['age1abc'],
          keep: { daily: 7, weekly: 8, monthly: 6 },
          trees: true,
        },
      },
    });
  });

  it.each([
    ['{schedule: "25:00", recipients: [age1a]}', '`backup.schedule` has to be a time of day'],
    ['{schedule: "03:30"}', '`backup.schedule` needs `backup.recipients`'],
    ['{recipients: [AGE-SECRET-KEY-1X]}', '`backup.recipients` has to be a list of age recipients'],
    ['{keep: {daily: 0}}', '`backup.keep` has to be a mapping'],
    ['{keep: {hourly: 1}}', '`backup.keep` has to be a mapping'],
    ['{trees: 1}', '`backup.trees` has to be true or false'],
    ['{directory: ""}', '`backup.directory` has to be a path'],
    ['{when: 1}', 'there is no setting `backup.when`'],
  ])('refuses backup: %s', async (text, sentence) => {
    await write('etc/fleet/master.yaml', `backup: ${text}\n`);
    expect((await problems(loadMasterConfig)).join()).toContain(sentence);
  });

  it('says how pillars are made, and refuses what would hold nothing back', async () => {
    await write(
      'etc/fleet/master.yaml',
      'pillar_scope: [{registry: nodes, assigned: mine}]\npillar_secrets: ["*pin"]\npillar_source_merging_strategy: overwrite\npillar_merge_lists: yes\npillar_identities: [etc/fleet/old.age]\n',
    );
    expect(await loadMasterConfig(root)).toMatchObject({
      ok: true,
      value: {
        pillar: {
          strategy: 'overwrite',
          mergeLists: true,
          scope: [{ registry: 'nodes', assigned: 'mine' }],
          secrets: ['*pin'],
          identities: [join(root, 'etc/fleet/old.age')],
        },
      },
    });
    await write(
      'etc/fleet/master.yaml',
      'pillar_scope: [{registry: nodes, asigned: mine}]\npillar_source_merging_strategy: smrt\npillar_recipients: [AGE-SECRET-KEY-1]\n',
    );
    expect((await problems(loadMasterConfig)).map((text) => text.split('\n')[0])).toEqual([
      expect.stringContaining('master.yaml:2:1: error: `pillar_source_merging_strategy` has to be one of smart'),
      expect.stringContaining('master.yaml:1:1: error: `pillar_scope` has to be a list of mappings'),
      expect.stringContaining('`pillar_recipients` has to be a list of age recipients'),
    ]);
  });

  it.each([
    ['a broken text', 'port: [1\n', 'config.yaml'],
    ['the same key twice', 'port: 1\nport: 2\n', 'config.yaml'],
    ['a list', '- port\n', 'config.not-a-mapping'],
  ])('refuses %s with its place', async (_what, text, code) => {
    await write('etc/fleet/master.yaml', text);
    const [first] = await problems(loadMasterConfig);
    expect(first).toContain(code);
    expect(first).toMatch(/^\/etc\/fleet\/master\.yaml:\d+:/);
  });

  it('takes a file with nothing in it for no file', async () => {
    await write('etc/fleet/master.yaml', '# nothing yet\n');
    await write('etc/fleet/master.d/a.conf', 'port:\n');
    expect(await loadMasterConfig(root)).toMatchObject({ ok: true, value: { port: 4222 } });
  });

  it('cannot be tricked by names of prototypes', async () => {
    await write('etc/fleet/master.yaml', 'opts: {__proto__: {polluted: 1}, constructor: 2}\n');
    await write('etc/fleet/master.d/a.conf', 'opts: {__proto__: {polluted: 2}}\n');
    await loadMasterConfig(root);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('the id of a minion', () => {
  const id = async (): Promise<unknown> => {
    const outcome = await loadMinionConfig(root);
    return outcome.ok ? outcome.value.id : outcome.diagnostics.map((diagnostic) => diagnostic.summary);
  };

  it('is that of the configuration, else of minion_id, else the name of the host', async () => {
    expect(await id()).toBe(hostname());
    await write('etc/fleet/minion_id', 'web1.example\n');
    expect(await id()).toBe('web1.example');
    await write('etc/fleet/minion.yaml', 'id: web2\n');
    expect(await id()).toBe('web2');
    await write('etc/fleet/minion.yaml', 'id: 42\n');
    expect(await id()).toBe('42');
  });

  it.each(['../etc', 'a b', 'a/b', '.hidden', 'a*', 'ü', '', 'x'.repeat(254)])('is refused: %s', async (text) => {
    await write('etc/fleet/minion.yaml', `id: ${JSON.stringify(text)}\n`);
    expect(await id()).toEqual([expect.stringContaining('`id` has to be')]);
    await write('etc/fleet/minion.yaml', '');
    await write('etc/fleet/minion_id', text);
    expect(await id()).toEqual([expect.stringContaining('the minion id has to be')]);
  });
});

describe('the configuration of a minion', () => {
  it('takes what is written', async () => {
    await write(
      'etc/fleet/minion.yaml',
      'id: a\nmaster: master.example\njoin_token_file: etc/fleet/token\ntest: yes\ngrains: {role: web, letter: y, quiet: no}\ndisabled_functions: ["cmd.*"]\nallowed_functions: ["*"]\noutbox_bytes: 1MiB\nbeat_interval: 2.5\n',
    );
    expect(await loadMinionConfig(root)).toMatchObject({
      ok: true,
      value: {
        servers: ['nats://master.example:4222'],
        joinTokenFile: join(root, 'etc/fleet/token'),
        test: true,
        grains: { role: 'web', letter: 'y', quiet: false },
        functionRules: {
          disabled: { globs: ['cmd.*'], at: `${join(root, 'etc/fleet/minion.yaml')}:6` },
          allowed: { globs: ['*'], at: `${join(root, 'etc/fleet/minion.yaml')}:7` },
        },
        outboxBytes: 1024 ** 2,
        beatInterval: 2500,
      },
    });
  });

  it('does not take two answers to one question', async () => {
    await write('etc/fleet/minion.yaml', 'id: a\nmaster: a\nservers: [b]\njoin_token: x\njoin_token_file: y\n');
    expect(await problems(loadMinionConfig)).toEqual([
      expect.stringContaining('`master` and `servers`'),
      expect.stringContaining('`join_token` and `join_token_file`'),
    ]);
  });
});

describe('the profile of an operator', () => {
  const profile = {
    servers: ['nats://127.0.0.1:4222'],
    credentials: 'operators/root.creds',
    rootKey: 'A'.repeat(43),
  };

  it('is read back from the root that it was written to, with its credentials beside it', async () => {
    expect(await saveProfile(root, profile)).toBe(directories(root).operator.profile);
    const expected = { ...profile, credentials: join(root, 'etc/fleet/operators/root.creds') };
    expect(await loadProfile(root)).toEqual(expected);
    expect(await loadProfile(directories(root).operator.profile)).toEqual(expected);
  });

  it('keeps how its operator wants state runs shown', async () => {
    const wished = { ...profile, credentials: '/x.creds', stateOutput: 'changes', stateVerbose: false };
    await saveProfile(root, wished);
    expect(await loadProfile(root)).toEqual(wished);
  });

  it.each([
    ['nothing', undefined, 'there is no profile here'],
    ['no JSON', '{', 'it is not JSON'],
    ['a list', '[]', 'it is not a mapping'],
    ['another key', JSON.stringify({ ...profile, master_key: 1 }), 'unknown key, "master_key"'],
    ['no servers', JSON.stringify({ ...profile, servers: [] }), '`servers` has to be'],
    ['no word for an output', JSON.stringify({ ...profile, stateOutput: 1 }), '`stateOutput` has to be'],
    ['yes for true', JSON.stringify({ ...profile, stateVerbose: 'yes' }), '`stateVerbose` has to be true or false'],
    ['no root key', JSON.stringify({ ...profile, rootKey: 'x' }), '`rootKey` has to be'],
  ])('is refused with %s', async (_what, text, reason) => {
    if (text !== undefined) await write('etc/fleet/fleetctl.json', text);
    await expect(loadProfile(root)).rejects.toMatchObject({
      code: 'profile-unusable',
      reason: expect.stringContaining(reason),
    });
  });
});
