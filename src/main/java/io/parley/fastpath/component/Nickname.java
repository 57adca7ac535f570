package io.parley.fastpath.component;

/** Nicknames that every server takes: what an asker writes as their name may be anything. */
final class Nickname {
    private static final int LONGEST = 60;
    static final String NAMELESS = "visitor";

    private Nickname() {
    }

    static String of(String wanted) {
        StringBuilder kept = new StringBuilder();
        String given = wanted == null ? "" : wanted.strip();
        given.codePoints().limit(LONGEST).map(Nickname::orSpace).forEach(kept::appendCodePoint);
        String nickname = kept.toString().strip().replaceAll(" {2,}", " ");
        return nickname.isEmpty() ? NAMELESS : nickname;
    }

    private static int orSpace(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> ' ';
            default -> c;
        };
    }
}
