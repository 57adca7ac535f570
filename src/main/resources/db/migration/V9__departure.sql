-- Whose deletion has begun: the account may be gone, and not yet what was kept of the user.
create table departure (
    username varchar(1023) not null primary key
);
