import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobDetails } from '@fleet/protocol';
import { BuiltSite, type Started } from '../../../test-support/built-site.js';

const site = new BuiltSite();
let token = '';
let minion: (Started & { readonly root: string }) | undefined;

/** So many states that touch nothing and take their time. */
function steps(count: number): string {
  const each = (_: unknown, index: number): string =>
    `step_${index + 1}:\n  test.succeed_with_changes:\n    - onlyif: sleep 0.4\n`;
  return Array.from({ length: count }, each).join('');
}

beforeAll(async () => {
  await site.init();
  site.configure({ acknowledge_timeout: 20 });
  mkdirSync(join(site.root, 'srv/fleet/states'), { recursive: true });
  writeFileSync(join(site.root, 'srv/fleet/states/steps.sls'), steps(12));
  // More than are done before a slow machine gets to killing.
  writeFileSync(join(site.root, 'srv/fleet/states/many.sls'), steps(90));
  await site.startMaster();
  token = await site.token('--uses', '9');
  minion = await site.minion('web1', token);
  await site.until(() => site.answers('web1'));
});
afterAll(() => site.stop());

/** Begins the job; its jid. */
async function begin(sls: string): Promise<string> {
  const watching = site.start('fleetctl', '--verbose', 'web1', 'state.apply', sls);
  await site.until(() => /\[OK\] +2\/\d+/.test(logOf(jidIn(watching.said()))));
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
        /^web1: \d\d:\d\d:\d\d\.\d{3} \[([A-Z]+)\] +(\d+\/\d+) test\.succeed_with_changes step_\d+/.exec(line) ?? [];
      return word === undefined ? [] : [`${word} ${place}`];
    });
}

function allOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => [`EXEC ${index + 1}/${count}`, `OK ${index + 1}/${count}`]).flat();
}

describe('a job whose master is killed while its states run', () => {
  it('has every line of its log once, and fleetctl shows them', async () => {
    const jid = await begin('steps');
    await site.killMaster();
    await new Promise((done) => setTimeout(done, 500));
    await site.startMaster();
    await site.until(() => logOf(jid).includes('# ended'));
    const all = allOf(12);
    expect(phasesOf(jid)).toEqual(all);
    const lines = logOf(jid).split('\n').slice(0, -1);
    expect([lines.length, lines.filter((line) => line.startsWith('web1 returned'))]).toEqual([
      all.length + 3,
      [expect.stringMatching(/: ok, after /)],
    ]);
    const shown = await site.run('fleetctl', 'jobs', 'log', jid, '-f');
    expect([shown.code, shown.output]).toEqual([0, logOf(jid)]);
  });
});

describe('a job whose minion is killed while its states run', () => {
  it('is interrupted, and log and jobs show tell what it did', async () => {
    const jid = await begin('many');
    const { child, ended, root } = minion as Started & { readonly root: string };
    child.kill('SIGKILL');
    await ended;
    site.start('fleet-minion', 'run', '--root', root);
    await site.until(() => logOf(jid).includes('# ended'));
    const phases = phasesOf(jid);
    const all = allOf(90);
    expect(phases.length).toBeLessThan(all.length);
    expect(phases).toEqual(all.slice(0, phases.length));
    expect(logOf(jid)).toMatch(/^web1 returned at [\d:.]+: interrupted: /m);
    const job = JSON.parse((await site.run('fleetctl', '--out', 'json', 'jobs', 'show', jid)).output) as JobDetails;
    expect(job.minions[0]?.output?.text).toContain('[OK]    2/90 test.succeed_with_changes step_2  changed, ');
  });
});
