import type { GrainFamily } from './family.js';

export const names: GrainFamily = {
  name: 'names',
  doc: 'Names of the host: host, localhost, nodename, fqdn, domain.',
  async collect({ network }) {
    const nodename = network.hostname();
    const fqdn = await network.fqdn();
    const dot = fqdn.indexOf('.');
    return {
      localhost: nodename,
      nodename,
      fqdn,
      host: dot < 0 ? fqdn : fqdn.slice(0, dot),
      domain: dot < 0 ? '' : fqdn.slice(dot + 1),
    };
  },
};
