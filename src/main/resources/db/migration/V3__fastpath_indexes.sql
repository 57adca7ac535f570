-- What is looked for in every round is found without reading what is over: offers that ended keep no deadline, and have an end.
drop index offer_due;
create index offer_due on offer (workgroup, due_at);
drop index offer_expert;
create index offer_expert on offer (expert, ended_at);
-- Nobody waits for who asked a closed workgroup.
update request set absent_since = null where state = 'start';
