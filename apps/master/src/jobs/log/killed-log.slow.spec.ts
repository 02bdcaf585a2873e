import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobDetails } from '@fleet/protocol';
import { BuiltSite, type Started } from '../../../test-support/built-site.js';

const site = new BuiltSite();
let token = '';
let minion: (Started & { readonly root: string }) | undefined;

/** States that touch nothing and take their time. */
const steps = Array.from(
  { length: 12 },
  (_, index) => `step_${index + 1}:\n  test.succeed_with_changes:\n    - onlyif: sleep 0.4\n`,
);

beforeAll(async () => {
  await site.init();
  site.configure({ acknowledge_timeout: 20 });
  mkdirSync(join(site.root, 'srv/fleet/states'), { recursive: true });
  writeFileSync(join(site.root, 'srv/fleet/states/steps.sls'), steps.join(''));
  await site.startMaster();
  token = await site.token('--uses', '9');
  minion = await site.minion('web1', token);
  await site.until(() => site.answers('web1'));
}, 120_000);
afterAll(() => site.stop(), 60_000);

/** Begins the job; its jid. */
async function begin(): Promise<string> {
  const watching = site.start('fleetctl', '--verbose', 'web1', 'state.apply', 'steps');
  await site.until(() => /\[OK\] +2\/12/.test(logOf(jidIn(watching.said()))));
  const jid = jidIn(watching.said());
  watching.child.kill('SIGINT');
  return jid;
}

function jidIn(said: string): string {
  return /job (\d{20})/.exec(said)?.[1] ?? '';
}

function logOf(jid: string): string {
  try {
    return readFileSync(join(site.root, 'var/log/fleet/jobs', `${jid}.log`), 'utf8');
  } catch {
    return '';
  }
}

/** `[OK] 3/12`, in their order. */
function phasesOf(jid: string): string[] {
  return logOf(jid)
    .split('\n')
    .flatMap((line) => {
      const [, word, place] =
        /^web1: \d\d:\d\d:\d\d\.\d{3} \[([A-Z]+)\] +(\d+\/12) test\.succeed_with_changes step_\d+/.exec(line) ?? [];
      return word === undefined ? [] : [`${word} ${place}`];
    });
}

const all = steps.flatMap((_, index) => [`EXEC ${index + 1}/12`, `OK ${index + 1}/12`]);

describe('a job whose master is killed while its states run', () => {
  it('has every line of its log once, and fleetctl shows them', async () => {
    const jid = await begin();
    process.kill(site.masterPid, 'SIGKILL');
    await new Promise((done) => setTimeout(done, 500));
    await site.startMaster();
    await site.until(() => logOf(jid).includes('# ended'));
    expect(phasesOf(jid)).toEqual(all);
    const lines = logOf(jid).split('\n').slice(0, -1);
    expect([lines.length, lines.filter((line) => line.startsWith('web1 returned'))]).toEqual([
      all.length + 3,
      [expect.stringMatching(/: ok, after /)],
    ]);
    const shown = await site.run('fleetctl', 'jobs', 'log', jid, '-f');
    expect([shown.code, shown.output]).toEqual([0, logOf(jid)]);
  }, 120_000);
});

describe('a job whose minion is killed while its states run', () => {
  it('is interrupted, and log and jobs show tell what it did', async () => {
    const jid = await begin();
    const { child, root } = minion as Started & { readonly root: string };
    child.kill('SIGKILL');
    site.start('fleet-minion', 'run', '--root', root);
    await site.until(() => logOf(jid).includes('# ended'));
    const phases = phasesOf(jid);
    expect(phases.length).toBeLessThan(all.length);
    expect(phases).toEqual(all.slice(0, phases.length));
    expect(logOf(jid)).toMatch(/^web1 returned at [\d:.]+: interrupted: /m);
    const job = JSON.parse((await site.run('fleetctl', '--out', 'json', 'jobs', 'show', jid)).output) as JobDetails;
    expect(job.minions[0]?.output?.text).toContain('[OK]    2/12 test.succeed_with_changes step_2  changed, ');
  }, 120_000);
});
