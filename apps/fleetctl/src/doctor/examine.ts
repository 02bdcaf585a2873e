import { exitCodes, type OperatorMethods } from '@fleet/protocol';
import { connectMaster } from '../bus-link.js';
import { findProfile, type ProfileChoice } from '../command-line/profile.js';
import { exitCodeOfFault } from '../exit-code.js';
import { MasterRefused, MasterUnreachable, ProfileProblem, type MasterLink } from '../master-link.js';
import { checkServers } from './bus-checks.js';
import { checkClock, checkMinionClocks } from './clock-check.js';
import { worst, type Finding } from './finding.js';
import { checkBackup, checkDisks } from './master-checks.js';
import { checkKeys, checkMinions, checkVersions } from './minion-checks.js';
import { checkCredentials } from './own-checks.js';
import { checkDrift, checkSchedule, checkSinks } from './unattended-checks.js';
import { checkApprovals, checkJobs, checkRollouts } from './work-checks.js';

export interface Examination {
  readonly findings: readonly Finding[];
  /** Of the step at which it ended: what a command would have left with. */
  readonly stopped?: number;
}

export interface Wishes {
  readonly choice: ProfileChoice;
  readonly environment: NodeJS.ProcessEnv;
  /** Of this fleetctl. */
  readonly version: string;
  /** Milliseconds after which a job on a minion counts as one that hangs. */
  readonly longest: number;
}

/**
 * From here to the fleet, step by step: profile, credentials, name, connection, encryption, bus, master, and then what the master knows. Where a step
 * fails, the ones behind it have nothing to tell.
 */
export async function examine(wishes: Wishes): Promise<Examination> {
  const findings: Finding[] = [];
  const { choice, environment } = wishes;
  try {
    const { profile, file, name } = await findProfile(choice, environment);
    findings.push({ check: 'profile', severity: 'ok', says: name === undefined ? file : `${name}, ${file}` });
    const credentials = await checkCredentials(profile.credentials);
    findings.push(...credentials);
    if (credentials.some(({ check, severity }) => check === 'credentials' && severity === 'error'))
      return { findings, stopped: exitCodes.usage };
    const servers = await checkServers(profile);
    findings.push(...servers);
    if (worst(servers) === 'error') return { findings, stopped: exitCodes.unreachable };
  } catch (error) {
    if (!(error instanceof ProfileProblem)) throw error;
    findings.push({ check: 'profile', severity: 'error', says: error.sentence, mend: ['fleetctl profile list'] });
    return { findings, stopped: exitCodes.usage };
  }
  return throughBus(wishes, findings);
}

async function throughBus(wishes: Wishes, findings: Finding[]): Promise<Examination> {
  let master: MasterLink | undefined;
  try {
    master = await connectMaster(wishes.choice, wishes.environment);
    findings.push({ check: 'bus', severity: 'ok', says: 'lets these credentials in' });
    await throughMaster(master, wishes, findings);
    return { findings };
  } catch (error) {
    const { finding, code } = stoppedBy(error, master !== undefined);
    return { findings: [...findings, finding], stopped: code };
  } finally {
    await master?.close();
  }
}

/** The bus may refuse who comes, and behind it the master may be away or refuse too. */
function stoppedBy(error: unknown, connected: boolean): { finding: Finding; code: number } {
  const check = connected ? 'master' : 'bus';
  if (error instanceof MasterUnreachable)
    return {
      code: exitCodes.unreachable,
      finding: {
        ...{ check, severity: 'error', says: error.sentence },
        mend: [
          'systemctl status fleet-master     # on the master',
          'systemctl restart fleet-master',
          'journalctl -u fleet-master -n 50',
        ],
      },
    };
  if (!(error instanceof MasterRefused)) throw error;
  const { code, message } = error.fault;
  const mend =
    code === 'expired'
      ? ['timedatectl set-ntp true     # on the machine whose clock is wrong']
      : [
          'fleetctl login TOKEN --replace     # with a login token of an admin',
          'fleet-master operator list     # on the master',
        ];
  return { code: exitCodeOfFault(code), finding: { check, severity: 'error', says: message, mend } };
}

/** What the master knows. Whoever may not see something is told so, and the rest; where the master goes away meanwhile, what was found stays. */
async function throughMaster(master: MasterLink, { version, longest }: Wishes, findings: Finding[]): Promise<void> {
  const sent = performance.now();
  const health = await seen(master, 'master_health', {}, findings);
  const took = performance.now() - sent;
  if (health) {
    findings.push({ check: 'master', severity: 'ok', says: `${health.version} answers in ${took.toFixed(0)} ms` });
    findings.push(checkClock(health.time, Date.now(), took), ...checkDisks(health), checkBackup(health));
  }
  const status = await seen(master, 'minion_status', {}, findings);
  if (status)
    findings.push(...checkVersions(version, status), ...checkMinions(status), ...checkMinionClocks(status.minions));
  const keys = await seen(master, 'key_list', {}, findings);
  if (keys) findings.push(...checkKeys(keys.keys));
  const open = await seen(master, 'job_list', { outcome: 'running', limit: 200, gates: true }, findings);
  // What hangs is told by minions: of whoever may not see them it is not known.
  if (open && status) findings.push(...checkJobs(status.minions, open.jobs, longest));
  const rollouts = await seen(master, 'rollout_list', {}, findings);
  if (rollouts) findings.push(...checkRollouts(rollouts.rollouts));
  const approvals = await seen(master, 'approval_list', {}, findings);
  if (approvals) findings.push(...checkApprovals(approvals.approvals));
  const schedule = await seen(master, 'schedule_list', {}, findings);
  if (schedule) findings.push(...checkSchedule(schedule.schedule));
  const drift = await seen(master, 'drift_list', {}, findings);
  if (drift) findings.push(...checkDrift(drift));
  const sinks = await seen(master, 'event_sinks', {}, findings);
  if (sinks) findings.push(...checkSinks(sinks.sinks));
  const refusals = await seen(master, 'refusal_list', {}, findings);
  const refused = (refusals?.refusals.length ?? 0) + (refusals?.more ?? 0);
  if (refused > 0)
    findings.push({
      ...{
        check: 'refusals',
        severity: 'note',
        says: `the master refused ${refused} ${refused === 1 ? 'kind' : 'kinds'} of requests since it started`,
      },
      mend: ['fleetctl status --refusals'],
    });
}

/** `undefined` where this operator may not see it, or the master is of another version and does not know it: that is a finding too. */
async function seen<M extends keyof OperatorMethods>(
  master: MasterLink,
  method: M,
  ask: OperatorMethods[M]['ask'],
  findings: Finding[],
): Promise<OperatorMethods[M]['answer'] | undefined> {
  try {
    return await master.ask(method, ask);
  } catch (error) {
    if (!(error instanceof MasterRefused)) throw error;
    const { code, message, details } = error.fault;
    // Of who is no operator at all, nothing else is to be seen either.
    const forbidden = code === 'not-allowed' && (details as { right?: unknown } | undefined)?.right !== undefined;
    if (!forbidden && code !== 'unknown-method') throw error;
    findings.push(
      forbidden
        ? {
            ...{ check: 'rights', severity: 'note', says: message },
            mend: ['fleetctl operator roles NAME ROLES     # an admin gives others'],
          }
        : {
            ...{ check: 'versions', severity: 'note' },
            says: `the master does not know ${method}: it is of an older version`,
            mend: ['git pull && npm ci && npm run build && systemctl restart fleet-master     # there, in /opt/fleet'],
          },
    );
    return undefined;
  }
}
