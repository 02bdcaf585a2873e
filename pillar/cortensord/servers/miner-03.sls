# A dedicated node and a router on one server.
cortensord_assigned_nodes:
  - dedicated_01
  - router_01
