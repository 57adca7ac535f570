package io.parley.http.admin;

import io.parley.bus.BookmarkCommand.ChangeBookmark;
import io.parley.bus.BookmarkCommand.CreateBookmark;
import io.parley.bus.BookmarkCommand.DeleteBookmark;
import io.parley.bus.BookmarkCommand.GetAdminBookmark;
import io.parley.bus.BookmarkCommand.ListAdminBookmarks;
import io.parley.bus.BookmarkCommand.PutBookmarkProperty;
import io.parley.bus.BookmarkCommand.RemoveBookmarkProperty;
import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.BookmarkReply.AdminBookmarks;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.Map;

/** Bookmarks that admins give to users and groups. */
final class GivenBookmarksApi {
    private final AdminClient admin;

    GivenBookmarksApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.of("listGivenBookmarks", this::list,
                "giveBookmark", call -> admin.ask(call, new CreateBookmark(LenientBody.as(call, AdminBookmark.class)), AdminBookmark.class)
                        .map(made -> new Answer.Json(201, made)),
                "getGivenBookmark", call -> admin.ask(call, new GetAdminBookmark(id(call)), AdminBookmark.class).map(Answer::ok),
                "changeGivenBookmark", call -> admin.ask(call, new ChangeBookmark(id(call), LenientBody.as(call, AdminBookmark.class)),
                        AdminBookmark.class).map(Answer::ok),
                "takeBookmarkBack", call -> admin.ask(call, new DeleteBookmark(id(call)), Done.class).map(done -> Answer.empty()),
                "putBookmarkProperty", this::putProperty,
                "removeBookmarkProperty", call -> admin.ask(call, new RemoveBookmarkProperty(id(call), call.query("key")), Done.class)
                        .map(done -> Answer.empty()));
    }

    private Future<Answer> list(Call call) {
        PageOf page = PageOf.asked(call);
        Long after = page.after() == null ? null : Long.valueOf(number(page.after()));
        return admin.ask(call, new ListAdminBookmarks(page.oneMore(), after), AdminBookmarks.class)
                .map(all -> page.answer(all.bookmarks(), AdminBookmarks::new, it -> it.bookmarkID().toString()));
    }

    private Future<Answer> putProperty(Call call) {
        Property property = LenientBody.as(call, Property.class);
        return admin.ask(call, new PutBookmarkProperty(id(call), property.key(), property.value()), Done.class).map(done -> Answer.empty());
    }

    private static long id(Call call) {
        return Long.parseLong(call.path("bookmarkID"));
    }

    private static String number(String written) {
        if (!written.matches("\\d{1,18}")) {
            throw Problem.badRequest("bad-page", "after is the id of a bookmark, as the Link header has it.").exception();
        }
        return written;
    }
}
