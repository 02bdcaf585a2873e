import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobStore } from '@fleet/jobs';
import { canary, formsOf, foundIn } from './canaries.mjs';
import { bin, runProgram } from './fleet.mjs';
import { startSite } from './site.mjs';
import { subjectAt } from './wire.mjs';

/**
 * Secrets are planted, a fleet works with them in every way that shows something, and then they are looked for wherever a byte of it
 * may have come to lie. What must hold one is named below; anything else fails with the sink, the canary and its form.
 */
const planted = {
  /** Marked in the formula of its states. */
  marked: canary('marked'),
  /** Named as secrets usually are; of characters that every writer escapes in another way. */
  odd: canary('odd', ` "p&q/r'%`),
  /** Encrypted in the pillar's file, with a name that says nothing. */
  encrypted: canary('encrypted'),
  /** Named by `secret_names` of master and minion. */
  pattern: canary('pattern'),
  /** `pillar=` of a run. */
  override: canary('override'),
  /** Arguments with the name of a secret. */
  argument: canary('argument'),
  /** In the file that a run replaces: the old side of a diff, which no pillar knows. */
  replaced: canary('replaced'),
  seed: '',
  token: '',
  /** What signs the commands of the master. */
  command: '',
};
type Name = keyof typeof planted;

let site: Awaited<ReturnType<typeof startSite>>;
let journal: string | undefined;
const spoken: { name: string; data: string }[] = [];
const host = () => site.lab.hosts.get('canary-01')!;

/** fleetctl, and what it said is a sink. */
async function tell(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await site.fleet.fleetctl(...words);
  spoken.push({ name: `fleetctl ${words.slice(0, 3).join(' ')} (stdout, exit ${code})`, data: stdout });
  spoken.push({ name: `fleetctl ${words.slice(0, 3).join(' ')} (stderr)`, data: stderr });
  return stdout + stderr;
}

/** What lies on the disk of a minion only as long as a job runs, or the master is away, is copied to where the search finds it. */
async function whileItIsCutOff(): Promise<void> {
  const home = '/var/lib/fleet/minion';
  const has = (what: string) => async () => (await host().exec(`ls ${home}/${what}`)).code === 0;
  const running = [
    tell('canary-01', 'state.apply', 'vault.slow'),
    tell('canary-01', 'cmd.run', 'cat /etc/vault.env; sleep 15; cat /etc/vault.env'),
  ];
  await site.fleet.waitFor('a job that has done something', has('*/*.partial'));
  await site.fleet.waitFor('a job that has said something', has('output/*'));
  await host().must(`mkdir /root/kept && cp -a ${home}/journal ${home}/output /root/kept`);
  // With its nats-server: a master that is killed leaves that behind, and the return would go there.
  await site.fleet.stop();
  await site.fleet.waitFor('a return that waits', has('outbox/*.json'));
  await host().must(`cp -a ${home}/outbox /root/kept`);
  await site.fleet.start();
  await Promise.all(running);
  await host().must('systemctl stop fleet-minion');
  await tell('--queue', 'canary-01', 'test.arg', `password=${planted.argument}`);
  await host().must('systemctl start fleet-minion');
  await site.fleet.waitFor('the minion', async () => (await site.fleet.fleetctl('canary-01', 'test.ping')).code === 0);
}

const folder = (path: string): string => join(site.folder, path);
function write(path: string, text: string): void {
  mkdirSync(join(folder(path), '..'), { recursive: true });
  writeFileSync(folder(path), text);
}

beforeAll(async () => {
  site = await startSite(['canary-01'], {
    spec: 'canary',
    recorded: true,
    prepare: ({ fleet }: { fleet: { options: { root: string } } }) =>
      appendFileSync(
        join(fleet.options.root, 'etc/fleet/master.yaml'),
        "\nsecret_names: ['*_pin']\nlog_level: trace\n",
      ),
  });
  const { root } = site.fleet.options;
  await runProgram(bin('fleet-master'), ['pillar', 'key', '--root', root]);
  write('plain', planted.encrypted);
  const { stdout: armored, stderr } = await runProgram(bin('fleet-master'), [
    'pillar',
    'encrypt',
    '--root',
    root,
    folder('plain'),
  ]);
  expect(`${armored}${stderr}`).toContain('BEGIN AGE');
  write('plain', '');
  write('states/vault/formula.yaml', 'pillar:\n  secrets: [plain_looking]\n');
  write('pillar/top.sls', "base:\n  '*':\n    - vault\n");
  write(
    'pillar/vault.sls',
    `plain_looking: ${planted.marked}\nwallet_password: ${JSON.stringify(planted.odd)}\ndoor_pin: ${planted.pattern}\nharmless: |\n${armored.replace(/^/gm, '  ')}\n`,
  );
  write(
    'states/vault/init.sls',
    `/etc/vault.env:
  file.managed:
    - mode: '0600'
    - contents: {{ ('A=' ~ pillar.plain_looking ~ ' B=' ~ pillar.harmless ~ ' C=' ~ pillar.door_pin ~ ' D=' ~ pillar.wallet_password) | tojson }}
/etc/vault.conf:
  file.managed:
    - contents: |
        # read by everybody
        plain_looking = {{ pillar.plain_looking }}
        other = {{ pillar.harmless }}
    - show_changes: True
`,
  );
  write(
    'states/vault/unit.sls',
    '/etc/systemd/system/vault.service:\n  file.managed:\n    - contents: |\n        [Service]\n        Environment=INNOCENT={{ pillar.plain_looking }}\n        ExecStart=/bin/sleep infinity\nvault:\n  service.running:\n    - require:\n      - file: /etc/systemd/system/vault.service\n',
  );
  write(
    'states/vault/leak.sls',
    `say it in every way:
  cmd.run:
    - name: |
        cat /etc/vault.env
        base64 /etc/vault.env; base64 -w 20 /etc/vault.env; (printf x; cat /etc/vault.env) | base64; (printf xy; cat /etc/vault.env) | base64
        od -An -v -tx1 /etc/vault.env | tr -d ' \\n'; od -An -v -tx1 /etc/vault.env | tr -d ' '
        fold -w 9 /etc/vault.env
        node -e "const t = require('fs').readFileSync('/etc/vault.env', 'utf8'); console.log(encodeURIComponent(t), JSON.stringify({t}), JSON.stringify(JSON.stringify({t})))"
        cat /etc/vault.env >&2
{{ pillar.plain_looking }}:
  cmd.run:
    - name: "false {{ pillar.harmless }}"
    - env:
      - INNOCENT: {{ pillar.door_pin }}
told:
  event.send:
    - name: vault/told
    - data: {what: "{{ pillar.plain_looking }}", raw: {{ pillar.wallet_password | tojson }}}
kept:
  artifact.collected:
    - name: /etc/vault.env
    - secret: True
`,
  );
  write(
    'states/vault/slow.sls',
    'include:\n  - vault.leak\nwait:\n  cmd.run:\n    - name: cat /etc/vault.env; sleep 15; cat /etc/vault.env\n',
  );
  write('states/vault/broken.sls', 'x: [ {{ pillar.plain_looking }} {{ pillar.harmless }}\n');
  write('states/vault/raises.sls', "{{ salt['test.exception'](pillar.plain_looking) }}\n");
  write(
    'states/vault/wrong.sls',
    'x:\n  file.managed:\n    - mode: {{ pillar.harmless }}\n    - nam: {{ pillar.plain_looking }}\n',
  );
  write('states/top.sls', "base:\n  '*':\n    - vault\n");
  await host().must('cat >> /etc/fleet/minion.yaml && systemctl restart fleet-minion', {
    input: "secret_names: ['*_pin']\n",
  });
  await site.fleet.waitFor('the minion', async () => (await site.fleet.fleetctl('canary-01', 'test.ping')).code === 0);
}, 240_000);

afterAll(async () => {
  await site?.stop();
}, 60_000);

describe('a fleet that works with secrets', () => {
  it('works', async () => {
    planted.seed = (
      JSON.parse(await host().readFile('/var/lib/fleet/minion/identity/keys.json')) as { seed: string }
    ).seed;
    planted.token = await site.fleet.token();
    const keys = join(site.fleet.options.root, 'var/lib/fleet/master/keys');
    planted.command = readFileSync(join(keys, 'command.seed'), 'utf8').trim();
    const watching = site.fleet.fleetctl('--timeout', '60', 'events', '--count', '1').catch(() => undefined);
    await host().writeFile('/etc/vault.conf', `wallet_password = ${planted.replaced}\n`);
    expect(await tell('canary-01', 'state.apply', 'vault')).toMatch(/Failed: +0/);
    expect(await host().must('cat /etc/vault.env')).toContain(planted.odd);
    for (const words of [
      ['state.apply', 'vault', 'test=True'],
      [
        'state.apply',
        'vault',
        `pillar={"plain_looking": "${planted.override}", "wallet_password": "${planted.override}"}`,
      ],
      ['state.apply', 'vault.unit'],
      ['state.apply', 'vault.leak'],
      ['state.apply', 'vault.broken'],
      ['state.apply', 'vault.raises'],
      ['state.apply', 'vault.wrong'],
      ['state.show_sls', 'vault'],
      ['state.show_lowstate'],
      ['pillar.items'],
      ['pillar.get', 'harmless'],
      ['pillar.explain', 'plain_looking'],
      ['cmd.run', 'cat /etc/vault.env /etc/vault.conf'],
      [
        'cmd.run',
        'base64 /etc/vault.env; cat /var/lib/fleet/minion/identity/*.json; systemctl show -p Environment vault',
      ],
      ['cmd.run', `cat /etc/vault.env | sed "s/^/\\x27/"; exit 3`],
      ['test.arg', `password=${planted.argument}`, `token={"a": ["${planted.argument}"]}`],
      ['test.arg', `NODE_PRIVATE_KEY=${planted.argument}`],
      ['test.echo', `door_pin=${planted.argument}`],
      ['test.exception', `password=${planted.argument}`],
      ['schedule.list'],
      ['file.read', '/etc/vault.env'],
      ['environ.items'],
    ])
      await tell('canary-01', ...words);
    await tell('-v', '--out', 'json', 'canary-01', 'cmd.run', 'cat /etc/vault.env; sleep 1; cat /etc/vault.env');
    for (const words of [
      ['lint'],
      ['jobs', 'list', '-n', '100'],
      ['status', '--refusals'],
      ['artifacts', 'list'],
      ['key', 'list'],
    ])
      await tell(...words);
    for (const { jid } of (await site.fleet.ask('jobs', 'list', '-n', '100')).jobs as { jid: string }[]) {
      await tell('jobs', 'show', jid);
      await tell('--out', 'json', 'jobs', 'show', jid);
    }
    await watching;
    // Shown to whoever may see it, and to nobody else: what fleetctl says here is no sink.
    const { stdout: shown } = await site.fleet.fleetctl('--show-secrets', 'canary-01', 'pillar.items');
    expect(shown).toContain(planted.encrypted);
    await whileItIsCutOff();
    write('passphrase', 'of nothing that is looked for\n');
    const wanted = ['--root', site.fleet.options.root, '--passphrase-file', folder('passphrase')];
    expect(await runProgram(bin('fleet-master'), ['backup', 'create', ...wanted])).toMatchObject({ code: 0 });
    // Whatever is written a moment later.
    await host().must('journalctl --sync');
  }, 600_000);

  it('found each of them to be one', () => {
    const heard = site.wire!.heard().reduce((sum: number, { data }: { data: Buffer }) => sum + data.length, 0);
    expect(heard).toBeGreaterThan(100_000);
    for (const name of Object.keys(planted) as Name[]) expect([name, planted[name].length > 20]).toEqual([name, true]);
    const masks = spoken.filter(({ data }) => data.includes('**********')).length;
    expect(masks).toBeGreaterThan(10);
  });
});

/** What has to hold one: sink → canaries. */
const allowed: readonly (readonly [sink: RegExp, ...names: (Name | '*')[]])[] = [
  // The master: the pillar as its authors wrote it is not below its root. Its keys open what is encrypted.
  [/\/var\/lib\/fleet\/master\/keys\/command\.seed$/, 'command'],
  // The minion: files that states wrote, and who it is.
  [/^canary-01:\/etc\/vault\.(env|conf)$/, '*'],
  [/^canary-01:\/etc\/systemd\/system\/vault\.service$/, '*'],
  [/^canary-01:\/var\/lib\/fleet\/minion\/identity\//, 'seed'],
  // systemd shows the environment of a unit to everybody, as its documentation says.
  [/^canary-01:\/run\/systemd\//, 'marked'],
  // A question of an operator to the master, on the operator's own connection: nothing but TLS hides it there.
  [/^wire: connection \d+ (to|from) the bus fl\.api\.\S+\.job_create$/, 'argument', 'override'],
  // The override goes back to the master with the minion's question for its pillar, on the minion's own connection.
  [/^wire: connection \d+ to the bus fl\.rpc\.\S+\.pillar$/, 'override'],
  // An operator asked for it.
  [/^wire: connection \d+ from the bus _INBOX\.\S+ \(token\)$/, 'token'],
];

function isAllowed(sink: string, name: Name): boolean {
  return allowed.some(([pattern, ...names]) => pattern.test(sink) && (names.includes('*') || names.includes(name)));
}

const names = (Object.keys(planted) as Name[]).sort();

describe.each(names)('the canary %s', (name) => {
  it('is not in what fleetctl said', () => {
    const found = spoken.flatMap((sink) => {
      const hit = foundIn(sink.data, planted[name]);
      return hit ? [`${sink.name}: ${hit.form}`] : [];
    });
    expect(found).toEqual([]);
  });

  it('is not on the wire', () => {
    const found = site.wire!.heard().flatMap(({ name: connection, data }: { name: string; data: Buffer }) => {
      const hits: string[] = [];
      for (const [form, text] of formsOf(planted[name])) {
        for (let at = data.indexOf(text); at >= 0 && hits.length < 20; at = data.indexOf(text, at + 1)) {
          const subject = subjectAt(data, at);
          const sink = `wire: ${connection} ${subject}${name === 'token' ? ' (token)' : ''}`;
          if (!isAllowed(sink, name)) hits.push(`${sink}: ${form}`);
        }
      }
      return [...new Set(hits)];
    });
    expect(found).toEqual([]);
  });

  it('is not on the disk of the master', async () => {
    const { root } = site.fleet.options;
    const { code, stdout, stderr } = await runProgram('grep', [
      '-rlaF',
      '--devices=skip',
      ...patternsOf(name),
      '--',
      root,
    ]);
    if (code > 1 && !/No such file/.test(stderr)) throw new Error(`grep: ${stderr}`);
    const found = filesIn(stdout);
    expect(found.filter((sink) => !isAllowed(sink, name))).toEqual([]);
    if (name === 'command') expect(found.filter((sink) => isAllowed(sink, name))).toHaveLength(1);
    const hit = foundIn(readFileSync(site.fleet.logFile), planted[name]);
    expect(hit).toBeUndefined();
  });

  it('is not in the store, where long returns lie deflated and no grep would see it', () => {
    const store = JobStore.open(join(site.fleet.options.root, 'var/lib/fleet/master/store/fleet.db'));
    try {
      const jobs = store.jobs.list(200).map(({ jid }) => store.jobs.show(jid));
      const texts = jobs.map((job) => JSON.stringify(job));
      expect(texts.some((text) => text.includes('say it in every way'))).toBe(true);
      const found = [...texts, JSON.stringify(store.audit.list(1000))].flatMap(
        (text) => foundIn(text, planted[name]) ?? [],
      );
      expect(found).toEqual([]);
    } finally {
      store.close();
    }
  });

  it('is not on the disk of the minion, nor in its journal', async () => {
    // What was written since the host was made: all else is the machine's own, below the overlay.
    const paths = '/etc /var/lib/fleet /var/lib/systemd /var/cache/fleet /var/log /run /tmp /root /home';
    const script = `find ${paths} -xdev -type f -newer /etc/hostname -print0 2>/dev/null | xargs -0 grep -laF "$@" --`;
    const { stdout } = await host().exec(['sh', '-c', script, 'sh', ...patternsOf(name)]);
    const found = filesIn(stdout).map((path) => `canary-01:${path}`);
    // Where it has to be it is found: the search itself works.
    if (name === 'encrypted' || name === 'pattern') expect(found).toContain('canary-01:/etc/vault.env');
    expect(found.filter((sink) => !isAllowed(sink, name))).toEqual([]);
    // Long entries are compressed in its files.
    journal ??= await host().must('journalctl --no-pager -o cat');
    expect(foundIn(journal ?? '', planted[name])).toBeUndefined();
  }, 120_000);
});

function patternsOf(name: Name): string[] {
  return formsOf(planted[name]).flatMap(([, form]) => ['-e', form]);
}

function filesIn(stdout: string): string[] {
  return stdout.split('\n').filter((line) => line !== '');
}
