import { expect } from '@jest/globals';
import { dockerPackages, prepareDocker } from '../docker-engine.js';
import type { ToolboxModule } from '../toolbox.js';

const folder = '/srv/lab-app';
const file = `${folder}/docker-compose.yml`;
const registry = '127.0.0.1:5000/lab/app';

/** `docker-compose` 1.29 is what Debian has; what the plugin says is held to its documentation in the specs of the room. */
const compose = (command: string): string => `version: "2.4"
services:
  web:
    image: lab/app:1
    command: ["sh", "-c", "${command}"]
    environment: [TOKEN=hunter2]
    stop_signal: SIGKILL
    healthcheck: {test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/bin/sh"], interval: 1s, retries: 20}
  job:
    image: lab/app:1
    command: ["true"]
  other:
    image: ${registry}:2
    profiles: [more]
    command: ["sleep", "infinity"]
    stop_signal: SIGKILL
`;
const serve = 'httpd -f -p 8080';
const container = (service: string, state: string): unknown => expect.objectContaining({ service, state });

export const toolbox: ToolboxModule = {
  module: 'compose',
  packages: dockerPackages,
  prepare: `${prepareDocker}
mkdir -p ${folder}
cat > ${file} <<'END'
${compose(serve)}END
cat > ${folder}/other.yml <<'END'
${compose(`cd /; ${serve}`)}END
printf 'services: {web: {imag: x}}' > ${folder}/bad.yml`,
  states: [
    `images:
  compose.pulled:
    - name: ${folder}
    - profiles: more
    - services: other
app:
  compose.up:
    - name: ${file}
    - wait: True
    - services: web
job:
  compose.up:
    - name: ${file}
    - services: job
`,
    // Another configuration of the same services: compose makes the containers anew.
    `app:
  compose.up:
    - name: ${folder}/other.yml
    - project: lab-app
    - services: web
`,
  ],
  verdicts: [
    {
      sls: `healthy:
  compose.healthy:
    - name: ${file}
    - services: web
ended:
  compose.healthy:
    - name: ${file}
    - services: job
    - timeout: 0
nothing changed:
  compose.restarted:
    - name: ${file}
change:
  cmd.run:
    - name: 'true'
after a change:
  compose.restarted:
    - name: ${file}
    - services: web
    - watch:
      - cmd: change
anew:
  compose.up:
    - name: ${file}
    - services: web
    - watch:
      - cmd: change
bad file:
  compose.up:
    - name: ${folder}/bad.yml
no file:
  compose.up:
    - name: /srv/no.yml
no service:
  compose.up:
    - name: ${file}
    - services: nope
no image:
  compose.up:
    - name: ${file}
    - services: other
    - profiles: more
    - project: never
    - pull: never
    - order: last
`,
      results: {
        healthy: { result: true, comment: /running and healthy/ },
        ended: { result: false, comment: /exited \(0\)/ },
        'nothing changed': { result: true, comment: /nothing that it watches changed/ },
        'after a change': { result: true, comment: /restart web/ },
        anew: { result: true, comment: /bring up/ },
        'bad file': { result: false, comment: /imag/ },
        'no file': { result: false, comment: /does not exist/ },
        'no service': { result: false, comment: /know no service nope/ },
        'no image': { result: true },
      },
    },
  ],
  seen: { "docker ps --filter name=lab-app_web --format '{{.Names}}'": 'lab-app_web_1\n' },
  functions: [
    {
      call: ['compose.config', folder],
      value: {
        program: 'docker-compose',
        version: expect.stringMatching(/^1\./),
        project: 'lab-app',
        services: expect.objectContaining({ web: 'lab/app:1', job: 'lab/app:1' }),
      },
    },
    { call: ['compose.config', `${folder}/bad.yml`], refused: /imag/ },
    {
      call: ['compose.ps', file],
      value: { 'lab-app_web_1': container('web', 'running'), 'lab-app_job_1': container('job', 'exited') },
    },
    { call: ['compose.logs', file, 'services=job'], value: expect.any(String) },
    { call: ['compose.stop', file, 'services=web'], value: expect.stringContaining('lab-app_web_1') },
    { call: ['compose.start', file, 'services=web'], value: expect.stringContaining('web') },
    { call: ['compose.restart', file, 'services=web'], value: expect.stringContaining('lab-app_web_1') },
    { call: ['compose.pull', file, 'services=other', 'profiles=more'], value: expect.any(String) },
    {
      call: ['compose.up', file, 'services=other', 'profiles=more', 'project=second'],
      value: expect.stringContaining('second_other_1'),
    },
    {
      call: ['compose.down', file, 'profiles=more', 'project=second'],
      value: expect.stringContaining('second_other_1'),
    },
    { call: ['compose.down', file, 'services=web'], refused: /compose\.stop takes services/ },
    { call: ['compose.down', file, 'profiles=more', 'project=never'], value: expect.any(String) },
  ],
  after: [`down:\n  compose.down:\n    - name: ${file}\n`],
};
