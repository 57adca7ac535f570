package io.parley.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.parley.bus.Problem;
import io.parley.bus.WorkgroupSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Reads a workgroup's settings as clients write them: members and supervisors in an array or in one string with commas, and in the older
 * API's change nothing but that string. Fields that are none of ours are passed over.
 */
final class SettingsReader {
    private static final ObjectReader READER = new ObjectMapper().readerFor(WorkgroupSettings.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private SettingsReader() {
    }

    /** @throws io.parley.bus.ProblemException 400 {@code bad-body} when a field is not what it has to be */
    static WorkgroupSettings read(Call call) {
        JsonObject given = PayloadReader.object(call);
        JsonObject settings = given == null ? new JsonObject().put("members", call.text()) : given.copy();
        if (settings.getValue("members") != null) {
            settings.put("members", members(settings.getValue("members")));
        }
        if (settings.getValue("supervisors") != null) {
            settings.put("supervisors", new JsonArray(elements(settings.getValue("supervisors")).toList()));
        }
        try {
            return READER.readValue(settings.encode());
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("bad-body", "The body does not have the fields that a workgroup has.").exception(e);
        }
    }

    /** A member who is just named has no skills and the workgroup's own maximum of chats. */
    private static JsonArray members(Object given) {
        JsonArray members = new JsonArray();
        elements(given).forEach(member -> members.add(member instanceof String name ? new JsonObject().put("username", name) : member));
        return members;
    }

    private static Stream<Object> elements(Object given) {
        Stream<?> all = given instanceof JsonArray array ? array.stream() : Arrays.stream(given.toString().split("[,\\n]"));
        return all.map(each -> each instanceof String name ? name.strip() : each).filter(each -> !"".equals(each)).map(each -> each);
    }
}
