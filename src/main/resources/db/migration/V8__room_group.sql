-- The affiliations that rooms give to groups.
create table room_group (
    room        varchar(1500) not null, -- the room's address
    affiliation varchar(10)   not null, -- owner, admin, member or outcast
    group_name  varchar(255)  not null,
    primary key (room, affiliation, group_name)
);
create index room_group_name on room_group (group_name);

-- What a member of such groups has through them, and what they had, or were given, directly: a room knows one affiliation of each.
create table room_given (
    room        varchar(1500) not null,
    jid         varchar(1500) not null,
    affiliation varchar(10)   not null, -- what the room was told
    was         varchar(10)   not null, -- what it knew then, and still knows if that failed
    direct      varchar(10)   not null, -- what is left without the groups
    primary key (room, jid)
);
