import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'host',
  prepare: "printf '10.66.0.9 lab-only-old\\n10.66.0.8 lab-gone lab-stays\\n' >> /etc/hosts",
  states: [
    `lab-db:
  host.present:
    - ip: [10.66.0.5, 'fd00:66::5']
    - comment: the database
`,
    'lab-gone:\n  host.absent:\n    - ip: 10.66.0.8\n',
    '10.66.0.9:\n  host.only:\n    - hostnames: [lab-one, lab-two]\n',
    'lab-db:\n  host.present:\n    - ip: 10.66.0.5\n    - comment: another word\n',
  ],
  seen: {
    'grep 10.66.0.5 /etc/hosts': '10.66.0.5\tlab-db\t# another word\n',
    'grep 10.66.0.8 /etc/hosts': '10.66.0.8\tlab-stays\n',
    'grep 10.66.0.9 /etc/hosts': '10.66.0.9\tlab-one lab-two\n',
    "getent ahostsv4 lab-db | awk 'NR==1{print $1}'": '10.66.0.5\n',
  },
};
