import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';

export const driverVersion = defineFunction({
  name: 'gpu.driver_version',
  doc: 'The version of the driver of NVIDIA that the kernel has loaded; an empty text where it has none.',
  args: NoArgs,
  example: 'gpu.driver_version',
  looks: true,
  // `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.161.08  Sat Feb 17 22:55:48 UTC 2024`
  run: async (host) =>
    /^NVRM version:.*?\s(\d+\.\d+(?:\.\d+)*)\s/m.exec(
      (await readText(host, '/proc/driver/nvidia/version')) ?? '',
    )?.[1] ?? '',
});
