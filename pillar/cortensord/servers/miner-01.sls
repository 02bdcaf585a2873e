# Layout B: the nodes of the registry that run on this server.
cortensord_assigned_nodes:
  - node_01
  - node_02
