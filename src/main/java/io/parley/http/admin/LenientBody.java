package io.parley.http.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.bus.Problem;
import io.parley.http.Call;

/** Reads a body whose fields are checked by the contract already; those that are none of ours are passed over, as older clients expect. */
final class LenientBody {
    private static final ObjectMapper MAPPER = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private LenientBody() {
    }

    /** @throws io.parley.bus.ProblemException 400 {@code bad-body} when a field is not what it has to be */
    static <T> T as(Call call, Class<T> type) {
        try {
            return MAPPER.readValue(call.json().encode(), type);
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("bad-body", "The body does not have the fields that this operation takes.").exception(e);
        }
    }
}
