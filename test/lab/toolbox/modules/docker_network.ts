import { dockerPackages, prepareDocker } from '../docker-engine.js';
import type { ToolboxModule } from '../toolbox.js';

const network = (subnet: string): string => `lab-backend:
  docker_network.present:
    - subnet: ${subnet}
    - internal: True
    - labels:
        owner: lab
`;

export const toolbox: ToolboxModule = {
  module: 'docker_network',
  packages: dockerPackages,
  prepare: `${prepareDocker}
docker network inspect lab-busy || docker network create lab-busy
docker inspect lab-user || docker run --detach --name lab-user --network lab-busy lab/app:1`,
  states: [network('10.214.8.0/24'), network('10.214.9.0/24')],
  verdicts: [
    {
      sls: `lab-busy:
  docker_network.present:
    - internal: True
busy:
  docker_network.absent:
    - name: lab-busy
taken:
  docker_network.present:
    - subnet: 10.214.9.0/24
`,
      results: {
        'lab-busy': { result: false, comment: /lab-user uses it/ },
        busy: { result: false, comment: /used by lab-user/ },
        taken: { result: false, comment: /overlaps/ },
      },
    },
  ],
  seen: {
    "docker network inspect --format '{{.Internal}} {{(index .IPAM.Config 0).Subnet}} {{.Labels.owner}}' lab-backend":
      'true 10.214.9.0/24 lab\n',
  },
  after: ['lab-backend:\n  docker_network.absent: []\n'],
};
