import { fromPlain } from '@fleet/values';
import { FunctionResult, defineFunction } from '../definition.js';
import { DockerExecArgs, execIn } from './exec.js';

export const runAll = defineFunction({
  name: 'docker.run_all',
  doc: 'Run a command in a running container; answers retcode, stdout and stderr.',
  args: DockerExecArgs,
  example: "docker.run_all web 'ls -l /data'",
  async run(host, want, context) {
    const { exitCode, stdout, stderr } = await execIn(host, want, context.signal);
    const value = fromPlain({ retcode: exitCode, stdout, stderr });
    return exitCode === 0 ? value : new FunctionResult(value, exitCode);
  },
});
