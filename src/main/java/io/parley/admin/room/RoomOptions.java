package io.parley.admin.room;

import static io.parley.admin.room.FormWays.flag;
import static io.parley.admin.room.FormWays.limit;
import static io.parley.admin.room.FormWays.privateMessages;
import static io.parley.admin.room.FormWays.roles;
import static io.parley.admin.room.FormWays.switchedSecret;
import static io.parley.admin.room.FormWays.text;
import static io.parley.admin.room.FormWays.word;
import static io.parley.admin.room.FormWays.words;

import io.parley.bus.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of rooms, between the contract's fields and the forms of Prosody, ejabberd and Openfire, both ways. */
final class RoomOptions {
    static final String PERSISTENT = "persistent";

    private static final String CONFIG = "muc#roomconfig_";
    private static final List<RoomOption> TABLE = List.of(
            RoomOption.of("naturalName", text(CONFIG + "roomname")),
            RoomOption.of("description", text(CONFIG + "roomdesc")),
            RoomOption.of("password", switchedSecret(CONFIG + "passwordprotectedroom"), text(CONFIG + "roomsecret")).harmless(""),
            RoomOption.of("maxUsers", limit(CONFIG + "maxusers")).harmless(0),
            RoomOption.of(PERSISTENT, flag(CONFIG + "persistentroom")),
            RoomOption.of("publicRoom", flag(CONFIG + "publicroom")),
            // Openfire has it as an option; Prosody lets members register a nickname in every room, ejabberd in none
            RoomOption.of("registrationEnabled", flag("x-" + CONFIG + "registration")).harmless(false).disclosedBy("jabber:iq:register"),
            RoomOption.of("canAnyoneDiscoverJID", words(CONFIG + "whois", "anyone", "moderators")),
            RoomOption.of("canOccupantsChangeSubject", flag(CONFIG + "changesubject")),
            RoomOption.of("canOccupantsInvite", flag(CONFIG + "allowinvites"),
                    flag("{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites")),
            // without the option everybody can; false is what a client of Openfire's sends that does not mention it
            RoomOption.of("canChangeNickname", flag("x-" + CONFIG + "canchangenick")).harmless(true, false),
            RoomOption.of("logEnabled", flag("mam"), flag(CONFIG + "enablearchiving"), flag(CONFIG + "enablelogging")).harmless(false),
            RoomOption.of("loginRestrictedToNickname", flag("x-" + CONFIG + "reservednick")).harmless(false),
            RoomOption.of("membersOnly", flag(CONFIG + "membersonly")),
            RoomOption.of("moderated", flag(CONFIG + "moderatedroom")),
            RoomOption.of("allowPM", word(CONFIG + "allowpm"),
                    privateMessages("allow_private_messages", "allow_private_messages_from_visitors")).harmless("anyone"),
            RoomOption.of("broadcastPresenceRoles", roles(CONFIG + "presencebroadcast")));

    private RoomOptions() {
    }

    /** What the form tells, by the contract's names. */
    static JsonObject read(RoomForm form) {
        JsonObject room = new JsonObject();
        TABLE.forEach(option -> option.read(form).ifPresent(value -> room.put(option.field(), value)));
        return room;
    }

    /**
     * What has to be written into the form for a room to have these options; those that are missing are not spoken of.
     *
     * @throws io.parley.bus.ProblemException 501 {@code option-unsupported}, with the field, for what this server has no way to be
     */
    static Map<String, List<String>> write(JsonObject room, RoomForm form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (RoomOption option : TABLE) {
            Object value = plain(room.getValue(option.field()));
            if (value != null) {
                fields.putAll(written(option, value, form));
            }
        }
        return fields;
    }

    private static Map<String, List<String>> written(RoomOption option, Object value, RoomForm form) {
        Map<String, List<String>> fields = option.way(form).map(way -> way.write(value, form)).orElse(Map.of());
        if (fields.isEmpty() && !option.isSoAnyway(value, form)) {
            throw unsupported(option.field()).exception();
        }
        return fields;
    }

    private static Object plain(Object value) {
        return value instanceof JsonArray array ? array.getList() : value;
    }

    /** @throws io.parley.bus.ProblemException 501 {@code option-unsupported} for what was written and does not stand in the form now */
    static void requireKept(Map<String, List<String>> written, RoomForm now) {
        written.forEach((field, values) -> {
            if (!now.stands(field, values)) {
                throw unsupported(contractName(field)).exception();
            }
        });
    }

    private static String contractName(String field) {
        return TABLE.stream().filter(option -> option.ways().stream().anyMatch(way -> way.field().equals(field)))
                .map(RoomOption::field).findFirst().orElse("password");
    }

    private static Problem unsupported(String field) {
        return new Problem(501, "option-unsupported", "This XMPP server cannot have rooms with this " + field + ".", null, null,
                List.of(new Problem.Fault("/" + field, "is nothing that rooms of this server can have")));
    }
}
