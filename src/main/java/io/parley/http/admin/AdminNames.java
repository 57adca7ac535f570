package io.parley.http.admin;

import io.parley.bus.Problem;
import io.parley.http.Call;
import io.parley.http.access.Refusals;
import io.parley.http.access.UserNames;
import java.text.Normalizer;
import java.util.Optional;

/** The users that requests of the administration are about. */
final class AdminNames {
    private final UserNames names;

    AdminNames(UserNames names) {
        this.names = names;
    }

    /** @throws io.parley.bus.ProblemException 404 {@code unknown-user} for what nobody can be called */
    String ofPath(Call call) {
        return names.prepare(call.path("username")).orElseThrow(Refusals::unknownUser);
    }

    /**
     * The name of a new user. What the server would still change about it is refused, for it would be another user than the one that was
     * asked for.
     *
     * @throws io.parley.bus.ProblemException 400 {@code invalid-username}
     */
    String madeOf(String written) {
        Optional<String> user = names.prepare(written);
        if (user.filter(name -> Normalizer.isNormalized(name, Normalizer.Form.NFKC)).isEmpty()) {
            throw Problem.badRequest("invalid-username", "Nobody can have this name: see RFC 7622, section 3.3.").exception();
        }
        return user.get();
    }

    /** Whether this is another way to write the user. */
    boolean isWritten(String written, String user) {
        return names.prepare(written).filter(user::equals).isPresent();
    }
}
