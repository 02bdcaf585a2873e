import type { GrainFamily } from './family.js';

export const names: GrainFamily = {
  name: 'names',
  doc: 'Names of the host: host, localhost, nodename, fqdn, domain; fqdn_ip4 and fqdn_ip6, the addresses that the full name stands for.',
  async collect({ network }) {
    const nodename = network.hostname();
    const fqdn = await network.fqdn();
    const addresses = await network.resolve(fqdn);
    const dot = fqdn.indexOf('.');
    return {
      localhost: nodename,
      nodename,
      fqdn,
      fqdn_ip4: addresses.filter((address) => !address.includes(':')),
      fqdn_ip6: addresses.filter((address) => address.includes(':')),
      host: dot < 0 ? fqdn : fqdn.slice(0, dot),
      domain: dot < 0 ? '' : fqdn.slice(dot + 1),
    };
  },
};
