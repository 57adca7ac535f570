-- Profile properties: what XMPP has no place for. In SQL that H2 and PostgreSQL both know.
create table user_property (
    username   varchar(1023)  not null,
    prop_key   varchar(100)   not null,
    prop_value varchar(65536) not null,
    primary key (username, prop_key)
);
