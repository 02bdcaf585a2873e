import { defineFunction } from '../definition.js';
import { DockerExecArgs, execIn } from './exec.js';

export const retcode = defineFunction({
  name: 'docker.retcode',
  doc: 'Run a command in a running container; answers the code that it ended with.',
  args: DockerExecArgs,
  example: "docker.retcode web 'test -e /data/ready'",
  run: async (host, want, context) => (await execIn(host, want, context.signal)).exitCode,
});
