package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.Collection;

/** Where a component is an interface ({@link SessionCommand}, {@link BusRecord} itself), the record that it holds carries its name. */
final class NamedRecords extends StdTypeResolverBuilder {
    private static final long serialVersionUID = 1L;

    NamedRecords() {
        init(JsonTypeInfo.Id.CUSTOM, new RecordNames());
        inclusion(JsonTypeInfo.As.PROPERTY);
        typeProperty("@type"); // no component can have this name
    }

    @Override
    public TypeSerializer buildTypeSerializer(SerializationConfig config, JavaType type, Collection<NamedType> subtypes) {
        return isOpen(type) ? super.buildTypeSerializer(config, type, subtypes) : null;
    }

    @Override
    public TypeDeserializer buildTypeDeserializer(DeserializationConfig config, JavaType type, Collection<NamedType> subtypes) {
        return isOpen(type) ? super.buildTypeDeserializer(config, type, subtypes) : null;
    }

    private static boolean isOpen(JavaType type) {
        return type.isInterface() && type.isTypeOrSubTypeOf(BusRecord.class);
    }
}
