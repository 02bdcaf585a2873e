import type { FunctionDefinition } from '../definition.js';
import { devices } from './devices.js';
import { driverVersion } from './driver-version.js';
import { processes } from './processes.js';

export const gpuFunctions: readonly FunctionDefinition[] = [devices, driverVersion, processes];
