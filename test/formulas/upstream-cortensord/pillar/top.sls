base:
  '*':
    - cortensord.common
    - cortensord.instances.nodes
  miner-server-01:
    - cortensord.servers.miner-server-01
