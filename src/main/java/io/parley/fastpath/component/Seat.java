package io.parley.fastpath.component;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a room says of one occupant in a presence (XEP-0045, section 7.2.2).
 *
 * @param jid       their bare JID; null where the room does not tell
 * @param newNick   in a change of nicknames; else null
 * @param codes     the status codes
 * @param destroyed whether the room is no more
 */
record Seat(String room, String nickname, String jid, String affiliation, String newNick, Set<String> codes, boolean destroyed) {
    static Seat of(Element presence) {
        Element user = presence.child("x", Namespaces.MUC_USER).orElse(Element.of("x", Namespaces.MUC_USER));
        Element item = user.child("item").orElse(Element.of("item", Namespaces.MUC_USER));
        Set<String> codes = user.all("status").map(status -> String.valueOf(status.get("code"))).collect(Collectors.toSet());
        String from = presence.get("from");
        return new Seat(Address.bare(from), Address.resource(from), Optional.ofNullable(item.get("jid")).map(Address::bare).orElse(null),
                String.valueOf(item.get("affiliation")), item.get("nick"), codes, user.child("destroy").isPresent());
    }

    boolean isOwn() {
        return codes.contains("110");
    }

    /** The room was made by this entering. */
    boolean isCreator() {
        return codes.contains("201");
    }

    boolean isRenamed() {
        return codes.contains("303");
    }

    /** The room's service stops, and everybody is put out: it will be there again, and who is in it then will be told. */
    boolean isShutdown() {
        return codes.contains("332");
    }

    /** Put out because stanzas to them came back, or because the service stops: nobody wanted it. */
    boolean isTechnical() {
        return codes.contains("333") || isShutdown();
    }

    /** Why they are gone, in one word. */
    String reason() {
        if (destroyed) {
            return "destroyed";
        }
        if (isTechnical()) {
            return "disconnected";
        }
        if (codes.contains("301")) {
            return "banned";
        }
        if (codes.contains("321") || codes.contains("322")) {
            return "expelled";
        }
        return codes.contains("307") ? "kicked" : "left";
    }

    /** Whether somebody, or the room's rules, put them out. */
    boolean isPutOut() {
        return !reason().equals("left") && !isTechnical();
    }
}
