package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More rooms than a server names at once: ejabberd a hundred, and without pages only those with somebody in them. */
@WithParley
class ManyRoomsIT {
    private static final String ROOMS = "/restapi/v1/chatrooms";

    @Test
    void ofManyRoomsEachIsListed(ParleyNode node) {
        ApiClient admin = node.backEnd();
        List<String> names = IntStream.range(0, 105).mapToObj(i -> "many-" + i).toList();
        JsonArray all = new JsonArray();
        names.forEach(name -> all.add(new JsonObject().put("roomName", name).put("persistent", true)));
        ApiResponse made = Await.await(admin.send(HttpMethod.POST, ROOMS + "/bulk", "application/json",
                new JsonObject().put("chatRooms", all).toBuffer()), Duration.ofMinutes(1));
        assertEquals(105, made.expect(200).json().getJsonArray("success").size());
        assertEquals(names.stream().sorted().toList(), admin.get(ROOMS + "?type=all&search=many-").expect(200).json()
                .getJsonArray("chatRooms").stream().map(room -> ((JsonObject) room).getString("roomName")).toList());
        names.forEach(name -> admin.delete(ROOMS + "/" + name).expect(200));
    }
}
