-- Who did what to whom: rows are added, and their outcome is written once.
create table audit_log (
    id       bigint generated always as identity primary key,
    entry    varchar(36)   not null unique, -- by which the node that wrote it finds it again
    at       bigint        not null,        -- milliseconds since 1970
    username varchar(1023) not null,        -- who did it
    address  varchar(64)   not null,        -- from where
    summary  varchar(100)  not null,
    target   varchar(1000) not null,
    details  varchar(1000),
    outcome  varchar(100)                   -- done, or the code it was refused with
);
create index audit_log_username on audit_log (username);
create index audit_log_at on audit_log (at);
