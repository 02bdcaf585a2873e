import { isMap } from '@fleet/values';
import { fine, wrong, type ServerCheck, type Ward } from './definition.js';

export const docker: ServerCheck = {
  name: 'docker',
  async look(ward) {
    if (!(await usesDocker(ward))) return fine('docker is left alone (docker:enabled)');
    const settings = (await ward.context.pillar()).get('docker');
    const name = (isMap(settings) && settings.get('service')) || 'docker';
    const status = await ward.host.services.status(String(name), { fresh: true });
    if (!status.known) return wrong('docker is not installed', 'state.apply docker installs it');
    return status.active ? fine('docker runs') : wrong(`docker is ${status.state}`, `service.start ${String(name)}`);
  },
};

/** Whether the formula cares for it. */
export async function usesDocker({ context }: Ward): Promise<boolean> {
  const settings = (await context.pillar()).get('docker');
  return !(isMap(settings) && settings.get('enabled') === false);
}
