import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../lab/fleet.mjs';
import { startChaosFleet, masterHost } from './chaos-fleet.mjs';
import { violationsOf } from './checks/table.mjs';
import { collect } from './collect.mjs';
import { runFaults } from './faults/run-faults.mjs';
import { planRun } from './plan.mjs';
import { settle } from './settle.mjs';
import { runOperations } from './workload/run-operations.mjs';

/**
 * One run: a fleet, work, faults, peace, and a look at what is left. Answers the history and the violations; throws where the lab itself
 * fails. Whatever happens, the lab is gone afterwards, unless `keep` says otherwise and something was found.
 * @param {{ seed: number, minutes: number, faults: string[], hosts: number, keep?: boolean, say?: (line: string) => void,
 *   signal?: AbortSignal, evidence?: string }} options
 */
export async function runChaos({ seed, minutes, faults, hosts, keep = false, say = () => {}, signal, evidence }) {
  const minions = Array.from({ length: hosts }, (_, index) => `chaos-${String(index + 1).padStart(2, '0')}`);
  const plan = planRun({ seed, minutes, faults, minions, master: masterHost });
  const folder = evidence ?? join(repository, '.fleet/evidence/chaos', `seed-${seed}`);
  const fleet = await startChaosFleet(minions, say);
  let kept = false;
  try {
    signal?.throwIfAborted();
    const began = Date.now();
    const stop = { ended: false };
    signal?.addEventListener('abort', () => (stop.ended = true), { once: true });
    const second = () => ((Date.now() - began) / 1000).toFixed(0).padStart(4);
    const about = ({ number, kind, host, what }) =>
      `#${number} ${kind} of ${host}${what === undefined ? '' : ` (${what})`}`;
    say(`${plan.faults.length} faults and ${plan.operations.length} operations in ${minutes} min`);
    const [operations, done] = await Promise.all([
      runOperations(fleet, plan.operations, { began, stop }),
      runFaults(fleet, plan.faults, {
        began,
        stop,
        told: (fault, happens) => say(`${second()} s  ${about(fault)} ${happens}`),
      }),
    ]);
    signal?.throwIfAborted();
    say(`${second()} s  the faults are over; waiting for everything to come to rest`);
    const unsettled = await settle(fleet);
    signal?.throwIfAborted();
    say(`${second()} s  looking at what is left`);
    const found = await collect(fleet);
    const history = { seed, minutes, faults: done, operations, unsettled, leftovers: [], ...found };
    if (violationsOf(history).length > 0) {
      kept = keep;
      await keepEvidence(fleet, history, folder);
    }
    if (!kept) {
      await fleet.stop();
      history.leftovers = leftOf(fleet);
    }
    const violations = violationsOf(history);
    if (violations.length > 0) writeEvidence(history, violations, folder);
    return { history, violations, evidence: violations.length > 0 ? folder : undefined, ...(kept && { fleet }) };
  } catch (error) {
    if (!kept) await fleet.stop();
    throw error;
  }
}

async function keepEvidence(fleet, history, folder) {
  rmSync(folder, { recursive: true, force: true });
  await fleet.keepEvidence(folder);
}

function writeEvidence(history, violations, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'violations.json'), `${JSON.stringify(violations, undefined, 2)}\n`);
  writeFileSync(join(folder, 'history.json'), `${JSON.stringify(history, undefined, 1)}\n`);
}

/** The bridge, its cards and the folder of this lab: nothing of it may outlive it. */
function leftOf({ lab, folder }) {
  const { bridge } = lab.network;
  return [
    ...readdirSync('/sys/class/net').filter((name) => name === bridge || name.startsWith(`${bridge}v`)),
    ...[folder, lab.directory].filter(existsSync),
  ];
}
