# Whose pillar holds what. Later entries win over earlier ones: the fleet first, then the server.
base:
  '*':
    - cortensord.common
    - cortensord.nodes
  'miner-01':
    - cortensord.servers.miner-01
  'miner-02':
    - cortensord.servers.miner-02
  'miner-03':
    - cortensord.servers.miner-03
