package io.parley.xmpp;

import java.util.function.Function;

/**
 * For Prosody with Parley's module and for ejabberd: the password is a JWT that Parley signs, good for a minute and for one user.
 */
public final class MintedToken implements PasswordlessLogin {
    private final Function<String, String> mint;

    /** @param mint makes the token for the user of that name */
    public MintedToken(Function<String, String> mint) {
        this.mint = mint;
    }

    @Override
    public Plain plain(String user) {
        return new Plain(user, mint.apply(user));
    }
}
