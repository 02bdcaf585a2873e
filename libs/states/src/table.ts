import type { StateDefinition } from './definition.js';
import { auto as alternativesAuto } from './alternatives/auto.js';
import { install as alternativesInstall } from './alternatives/install.js';
import { remove as alternativesRemove } from './alternatives/remove.js';
import { set as alternativesSet } from './alternatives/set.js';
import { extracted as archiveExtracted } from './archive/extracted.js';
import { run as cmdRun } from './cmd/run.js';
import { script as cmdScript } from './cmd/script.js';
import { wait as cmdWait } from './cmd/wait.js';
import { absent as cronAbsent } from './cron/absent.js';
import { envAbsent as cronEnvAbsent } from './cron/env-absent.js';
import { envPresent as cronEnvPresent } from './cron/env-present.js';
import { present as cronPresent } from './cron/present.js';
import { absent as fileAbsent } from './file/absent.js';
import { append as fileAppend } from './file/append.js';
import { blockreplace as fileBlockreplace } from './file/blockreplace.js';
import { comment as fileComment } from './file/comment.js';
import { copy as fileCopy } from './file/copy.js';
import { directory as fileDirectory } from './file/directory.js';
import { exists as fileExists } from './file/exists.js';
import { hardlink as fileHardlink } from './file/hardlink.js';
import { keyvalue as fileKeyvalue } from './file/keyvalue.js';
import { line as fileLine } from './file/line.js';
import { managed as fileManaged } from './file/managed.js';
import { missing as fileMissing } from './file/missing.js';
import { prepend as filePrepend } from './file/prepend.js';
import { recurse as fileRecurse } from './file/recurse.js';
import { rename as fileRename } from './file/rename.js';
import { replace as fileReplace } from './file/replace.js';
import { serialize as fileSerialize } from './file/serialize.js';
import { symlink as fileSymlink } from './file/symlink.js';
import { touch as fileTouch } from './file/touch.js';
import { uncomment as fileUncomment } from './file/uncomment.js';
import { cloned as gitCloned } from './git/cloned.js';
import { configSet as gitConfigSet } from './git/config-set.js';
import { configUnset as gitConfigUnset } from './git/config-unset.js';
import { latest as gitLatest } from './git/latest.js';
import { absent as groupAbsent } from './group/absent.js';
import { present as groupPresent } from './group/present.js';
import { absent as hostAbsent } from './host/absent.js';
import { only as hostOnly } from './host/only.js';
import { present as hostPresent } from './host/present.js';
import { absent as kmodAbsent } from './kmod/absent.js';
import { present as kmodPresent } from './kmod/present.js';
import { present as localePresent } from './locale/present.js';
import { system as localeSystem } from './locale/system.js';
import { run as moduleRun } from './module/run.js';
import { wait as moduleWait } from './module/wait.js';
import { held as pkgHeld } from './pkg/held.js';
import { installed as pkgInstalled } from './pkg/installed.js';
import { latest as pkgLatest } from './pkg/latest.js';
import { purged as pkgPurged } from './pkg/purged.js';
import { removed as pkgRemoved } from './pkg/removed.js';
import { unheld as pkgUnheld } from './pkg/unheld.js';
import { absent as pkgrepoAbsent } from './pkgrepo/absent.js';
import { managed as pkgrepoManaged } from './pkgrepo/managed.js';
import { dead as serviceDead } from './service/dead.js';
import { disabled as serviceDisabled } from './service/disabled.js';
import { enabled as serviceEnabled } from './service/enabled.js';
import { masked as serviceMasked } from './service/masked.js';
import { running as serviceRunning } from './service/running.js';
import { unmasked as serviceUnmasked } from './service/unmasked.js';
import { absent as sshAuthAbsent } from './ssh_auth/absent.js';
import { manage as sshAuthManage } from './ssh_auth/manage.js';
import { present as sshAuthPresent } from './ssh_auth/present.js';
import { absent as sshKnownHostsAbsent } from './ssh_known_hosts/absent.js';
import { present as sshKnownHostsPresent } from './ssh_known_hosts/present.js';
import { present as sysctlPresent } from './sysctl/present.js';
import { checkPillar as testCheckPillar } from './test/check-pillar.js';
import { configurableTestState as testConfigurableTestState } from './test/configurable-test-state.js';
import { failWithChanges as testFailWithChanges } from './test/fail-with-changes.js';
import { failWithoutChanges as testFailWithoutChanges } from './test/fail-without-changes.js';
import { nop as testNop } from './test/nop.js';
import { showNotification as testShowNotification } from './test/show-notification.js';
import { succeedWithChanges as testSucceedWithChanges } from './test/succeed-with-changes.js';
import { succeedWithoutChanges as testSucceedWithoutChanges } from './test/succeed-without-changes.js';
import { system as timezoneSystem } from './timezone/system.js';
import { absent as userAbsent } from './user/absent.js';
import { present as userPresent } from './user/present.js';

const states: readonly StateDefinition[] = [
  alternativesAuto,
  alternativesInstall,
  alternativesRemove,
  alternativesSet,
  archiveExtracted,
  cmdRun,
  cmdScript,
  cmdWait,
  cronAbsent,
  cronEnvAbsent,
  cronEnvPresent,
  cronPresent,
  fileAbsent,
  fileAppend,
  fileBlockreplace,
  fileComment,
  fileCopy,
  fileDirectory,
  fileExists,
  fileHardlink,
  fileKeyvalue,
  fileLine,
  fileManaged,
  fileMissing,
  filePrepend,
  fileRecurse,
  fileRename,
  fileReplace,
  fileSerialize,
  fileSymlink,
  fileTouch,
  fileUncomment,
  gitCloned,
  gitConfigSet,
  gitConfigUnset,
  gitLatest,
  groupAbsent,
  groupPresent,
  hostAbsent,
  hostOnly,
  hostPresent,
  kmodAbsent,
  kmodPresent,
  localePresent,
  localeSystem,
  moduleRun,
  moduleWait,
  pkgHeld,
  pkgInstalled,
  pkgLatest,
  pkgPurged,
  pkgRemoved,
  pkgUnheld,
  pkgrepoAbsent,
  pkgrepoManaged,
  serviceDead,
  serviceDisabled,
  serviceEnabled,
  serviceMasked,
  serviceRunning,
  serviceUnmasked,
  sshAuthAbsent,
  sshAuthManage,
  sshAuthPresent,
  sshKnownHostsAbsent,
  sshKnownHostsPresent,
  sysctlPresent,
  testCheckPillar,
  testConfigurableTestState,
  testFailWithChanges,
  testFailWithoutChanges,
  testNop,
  testShowNotification,
  testSucceedWithChanges,
  testSucceedWithoutChanges,
  timezoneSystem,
  userAbsent,
  userPresent,
];

/** Every state function by its dotted name. */
export const stateTable: ReadonlyMap<string, StateDefinition> = new Map(
  states.map((definition) => [definition.name, definition]),
);
