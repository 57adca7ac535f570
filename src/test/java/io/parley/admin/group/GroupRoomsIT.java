package io.parley.admin.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.support.ApiClient;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.Test;

/** Whoever is put into a group may enter the rooms that are the group's, and nobody else. */
@WithParley
class GroupRoomsIT {
    private static final String V1 = "/restapi/v1";
    private final ParleyNode node;

    GroupRoomsIT(ParleyNode node) {
        this.node = node;
    }

    @Test
    void aMemberEntersARoomForMembersAsLongAsTheyAreInTheGroup() throws Exception {
        List.of("gr-ann", "gr-ben").forEach(name -> node.server().register(name, name));
        ApiClient admin = node.backEnd();
        admin.post(V1 + "/groups", new JsonObject().put("name", "gr-group")).expect(201);
        admin.post(V1 + "/chatrooms", new JsonObject().put("roomName", "gr-room").put("naturalName", "Room").put("description", "d")
                .put("persistent", true).put("membersOnly", true)).expect(201);
        admin.post(V1 + "/chatrooms/gr-room/members/group/gr-group").expect(201);
        try (NativeClient ann = NativeClient.login(node.server(), "gr-ann");
                NativeClient ben = NativeClient.login(node.server(), "gr-ben")) {
            assertThrows(IllegalStateException.class, () -> ann.join("gr-room", "Ann"));
            admin.post(V1 + "/users/gr-ann/groups/gr-group").expect(201);
            MultiUserChat room = ann.join("gr-room", "Ann");
            assertThrows(IllegalStateException.class, () -> ben.join("gr-room", "Ben"));

            admin.delete(V1 + "/users/gr-ann/groups/gr-group").expect(200);
            Eventually.get(room::isJoined, joined -> !joined);
            assertThrows(IllegalStateException.class, () -> ann.join("gr-room", "Ann"));

            admin.put(V1 + "/groups/gr-group", new JsonObject("{\"admins\":[\"gr-ben\"]}")).expect(200);
            assertEquals(1, ben.join("gr-room", "Ben").getOccupantsCount());
            admin.delete(V1 + "/groups/gr-group").expect(200);
            assertThrows(IllegalStateException.class, () -> ann.join("gr-room", "Ann"));
        } finally {
            admin.delete(V1 + "/chatrooms/gr-room");
        }
    }
}
