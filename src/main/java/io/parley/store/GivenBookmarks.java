package io.parley.store;

import io.parley.bus.BookmarkReply;
import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.BookmarkReply.Given;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.store.BookmarkRows.Head;
import io.parley.store.Deliveries.Mark;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Bookmarks that admins give. Every change marks those users whom it may concern, in the same transaction. */
public final class GivenBookmarks {
    /** The item of a mark for everybody. */
    public static final String EVERYBODY = "bookmarks-all";
    private static final int MAX_BOOKMARKS = 1000;

    private final Store store;
    private final Deliveries deliveries;
    private final GroupMarks members;
    private final Function<String, String> jid;

    /** @param jid the bare JID of a username */
    public GivenBookmarks(Store store, Deliveries deliveries, GroupMarks members, Function<String, String> jid) {
        this.store = store;
        this.deliveries = deliveries;
        this.members = members;
        this.jid = jid;
    }

    /** A bookmark as it is after a change, and whom it concerns. */
    public record Changed(AdminBookmark bookmark, List<Mark> marks) {
    }

    public Future<List<AdminBookmark>> list(Integer limit, Long after) {
        return store.inTransaction(client -> Sql.of("select id, kind, name, target, everybody from given_bookmark"
                        + " where id > #{after} order by id" + (limit == null ? "" : " limit #{limit}"))
                .with("after", after == null ? 0L : after).with("limit", limit).list(client, BookmarkRows::head)
                .compose(heads -> new BookmarkRows(client).filled(heads)));
    }

    /** 404 {@code unknown-bookmark}. */
    public Future<AdminBookmark> get(long id) {
        return store.inTransaction(client -> locked(client, id).compose(head -> filled(client, head)));
    }

    /** 404 {@code unknown-group}, 409 {@code too-many-bookmarks}. */
    public Future<Changed> create(AdminBookmark bookmark) {
        String entry = UUID.randomUUID().toString();
        return Duplicates.retried(() -> store.inTransaction(client -> Sql.of("select count(*) from given_bookmark").count(client)
                .compose(count -> count < MAX_BOOKMARKS ? insert(client, entry, bookmark) : Future.failedFuture(Problem.conflict(
                        "too-many-bookmarks", "There are " + MAX_BOOKMARKS + " bookmarks already.").exception()))
                .compose(id -> new BookmarkRows(client).replace(id, bookmark).compose(done -> changed(client, id, Set.of())))));
    }

    private static Future<Long> insert(SqlClient client, String entry, AdminBookmark it) {
        return Sql.of("insert into given_bookmark (entry, kind, name, target, everybody) values (#{entry}, #{kind}, #{name}, #{target},"
                        + " #{everybody})").with("entry", entry).with("kind", it.type()).with("name", it.name()).with("target", it.value())
                .with("everybody", it.global()).change(client)
                .compose(done -> Sql.of("select id from given_bookmark where entry = #{entry}").with("entry", entry)
                        .one(client, row -> row.getLong(0))).map(id -> id.orElseThrow());
    }

    /**
     * @param change what the bookmark becomes, from what it is
     * @return 404 {@code unknown-bookmark}, {@code unknown-group}, or what the change throws
     */
    public Future<Changed> change(long id, Function<AdminBookmark, AdminBookmark> change) {
        return Duplicates.retried(() -> store.inTransaction(client -> locked(client, id).compose(head -> filled(client, head))
                .compose(old -> concerned(client, old).compose(before -> {
                    AdminBookmark now = change.apply(old);
                    return Sql.of("update given_bookmark set kind = #{kind}, name = #{name}, target = #{target}, everybody = #{everybody}"
                                    + " where id = #{id}").with("id", id).with("kind", now.type()).with("name", now.name())
                            .with("target", now.value()).with("everybody", now.global()).change(client)
                            .compose(done -> new BookmarkRows(client).replace(id, now)).compose(done -> changed(client, id, before));
                }))));
    }

    /** @return whom it concerns; 404 {@code unknown-bookmark} */
    public Future<List<Mark>> delete(long id) {
        return Duplicates.retried(() -> store.inTransaction(client -> locked(client, id).compose(head -> filled(client, head))
                .compose(old -> concerned(client, old))
                .compose(before -> Sql.of("delete from given_bookmark where id = #{id}").with("id", id).change(client)
                        .compose(done -> marked(client, before)))));
    }

    /** What a user is given: by name, through a group, or with everybody. */
    public Future<List<Given>> to(String user) {
        return store.inTransaction(client -> Sql.of("select b.id, b.kind, b.name, b.target, b.everybody"
                        + " from given_bookmark b where b.everybody"
                        + " or exists (select 1 from given_bookmark_user u where u.bookmark = b.id and u.username = #{user})"
                        + " or exists (select 1 from given_bookmark_group g join user_group_member m on m.group_name = g.group_name"
                        + " where g.bookmark = b.id and m.jid = #{jid}) order by b.id")
                .with("user", user).with("jid", jid.apply(user)).list(client, BookmarkRows::head)
                .compose(heads -> new BookmarkRows(client).filled(heads)))
                .map(all -> all.stream().map(it -> new Given(it.bookmarkID(), it.type(), it.name(), it.value(), it.properties())).toList());
    }

    /** Nothing is given to this user by name any more. */
    public Future<Void> notTo(String user) {
        return store.ask(client -> Sql.of("delete from given_bookmark_user where username = #{user}").with("user", user).change(client))
                .mapEmpty();
    }

    private Future<Changed> changed(SqlClient client, long id, Set<Mark> before) {
        return locked(client, id).compose(head -> filled(client, head)).compose(now -> concerned(client, now).compose(after -> {
            Set<Mark> all = new HashSet<>(before);
            all.addAll(after);
            return marked(client, all).map(marks -> new Changed(now, marks));
        }));
    }

    private Future<List<Mark>> marked(SqlClient client, Collection<Mark> marks) {
        return deliveries.mark(client, marks).map(List.copyOf(marks));
    }

    /** Only a room's bookmark has a place at the XMPP server. */
    private Future<Set<Mark>> concerned(SqlClient client, AdminBookmark it) {
        if (!it.type().equals(BookmarkReply.ROOM)) {
            return Future.succeededFuture(Set.of());
        }
        if (it.global()) {
            return Future.succeededFuture(Set.of(new Mark(EVERYBODY, "")));
        }
        Set<Mark> marks = new HashSet<>();
        it.users().forEach(user -> marks.add(new Mark(GroupMarks.BOOKMARKS, user)));
        return Sql.of("select distinct m.jid from given_bookmark_group g join user_group_member m on m.group_name = g.group_name"
                + " where g.bookmark = #{id}").with("id", it.bookmarkID()).list(client, row -> row.getString(0))
                .map(jids -> {
                    jids.forEach(member -> members.user().apply(member)
                            .ifPresent(user -> marks.add(new Mark(GroupMarks.BOOKMARKS, user))));
                    return marks;
                });
    }

    private static Future<Head> locked(SqlClient client, long id) {
        return Sql.of("select id, kind, name, target, everybody from given_bookmark where id = #{id} for update").with("id", id)
                .one(client, BookmarkRows::head).map(found -> found.orElseThrow(GivenBookmarks::unknown));
    }

    private static Future<AdminBookmark> filled(SqlClient client, Head head) {
        return new BookmarkRows(client).filled(List.of(head)).map(all -> all.get(0));
    }

    private static ProblemException unknown() {
        return Problem.notFound("unknown-bookmark", "There is no bookmark of this id.").exception();
    }
}
