package io.parley.admin.bookmark;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.admin.delivery.Courier;
import io.parley.admin.group.MemberNames;
import io.parley.bus.BookmarkCommand.ChangeBookmark;
import io.parley.bus.BookmarkCommand.CreateBookmark;
import io.parley.bus.BookmarkCommand.DeleteBookmark;
import io.parley.bus.BookmarkCommand.GetAdminBookmark;
import io.parley.bus.BookmarkCommand.ListAdminBookmarks;
import io.parley.bus.BookmarkCommand.PutBookmarkProperty;
import io.parley.bus.BookmarkCommand.RemoveBookmarkProperty;
import io.parley.bus.BookmarkReply;
import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.session.room.RoomNames;
import io.parley.store.GivenBookmarks;
import io.parley.store.GivenBookmarks.Changed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Bookmarks that admins give. They are kept at once, and reach the users' own bookmarks without anybody waiting for it. */
public final class BookmarkResource implements AdminResource {
    private final GivenBookmarks bookmarks;
    private final BookmarkRules rules;
    private final Courier courier;

    public BookmarkResource(GivenBookmarks bookmarks, MemberNames names, RoomNames rooms, Courier courier) {
        this.bookmarks = bookmarks;
        this.rules = new BookmarkRules(names, rooms);
        this.courier = courier;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ListAdminBookmarks.class, asked -> bookmarks.list(asked.limit(), asked.after()).map(BookmarkReply.AdminBookmarks::new));
        table.on(GetAdminBookmark.class, asked -> bookmarks.get(asked.id()));
        table.on(CreateBookmark.class, asked -> bookmarks.create(rules.complete(asked.bookmark())).map(this::delivered));
        table.on(ChangeBookmark.class, asked -> bookmarks.change(asked.id(), old -> rules.merged(old, asked.bookmark()))
                .map(this::delivered));
        table.on(DeleteBookmark.class, asked -> bookmarks.delete(asked.id()).map(marks -> {
            courier.begin(marks);
            return new Done();
        }));
        table.on(PutBookmarkProperty.class, asked -> properties(asked.id(), old -> with(old, new Property(asked.key(), asked.value()))));
        table.on(RemoveBookmarkProperty.class, asked -> properties(asked.id(), old -> without(old, asked.key())));
    }

    private AdminBookmark delivered(Changed changed) {
        courier.begin(changed.marks());
        return changed.bookmark();
    }

    private interface Change {
        List<Property> of(List<Property> old);
    }

    private Future<Done> properties(long id, Change change) {
        return bookmarks.change(id, old -> rules.merged(old, new AdminBookmark(null, null, null, null, null, null, null,
                change.of(old.properties())))).map(this::delivered).map(new Done());
    }

    private static List<Property> with(List<Property> old, Property property) {
        List<Property> all = new ArrayList<>(old.stream().filter(one -> !one.key().equals(property.key())).toList());
        if (all.size() >= BookmarkRules.MAX_PROPERTIES) {
            throw Problem.conflict("too-many-properties", "A bookmark has at most " + BookmarkRules.MAX_PROPERTIES + " properties.")
                    .exception();
        }
        all.add(property);
        return all;
    }

    private static List<Property> without(List<Property> old, String key) {
        List<Property> rest = old.stream().filter(one -> !one.key().equals(key)).toList();
        if (rest.size() == old.size()) {
            throw Problem.notFound("unknown-property", "The bookmark has no such property.").exception();
        }
        return rest;
    }
}
