import { pause } from '../lab/fleet.mjs';

/** Seconds for everything to come to rest after the last fault. */
const patience = { up: 90, ended: 120 };

/**
 * Waits, within bounds, until every minion is up, every job has ended and every minion has handed over what it kept. Answers what did not
 * come about: the checks say what that means.
 */
export async function settle(fleet) {
  const unsettled = [];
  const within = async (what, seconds, look) => {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      const missing = await look();
      if (missing === undefined) return;
      if (Date.now() > until) return void unsettled.push(`${what}, after ${seconds} s: ${missing}`);
      await pause(1000);
    }
  };
  await within('every minion is up', patience.up, async () => {
    const { code, stdout, stderr } = await fleet.fleetctl('--out', 'json', 'status');
    if (code !== 0) return stderr.trim();
    const up = JSON.parse(stdout)
      .minions.filter((row) => row.up)
      .map((row) => row.minion);
    const down = fleet.minions.filter((name) => !up.includes(name));
    return down.length > 0 ? `${down.join(', ')} is not` : undefined;
  });
  await within('every job has ended', patience.ended, async () => {
    const { code, stdout, stderr } = await fleet.fleetctl('--out', 'json', 'jobs', 'list', '-n', '9999');
    if (code !== 0) return stderr.trim();
    const open = JSON.parse(stdout).jobs.filter((job) => job.ended === undefined);
    return open.length > 0 ? open.map(({ jid }) => jid).join(', ') : undefined;
  });
  await within('every return is handed over', patience.ended, async () => {
    const kept = await Promise.all(
      fleet.minions.map((name) =>
        fleet.host(name).must('cd /var/lib/fleet/minion && find outbox journal -name "[0-9]*.json"'),
      ),
    );
    return kept.join('').trim() === '' ? undefined : kept.join(' ').trim().replaceAll('\n', ', ');
  });
  return unsettled;
}
