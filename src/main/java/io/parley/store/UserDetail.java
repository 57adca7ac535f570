package io.parley.store;

import io.parley.bus.DirectoryReply.Property;
import java.util.List;

/**
 * What is kept of a user beside the account.
 *
 * @param name  null for none, as for the e-mail address
 */
public record UserDetail(String name, String email, List<Property> properties) {
    public static final UserDetail NONE = new UserDetail(null, null, List.of());
}
