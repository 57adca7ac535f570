package io.parley.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.bus.Addresses;
import io.parley.bus.BookmarkAsk.GivenTo;
import io.parley.bus.BookmarkReply.Given;
import io.parley.bus.BookmarkReply.GivenBookmarks;
import io.parley.bus.Bus;
import io.parley.bus.DirectoryCommand;
import io.parley.bus.DirectoryReply;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.GetVCard;
import io.parley.bus.SessionCommand.ListBookmarks;
import io.parley.bus.SessionCommand.PutBookmark;
import io.parley.bus.SessionCommand.PutVCard;
import io.parley.bus.SessionCommand.RemoveBookmark;
import io.parley.bus.SessionReply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The users of the domain, and what users keep about themselves: properties, vCard, bookmarks. */
final class ProfileApi {
    private final SessionsClient sessions;
    private final Bus bus;

    /** @param given null where it cannot be told */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record OwnAndGiven(List<SessionReply.Bookmark> bookmarks, List<Given> given) {
    }

    ProfileApi(SessionsClient sessions, Bus bus) {
        this.sessions = sessions;
        this.bus = bus;
    }

    Map<String, Operation> operations() {
        return Map.of("searchUsers", this::search, "putProperty", this::putProperty, "removeProperty", this::removeProperty,
                "getVCard", call -> sessions.ask(call, new GetVCard(), SessionReply.VCard.class).map(Answer::ok),
                "putVCard", this::putVCard,
                "listBookmarks", this::listBookmarks,
                "addBookmark", call -> putBookmark(call, false),
                "replaceBookmark", call -> putBookmark(call, true),
                "removeBookmark", this::removeBookmark);
    }

    /** The directory is the same for all; a back-end needs to name no session for it. */
    private Future<Answer> search(Call call) {
        boolean backEnd = call.caller().orElseThrow().isMaster() && call.path("session") == null;
        Future<?> allowed = backEnd ? Future.succeededFuture() : sessions.of(call);
        return allowed.compose(known -> bus.request(Addresses.DIRECTORY, new DirectoryCommand.SearchUsers(call.query("search")),
                DirectoryReply.Users.class)).map(Answer::ok);
    }

    private Future<Answer> putProperty(Call call) {
        return owner(call).compose(user -> bus.request(Addresses.DIRECTORY,
                new DirectoryCommand.PutProperty(user, call.path("propertyName"), call.text()), Done.class)).map(done -> Answer.empty());
    }

    private Future<Answer> removeProperty(Call call) {
        return owner(call).compose(user -> bus.request(Addresses.DIRECTORY,
                new DirectoryCommand.RemoveProperty(user, call.path("propertyName")), Done.class)).map(done -> Answer.empty());
    }

    private Future<String> owner(Call call) {
        return sessions.of(call).map(Gate.Opened::user);
    }

    private Future<Answer> putVCard(Call call) {
        return sessions.ask(call, new PutVCard(as(call, SessionReply.VCard.class)), Done.class).map(done -> Answer.empty());
    }

    /** What the user has at the XMPP server, and what admins have given; chat goes on without a database. */
    private Future<Answer> listBookmarks(Call call) {
        return sessions.ask(call, new ListBookmarks(), SessionReply.Bookmarks.class).compose(own -> owner(call)
                .compose(user -> bus.request(Addresses.BOOKMARKS, new GivenTo(user), GivenBookmarks.class))
                .map(given -> new OwnAndGiven(own.bookmarks(), given.given()))
                .recover(failure -> ProblemException.isAway(failure)
                        ? Future.succeededFuture(new OwnAndGiven(own.bookmarks(), null)) : Future.failedFuture(failure)))
                .map(Answer::ok);
    }

    private Future<Answer> putBookmark(Call call, boolean replace) {
        SessionReply.Bookmark bookmark = as(call, SessionReply.Bookmark.class);
        return sessions.ask(call, new PutBookmark(bookmark, replace), Done.class)
                .map(done -> replace ? Answer.empty() : new Answer.Empty(201));
    }

    private Future<Answer> removeBookmark(Call call) {
        return sessions.ask(call, new RemoveBookmark(call.query("jid")), Done.class).map(done -> Answer.empty());
    }

    private static <T> T as(Call call, Class<T> type) {
        JsonObject given = call.json();
        try {
            return given.mapTo(type);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("bad-body", "The body does not have the fields that this operation takes.").exception(e);
        }
    }
}
