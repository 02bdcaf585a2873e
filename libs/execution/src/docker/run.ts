import { FunctionResult, defineFunction } from '../definition.js';
import { DockerExecArgs, execIn } from './exec.js';

export const run = defineFunction({
  name: 'docker.run',
  doc: 'Run a command in a running container, as `docker exec` does; answers what it printed, both streams.',
  args: DockerExecArgs,
  example: "docker.run web 'ls -l /data'",
  async run(host, want, context) {
    const result = await execIn(host, want, context.signal);
    const text = result.all.replace(/\n$/, '');
    return result.exitCode === 0 ? text : new FunctionResult(text, result.exitCode);
  },
});
