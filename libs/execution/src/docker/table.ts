import type { FunctionDefinition } from '../definition.js';
import { createNetwork } from './create-network.js';
import { createVolume } from './create-volume.js';
import { exists } from './exists.js';
import { images } from './images.js';
import { info } from './info.js';
import { inspect } from './inspect.js';
import { inspectContainer } from './inspect-container.js';
import { inspectImage } from './inspect-image.js';
import { inspectNetwork } from './inspect-network.js';
import { inspectVolume } from './inspect-volume.js';
import { kill } from './kill.js';
import { listContainers } from './list-containers.js';
import { listTags } from './list-tags.js';
import { logs } from './logs.js';
import { networks } from './networks.js';
import { pause } from './pause.js';
import { ps } from './ps.js';
import { pull } from './pull.js';
import { removeNetwork } from './remove-network.js';
import { removeVolume } from './remove-volume.js';
import { restart } from './restart.js';
import { retcode } from './retcode.js';
import { rm } from './rm.js';
import { rmi } from './rmi.js';
import { run } from './run.js';
import { runAll } from './run-all.js';
import { start } from './start.js';
import { state } from './state.js';
import { stop } from './stop.js';
import { tag } from './tag.js';
import { unpause } from './unpause.js';
import { version } from './version.js';
import { volumes } from './volumes.js';

export const dockerFunctions: readonly FunctionDefinition[] = [
  createNetwork,
  createVolume,
  exists,
  images,
  info,
  inspect,
  inspectContainer,
  inspectImage,
  inspectNetwork,
  inspectVolume,
  kill,
  listContainers,
  listTags,
  logs,
  networks,
  pause,
  ps,
  pull,
  removeNetwork,
  removeVolume,
  restart,
  retcode,
  rm,
  rmi,
  run,
  runAll,
  start,
  state,
  stop,
  tag,
  unpause,
  version,
  volumes,
];
