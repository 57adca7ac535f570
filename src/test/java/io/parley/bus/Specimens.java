package io.parley.bus;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes records of made-up values, no two of them the same. */
final class Specimens {
    /** What tries an encoder: quotes, JSON, signs of two and of four bytes, half a surrogate pair. */
    private static final String TEXT = "{\"ä\": \"\\n\uD83D\uDE00\uD83D\"} ";

    private final List<Class<? extends BusRecord>> known;
    private int made;

    /** @param known which records stand for {@link BusRecord} itself */
    Specimens(List<Class<? extends BusRecord>> known) {
        this.known = known;
    }

    /** So many that each choice of each component (values of an enum, records of an interface) is in one of them. */
    Stream<Object> of(Class<?> record) {
        List<List<Object>> choices = Arrays.stream(record.getRecordComponents())
                .map(part -> values(part.getGenericType()).toList()).toList();
        int most = choices.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, most)
                .mapToObj(at -> make(record, choices.stream().map(values -> values.get(at % values.size())).toArray()));
    }

    /** Whatever can be null is. */
    Object empty(Class<?> record) {
        return make(record, Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType)
                .map(type -> type.isPrimitive() ? values(type).findFirst().orElseThrow() : null).toArray());
    }

    private Stream<Object> values(Type type) {
        return type instanceof ParameterizedType generic ? Stream.of(collection(generic)) : values((Class<?>) type);
    }

    private Stream<Object> values(Class<?> type) {
        if (type.isRecord()) {
            return of(type);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants());
        }
        if (type == BusRecord.class) {
            return known.stream().filter(record -> record != Carried.class).flatMap(this::of);
        }
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(this::values) : Stream.of(plain(type));
    }

    private Object plain(Class<?> type) {
        made++;
        return switch (type.getSimpleName()) {
            case "String", "Object" -> TEXT + made;
            case "int", "Integer" -> made;
            case "long", "Long" -> Long.MAX_VALUE - made;
            case "double", "Double" -> made + 0.1;
            case "boolean", "Boolean" -> true;
            default -> throw new AssertionError("nobody knows yet how " + type + " travels");
        };
    }

    private Object collection(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            values(of[1]).forEach(value -> map.put(plain((Class<?>) of[0]), value));
            return map;
        }
        List<Object> values = values(of[0]).toList();
        return type.getRawType() == List.class ? values : new LinkedHashSet<>(values);
    }

    private static Object make(Class<?> record, Object... parts) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(record + " cannot be made", e);
        }
    }
}
