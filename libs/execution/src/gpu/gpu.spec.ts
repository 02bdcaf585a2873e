import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

/** There is no such card here: rows in the forms that public reports of each driver show, with invented numbers. */
const command = /^nvidia-smi --query-gpu=index,name,uuid,pci\.bus_id,\S+ --format=csv,noheader,nounits$/;
const apps = 'nvidia-smi --query-compute-apps=gpu_uuid,pid,process_name,used_memory --format=csv,noheader,nounits';
const of = (answer: string | { exitCode: number; stdout?: string; stderr?: string }) => ({
  commands: [
    { command, answer },
    { command: apps, answer },
  ],
});

const version535 =
  '0, NVIDIA GeForce RTX 3080, GPU-e189fb8d-1627-f8f0-2ba3-c0585a8e9e85, 00000000:09:00.0, 535.161.08, 20480, 18307, 2173, 41, 31, 12, 25.21, 320.00, 50, P8\n' +
  '1, NVIDIA H100 PCIe, GPU-0a1b2c3d-0000-1111-2222-333344445555, 00000000:0A:00.0, 535.161.08, 81559, 0, 81559, 33, 0, 0, 47.90, 350.00, [N/A], P0\n';
const version390 =
  '0, GeForce GTX 770, GPU-11112222-3333-4444-5555-666677778888, 00000000:01:00.0, 390.144, 2004, 0, 2004, 52, [Not Supported], [Not Supported], [Not Supported], [Not Supported], 52 %, P0\n';
const broken =
  '0, Tesla T4, GPU-99992222-3333-4444-5555-666677778888, 00000000:00:04.0, 470.82.01, 15109, 3, 15106, ERR!, [Unknown Error], 0, 9.5, 70, N/A, P8\n';

describe('gpu.devices', () => {
  specsOf({ machine: of(version535) }, [
    {
      call: 'gpu.devices',
      value: [
        {
          index: 0,
          name: 'NVIDIA GeForce RTX 3080',
          uuid: 'GPU-e189fb8d-1627-f8f0-2ba3-c0585a8e9e85',
          bus: '00000000:09:00.0',
          driver: '535.161.08',
          memory_total: 20480,
          memory_used: 18307,
          memory_free: 2173,
          temperature: 41,
          utilization: 31,
          memory_utilization: 12,
          power: 25.21,
          power_limit: 320,
          fan: 50,
          state: 'P8',
        },
        h100(),
      ],
    },
  ]);
  specsOf({ machine: of(version390) }, [
    {
      call: 'gpu.devices',
      value: [
        {
          index: 0,
          name: 'GeForce GTX 770',
          uuid: 'GPU-11112222-3333-4444-5555-666677778888',
          bus: '00000000:01:00.0',
          driver: '390.144',
          memory_total: 2004,
          memory_used: 0,
          memory_free: 2004,
          temperature: 52,
          utilization: null,
          memory_utilization: null,
          power: null,
          power_limit: null,
          fan: 52,
          state: 'P0',
        },
      ],
    },
  ]);
  specsOf({ machine: of(broken) }, [
    {
      call: 'gpu.devices',
      value: [
        {
          index: 0,
          name: 'Tesla T4',
          uuid: 'GPU-99992222-3333-4444-5555-666677778888',
          bus: '00000000:00:04.0',
          driver: '470.82.01',
          memory_total: 15109,
          memory_used: 3,
          memory_free: 15106,
          temperature: null,
          utilization: null,
          memory_utilization: 0,
          power: 9.5,
          power_limit: 70,
          fan: null,
          state: 'P8',
        },
      ],
    },
  ]);
});

function h100(): object {
  return {
    index: 1,
    name: 'NVIDIA H100 PCIe',
    uuid: 'GPU-0a1b2c3d-0000-1111-2222-333344445555',
    bus: '00000000:0A:00.0',
    driver: '535.161.08',
    memory_total: 81559,
    memory_used: 0,
    memory_free: 81559,
    temperature: 33,
    utilization: 0,
    memory_utilization: 0,
    power: 47.9,
    power_limit: 350,
    fan: null,
    state: 'P0',
  };
}

describe('gpu.processes', () => {
  const rows = 'GPU-e189, 4711, /usr/bin/python3 train.py --sizes 1,2, 10240\nGPU-e189, 4712, cortensord, [N/A]\n';
  specsOf({ machine: of(rows) }, [
    {
      call: 'gpu.processes',
      value: [
        { gpu: 'GPU-e189', pid: 4711, name: '/usr/bin/python3 train.py --sizes 1, 2', memory: 10240 },
        { gpu: 'GPU-e189', pid: 4712, name: 'cortensord', memory: null },
      ],
    },
  ]);
});

describe('a machine where nvidia-smi has nothing to tell', () => {
  specsOf({ machine: of('') }, [
    { call: 'gpu.devices', value: [] },
    { call: 'gpu.processes', value: [] },
  ]);
  specsOf({ machine: of({ exitCode: 6, stdout: 'No devices were found' }) }, [{ call: 'gpu.devices', value: [] }]);
  specsOf({}, [
    { call: 'gpu.devices', refused: ['not-found', /has no nvidia-smi/] },
    { call: 'gpu.processes', refused: ['not-found', /has no nvidia-smi/] },
    { call: 'gpu.driver_version', value: '' },
  ]);
  const failed =
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n";
  specsOf({ machine: of({ exitCode: 9, stdout: failed }) }, [
    { call: 'gpu.devices', refused: ['failed', /driver of NVIDIA is not loaded/] },
  ]);
  specsOf({ machine: of({ exitCode: 18, stdout: 'Failed to initialize NVML: Driver/library version mismatch' }) }, [
    { call: 'gpu.devices', refused: ['failed', /reboot/] },
  ]);
  specsOf({ machine: of({ exitCode: 2, stderr: 'Field "x" is not a valid field to query.' }) }, [
    { call: 'gpu.devices', refused: ['failed', /not a valid field/] },
  ]);
});

describe('gpu.driver_version', () => {
  const version =
    'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.161.08  Sat Feb 17 22:55:48 UTC 2024\nGCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n';
  specsOf({ machine: { files: { '/proc/driver/nvidia/version': version } } }, [
    { call: 'gpu.driver_version', value: '535.161.08' },
  ]);
});
