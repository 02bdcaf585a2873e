import { dockerPackages, prepareDocker } from '../docker-engine.js';
import type { ToolboxModule } from '../toolbox.js';

const registry = '127.0.0.1:5000/lab/app';

export const toolbox: ToolboxModule = {
  module: 'docker_image',
  packages: dockerPackages,
  // What other modules of this host have pulled.
  prepare: `${prepareDocker}\nif docker image inspect ${registry}:2 >/dev/null 2>&1; then docker rmi --force ${registry}:2; fi`,
  states: [`${registry}:\n  docker_image.present:\n    - tag: 2\n`],
  verdicts: [
    {
      sls: `no such tag:
  docker_image.present:
    - name: ${registry}:9
no such registry:
  docker_image.present:
    - name: 127.0.0.1:9/lab/app:1
no name:
  docker_image.present:
    - name: Upper Case
nothing newer:
  docker_image.present:
    - name: ${registry}:2
    - force: True
`,
      results: {
        'no such tag': { result: false, comment: /manifest|not found/ },
        'no such registry': { result: false, comment: /refused/ },
        'no name': { result: false, comment: /not the name of an image/ },
        'nothing newer': { result: true, comment: /nothing newer/ },
      },
    },
  ],
  seen: { [`docker image inspect --format '{{.Config.Labels.tag}}' ${registry}:2`]: '2\n' },
  after: [`gone:\n  docker_image.absent:\n    - images: ['${registry}:2', 'lab/no:1']\n`],
};
