-- Who belongs to a cluster, as its nodes have agreed: one row a cluster, changed by whoever read the version that it replaces.
create table cluster_view (
    name    varchar(63)   primary key,
    version bigint        not null,
    members varchar(8000) not null      -- node ids with commas, in the order in which they came; the first leads
);

-- Every node says here that it lives: a node that others cannot reach, but that says so, is not dead.
create table cluster_node (
    id      varchar(64)  primary key,   -- new for each life of a node
    cluster varchar(63)  not null,
    address varchar(320) not null,      -- host:port, which no two nodes that live can have
    keys    varchar(64)  not null,      -- a fingerprint of the keys, which all nodes must share
    seen_at bigint       not null       -- milliseconds since 1970, by the database's clock
);
create index cluster_node_cluster on cluster_node (cluster);
