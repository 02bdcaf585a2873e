import type { FunctionDefinition } from '../definition.js';
import { activeTcp } from './active-tcp.js';
import { arp } from './arp.js';
import { calcNet } from './calc-net.js';
import { connect } from './connect.js';
import { convertCidr } from './convert-cidr.js';
import { defaultRoute } from './default-route.js';
import { dig } from './dig.js';
import { getFqdn } from './get-fqdn.js';
import { getHostname } from './get-hostname.js';
import { getRoute } from './get-route.js';
import { hwAddr } from './hw-addr.js';
import { hwaddr } from './hwaddr.js';
import { ifacestartswith } from './ifacestartswith.js';
import { inSubnet } from './in-subnet.js';
import { interfaceIp } from './interface-ip.js';
import { iface } from './interface.js';
import { interfaces } from './interfaces.js';
import { ipAddrs } from './ip-addrs.js';
import { ipAddrs6 } from './ip-addrs6.js';
import { ipInSubnet } from './ip-in-subnet.js';
import { ipNetworks } from './ip-networks.js';
import { ipNetworks6 } from './ip-networks6.js';
import { ipaddrs } from './ipaddrs.js';
import { ipaddrs6 } from './ipaddrs6.js';
import { isLoopback } from './is-loopback.js';
import { isPrivate } from './is-private.js';
import { modHostname } from './mod-hostname.js';
import { netstat } from './netstat.js';
import { ping } from './ping.js';
import { resolve } from './resolve.js';
import { reverseIp } from './reverse-ip.js';
import { routes } from './routes.js';
import { subnets } from './subnets.js';
import { subnets6 } from './subnets6.js';

export const networkFunctions: readonly FunctionDefinition[] = [
  activeTcp,
  arp,
  calcNet,
  connect,
  convertCidr,
  defaultRoute,
  dig,
  getFqdn,
  getHostname,
  getRoute,
  hwAddr,
  hwaddr,
  ifacestartswith,
  inSubnet,
  interfaceIp,
  iface,
  interfaces,
  ipAddrs,
  ipAddrs6,
  ipInSubnet,
  ipNetworks,
  ipNetworks6,
  ipaddrs,
  ipaddrs6,
  isLoopback,
  isPrivate,
  modHostname,
  netstat,
  ping,
  resolve,
  reverseIp,
  routes,
  subnets,
  subnets6,
];
