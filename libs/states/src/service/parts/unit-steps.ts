import type { Host, ServiceStatus } from '@fleet/platform';
import { setTimeout as delay } from 'node:timers/promises';
import { StepFailed, type Step } from '../../definition.js';
import { step } from '../../step.js';
import { askTool } from '../../tool.js';

/** Changes are keyed by unit, so that a glob shows what became of each. */
export function startSteps(unit: ServiceStatus, wait: number, signal: AbortSignal): Step[] {
  const fresh = reloadIfStale(unit);
  return [
    ...fresh,
    step(`start ${unit.name}`, { [unit.name]: { active: { old: false, new: true } } }, async (host) => {
      await host.services.start(unit.name);
      await demandStaysUp(host, unit.name, wait, signal);
    }),
  ];
}

export function restartStep(unit: ServiceStatus, wait: number, signal: AbortSignal): Step {
  return step(`restart ${unit.name}`, { [unit.name]: { restarted: true } }, async (host) => {
    await host.services.restart(unit.name);
    await demandStaysUp(host, unit.name, wait, signal);
  });
}

/** @throws StepFailed with the end of its journal where it has ended, or systemd had to start it again. */
async function demandStaysUp(host: Host, unit: string, wait: number, signal: AbortSignal): Promise<void> {
  if (wait === 0) return;
  const before = await host.services.status(unit, { fresh: true });
  await delay(wait, undefined, { signal });
  const now = await host.services.status(unit, { fresh: true });
  if (now.active && now.restarts === before.restarts) return;
  const how = now.active ? `restarted ${now.restarts - before.restarts} times` : `${now.state}/${now.subState}`;
  const words = ['journalctl', '--no-pager', '--quiet', '--unit', unit, '--lines', '10', '--output', 'cat'] as const;
  const journal = (await askTool(host, words, { timeout: 10_000 }))?.stdout.trim() ?? '';
  throw new StepFailed(`${unit} did not stay up: ${how} after ${wait / 1000} s${journal === '' ? '' : `\n${journal}`}`);
}

export function enableStep(unit: ServiceStatus): Step {
  return step(`enable ${unit.name}`, { [unit.name]: { enabled: { old: false, new: true } } }, (host) =>
    host.services.enable(unit.name),
  );
}

export function disableStep(unit: ServiceStatus): Step {
  return step(`disable ${unit.name}`, { [unit.name]: { enabled: { old: true, new: false } } }, (host) =>
    host.services.disable(unit.name),
  );
}

/** systemd goes by the unit as it read it; one that changed on disk is read again before it is started or restarted. */
export function reloadIfStale(unit: ServiceStatus): Step[] {
  return unit.needsReload
    ? [step('make systemd read the changed units', {}, (host) => host.services.reloadManager())]
    : [];
}

/** `systemctl is-enabled` says yes to these as well: something else starts them, and there is nothing to enable or disable. */
export function enabledElsewhere(unit: ServiceStatus): boolean {
  return ['static', 'generated', 'indirect', 'alias'].includes(unit.unitFileState);
}

export function nothingToEnable(unit: ServiceStatus): string | undefined {
  return enabledElsewhere(unit) ? `${unit.name} is ${unit.unitFileState}: there is nothing to enable` : undefined;
}

/** Whether enabling or disabling it does anything. */
export function enableable(unit: ServiceStatus): boolean {
  return !enabledElsewhere(unit) && !['transient', ''].includes(unit.unitFileState);
}
