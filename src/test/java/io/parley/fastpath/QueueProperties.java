package io.parley.fastpath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.AcceptOffer;
import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.FastpathCommand.CancelRequest;
import io.parley.bus.FastpathCommand.EnterRoom;
import io.parley.bus.FastpathCommand.InviteToChat;
import io.parley.bus.FastpathCommand.JoinWorkgroup;
import io.parley.bus.FastpathCommand.LeaveWorkgroup;
import io.parley.bus.FastpathCommand.RejectOffer;
import io.parley.bus.FastpathCommand.TransferChat;
import io.parley.bus.ProblemException;
import io.parley.bus.WorkgroupSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Whatever happens, in whatever order: what must always hold holds after every step, and every question ends. */
abstract class QueueProperties {
    private static final int STEPS = 250;
    private static final List<String> EXPERTS = List.of("anna", "ben", "clara", "dora");
    private static final List<String> ASKERS = List.of("alice", "bob", "dora");
    private static final List<String> WORKGROUPS = List.of("one", "two", "all");

    private final List<String> questions = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final Map<String, Integer> heardBefore = new HashMap<>();

    /** In the world that this makes, which is closed in the end. */
    final void whatMustHoldHolds(QueueWorld made, long seed) {
        Random random = new Random(seed);
        try (QueueWorld world = made) {
            world.workgroup(settings("one", null, "two", List.of("dora"), "anna", "ben"));
            world.workgroup(settings("two", "leastBusy", "", List.of("anna"), "ben", "clara"));
            world.workgroup(settings("all", "everyone", "one", List.of(), "anna", "clara", "dora"));
            EXPERTS.forEach(world::logIn);
            ASKERS.forEach(world::logIn);
            for (int step = 0; step < STEPS; step++) {
                step(world, random);
                world.pass(Duration.ofMillis(1));
                invariants(world);
            }
            world.rooms().away(false);
            world.pass(Duration.ofMinutes(30));
            invariants(world);
            assertEquals(0L, count(world, "select count(*) from request where state = 'queued'"), "no question waits for ever");
            EXPERTS.forEach(expert -> leaveAll(world, expert));
            world.pass(Duration.ofMinutes(30));
            assertEquals(0L, count(world, "select count(*) from request where state <> 'start'"), "every question ends");
            assertEquals(0L, count(world, "select count(*) from offer where state <> 'start'"));
            assertEquals(0L, count(world, "select count(*) from request where room_open = true"), "every room is closed");
            assertEquals(0, world.rooms().debugState().getInteger("rooms"));
        }
    }

    private static WorkgroupSettings settings(String name, String strategy, String backup, List<String> supervisors, String... experts) {
        WorkgroupSettings plain = QueueWorld.settings(name, experts);
        return new WorkgroupSettings(name, null, null, true, null, strategy, plain.members(), supervisors, 2, null, 60, null, null, null, null, 120,
                backup, null, null);
    }

    private void step(QueueWorld world, Random random) {
        String expert = EXPERTS.get(random.nextInt(EXPERTS.size()));
        String workgroup = WORKGROUPS.get(random.nextInt(WORKGROUPS.size()));
        String question = questions.isEmpty() ? "none" : questions.get(random.nextInt(questions.size()));
        String live = live(world, expert, random, question);
        switch (random.nextInt(17)) {
            case 0, 1, 2 -> {
                steps.add("ask " + workgroup);
                questions.add(world.asked(Caller.master(), workgroup, new JsonObject(), "192.0.2.1").id());
            }
            case 3, 4, 5 -> tried(world, QueueWorld.user(expert), new AcceptOffer(expert, null, live));
            case 6 -> tried(world, QueueWorld.user(expert), new RejectOffer(expert, null, live));
            case 7 -> tried(world, Caller.visitor(question), new CancelRequest(question));
            case 8 -> world.comes(expert, live);
            case 9 -> tried(world, Caller.visitor(live), new EnterRoom(live, null));
            case 10 -> world.goes(expert, live);
            case 11 -> world.attend(expert, Attendance.values()[random.nextInt(Attendance.values().length)]);
            case 12 -> tried(world, QueueWorld.user(expert), random.nextBoolean() ? new LeaveWorkgroup(expert, workgroup)
                    : new JoinWorkgroup(expert, workgroup, null));
            case 13 -> world.pass(Duration.ofSeconds(1 + random.nextInt(25)));
            case 14 -> asks(world, ASKERS.get(random.nextInt(ASKERS.size())), workgroup);
            case 15 -> asker(world, random, ASKERS.get(random.nextInt(ASKERS.size())), live);
            default -> rare(world, random, expert, live);
        }
    }

    private void rare(QueueWorld world, Random random, String expert, String live) {
        switch (random.nextInt(8)) {
            case 0, 1 -> away(world, random.nextBoolean());
            case 2, 3 -> tried(world, QueueWorld.user(expert), new InviteToChat(expert, null, live, EXPERTS.get(random.nextInt(4)), null));
            case 4 -> changes(world, random);
            case 5 -> {
                steps.add("restart");
                world.restart();
                // what was told before it is not remembered
                ASKERS.forEach(asker -> heardBefore.put(asker, world.told(asker, "update-queue").size()));
                EXPERTS.stream().filter(one -> random.nextBoolean()).forEach(world::logIn);
            }
            case 6 -> tried(world, QueueWorld.user(expert), new TransferChat(expert, null, live, EXPERTS.get(random.nextInt(4)), null));
            default -> tried(world, QueueWorld.user(expert), new TransferChat(expert, null, live, WORKGROUPS.get(random.nextInt(3)), null));
        }
    }

    /** The XMPP server, and back. */
    private void away(QueueWorld world, boolean gone) {
        steps.add("XMPP away " + gone);
        world.rooms().away(gone);
    }

    private void asks(QueueWorld world, String user, String workgroup) {
        tried(world, QueueWorld.user(user), new FastpathCommand.Ask(workgroup, user, null, "What now?", "{}", "192.0.2.1", "s-" + user, null));
        world.rows("select id from request where username = '" + user + "' and state <> 'start'", row -> row.getString(0)).stream()
                .filter(id -> !questions.contains(id)).forEach(questions::add);
    }

    private void asker(QueueWorld world, Random random, String user, String live) {
        steps.add(user + " comes, goes, or changes their session at " + live);
        switch (random.nextInt(3)) {
            case 0 -> world.comes(user, live);
            case 1 -> world.goes(user, live);
            default -> world.attend(user, Attendance.values()[random.nextInt(Attendance.values().length)]);
        }
    }

    /** An admin takes somebody out of a workgroup, or back. */
    private void changes(QueueWorld world, Random random) {
        String[] experts = EXPERTS.subList(0, 2 + random.nextInt(3)).toArray(String[]::new);
        WorkgroupSettings members = new WorkgroupSettings(null, null, null, null, null, null, QueueWorld.settings("two", experts).members(),
                null, null, null, null, null, null, null, null, null, null, null, null);
        tried(world, Caller.master(), new FastpathCommand.ChangeWorkgroup(WORKGROUPS.get(random.nextInt(3)), members));
    }

    /** Somebody who waits, and is told a position further back than before, is told why. */
    private void positions(QueueWorld world) {
        for (String asker : ASKERS) {
            Map<String, Integer> last = new HashMap<>();
            List<JsonObject> told = world.told(asker, "update-queue");
            for (JsonObject event : told.subList(heardBefore.getOrDefault(asker, 0), told.size())) {
                String place = event.getString("id") + " in " + event.getString("workgroup");
                Integer before = last.put(place, event.getInteger("position"));
                if (before != null && event.getInteger("position") > before && event.getString("reason") == null) {
                    fail(place + " went from " + before + " to " + event + " after " + steps);
                }
            }
        }
    }

    /** A question that this expert has to do with, if there is one. */
    private static String live(QueueWorld world, String expert, Random random, String otherwise) {
        List<String> all = world.rows("select request_id from offer where expert = '" + expert + "' and state <> 'start' order by made_at",
                row -> row.getString(0));
        return all.isEmpty() ? otherwise : all.get(random.nextInt(all.size()));
    }

    /** A refusal is an answer too; anything else that fails is a fault. */
    private void tried(QueueWorld world, Caller caller, FastpathCommand command) {
        steps.add(command.toString());
        try {
            world.ask(caller, command);
        } catch (AssertionError failed) {
            if (!(failed.getCause() instanceof ProblemException refused) || refused.problem().status() >= 500 && !refused.problem().code().equals("xmpp-away")) {
                throw new AssertionError("after " + steps, failed);
            }
        }
    }

    private static void leaveAll(QueueWorld world, String expert) {
        world.rows("select request_id from offer where state = 'chat-room'", row -> row.getString(0))
                .forEach(request -> world.goes(expert, request));
    }

    private void invariants(QueueWorld world) {
        positions(world);
        none(world, "two experts on one question", "select request_id from offer where kind = 'request'"
                + " and state in ('chat-pending', 'chat-room') group by request_id having count(*) > 1");
        none(world, "two pending offers of one expert", "select expert from offer where state = 'offer-pending' group by expert having count(*) > 1");
        none(world, "more chats than allowed", "select expert from offer where state in ('chat-pending', 'chat-room')"
                + " group by expert having count(*) > 2");
        none(world, "an ended question that is still somebody's", "select o.id from offer o join request r on r.id = o.request_id"
                + " where r.state = 'start' and o.state <> 'start'");
        none(world, "a question that is offered to nobody and to nobody else",
                "select id from request r where r.state = 'queued' and r.offered = true and not exists (select 1 from offer o"
                        + " where o.request_id = r.id and o.state = 'offer-pending')");
        none(world, "a taken question without its expert", "select id from request r where r.state = 'queued' and r.taken_by is not null"
                + " and not exists (select 1 from offer o where o.request_id = r.id and o.expert = r.taken_by and o.state = 'chat-pending')");
        none(world, "a chat without an expert", "select id from request r where r.state = 'chat-room' and not exists"
                + " (select 1 from offer o where o.request_id = r.id and o.state in ('chat-pending', 'chat-room'))");
        none(world, "a helper of a question that waits", "select o.id from offer o join request r on r.id = o.request_id"
                + " where r.state = 'queued' and o.state <> 'start' and o.kind <> 'request'");
        none(world, "a question of their own", "select o.id from offer o join request r on r.id = o.request_id where o.expert = r.username");
        none(world, "somebody who came later was served first", "select w.id from request w join offer o on o.workgroup = w.workgroup"
                + " and o.state = 'offer-pending' and o.kind = 'request' join request r on r.id = o.request_id where w.state = 'queued'"
                + " and w.offered = false and w.taken_by is null and w.seq < r.seq and w.asked_at < o.made_at"
                + " and w.workgroup = w.asked_in and w.overflows = 0 and (w.username is null or w.username <> o.expert)"
                + " and not exists (select 1 from offer p where p.request_id = w.id and (p.ended_at is null or p.ended_at >= o.made_at))"
                + " and not exists (select 1 from offer p where p.request_id = w.id and p.expert = o.expert and p.refused_until > o.made_at)");
        none(world, "somebody waits while somebody is free", "select w.id from request w join workgroup_member m on m.workgroup = w.workgroup and (w.username is null or w.username <> m.username)"
                + " join expert e on e.username = m.username where w.state = 'queued' and w.offered = false and w.taken_by is null"
                + " and m.expert = true and m.joined = true and e.available = true"
                + " and not exists (select 1 from offer p where p.pending_expert = m.username)"
                + " and (select count(*) from offer c where c.expert = m.username and c.state in ('chat-pending', 'chat-room')) < m.max_chats"
                + " and not exists (select 1 from offer p where p.request_id = w.id and p.expert = m.username and p.refused_until > " + world.now()
                + ")");
    }

    private void none(QueueWorld world, String what, String sql) {
        List<String> found = world.rows(sql, row -> row.getString(0));
        if (!found.isEmpty()) {
            fail(what + ": " + found + " after " + steps);
        }
    }

    private static long count(QueueWorld world, String sql) {
        return world.rows(sql, row -> row.getLong(0)).get(0);
    }
}
