import { isTemplate, type HostView } from '@fleet/platform';
import type { Plan } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { unitFile } from './unit-file.js';

/** Stops and disables what runs from a unit file of the administrator's, and removes the file; of a drop-in, only the file. */
export async function planRemoval(host: HostView, name: string): Promise<Plan> {
  if (host.services.suits() === 'no') return impossible('this machine has no systemd');
  const file = unitFile(name);
  if (typeof file === 'string') return impossible(file);
  const stats = await host.files.stat(file.path);
  if (!stats) return already(`${file.path} does not exist`);
  if (stats.kind === 'directory') return impossible(`${file.path} is a directory, not a unit file`);
  const own = file.dropIn === undefined;
  const units = !own
    ? []
    : isTemplate(file.unit)
      ? await host.services.find(file.unit.replace('@.', '@*.'))
      : [file.unit];
  const steps = (await host.services.statusOf(units)).flatMap((unit) => [
    ...(unit.active || unit.state === 'activating'
      ? [
          step(`stop ${unit.name}`, { [unit.name]: { active: { old: true, new: false } } }, (machine) =>
            machine.services.stop(unit.name),
          ),
        ]
      : []),
    ...(unit.enabled
      ? [
          step(`disable ${unit.name}`, { [unit.name]: { enabled: { old: true, new: false } } }, (machine) =>
            machine.services.disable(unit.name),
          ),
        ]
      : []),
  ]);
  const remove = step(
    `remove ${file.path}`,
    { [file.path]: 'removed' },
    async (machine) => {
      await machine.files.remove(file.path);
      const folder = file.path.slice(0, file.path.lastIndexOf('/'));
      if (!own && (await machine.files.list(folder)).length === 0) await machine.files.remove(folder);
    },
    { destructive: true },
  );
  const reload = step('make systemd read its units again', {}, (machine) => machine.services.reloadManager());
  return { steps: [...steps, remove, reload], already: '', done: `${file.path} is removed` };
}
