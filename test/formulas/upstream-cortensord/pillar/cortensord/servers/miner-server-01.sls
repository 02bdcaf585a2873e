cortensord_assigned_nodes:
  - server-01-node-01
  - server-01-node-02
  - server-01-node-03
  - server-01-node-04
