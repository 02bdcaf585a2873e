cortensord:
  user: deploy
  group: deploy
  nodes_dir: /opt/cortensor/nodes
  CHAINID: 421614
  AGENT_ROLE: minerv4
