package io.parley.bus;

/** vCards of users. {@code username} is a local part, prepared. */
public sealed interface VCardCommand extends AdminCommand {

    /** {@link UserReply.Card}. */
    record GetUserCard(String username) implements VCardCommand {
    }

    /** {@code xml}: the element {@code vCard} of XEP-0054. {@link Done}; 400 for what is none. */
    record PutUserCard(String username, String xml) implements VCardCommand {
        @Override
        public Deed deed() {
            return Deed.of("vCard changed", username);
        }
    }

    /** {@link Done}. */
    record RemoveUserCard(String username) implements VCardCommand {
        @Override
        public Deed deed() {
            return Deed.of("vCard deleted", username);
        }
    }
}
