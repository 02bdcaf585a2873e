import type { FunctionDefinition } from './definition.js';
import { hasExec as cmdHasExec } from './cmd/has-exec.js';
import { retcode as cmdRetcode } from './cmd/retcode.js';
import { run as cmdRun } from './cmd/run.js';
import { runAll as cmdRunAll } from './cmd/run-all.js';
import { runStderr as cmdRunStderr } from './cmd/run-stderr.js';
import { runStdout as cmdRunStdout } from './cmd/run-stdout.js';
import { shell as cmdShell } from './cmd/shell.js';
import { which as cmdWhich } from './cmd/which.js';
import { dotVals as configDotVals } from './config/dot-vals.js';
import { get as configGet } from './config/get.js';
import { items as configItems } from './config/items.js';
import { manageMode as configManageMode } from './config/manage-mode.js';
import { merge as configMerge } from './config/merge.js';
import { option as configOption } from './config/option.js';
import { validFileproto as configValidFileproto } from './config/valid-fileproto.js';
import { cacheDir as cpCacheDir } from './cp/cache-dir.js';
import { cacheFile as cpCacheFile } from './cp/cache-file.js';
import { cacheFiles as cpCacheFiles } from './cp/cache-files.js';
import { envs as cpEnvs } from './cp/envs.js';
import { getFile as cpGetFile } from './cp/get-file.js';
import { getFileStr as cpGetFileStr } from './cp/get-file-str.js';
import { getTemplate as cpGetTemplate } from './cp/get-template.js';
import { getUrl as cpGetUrl } from './cp/get-url.js';
import { hashFile as cpHashFile } from './cp/hash-file.js';
import { hashFileStr as cpHashFileStr } from './cp/hash-file-str.js';
import { isCached as cpIsCached } from './cp/is-cached.js';
import { listMaster as cpListMaster } from './cp/list-master.js';
import { listMasterDirs as cpListMasterDirs } from './cp/list-master-dirs.js';
import { listStates as cpListStates } from './cp/list-states.js';
import { statFile as cpStatFile } from './cp/stat-file.js';
import { deepcopy as defaultsDeepcopy } from './defaults/deepcopy.js';
import { get as defaultsGet } from './defaults/get.js';
import { merge as defaultsMerge } from './defaults/merge.js';
import { update as defaultsUpdate } from './defaults/update.js';
import { get as environGet } from './environ/get.js';
import { hasValue as environHasValue } from './environ/has-value.js';
import { item as environItem } from './environ/item.js';
import { items as environItems } from './environ/items.js';
import { directoryExists as fileDirectoryExists } from './file/directory-exists.js';
import { fileExists as fileFileExists } from './file/file-exists.js';
import { getHash as fileGetHash } from './file/get-hash.js';
import { read as fileRead } from './file/read.js';
import { stats as fileStats } from './file/stats.js';
import { equals as grainsEquals } from './grains/equals.js';
import { fetch as grainsFetch } from './grains/fetch.js';
import { filterBy as grainsFilterBy } from './grains/filter-by.js';
import { get as grainsGet } from './grains/get.js';
import { hasValue as grainsHasValue } from './grains/has-value.js';
import { item as grainsItem } from './grains/item.js';
import { items as grainsItems } from './grains/items.js';
import { keys as grainsKeys } from './grains/keys.js';
import { ls as grainsLs } from './grains/ls.js';
import { getent as groupGetent } from './group/getent.js';
import { info as groupInfo } from './group/info.js';
import { base64B64decode as hashutilBase64B64decode } from './hashutil/base64-b64decode.js';
import { base64B64encode as hashutilBase64B64encode } from './hashutil/base64-b64encode.js';
import { base64Decodestring as hashutilBase64Decodestring } from './hashutil/base64-decodestring.js';
import { base64Encodefile as hashutilBase64Encodefile } from './hashutil/base64-encodefile.js';
import { base64Encodestring as hashutilBase64Encodestring } from './hashutil/base64-encodestring.js';
import { digest as hashutilDigest } from './hashutil/digest.js';
import { digestFile as hashutilDigestFile } from './hashutil/digest-file.js';
import { hmacCompute as hashutilHmacCompute } from './hashutil/hmac-compute.js';
import { hmacSignature as hashutilHmacSignature } from './hashutil/hmac-signature.js';
import { md5Digest as hashutilMd5Digest } from './hashutil/md5-digest.js';
import { sha256Digest as hashutilSha256Digest } from './hashutil/sha256-digest.js';
import { sha512Digest as hashutilSha512Digest } from './hashutil/sha512-digest.js';
import { critical as logCritical } from './log/critical.js';
import { debug as logDebug } from './log/debug.js';
import { error as logError } from './log/error.js';
import { exception as logException } from './log/exception.js';
import { info as logInfo } from './log/info.js';
import { quiet as logQuiet } from './log/quiet.js';
import { warning as logWarning } from './log/warning.js';
import { compound as matchCompound } from './match/compound.js';
import { filterBy as matchFilterBy } from './match/filter-by.js';
import { glob as matchGlob } from './match/glob.js';
import { grain as matchGrain } from './match/grain.js';
import { grainPcre as matchGrainPcre } from './match/grain-pcre.js';
import { ipcidr as matchIpcidr } from './match/ipcidr.js';
import { list as matchList } from './match/list.js';
import { pcre as matchPcre } from './match/pcre.js';
import { pillar as matchPillar } from './match/pillar.js';
import { pillarPcre as matchPillarPcre } from './match/pillar-pcre.js';
import { searchBy as matchSearchBy } from './match/search-by.js';
import { get as mineGet } from './mine/get.js';
import { data as pillarData } from './pillar/data.js';
import { explain as pillarExplain } from './pillar/explain.js';
import { fetch as pillarFetch } from './pillar/fetch.js';
import { filterBy as pillarFilterBy } from './pillar/filter-by.js';
import { get as pillarGet } from './pillar/get.js';
import { item as pillarItem } from './pillar/item.js';
import { items as pillarItems } from './pillar/items.js';
import { keys as pillarKeys } from './pillar/keys.js';
import { ls as pillarLs } from './pillar/ls.js';
import { obfuscate as pillarObfuscate } from './pillar/obfuscate.js';
import { raw as pillarRaw } from './pillar/raw.js';
import { listPkgs as pkgListPkgs } from './pkg/list-pkgs.js';
import { version as pkgVersion } from './pkg/version.js';
import { getStr as randomGetStr } from './random/get-str.js';
import { hash as randomHash } from './random/hash.js';
import { randInt as randomRandInt } from './random/rand-int.js';
import { seed as randomSeed } from './random/seed.js';
import { refreshGrains as saltutilRefreshGrains } from './saltutil/refresh-grains.js';
import { refreshPillar as saltutilRefreshPillar } from './saltutil/refresh-pillar.js';
import { get as sdbGet } from './sdb/get.js';
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
import { banner as slsutilBanner } from './slsutil/banner.js';
import { boolstr as slsutilBoolstr } from './slsutil/boolstr.js';
import { deserialize as slsutilDeserialize } from './slsutil/deserialize.js';
import { dirExists as slsutilDirExists } from './slsutil/dir-exists.js';
import { fileExists as slsutilFileExists } from './slsutil/file-exists.js';
import { findup as slsutilFindup } from './slsutil/findup.js';
import { merge as slsutilMerge } from './slsutil/merge.js';
import { mergeAll as slsutilMergeAll } from './slsutil/merge-all.js';
import { pathExists as slsutilPathExists } from './slsutil/path-exists.js';
import { renderer as slsutilRenderer } from './slsutil/renderer.js';
import { serialize as slsutilSerialize } from './slsutil/serialize.js';
import { update as slsutilUpdate } from './slsutil/update.js';
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
import { getent as userGetent } from './user/getent.js';
import { info as userInfo } from './user/info.js';
import { listGroups as userListGroups } from './user/list-groups.js';
import { listUsers as userListUsers } from './user/list-users.js';
import { primaryGroup as userPrimaryGroup } from './user/primary-group.js';

/** In the order of modules, then of functions. A definition is read through its own argument class alone, so the table forgets which one it is. */
const functions = [
  cmdHasExec,
  cmdRetcode,
  cmdRun,
  cmdRunAll,
  cmdRunStderr,
  cmdRunStdout,
  cmdShell,
  cmdWhich,
  configDotVals,
  configGet,
  configItems,
  configManageMode,
  configMerge,
  configOption,
  configValidFileproto,
  cpCacheDir,
  cpCacheFile,
  cpCacheFiles,
  cpEnvs,
  cpGetFile,
  cpGetFileStr,
  cpGetTemplate,
  cpGetUrl,
  cpHashFile,
  cpHashFileStr,
  cpIsCached,
  cpListMaster,
  cpListMasterDirs,
  cpListStates,
  cpStatFile,
  defaultsDeepcopy,
  defaultsGet,
  defaultsMerge,
  defaultsUpdate,
  environGet,
  environHasValue,
  environItem,
  environItems,
  fileDirectoryExists,
  fileFileExists,
  fileGetHash,
  fileRead,
  fileStats,
  grainsEquals,
  grainsFetch,
  grainsFilterBy,
  grainsGet,
  grainsHasValue,
  grainsItem,
  grainsItems,
  grainsKeys,
  grainsLs,
  groupGetent,
  groupInfo,
  hashutilBase64B64decode,
  hashutilBase64B64encode,
  hashutilBase64Decodestring,
  hashutilBase64Encodefile,
  hashutilBase64Encodestring,
  hashutilDigest,
  hashutilDigestFile,
  hashutilHmacCompute,
  hashutilHmacSignature,
  hashutilMd5Digest,
  hashutilSha256Digest,
  hashutilSha512Digest,
  logCritical,
  logDebug,
  logError,
  logException,
  logInfo,
  logQuiet,
  logWarning,
  matchCompound,
  matchFilterBy,
  matchGlob,
  matchGrain,
  matchGrainPcre,
  matchIpcidr,
  matchList,
  matchPcre,
  matchPillar,
  matchPillarPcre,
  matchSearchBy,
  mineGet,
  pillarData,
  pillarExplain,
  pillarFetch,
  pillarFilterBy,
  pillarGet,
  pillarItem,
  pillarItems,
  pillarKeys,
  pillarLs,
  pillarObfuscate,
  pillarRaw,
  pkgListPkgs,
  pkgVersion,
  randomGetStr,
  randomHash,
  randomRandInt,
  randomSeed,
  saltutilRefreshGrains,
  saltutilRefreshPillar,
  sdbGet,
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
  slsutilBanner,
  slsutilBoolstr,
  slsutilDeserialize,
  slsutilDirExists,
  slsutilFileExists,
  slsutilFindup,
  slsutilMerge,
  slsutilMergeAll,
  slsutilPathExists,
  slsutilRenderer,
  slsutilSerialize,
  slsutilUpdate,
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
  userGetent,
  userInfo,
  userListGroups,
  userListUsers,
  userPrimaryGroup,
] as unknown as readonly FunctionDefinition[];

/** Every execution function of this room by its dotted name; room highstate adds `state.*`. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  functions.map((definition) => [definition.name, definition]),
);
