/* eslint max-lines: off -- one import and one row for each function, and nothing else */
import type { FunctionDefinition } from './definition.js';
import { execCode as cmdExecCode } from './cmd/exec-code.js';
import { hasExec as cmdHasExec } from './cmd/has-exec.js';
import { retcode as cmdRetcode } from './cmd/retcode.js';
import { run as cmdRun } from './cmd/run.js';
import { runAll as cmdRunAll } from './cmd/run-all.js';
import { runStderr as cmdRunStderr } from './cmd/run-stderr.js';
import { runStdout as cmdRunStdout } from './cmd/run-stdout.js';
import { script as cmdScript } from './cmd/script.js';
import { scriptRetcode as cmdScriptRetcode } from './cmd/script-retcode.js';
import { shell as cmdShell } from './cmd/shell.js';
import { shells as cmdShells } from './cmd/shells.js';
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
import { access as fileAccess } from './file/access.js';
import { basename as fileBasename } from './file/basename.js';
import { checkHash as fileCheckHash } from './file/check-hash.js';
import { contains as fileContains } from './file/contains.js';
import { containsRegex as fileContainsRegex } from './file/contains-regex.js';
import { directoryExists as fileDirectoryExists } from './file/directory-exists.js';
import { dirname as fileDirname } from './file/dirname.js';
import { fileExists as fileFileExists } from './file/file-exists.js';
import { find as fileFind } from './file/find.js';
import { getGid as fileGetGid } from './file/get-gid.js';
import { getGroup as fileGetGroup } from './file/get-group.js';
import { getHash as fileGetHash } from './file/get-hash.js';
import { getMode as fileGetMode } from './file/get-mode.js';
import { getUid as fileGetUid } from './file/get-uid.js';
import { getUser as fileGetUser } from './file/get-user.js';
import { gidToGroup as fileGidToGroup } from './file/gid-to-group.js';
import { grep as fileGrep } from './file/grep.js';
import { groupToGid as fileGroupToGid } from './file/group-to-gid.js';
import { isBinary as fileIsBinary } from './file/is-binary.js';
import { isEmpty as fileIsEmpty } from './file/is-empty.js';
import { isLink as fileIsLink } from './file/is-link.js';
import { isText as fileIsText } from './file/is-text.js';
import { join as fileJoin } from './file/join.js';
import { listFiles as fileListFiles } from './file/list-files.js';
import { normpath as fileNormpath } from './file/normpath.js';
import { pathExistsGlob as filePathExistsGlob } from './file/path-exists-glob.js';
import { read as fileRead } from './file/read.js';
import { readdir as fileReaddir } from './file/readdir.js';
import { readlink as fileReadlink } from './file/readlink.js';
import { search as fileSearch } from './file/search.js';
import { stats as fileStats } from './file/stats.js';
import { uidToUser as fileUidToUser } from './file/uid-to-user.js';
import { userToUid as fileUserToUid } from './file/user-to-uid.js';
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
import { query as httpQuery } from './http/query.js';
import { getLocale as localeGetLocale } from './locale/get-locale.js';
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
import { active as mountActive } from './mount/active.js';
import { isMounted as mountIsMounted } from './mount/is-mounted.js';
import { calcNet as networkCalcNet } from './network/calc-net.js';
import { convertCidr as networkConvertCidr } from './network/convert-cidr.js';
import { defaultRoute as networkDefaultRoute } from './network/default-route.js';
import { getFqdn as networkGetFqdn } from './network/get-fqdn.js';
import { getHostname as networkGetHostname } from './network/get-hostname.js';
import { hwAddr as networkHwAddr } from './network/hw-addr.js';
import { hwaddr as networkHwaddr } from './network/hwaddr.js';
import { inSubnet as networkInSubnet } from './network/in-subnet.js';
import { iface as networkInterface } from './network/interface.js';
import { interfaceIp as networkInterfaceIp } from './network/interface-ip.js';
import { interfaces as networkInterfaces } from './network/interfaces.js';
import { ipAddrs as networkIpAddrs } from './network/ip-addrs.js';
import { ipAddrs6 as networkIpAddrs6 } from './network/ip-addrs6.js';
import { ipInSubnet as networkIpInSubnet } from './network/ip-in-subnet.js';
import { ipaddrs as networkIpaddrs } from './network/ipaddrs.js';
import { ipaddrs6 as networkIpaddrs6 } from './network/ipaddrs6.js';
import { isLoopback as networkIsLoopback } from './network/is-loopback.js';
import { isPrivate as networkIsPrivate } from './network/is-private.js';
import { reverseIp as networkReverseIp } from './network/reverse-ip.js';
import { subnets as networkSubnets } from './network/subnets.js';
import { subnets6 as networkSubnets6 } from './network/subnets6.js';
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
import { latestVersion as pkgLatestVersion } from './pkg/latest-version.js';
import { listPkgs as pkgListPkgs } from './pkg/list-pkgs.js';
import { upgradeAvailable as pkgUpgradeAvailable } from './pkg/upgrade-available.js';
import { version as pkgVersion } from './pkg/version.js';
import { versionCmp as pkgVersionCmp } from './pkg/version-cmp.js';
import { publish as publishPublish } from './publish/publish.js';
import { getStr as randomGetStr } from './random/get-str.js';
import { hash as randomHash } from './random/hash.js';
import { randInt as randomRandInt } from './random/rand-int.js';
import { seed as randomSeed } from './random/seed.js';
import { refreshGrains as saltutilRefreshGrains } from './saltutil/refresh-grains.js';
import { refreshPillar as saltutilRefreshPillar } from './saltutil/refresh-pillar.js';
import { get as sdbGet } from './sdb/get.js';
import { getenforce as selinuxGetenforce } from './selinux/getenforce.js';
import { available as serviceAvailable } from './service/available.js';
import { disable as serviceDisable } from './service/disable.js';
import { enable as serviceEnable } from './service/enable.js';
import { enabled as serviceEnabled } from './service/enabled.js';
import { getAll as serviceGetAll } from './service/get-all.js';
import { getDisabled as serviceGetDisabled } from './service/get-disabled.js';
import { getEnabled as serviceGetEnabled } from './service/get-enabled.js';
import { getRunning as serviceGetRunning } from './service/get-running.js';
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
import { get as sysctlGet } from './sysctl/get.js';
import { arg as testArg } from './test/arg.js';
import { echo as testEcho } from './test/echo.js';
import { exception as testException } from './test/exception.js';
import { fail as testFail } from './test/fail.js';
import { alwaysFalse as testFalse } from './test/false.js';
import { getOpts as testGetOpts } from './test/get-opts.js';
import { kwarg as testKwarg } from './test/kwarg.js';
import { ping as testPing } from './test/ping.js';
import { sleep as testSleep } from './test/sleep.js';
import { alwaysTrue as testTrue } from './test/true.js';
import { version as testVersion } from './test/version.js';
import { getZone as timezoneGetZone } from './timezone/get-zone.js';
import { getent as userGetent } from './user/getent.js';
import { info as userInfo } from './user/info.js';
import { listGroups as userListGroups } from './user/list-groups.js';
import { listUsers as userListUsers } from './user/list-users.js';
import { primaryGroup as userPrimaryGroup } from './user/primary-group.js';
import { readSecret as vaultReadSecret } from './vault/read-secret.js';

/** In the order of modules, then of functions. A definition is read through its own argument class alone, so the table forgets which one it is. */
const functions = [
  cmdExecCode,
  cmdHasExec,
  cmdRetcode,
  cmdRun,
  cmdRunAll,
  cmdRunStderr,
  cmdRunStdout,
  cmdScript,
  cmdScriptRetcode,
  cmdShell,
  cmdShells,
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
  fileAccess,
  fileBasename,
  fileCheckHash,
  fileContains,
  fileContainsRegex,
  fileDirectoryExists,
  fileDirname,
  fileFileExists,
  fileFind,
  fileGetGid,
  fileGetGroup,
  fileGetHash,
  fileGetMode,
  fileGetUid,
  fileGetUser,
  fileGidToGroup,
  fileGrep,
  fileGroupToGid,
  fileIsBinary,
  fileIsEmpty,
  fileIsLink,
  fileIsText,
  fileJoin,
  fileListFiles,
  fileNormpath,
  filePathExistsGlob,
  fileRead,
  fileReaddir,
  fileReadlink,
  fileSearch,
  fileStats,
  fileUidToUser,
  fileUserToUid,
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
  httpQuery,
  localeGetLocale,
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
  mountActive,
  mountIsMounted,
  networkCalcNet,
  networkConvertCidr,
  networkDefaultRoute,
  networkGetFqdn,
  networkGetHostname,
  networkHwAddr,
  networkHwaddr,
  networkInSubnet,
  networkInterface,
  networkInterfaceIp,
  networkInterfaces,
  networkIpAddrs,
  networkIpAddrs6,
  networkIpInSubnet,
  networkIpaddrs,
  networkIpaddrs6,
  networkIsLoopback,
  networkIsPrivate,
  networkReverseIp,
  networkSubnets,
  networkSubnets6,
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
  pkgLatestVersion,
  pkgListPkgs,
  pkgUpgradeAvailable,
  pkgVersion,
  pkgVersionCmp,
  publishPublish,
  randomGetStr,
  randomHash,
  randomRandInt,
  randomSeed,
  saltutilRefreshGrains,
  saltutilRefreshPillar,
  sdbGet,
  selinuxGetenforce,
  serviceAvailable,
  serviceDisable,
  serviceEnable,
  serviceEnabled,
  serviceGetAll,
  serviceGetDisabled,
  serviceGetEnabled,
  serviceGetRunning,
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
  sysctlGet,
  testArg,
  testEcho,
  testException,
  testFail,
  testFalse,
  testGetOpts,
  testKwarg,
  testPing,
  testSleep,
  testTrue,
  testVersion,
  timezoneGetZone,
  userGetent,
  userInfo,
  userListGroups,
  userListUsers,
  userPrimaryGroup,
  vaultReadSecret,
] as unknown as readonly FunctionDefinition[];

/** Every execution function of this room by its dotted name; room highstate adds `state.*`. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(
  functions.map((definition) => [definition.name, definition]),
);
