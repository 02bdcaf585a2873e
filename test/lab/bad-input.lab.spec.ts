import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSite } from './site.mjs';

/** Nothing an operator types or a tree holds may bring a process down or leave half a job: each gets its error, its exit code. */
describe('bad input, through the programs that operators use', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  let pids: string[];
  const processes = async () => [
    String(site.fleet.process?.pid),
    (await site.lab.hosts.get('miner-01')!.must('systemctl show --value -p MainPID fleet-minion')).trim(),
  ];

  beforeAll(async () => {
    site = await startSite(['miner-01'], { spec: 'bad-input' });
    pids = await processes();
  }, 180_000);

  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  const commands: { name: string; args: string[]; code: number; says: RegExp }[] = [
    {
      name: 'an unknown function',
      args: ['*', 'test.pingg'],
      code: 1,
      says: /test\.pingg.*did you mean test\.ping\?/is,
    },
    { name: 'an unknown argument', args: ['*', 'cmd.run', 'true', 'cdw=/'], code: 1, says: /cdw.*cwd/is },
    { name: 'a missing argument', args: ['*', 'service.restart'], code: 1, says: /name/ },
    { name: 'a target that matches nobody', args: ['nobody-*', 'test.ping'], code: 3, says: /nobody-\*/ },
    {
      name: 'a malformed compound target',
      args: ['-C', 'miner-01 and (', 'test.ping'],
      code: 2,
      says: /compound|target/i,
    },
    {
      name: 'a pattern that does not compile',
      args: ['-E', 'miner-(', 'test.ping'],
      code: 2,
      says: /pattern|expression/i,
    },
    { name: 'no function', args: ['*'], code: 2, says: /usage|function/i },
    { name: 'an unknown option', args: ['--tiemout', '3', '*', 'test.ping'], code: 2, says: /--timeout/ },
    { name: 'an SLS that does not exist', args: ['*', 'state.apply', 'cortensrod'], code: 5, says: /cortensrod/ },
    {
      name: 'a job that does not exist',
      args: ['jobs', 'show', '20200101000000000000'],
      code: 1,
      says: /20200101000000000000/,
    },
  ];

  it.each(commands)('$name', async ({ args, code, says }) => {
    const answer = await site.fleet.fleetctl(...args);
    expect(answer.stdout + answer.stderr).toMatch(says);
    expect(answer.code).toBe(code);
  });

  const trees: { name: string; sls: string; says: RegExp }[] = [
    { name: 'an undefined variable', sls: 'a:\n  test.nop:\n    - x: {{ nope.x }}\n', says: /bad\.sls:3.*nope/s },
    { name: 'a duplicate key', sls: 'a:\n  test.nop: []\na:\n  test.nop: []\n', says: /bad\.sls:3/ },
    {
      name: 'an unknown state function',
      sls: 'a:\n  file.manged: []\n',
      says: /bad\.sls:2.*did you mean file\.managed\?/is,
    },
    {
      name: 'an unknown argument',
      sls: '/tmp/x:\n  file.managed:\n    - contnets: x\n',
      says: /bad\.sls:3.*contents/s,
    },
    {
      name: 'a dangling requisite',
      sls: 'a:\n  test.nop:\n    - require:\n      - file: nothing\n',
      says: /bad\.sls:4.*nothing/s,
    },
    {
      name: 'a cycle',
      sls: 'a:\n  test.nop:\n    - require: [{test: b}]\nb:\n  test.nop:\n    - require: [{test: a}]\n',
      says: /a.*b/s,
    },
    {
      name: 'a template that loops for ever',
      sls: '{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}',
      says: /bad\.sls:1/,
    },
    {
      name: 'a template that prints 100 MB',
      sls: "{% for i in range(1000) %}{{ 'x' * 100000 }}{% endfor %}",
      says: /bad\.sls:1/,
    },
  ];

  it.each(trees)('a tree with $name is refused before anything is touched', async ({ sls, says }) => {
    site.writeState('bad.sls', sls);
    site.writeState('both.sls', 'include: [bad]\n/root/touched:\n  file.touch: []\n');
    const answer = await site.fleet.fleetctl('*', 'state.apply', 'both');
    expect(answer.stdout + answer.stderr).toMatch(says);
    expect(answer.code).toBe(5);
    expect((await site.lab.hosts.get('miner-01')!.exec('test -e /root/touched')).code).toBe(1);
  });

  it.each(['salt://../secret', 'salt://a/../../secret', 'salt://link'])(
    'a source that escapes its root (%s) is refused',
    async (source) => {
      const { symlinkSync, rmSync } = await import('node:fs');
      rmSync(`${site.folder}/states/link`, { force: true });
      symlinkSync('/etc/shadow', `${site.folder}/states/link`);
      site.writeState('escape.sls', `/root/stolen:\n  file.managed:\n    - source: ${source}\n`);
      const answer = await site.fleet.fleetctl('*', 'state.apply', 'escape');
      expect([1, 5]).toContain(answer.code);
      expect((await site.lab.hosts.get('miner-01')!.exec('test -e /root/stolen')).code).toBe(1);
    },
  );

  it('a pillar that does not render applies nothing', async () => {
    site.writePillar('lab.sls', 'a: {{ nope.x }}\n');
    const answer = await site.fleet.fleetctl('*', 'state.apply', 'cortensord');
    expect(answer.stdout + answer.stderr).toMatch(/lab\.sls:1.*nope/s);
    expect(answer.code).toBe(5);
  });

  it('and through all of it the same master and the same minion are up', async () => {
    expect(await processes()).toEqual(pids);
    expect(await site.fleet.ask('*', 'test.ping')).toEqual({ 'miner-01': true });
  });
});
