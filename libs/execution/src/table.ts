import type { FunctionDefinition } from './definition.js';
import { alternativesFunctions } from './alternatives/table.js';
import { archiveFunctions } from './archive/table.js';
import { blockdevFunctions } from './blockdev/table.js';
import { cmdFunctions } from './cmd/table.js';
import { composeFunctions } from './compose/table.js';
import { configFunctions } from './config/table.js';
import { cortensordFunctions } from './cortensord/table.js';
import { cpFunctions } from './cp/table.js';
import { cronFunctions } from './cron/table.js';
import { defaultsFunctions } from './defaults/table.js';
import { diskFunctions } from './disk/table.js';
import { dockerFunctions } from './docker/table.js';
import { environFunctions } from './environ/table.js';
import { eventFunctions } from './event/table.js';
import { fileFunctions } from './file/table.js';
import { gitFunctions } from './git/table.js';
import { gpuFunctions } from './gpu/table.js';
import { grainsFunctions } from './grains/table.js';
import { groupFunctions } from './group/table.js';
import { hashutilFunctions } from './hashutil/table.js';
import { hostsFunctions } from './hosts/table.js';
import { httpFunctions } from './http/table.js';
import { iniFunctions } from './ini/table.js';
import { instancesFunctions } from './instances/table.js';
import { journalFunctions } from './journal/table.js';
import { jsonFunctions } from './json/table.js';
import { kmodFunctions } from './kmod/table.js';
import { localeFunctions } from './locale/table.js';
import { logFunctions } from './log/table.js';
import { logrotateFunctions } from './logrotate/table.js';
import { logsFunctions } from './logs/table.js';
import { matchFunctions } from './match/table.js';
import { mineFunctions } from './mine/table.js';
import { minionFunctions } from './minion/table.js';
import { mountFunctions } from './mount/table.js';
import { networkFunctions } from './network/table.js';
import { npmFunctions } from './npm/table.js';
import { pillarFunctions } from './pillar/table.js';
import { pipFunctions } from './pip/table.js';
import { pipxFunctions } from './pipx/table.js';
import { pkgFunctions } from './pkg/table.js';
import { publishFunctions } from './publish/table.js';
import { randomFunctions } from './random/table.js';
import { saltutilFunctions } from './saltutil/table.js';
import { scheduleFunctions } from './schedule/table.js';
import { sdbFunctions } from './sdb/table.js';
import { selinuxFunctions } from './selinux/table.js';
import { serviceFunctions } from './service/table.js';
import { shadowFunctions } from './shadow/table.js';
import { slsutilFunctions } from './slsutil/table.js';
import { sshFunctions } from './ssh/table.js';
import { statusFunctions } from './status/table.js';
import { sysFunctions } from './sys/table.js';
import { sysctlFunctions } from './sysctl/table.js';
import { systemFunctions } from './system/table.js';
import { systemdFunctions } from './systemd/table.js';
import { testFunctions } from './test/table.js';
import { timerFunctions } from './timer/table.js';
import { timezoneFunctions } from './timezone/table.js';
import { tomlFunctions } from './toml/table.js';
import { ufwFunctions } from './ufw/table.js';
import { userFunctions } from './user/table.js';
import { vaultFunctions } from './vault/table.js';
import { yamlFunctions } from './yaml/table.js';

const functions: readonly FunctionDefinition[] = [
  ...alternativesFunctions,
  ...archiveFunctions,
  ...blockdevFunctions,
  ...cmdFunctions,
  ...composeFunctions,
  ...configFunctions,
  ...cortensordFunctions,
  ...cpFunctions,
  ...cronFunctions,
  ...defaultsFunctions,
  ...diskFunctions,
  ...dockerFunctions,
  ...environFunctions,
  ...eventFunctions,
  ...fileFunctions,
  ...gitFunctions,
  ...gpuFunctions,
  ...grainsFunctions,
  ...groupFunctions,
  ...hashutilFunctions,
  ...hostsFunctions,
  ...httpFunctions,
  ...iniFunctions,
  ...instancesFunctions,
  ...journalFunctions,
  ...jsonFunctions,
  ...kmodFunctions,
  ...localeFunctions,
  ...logFunctions,
  ...logrotateFunctions,
  ...logsFunctions,
  ...matchFunctions,
  ...mineFunctions,
  ...minionFunctions,
  ...mountFunctions,
  ...networkFunctions,
  ...npmFunctions,
  ...pillarFunctions,
  ...pipFunctions,
  ...pipxFunctions,
  ...pkgFunctions,
  ...publishFunctions,
  ...randomFunctions,
  ...saltutilFunctions,
  ...scheduleFunctions,
  ...sdbFunctions,
  ...selinuxFunctions,
  ...serviceFunctions,
  ...shadowFunctions,
  ...slsutilFunctions,
  ...sshFunctions,
  ...statusFunctions,
  ...sysFunctions,
  ...sysctlFunctions,
  ...systemFunctions,
  ...systemdFunctions,
  ...testFunctions,
  ...timerFunctions,
  ...timezoneFunctions,
  ...tomlFunctions,
  ...ufwFunctions,
  ...userFunctions,
  ...vaultFunctions,
  ...yamlFunctions,
];

/** Every execution function of this room by its dotted name; room highstate adds `state.*`. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  functions.map((definition) => [definition.name, definition]),
);
