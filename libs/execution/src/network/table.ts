import type { FunctionDefinition } from '../definition.js';
import { calcNet } from './calc-net.js';
import { convertCidr } from './convert-cidr.js';
import { defaultRoute } from './default-route.js';
import { getFqdn } from './get-fqdn.js';
import { getHostname } from './get-hostname.js';
import { hwAddr } from './hw-addr.js';
import { hwaddr } from './hwaddr.js';
import { inSubnet } from './in-subnet.js';
import { iface } from './interface.js';
import { interfaceIp } from './interface-ip.js';
import { interfaces } from './interfaces.js';
import { ipAddrs } from './ip-addrs.js';
import { ipAddrs6 } from './ip-addrs6.js';
import { ipInSubnet } from './ip-in-subnet.js';
import { ipaddrs } from './ipaddrs.js';
import { ipaddrs6 } from './ipaddrs6.js';
import { isLoopback } from './is-loopback.js';
import { isPrivate } from './is-private.js';
import { reverseIp } from './reverse-ip.js';
import { subnets } from './subnets.js';
import { subnets6 } from './subnets6.js';

export const networkFunctions: readonly FunctionDefinition[] = [
  calcNet,
  convertCidr,
  defaultRoute,
  getFqdn,
  getHostname,
  hwAddr,
  hwaddr,
  inSubnet,
  iface,
  interfaceIp,
  interfaces,
  ipAddrs,
  ipAddrs6,
  ipInSubnet,
  ipaddrs,
  ipaddrs6,
  isLoopback,
  isPrivate,
  reverseIp,
  subnets,
  subnets6,
];
