package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * The JSON of records between nodes, which is not that of HTTP's answers: here everything that is written can be read back.
 *
 * <p>While a cluster is upgraded two versions talk to each other. Fields may be added: the other side ignores what it does not know,
 * and what is absent is null (0, false). None is renamed or given another meaning; that takes a new record. A node understands the
 * records of the version before. An enum's new value is no new field: a node that does not know it cannot read the record.
 */
final class WireMapper {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new EncodedIsText())
            .setDefaultTyping(new NamedRecords())
            .visibility(PropertyAccessor.GETTER, Visibility.NONE) // components alone: Caller.isMaster() is none
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // UTF-8 has no half surrogate pairs; a client's text may
            .build();

    private WireMapper() {
    }

    static byte[] encode(BusRecord record) {
        try {
            return MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no record for the wire: " + record.getClass().getName(), e);
        }
    }

    /** @throws IOException when this is no such record: another version's, of which this one lacks a part */
    static <R extends BusRecord> R decode(byte[] json, Class<R> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    /** What is written raw into an HTTP answer is a text like any other here: raw, it could not be read back into one. */
    private static final class EncodedIsText extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Object findSerializer(Annotated component) {
            return component.hasAnnotation(JsonRawValue.class) ? null : super.findSerializer(component);
        }
    }
}
