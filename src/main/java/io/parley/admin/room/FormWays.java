package io.parley.admin.room;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The ways in which forms say options, by the kind of the option. */
final class FormWays {
    private static final String NONE = "none";

    /** Where a room's password stands, and whether it is asked for; ejabberd wants both. */
    private static final String SECRET = "muc#roomconfig_roomsecret";

    private record OneField(String field, BiFunction<Object, RoomForm, List<String>> writer, Function<RoomForm, Object> read)
            implements FormWay {
        @Override
        public Map<String, List<String>> write(Object value, RoomForm form) {
            List<String> written = writer.apply(value, form);
            return written == null ? Map.of() : Map.of(field, written);
        }

        @Override
        public Object read(RoomForm form) {
            return read.apply(form);
        }
    }

    private FormWays() {
    }

    static FormWay text(String field) {
        return new OneField(field, (value, form) -> List.of((String) value),
                form -> form.value(field).isEmpty() ? null : form.value(field));
    }

    static FormWay flag(String field) {
        return new OneField(field, (value, form) -> List.of((Boolean) value ? "1" : "0"), form -> form.flag(field));
    }

    /** True and false as two words of a choice. */
    static FormWay words(String field, String whenTrue, String whenFalse) {
        return new OneField(field, (value, form) -> List.of((Boolean) value ? whenTrue : whenFalse),
                form -> form.value(field).equals(whenTrue));
    }

    /** A word that the contract and the form both have. */
    static FormWay word(String field) {
        return new OneField(field, (value, form) -> form.choices(field).contains((String) value) ? List.of((String) value) : null,
                form -> form.value(field));
    }

    /** 0 is no limit: {@code none}, or where the service has one itself, that. ejabberd would lower a greater number without a word. */
    static FormWay limit(String field) {
        return new OneField(field, (value, form) -> {
            int most = form.choices(field).stream().filter(FormWays::isNumber).mapToInt(Integer::parseInt).max().orElse(Integer.MAX_VALUE);
            boolean unlimited = form.choices(field).contains(NONE);
            int wanted = (Integer) value;
            return wanted == 0 ? List.of(unlimited ? NONE : Integer.toString(most))
                    : wanted > most && !unlimited ? null : List.of(Integer.toString(wanted));
        }, form -> isNumber(form.value(field)) ? Integer.valueOf(form.value(field)) : (Integer) 0);
    }

    /** A list of roles. Prosody offers {@code none} for an empty one, and never answers a field without a value. */
    static FormWay roles(String field) {
        return new OneField(field, (value, form) -> roles((List<?>) value, form.choices(field).contains(NONE)),
                form -> form.values(field).stream().filter(role -> !role.equals(NONE)).sorted().toList());
    }

    private static List<String> roles(List<?> wanted, boolean hasNone) {
        return wanted.isEmpty() && hasNone ? List.of(NONE) : wanted.stream().map(String::valueOf).distinct().toList();
    }

    /** A password with a switch beside it. */
    static FormWay switchedSecret(String field) {
        return new FormWay() {
            @Override
            public String field() {
                return field;
            }

            @Override
            public Map<String, List<String>> write(Object value, RoomForm form) {
                return Map.of(field, List.of(((String) value).isEmpty() ? "0" : "1"), SECRET, List.of((String) value));
            }

            @Override
            public Object read(RoomForm form) {
                return form.flag(field) && !form.value(SECRET).isEmpty() ? form.value(SECRET) : null;
            }
        };
    }

    /** ejabberd: whether there are private messages at all, and to whom visitors may send some. */
    static FormWay privateMessages(String field, String fromVisitors) {
        return new FormWay() {
            @Override
            public String field() {
                return field;
            }

            @Override
            public Map<String, List<String>> write(Object value, RoomForm form) {
                return switch ((String) value) {
                    case "anyone" -> Map.of(field, List.of("1"), fromVisitors, List.of("anyone"));
                    case "participants" -> Map.of(field, List.of("1"), fromVisitors, List.of("nobody"));
                    case NONE -> Map.of(field, List.of("0"));
                    default -> Map.of();
                };
            }

            @Override
            public Object read(RoomForm form) {
                return !form.flag(field) ? NONE : form.value(fromVisitors).equals("nobody") ? "participants" : "anyone";
            }
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }
}
