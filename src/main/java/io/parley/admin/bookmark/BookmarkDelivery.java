package io.parley.admin.bookmark;

import io.parley.admin.delivery.Delivery;
import io.parley.admin.server.UserStreams;
import io.parley.bus.BookmarkReply;
import io.parley.bus.BookmarkReply.Given;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionReply.Bookmark;
import io.parley.session.Features;
import io.parley.session.bookmark.BookmarkStore;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.DeliveredBookmarks.Delivered;
import io.parley.store.GivenBookmarks;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jxmpp.jid.EntityBareJid;

/**
 * Brings the rooms that a user is given among the bookmarks that the user has at the XMPP server. Who cannot be reached for good, a user
 * who does not exist or is locked out or a server that lets Parley in as nobody, is left as they are: a login begins it anew.
 */
public final class BookmarkDelivery implements Delivery {
    private static final Set<String> UNREACHABLE = Set.of("unknown-user", "users-unreachable", "user-locked", "directory-unsupported");

    private final GivenBookmarks bookmarks;
    private final DeliveredBookmarks delivered;
    private final UserStreams users;
    private final Function<String, EntityBareJid> account;

    /** @param account the address of a username */
    public BookmarkDelivery(GivenBookmarks bookmarks, DeliveredBookmarks delivered, UserStreams users,
                            Function<String, EntityBareJid> account) {
        this.bookmarks = bookmarks;
        this.delivered = delivered;
        this.users = users;
        this.account = account;
    }

    @Override
    public Future<Void> deliver(String user) {
        return wanted(user).compose(wanted -> delivered.of(user).compose(before -> isDelivered(wanted, before) ? Future.succeededFuture()
                : users.as(user, stream -> deliver(user, stream, wanted, before)))).recover(failure -> isUnreachable(failure)
                        ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /** Whether some user may have something that was given once. */
    Future<Boolean> areAnyDelivered() {
        return delivered.any();
    }

    /** Whether the user's bookmarks are not as they should be; asks nobody but the database. */
    Future<Boolean> isDue(String user) {
        return wanted(user).compose(wanted -> delivered.of(user).map(before -> !isDelivered(wanted, before)));
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof ProblemException refused && UNREACHABLE.contains(refused.problem().code());
    }

    /** Of two for the same room the older one counts. */
    private Future<Map<String, Bookmark>> wanted(String user) {
        return bookmarks.to(user).map(all -> {
            Map<String, Bookmark> rooms = new LinkedHashMap<>();
            all.stream().filter(given -> given.type().equals(BookmarkReply.ROOM))
                    .forEach(given -> rooms.putIfAbsent(given.value(), of(given)));
            return rooms;
        });
    }

    private static Bookmark of(Given given) {
        boolean enter = given.properties().contains(new Property("autojoin", "true"));
        return new Bookmark(given.value(), given.name(), enter, null, null);
    }

    private static boolean isDelivered(Map<String, Bookmark> wanted, Map<String, Delivered> before) {
        return wanted.keySet().equals(before.keySet())
                && wanted.values().stream().allMatch(one -> Reconciled.isSettled(one, before.get(one.jid())));
    }

    private Future<Void> deliver(String user, IqChannel stream, Map<String, Bookmark> wanted, Map<String, Delivered> before) {
        return features(user, stream).compose(features -> {
            BookmarkStore store = BookmarkStore.of(stream, account.apply(user), features);
            return store.list().compose(present -> new Reconciled(user, store, delivered, byRoom(present)).all(wanted, before));
        });
    }

    private Future<Features> features(String user, IqChannel stream) {
        DiscoverInfo question = new DiscoverInfo();
        question.setType(IQ.Type.get);
        question.setTo(account.apply(user));
        return stream.request(question).map(answer -> new Features(((DiscoverInfo) answer).getFeatures().stream()
                .map(DiscoverInfo.Feature::getVar).collect(Collectors.toSet())));
    }

    private static Map<String, Bookmark> byRoom(List<Bookmark> present) {
        return present.stream().collect(Collectors.toMap(Bookmark::jid, Function.identity(), (first, second) -> first));
    }
}
