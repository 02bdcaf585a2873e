import type { StateDefinition } from './definition.js';
import { alternativesStates } from './alternatives/table.js';
import { archiveStates } from './archive/table.js';
import { artifactStates } from './artifact/table.js';
import { blockdevStates } from './blockdev/table.js';
import { cmdStates } from './cmd/table.js';
import { composeStates } from './compose/table.js';
import { cronStates } from './cron/table.js';
import { dockerImageStates } from './docker_image/table.js';
import { dockerNetworkStates } from './docker_network/table.js';
import { environStates } from './environ/table.js';
import { eventStates } from './event/table.js';
import { fileStates } from './file/table.js';
import { gitStates } from './git/table.js';
import { grainsStates } from './grains/table.js';
import { groupStates } from './group/table.js';
import { hostStates } from './host/table.js';
import { httpStates } from './http/table.js';
import { iniStates } from './ini/table.js';
import { jsonStates } from './json/table.js';
import { kmodStates } from './kmod/table.js';
import { localeStates } from './locale/table.js';
import { logrotateStates } from './logrotate/table.js';
import { moduleStates } from './module/table.js';
import { mountStates } from './mount/table.js';
import { networkStates } from './network/table.js';
import { npmStates } from './npm/table.js';
import { pipStates } from './pip/table.js';
import { pipxStates } from './pipx/table.js';
import { pkgStates } from './pkg/table.js';
import { pkgrepoStates } from './pkgrepo/table.js';
import { scheduleStates } from './schedule/table.js';
import { serviceStates } from './service/table.js';
import { sshAuthStates } from './ssh_auth/table.js';
import { sshKnownHostsStates } from './ssh_known_hosts/table.js';
import { sysctlStates } from './sysctl/table.js';
import { systemStates } from './system/table.js';
import { systemdStates } from './systemd/table.js';
import { testStates } from './test/table.js';
import { timezoneStates } from './timezone/table.js';
import { tomlStates } from './toml/table.js';
import { ufwStates } from './ufw/table.js';
import { userStates } from './user/table.js';
import { yamlStates } from './yaml/table.js';

const states: readonly StateDefinition[] = [
  ...alternativesStates,
  ...archiveStates,
  ...artifactStates,
  ...blockdevStates,
  ...cmdStates,
  ...composeStates,
  ...cronStates,
  ...dockerImageStates,
  ...dockerNetworkStates,
  ...environStates,
  ...eventStates,
  ...fileStates,
  ...gitStates,
  ...grainsStates,
  ...groupStates,
  ...hostStates,
  ...httpStates,
  ...iniStates,
  ...jsonStates,
  ...kmodStates,
  ...localeStates,
  ...logrotateStates,
  ...moduleStates,
  ...mountStates,
  ...networkStates,
  ...npmStates,
  ...pipStates,
  ...pipxStates,
  ...pkgStates,
  ...pkgrepoStates,
  ...scheduleStates,
  ...serviceStates,
  ...sshAuthStates,
  ...sshKnownHostsStates,
  ...sysctlStates,
  ...systemStates,
  ...systemdStates,
  ...testStates,
  ...timezoneStates,
  ...tomlStates,
  ...ufwStates,
  ...userStates,
  ...yamlStates,
];

/** Every state function by its dotted name. */
export const stateTable: ReadonlyMap<string, StateDefinition> = new Map(
  states.map((definition) => [definition.name, definition]),
);
