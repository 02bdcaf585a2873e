import { HostRefusal } from '@fleet/platform';
import { fine, wrong, type Finding, type InstanceCheck, type Ward } from './definition.js';
import type { Listener } from './listeners.js';

/** Each of its ports is its own, or free while it does not run. That no two instances have one the formula sees to. */
export const ports: InstanceCheck = {
  name: 'ports',
  async look(ward, { name }) {
    const found = await ward.listeners();
    if (typeof found === 'string') return wrong(found, 'install iproute2');
    const own = [...ward.plan.ports].filter(([, whose]) => whose.node === name);
    return Promise.all(own.map(([port, { key }]) => portFinding(ward, name, port, key, found.get(port))));
  },
};

async function portFinding(
  { host }: Ward,
  name: string,
  port: number,
  key: string,
  listener: Listener | undefined,
): Promise<Finding> {
  if (listener === undefined) return fine(`port ${port} (${key}) is free`);
  // An engine runs in a container, and its port is then Docker's.
  if (listener.program.startsWith('docker')) return fine(`port ${port} (${key}) is served by a container`);
  const unit = await unitOf(host, listener.pid);
  if (unit === `cortensord@${name}.service`) return fine(`port ${port} (${key}) is served`);
  const who = unit?.startsWith('cortensord@') ? unit : `${listener.program} (pid ${listener.pid})`;
  return wrong(
    `port ${port} (${key}) is taken by ${who}`,
    `end that program, or give ${name} another ${key} in the pillar`,
  );
}

/** `cortensord@node_01.service`, by the cgroup that systemd put the process in. */
async function unitOf(host: Ward['host'], pid: number): Promise<string | undefined> {
  try {
    const text = (await host.files.read(`/proc/${pid}/cgroup`)).toString('utf8');
    return /([^/\n]+\.service)(?:\/|\n|$)/.exec(text)?.[1];
  } catch (cause) {
    // It has ended meanwhile.
    if (cause instanceof HostRefusal && ['ENOENT', 'ESRCH'].includes(cause.code)) return undefined;
    throw cause;
  }
}
