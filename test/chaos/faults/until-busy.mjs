import { pause } from '../../lab/fleet.mjs';

/** Milliseconds to wait for a job to be interrupted. */
const patience = 4_000;

/** A fault that meets nobody at work proves little: waits until a minion has begun a job, within bounds. Of the master's host, nothing. */
export async function untilBusy(fleet, host) {
  const until = Date.now() + patience;
  while (fleet.minions.includes(host) && Date.now() < until) {
    const { stdout } = await fleet.host(host).exec('ls /var/lib/fleet/minion/journal');
    if (/\d{20}\.json/.test(stdout)) return;
    await pause(30);
  }
}
