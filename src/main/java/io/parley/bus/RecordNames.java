package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.util.Optional;

/**
 * The names that records have on the wire: the binary name below this package. Only records of this package are ever made from a name,
 * so that whoever can write to the wire cannot choose another class of the class path.
 */
final class RecordNames extends TypeIdResolverBase {
    private static final String PACKAGE = BusRecord.class.getPackageName();

    static String of(Class<?> type) {
        return type.getName().substring(PACKAGE.length() + 1);
    }

    /** Empty for what is no record of this version. */
    static Optional<Class<? extends BusRecord>> typeNamed(String name) {
        try {
            Class<?> type = Class.forName(PACKAGE + "." + name, false, RecordNames.class.getClassLoader());
            return type.isRecord() && BusRecord.class.isAssignableFrom(type) && type.getPackageName().equals(PACKAGE)
                    ? Optional.of(type.asSubclass(BusRecord.class)) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // LinkageError: a name in the wrong case, where file names have none
        }
    }

    @Override
    public String idFromValue(Object value) {
        return of(value.getClass());
    }

    @Override
    public String idFromValueAndType(Object value, Class<?> suggested) {
        return of(value == null ? suggested : value.getClass());
    }

    /** Null when there is none, which Jackson takes for an unknown type; Jackson itself checks that the component can hold it. */
    @Override
    public JavaType typeFromId(DatabindContext context, String name) {
        return typeNamed(name).map(context::constructType).orElse(null);
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
