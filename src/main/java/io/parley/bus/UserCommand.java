package io.parley.bus;

import io.parley.bus.DirectoryReply.Property;
import java.util.List;

/** Users of the domain. {@code username} is a local part, prepared; unknown ones are refused with 404 {@code unknown-user}. */
public sealed interface UserCommand extends AdminCommand {

    /**
     * {@link UserReply.UserPage}, by username.
     *
     * @param search        part of a username, a name or an e-mail address; null for all
     * @param propertyKey   only those who have this property; null for all
     * @param propertyValue with this value; null for any
     * @param limit         null for everybody
     * @param after         the username after which to go on; null for the beginning
     */
    record ListUsers(String search, String propertyKey, String propertyValue, Integer limit, String after) implements UserCommand {
    }

    /** {@link DirectoryReply.User}. */
    record GetUser(String username) implements UserCommand {
    }

    /** {@link Done}; 409 {@code user-exists}. */
    record CreateUser(String username, String name, String email, String password, List<Property> properties) implements UserCommand {
        @Override
        public Deed deed() {
            return Deed.of("user created", username);
        }

        @Override
        public String toString() {
            return "CreateUser[" + username + "]"; // a password never reaches a log
        }
    }

    /**
     * Changes what is not null. {@link Done}.
     *
     * @param properties all of them; an empty list leaves none
     */
    record ChangeUser(String username, String name, String email, String password, List<Property> properties) implements UserCommand {
        @Override
        public Deed deed() {
            return new Deed("user changed", username, password == null ? null : "with a new password");
        }

        @Override
        public String toString() {
            return "ChangeUser[" + username + "]"; // a password never reaches a log
        }
    }

    /** {@link Done}; 409 {@code parley-account} for the account that Parley administers with. */
    record DeleteUser(String username) implements UserCommand {
        @Override
        public Deed deed() {
            return Deed.of("user deleted", username);
        }
    }

    /** {@link Done}, for who is locked out already too; 409 {@code parley-account}. */
    record LockOut(String username) implements UserCommand {
        @Override
        public Deed deed() {
            return Deed.of("user locked out", username);
        }
    }

    /** {@link Done}, for who is not locked out too. */
    record LetIn(String username) implements UserCommand {
        @Override
        public Deed deed() {
            return Deed.of("lockout ended", username);
        }
    }
}
