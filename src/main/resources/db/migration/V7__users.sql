-- What an admin says of a user, beside the properties; who has neither name nor e-mail address has no row.
create table user_detail (
    username varchar(1023) not null primary key,
    name     varchar(255),
    email    varchar(255)
);
-- Who may not log in.
create table lockout (
    username varchar(1023) not null primary key,
    since    bigint        not null -- milliseconds since 1970
);
