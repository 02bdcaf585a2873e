import type { FunctionDefinition } from './definition.js';
import { hasExec as cmdHasExec } from './cmd/has-exec.js';
import { retcode as cmdRetcode } from './cmd/retcode.js';
import { runAll as cmdRunAll } from './cmd/run-all.js';
import { runStderr as cmdRunStderr } from './cmd/run-stderr.js';
import { runStdout as cmdRunStdout } from './cmd/run-stdout.js';
import { run as cmdRun } from './cmd/run.js';
import { shell as cmdShell } from './cmd/shell.js';
import { which as cmdWhich } from './cmd/which.js';
import { get as configGet } from './config/get.js';
import { getFileStr as cpGetFileStr } from './cp/get-file-str.js';
import { directoryExists as fileDirectoryExists } from './file/directory-exists.js';
import { fileExists as fileFileExists } from './file/file-exists.js';
import { getHash as fileGetHash } from './file/get-hash.js';
import { read as fileRead } from './file/read.js';
import { stats as fileStats } from './file/stats.js';
import { filterBy as grainsFilterBy } from './grains/filter-by.js';
import { get as grainsGet } from './grains/get.js';
import { item as grainsItem } from './grains/item.js';
import { items as grainsItems } from './grains/items.js';
import { keys as grainsKeys } from './grains/keys.js';
import { ls as grainsLs } from './grains/ls.js';
import { critical as logCritical } from './log/critical.js';
import { debug as logDebug } from './log/debug.js';
import { error as logError } from './log/error.js';
import { exception as logException } from './log/exception.js';
import { info as logInfo } from './log/info.js';
import { quiet as logQuiet } from './log/quiet.js';
import { warning as logWarning } from './log/warning.js';
import { get as pillarGet } from './pillar/get.js';
import { item as pillarItem } from './pillar/item.js';
import { items as pillarItems } from './pillar/items.js';
import { keys as pillarKeys } from './pillar/keys.js';
import { ls as pillarLs } from './pillar/ls.js';
import { raw as pillarRaw } from './pillar/raw.js';
import { listPkgs as pkgListPkgs } from './pkg/list-pkgs.js';
import { version as pkgVersion } from './pkg/version.js';
import { refreshGrains as saltutilRefreshGrains } from './saltutil/refresh-grains.js';
import { refreshPillar as saltutilRefreshPillar } from './saltutil/refresh-pillar.js';
import { available as serviceAvailable } from './service/available.js';
import { disable as serviceDisable } from './service/disable.js';
import { enable as serviceEnable } from './service/enable.js';
import { enabled as serviceEnabled } from './service/enabled.js';
import { getAll as serviceGetAll } from './service/get-all.js';
import { mask as serviceMask } from './service/mask.js';
import { masked as serviceMasked } from './service/masked.js';
import { missing as serviceMissing } from './service/missing.js';
import { reload as serviceReload } from './service/reload.js';
import { restart as serviceRestart } from './service/restart.js';
import { show as serviceShow } from './service/show.js';
import { start as serviceStart } from './service/start.js';
import { status as serviceStatus } from './service/status.js';
import { stop as serviceStop } from './service/stop.js';
import { systemctlReload as serviceSystemctlReload } from './service/systemctl-reload.js';
import { unmask as serviceUnmask } from './service/unmask.js';
import { merge as slsutilMerge } from './slsutil/merge.js';
import { argspec as sysArgspec } from './sys/argspec.js';
import { doc as sysDoc } from './sys/doc.js';
import { listFunctions as sysListFunctions } from './sys/list-functions.js';
import { listModules as sysListModules } from './sys/list-modules.js';
import { listStateFunctions as sysListStateFunctions } from './sys/list-state-functions.js';
import { stateDoc as sysStateDoc } from './sys/state-doc.js';
import { arg as testArg } from './test/arg.js';
import { echo as testEcho } from './test/echo.js';
import { fail as testFail } from './test/fail.js';
import { kwarg as testKwarg } from './test/kwarg.js';
import { ping as testPing } from './test/ping.js';
import { sleep as testSleep } from './test/sleep.js';
import { version as testVersion } from './test/version.js';

/** In the order of modules, then of functions. A definition is read through its own argument class alone, so the table forgets which one it is. */
const functions = [
  cmdHasExec,
  cmdRetcode,
  cmdRunAll,
  cmdRunStderr,
  cmdRunStdout,
  cmdRun,
  cmdShell,
  cmdWhich,
  configGet,
  cpGetFileStr,
  fileDirectoryExists,
  fileFileExists,
  fileGetHash,
  fileRead,
  fileStats,
  grainsFilterBy,
  grainsGet,
  grainsItem,
  grainsItems,
  grainsKeys,
  grainsLs,
  logCritical,
  logDebug,
  logError,
  logException,
  logInfo,
  logQuiet,
  logWarning,
  pillarGet,
  pillarItem,
  pillarItems,
  pillarKeys,
  pillarLs,
  pillarRaw,
  pkgListPkgs,
  pkgVersion,
  saltutilRefreshGrains,
  saltutilRefreshPillar,
  serviceAvailable,
  serviceDisable,
  serviceEnable,
  serviceEnabled,
  serviceGetAll,
  serviceMask,
  serviceMasked,
  serviceMissing,
  serviceReload,
  serviceRestart,
  serviceShow,
  serviceStart,
  serviceStatus,
  serviceStop,
  serviceSystemctlReload,
  serviceUnmask,
  slsutilMerge,
  sysArgspec,
  sysDoc,
  sysListFunctions,
  sysListModules,
  sysListStateFunctions,
  sysStateDoc,
  testArg,
  testEcho,
  testFail,
  testKwarg,
  testPing,
  testSleep,
  testVersion,
] as unknown as readonly FunctionDefinition[];

/** Every execution function of this room by its dotted name; room highstate adds `state.*`. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  functions.map((definition) => [definition.name, definition]),
);
