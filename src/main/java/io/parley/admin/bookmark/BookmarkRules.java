package io.parley.admin.bookmark;

import io.parley.admin.group.MemberNames;
import io.parley.bus.BookmarkReply;
import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.ProblemException;
import io.parley.bus.XmlText;
import io.parley.session.room.RoomNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a bookmark may be: an http URL that a browser can open, or a room; and to how many it can be given by name. */
final class BookmarkRules {
    static final int MAX_PROPERTIES = 50;
    private static final int MAX_NAMED = 1000;
    private static final int MAX_NAME = 255;
    private static final int MAX_VALUE = 3071;
    /** Bytes of a room's address: what the database can find again by an index. */
    private static final int MAX_JID = 1023;
    private static final int MAX_KEY = 100;
    private static final int MAX_PROPERTY = 4096;

    private final MemberNames names;
    private final RoomNames rooms;

    BookmarkRules(MemberNames names, RoomNames rooms) {
        this.names = names;
        this.rooms = rooms;
    }

    /** The bookmark as it becomes; what is null in the given one is as in the old one. 400 {@code invalid-bookmark} with every fault. */
    AdminBookmark merged(AdminBookmark old, AdminBookmark given) {
        return checked(new AdminBookmark(old.bookmarkID(), or(given.type(), old.type()), or(given.name(), old.name()),
                or(given.value(), old.value()), or(given.global(), old.global()), or(given.users(), old.users()),
                or(given.groups(), old.groups()), or(given.properties(), old.properties())));
    }

    /** A new one, given to nobody where nothing is said. */
    AdminBookmark complete(AdminBookmark given) {
        return merged(new AdminBookmark(null, null, null, null, false, List.of(), List.of(), List.of()), given);
    }

    private static <T> T or(T given, T old) {
        return given == null ? old : given;
    }

    private AdminBookmark checked(AdminBookmark it) {
        List<Fault> faults = new ArrayList<>();
        boolean room = BookmarkReply.ROOM.equals(it.type());
        if (!room && !BookmarkReply.URL.equals(it.type())) {
            faults.add(new Fault("/type", "is url or group_chat"));
        }
        if (!isText(it.name(), MAX_NAME) || it.name().isBlank()) {
            faults.add(new Fault("/name", "has 1 to " + MAX_NAME + " characters, and no control characters"));
        }
        Optional<String> value = it.value() == null ? Optional.empty() : room ? room(it.value()) : url(it.value());
        if (value.isEmpty()) {
            faults.add(new Fault("/value", room ? "is the name or the JID of a room" : "is an http or https URL"));
        }
        List<String> users = users(it.users(), faults);
        List<String> groups = it.groups().stream().distinct().toList();
        if (groups.size() > MAX_NAMED) {
            faults.add(new Fault("/groups", "are at most " + MAX_NAMED));
        }
        properties(it.properties(), faults);
        if (!faults.isEmpty()) {
            throw new Problem(400, "invalid-bookmark", "The bookmark cannot be like this.", null, null, faults).exception();
        }
        return new AdminBookmark(it.bookmarkID(), it.type(), it.name(), value.orElseThrow(), it.global(), users, groups, it.properties());
    }

    private List<String> users(List<String> written, List<Fault> faults) {
        List<String> users = new ArrayList<>();
        for (int at = 0; at < written.size(); at++) {
            int place = at;
            names.ours(written.get(at)).ifPresentOrElse(users::add,
                    () -> faults.add(new Fault("/users/" + place, "is no username of ours")));
        }
        if (users.size() > MAX_NAMED) {
            faults.add(new Fault("/users", "are at most " + MAX_NAMED + "; a group may have more members"));
        }
        return users.stream().distinct().toList();
    }

    private static void properties(List<Property> properties, List<Fault> faults) {
        if (properties.size() > MAX_PROPERTIES || properties.stream().map(Property::key).distinct().count() < properties.size()) {
            faults.add(new Fault("/properties", "are at most " + MAX_PROPERTIES + ", each with a key of its own"));
        }
        if (!properties.stream().allMatch(BookmarkRules::isProperty)) {
            faults.add(new Fault("/properties", "have a key of 1 to " + MAX_KEY + " characters and a value of at most " + MAX_PROPERTY));
        }
    }

    private static boolean isProperty(Property property) {
        return isText(property.key(), MAX_KEY) && !property.key().isBlank() && property.value() != null
                && property.value().length() <= MAX_PROPERTY && XmlText.firstIllegal(property.value()) < 0;
    }

    private static boolean isText(String text, int most) {
        return text != null && text.length() <= most && XmlText.firstIllegal(text) < 0 && text.chars().noneMatch(Character::isISOControl);
    }

    private Optional<String> room(String written) {
        try {
            return Optional.of(rooms.jid(written, null).toString()).filter(jid -> jid.getBytes(StandardCharsets.UTF_8).length <= MAX_JID);
        } catch (ProblemException noRoom) {
            return Optional.empty();
        }
    }

    /** No other scheme: a page that shows the bookmark as a link must not run it. */
    private static Optional<String> url(String written) {
        try {
            URI uri = new URI(written);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return Optional.of(written).filter(url -> web && uri.getHost() != null && url.length() <= MAX_VALUE);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
