import { HostRefusal } from '@fleet/platform';
import { fine, wrong, type Finding, type ServerCheck, type Ward } from './definition.js';

const gibibyte = 1024 ** 3;

export const disk: ServerCheck = {
  name: 'disk',
  look: (ward) => Promise.all(['nodes_dir', 'log_dir'].map((name) => spaceAt(ward, ward.setting(name)))),
};

/** Less than one part in twenty, or than a gibibyte, is too little for a model or a day of logs. */
async function spaceAt({ host }: Ward, path: string): Promise<Finding> {
  try {
    const { total, available } = await host.files.space(path);
    const free = `${(available / gibibyte).toFixed(1)} GiB of ${(total / gibibyte).toFixed(1)} are free at ${path}`;
    return available < Math.min(gibibyte, total / 2) || available < total / 20
      ? wrong(free, 'make room there')
      : fine(free);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT')
      return wrong(`${path} does not exist`, 'state.apply cortensord makes it');
    throw cause;
  }
}
