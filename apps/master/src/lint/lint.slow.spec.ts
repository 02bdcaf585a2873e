import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { signRequest } from '@fleet/identity';
import { subjects, type LintEvent, type LintFinding, type LintOrder, type Reply } from '@fleet/protocol';
import type { PillarSettings } from '@fleet/config';
import { bundleLint } from '../../../../build/bundle.mjs';
import { ScratchMaster } from '../../test-support/scratch-master.js';
import { lint, type LintOptions } from '../commands/lint.js';
import { startLint } from './lint-thread.js';

let scratch: string;
let fleet: ScratchMaster;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'fleet-lint-'));
  const program = join(scratch, 'lint.mjs');
  const built = (await bundleLint(program)) as { ok: boolean; details?: string };
  if (!built.ok) throw new Error(built.details);
  process.env['FLEET_LINT_PROGRAM'] = program;
  fleet = await ScratchMaster.start();
  fleet.write('states/top.sls', "base:\n  '*': [web]\n");
  fleet.write('states/web.sls', 'x:\n  file.manged:\n    - name: /etc/x\n');
  fleet.write('pillar/top.sls', 'base:\n  web1: [common]\n');
  fleet.write(
    'pillar/common.sls',
    'a:\n  private_key: not-to-be-seen-by-anybody\nb:\n  private_key: not-to-be-seen-by-anybody\n',
  );
  await fleet.minion('web1');
  await fleet.minion('web2');
});
afterEach(() => void jest.restoreAllMocks());
afterAll(async () => {
  await fleet?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

async function ask(body: object): Promise<Reply<LintEvent>[]> {
  const { operator } = fleet;
  const replies: Reply<LintEvent>[] = [];
  for await (const reply of operator.requestMany(
    subjects.operatorRequest(operator.key, 'lint'),
    signRequest(operator.signer, 'lint', body),
    {
      timeout: 10_000,
      idle: 20_000,
    },
  )) {
    const given = reply as Reply<LintEvent>;
    replies.push(given);
    if (!given.ok || given.result.event === 'ended' || given.result.event === 'checks') return replies;
  }
  return replies;
}

const findingsOf = (replies: readonly Reply<LintEvent>[]): LintFinding[] =>
  replies.flatMap((reply) => (reply.ok && reply.result.event === 'findings' ? reply.result.findings : []));

describe('lint on the bus', () => {
  it('answers for every accepted minion, with places and without secrets, and says when it has ended', async () => {
    const replies = await ask({});
    const found = findingsOf(replies);
    expect(found.map(({ code, at, minions }) => [code, at && `${at.file}:${at.line}`, minions])).toEqual([
      ['lint.same-key', 'pillar/common.sls:4', []],
      ['lint.minion-unmatched', 'pillar/top.sls:1', ['web2']],
      ['sls.unknown-function', 'states/web.sls:2', ['web1', 'web2']],
    ]);
    expect(JSON.stringify(replies)).not.toContain('not-to-be-seen');
    expect(replies.at(-1)).toMatchObject({
      ok: true,
      result: { event: 'ended', summary: { errors: 2, warnings: 1, uncompiled: 1, minions: 2 } },
    });
  });

  it('reports what is chosen, and lists its checks', async () => {
    expect(findingsOf(await ask({ only: ['lint.*'], ignore: ['lint.same-*'] })).map(({ code }) => code)).toEqual([
      'lint.minion-unmatched',
    ]);
    expect(await ask({ listChecks: true })).toMatchObject([
      {
        ok: true,
        result: {
          event: 'checks',
          checks: expect.arrayContaining([expect.objectContaining({ code: 'lint.port-clash' })]),
        },
      },
    ]);
    expect(await ask({ only: 'x' })).toMatchObject([{ ok: false, fault: { code: 'malformed' } }]);
    expect(await ask({ only: ['lint.prot-clash'] })).toMatchObject([
      { ok: false, fault: { code: 'malformed', message: expect.stringContaining('did you mean lint.port-clash?') } },
    ]);
  });

  it('keeps the master answering meanwhile, one at a time; who asks again ends what came before', async () => {
    // Each ends after a million turns. Together they last longer than a slow machine keeps whoever asks waiting.
    mkdirSync(join(fleet.root, 'states/slow'));
    for (let n = 0; n < 20; n += 1)
      fleet.write(
        `states/slow/${n}.sls`,
        '{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}\nx: {}\n',
      );
    const other = await fleet.newOperator();
    try {
      const first = ask({});
      await fleet.must('minion_status', {});
      const busy = await fleet.ask('lint', {}, other);
      expect(busy).toMatchObject({ ok: false, fault: { code: 'busy' } });
      const second = ask({});
      expect((await first).at(-1)).toMatchObject({ ok: false, fault: { code: 'interrupted' } });
      expect((await second).at(-1)).toMatchObject({ ok: true, result: { event: 'ended' } });
      const both = [ask({}), fleet.ask('lint', {}, other)] as const;
      const faults = [(await both[0]).at(-1), await both[1]].filter(
        (reply) => (reply as Reply<LintEvent>).ok === false,
      );
      expect(faults).toMatchObject([{ fault: { code: 'busy' } }]);
    } finally {
      await other.close();
      rmSync(join(fleet.root, 'states/slow'), { recursive: true });
    }
  }, 240_000);
});

describe('the thread', () => {
  const order: LintOrder<PillarSettings> = {
    fileRoots: {},
    pillarRoots: {},
    pillar: {
      strategy: 'smart',
      mergeLists: false,
      includesOverride: false,
      scope: [],
      secretNames: [],
      recipients: [],
      identities: [],
    },
    identityFiles: [],
    minions: [],
    nodegroups: {},
    opts: {},
    version: '0',
  };

  it('is ended at its deadline', async () => {
    const run = startLint(order, () => undefined, { deadline: 1 });
    await expect(run.done).rejects.toMatchObject({ code: 'deadline' });
  });

  it('that is not installed is said to be missing', async () => {
    const run = startLint(order, () => undefined, { deadline: 1000, program: join(scratch, 'none.mjs') });
    await expect(run.done).rejects.toMatchObject({ code: 'missing' });
  });

  it('that breaks is said to have failed, with why', async () => {
    const program = join(scratch, 'broken.mjs');
    writeFileSync(program, "throw new Error('no way');");
    await expect(startLint(order, () => undefined, { deadline: 10_000, program }).done).rejects.toMatchObject({
      code: 'crashed',
      message: expect.stringContaining('no way'),
    });
  });
});

describe('fleet-master lint', () => {
  const options: LintOptions = {
    root: '/nonexistent-fleet-root',
    fileRoot: [],
    pillarRoot: [],
    minion: [],
    only: [],
    ignore: [],
    strict: false,
    out: 'json',
    listChecks: false,
  };

  async function run(over: Partial<LintOptions>): Promise<{ code: number; text: string }> {
    let text = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((text += String(chunk)), true));
    const code = await lint({ ...options, ...over });
    return { code, text };
  }

  it('goes by the files alone, for the minions that are listed', async () => {
    const trees = { fileRoot: [join(fleet.root, 'states')], pillarRoot: [join(fleet.root, 'pillar')] };
    const { code, text } = await run({ ...trees, minion: ['web7'] });
    expect(code).toBe(5);
    expect(JSON.parse(text)).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ code: 'sls.unknown-function', minions: ['web7'] })]),
      summary: { minions: 1 },
    });
    expect((await run({ ...trees, only: ['lint.*'] })).code).toBe(1);
    expect((await run({ ...trees, only: ['lint.minion-unmatched'], minion: ['web7'] })).code).toBe(0);
    expect((await run({ ...trees, only: ['lint.minion-unmatched'], minion: ['web7'], strict: true })).code).toBe(1);
  });

  it.each([
    ['xterm', true],
    ['dumb', false],
  ])('on a terminal that is %s says what it does: %s', async (term, told) => {
    const before = { term: process.env['TERM'], tty: process.stderr.isTTY };
    const painted: string[] = [];
    const writing = jest
      .spyOn(process.stderr, 'write')
      .mockImplementation((chunk) => (painted.push(String(chunk)), true));
    process.env['TERM'] = term;
    process.stderr.isTTY = true;
    try {
      await run({ fileRoot: [join(fleet.root, 'states')], pillarRoot: [join(fleet.root, 'pillar')], minion: ['web7'] });
    } finally {
      process.stderr.isTTY = before.tty;
      if (before.term === undefined) delete process.env['TERM'];
      else process.env['TERM'] = before.term;
      writing.mockRestore();
    }
    expect(painted.some((text) => text.includes('\u001b[K'))).toBe(told);
  });

  it('takes grains of machines that it has never seen', async () => {
    const grains = join(scratch, 'grains.yaml');
    writeFileSync(grains, 'os: Rocky\n');
    const states = join(scratch, 'states');
    mkdirSync(states, { recursive: true });
    writeFileSync(join(states, 'top.sls'), "base:\n  'G@os:Rocky': [web]\n");
    writeFileSync(join(states, 'web.sls'), "{{ raise('reached on ' ~ grains.os) }}\n");
    const { text } = await run({ fileRoot: [states], pillarRoot: [scratch], minion: ['web7'], grains });
    expect(text).toContain('reached on Rocky');
    expect(text).not.toContain('lint.assumed-grains');
  });

  it('refuses ids, folders and files that are none', async () => {
    await expect(lint({ ...options, minion: ['no id'] })).rejects.toMatchObject({ exitCode: 2 });
    await expect(lint({ ...options, fileRoot: [resolve('/nonexistent-states')] })).rejects.toMatchObject({
      exitCode: 2,
    });
    await expect(lint({ ...options, minions: '/nonexistent' })).rejects.toMatchObject({ exitCode: 2 });
    const trees = { fileRoot: [join(fleet.root, 'states')], pillarRoot: [join(fleet.root, 'pillar')] };
    await expect(lint({ ...options, ...trees, ignore: ['lint.unusd-sls'] })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('did you mean lint.unused-sls?'),
    });
  });

  it('lists what it looks for', async () => {
    const { text } = await run({ listChecks: true, out: 'text' });
    expect(text).toContain('lint.port-clash (error)');
  });
});
