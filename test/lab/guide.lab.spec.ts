import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { installMinion, pause, repository } from './fleet.mjs';
import { isShown, readGuide, withNames, writeGuide } from './guide.mjs';
import { mirrorPillar } from './mirror.mjs';
import { startSite } from './site.mjs';

const file = join(repository, 'docs/guide.md');
const markdown = readFileSync(file, 'utf8');
const steps = readGuide(markdown);
/** FLEET_GUIDE=write puts what really came into the guide, to be cut, read and committed. */
const writing = process.env['FLEET_GUIDE'] === 'write';

/** Where a person looks again a moment later. */
const looking =
  /^fleetctl (?:status|key list|key accept|rollout (?:list|show)|doctor|ps|drift(?!\s+check)|jobs (?:list|running)|logs|\S+ test\.ping)\b/;

/** The guide's day, as it is typed there, on real hosts. */
describe('docs/guide.md', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const came: string[] = [];
  const written: typeof steps = [];

  /** In the guide fleet lies at the root of its machine, and in an ordinary network. */
  const asInGuide = (text: string): string => {
    const { root, address, port } = site.fleet.options;
    return text
      .replaceAll(` --root ${root}`, '')
      .replaceAll(`${root}/`, '/')
      .replaceAll(root, '/')
      .replaceAll(`${address}:${port}`, '10.0.0.1:4222')
      .replaceAll(address.replace(/\d+$/, ''), '10.0.0.');
  };

  /** On a terminal that can take nothing back: what stays of what a person sees. */
  const typedByOperator = (command: string): Promise<string> => {
    const { root, address, port } = site.fleet.options;
    const here = command.replaceAll('10.0.0.1:4222', `${address}:${port}`);
    return new Promise((resolve, reject) => {
      const child = execFile(
        'script',
        ['--quiet', '--flush', '--return', '--command', `stty cols 100; ${here}`, '/dev/null'],
        {
          cwd: join(root, 'srv/fleet'),
          env: {
            ...process.env,
            ...{ FLEET_ROOT: root, TERM: 'dumb', NO_COLOR: '1', TZ: 'UTC', SHELL: '/bin/bash', GIT_PAGER: 'cat' },
            PATH: `${join(repository, 'dist/bin')}:${process.env['PATH']}`,
            ...{ GIT_AUTHOR_NAME: 'op', GIT_AUTHOR_EMAIL: 'op@example.net' },
            ...{ GIT_COMMITTER_NAME: 'op', GIT_COMMITTER_EMAIL: 'op@example.net' },
          },
          timeout: 180_000,
          maxBuffer: 64 * 1024 * 1024,
        },
        // What a command ends with is of no interest, that it is there is.
        (error, stdout) =>
          error && typeof error.code !== 'number' ? reject(error) : resolve(asInGuide(stdout.replaceAll('\r', ''))),
      );
      child.stdin?.end();
    });
  };
  const typedOn = async (name: string, command: string): Promise<string> =>
    asInGuide((await site.lab.hosts.get(name)!.exec(`exec 2>&1; ${command}`)).stdout);

  const type = async ({ host, command }: (typeof steps)[number]): Promise<string[]> => {
    const now = withNames(command, came);
    const text = await (host === undefined ? typedByOperator(now) : typedOn(host, now));
    // Then the guide enables the unit of the master; here it is a process.
    if (now.startsWith('fleet-master init')) await site.fleet.start();
    return text === '' ? [] : text.replace(/\n+$/, '').split('\n');
  };

  const write = (step: (typeof steps)[number], lines: string[]): void => {
    // What nobody wants to read stays left out.
    const kept = step.shown.includes('…') && isShown(step.shown, lines);
    const command = withNames(
      step.command,
      written.flatMap(({ shown }) => shown),
    );
    written.push({ ...step, command, shown: kept ? step.shown : lines });
    if (written.length === steps.length) writeFileSync(file, writeGuide(markdown, written));
  };

  beforeAll(async () => {
    site = await startSite([], { spec: 'guide', startMaster: false });
    // An instance that fails is not refused for its many starts before the tree of before is back.
    site.writePillar('lab.sls', mirrorPillar(site.mirror.url, { restartSec: 5 }));
    const { root } = site.fleet.options;
    // The guide installs it itself, with states and pillar where they lie by default.
    rmSync(root, { recursive: true });
    mkdirSync(join(root, 'srv/fleet'), { recursive: true });
    for (const tree of ['states', 'pillar']) renameSync(join(site.folder, tree), join(root, 'srv/fleet', tree));
    const names = ['miner-01', 'miner-02', 'miner-03', 'miner-04'];
    await Promise.all(names.map(async (name) => installMinion(await site.bootHost(name))));
  }, 300_000);
  afterAll(() => site?.stop(), 60_000);

  it.each(steps.map((step) => [`${step.line}: ${step.command}`, step] as const))(
    'line %s',
    async (_name, step) => {
      if (writing && looking.test(step.command)) await pause(5_000);
      let lines = await type(step);
      for (let again = 0; !writing && again < 20 && looking.test(step.command); again += 1) {
        if (isShown(step.shown, lines)) break;
        await pause(1_000);
        lines = await type(step);
      }
      came.push(...lines);
      if (writing) return write(step, lines);
      expect(isShown(step.shown, lines) || { shown: step.shown, came: lines }).toBe(true);
    },
    240_000,
  );
});
