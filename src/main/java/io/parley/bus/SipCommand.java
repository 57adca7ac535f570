package io.parley.bus;

import io.parley.bus.SipReply.SipAccount;

/** Users' accounts at a SIP server, which Parley keeps for their telephones. */
public sealed interface SipCommand extends AdminCommand {

    /**
     * {@link SipReply.SipAccounts}, in the order of their users.
     *
     * @param limit how many at the most; null for all
     * @param after the user behind whom to begin; null for the first
     */
    record ListSipAccounts(Integer limit, String after) implements SipCommand {
    }

    /** {@link SipAccount}; 404 {@code unknown-sip-account}. */
    record SipAccountOf(String username) implements SipCommand {
    }

    /** {@link SipAccount}; 404 {@code unknown-sip-account}. */
    record SipAccountAt(String extension) implements SipCommand {
    }

    /**
     * {@link Done}; 409 {@code extension-taken}.
     *
     * @param password null keeps the one that there is
     */
    record PutSipAccount(SipAccount account, String password) implements SipCommand {
        @Override
        public Deed deed() {
            return new Deed("SIP account kept", account.username(), "extension " + account.sipUsername());
        }

        @Override
        public String toString() {
            return "PutSipAccount[" + account.username() + "]"; // the password never reaches a log
        }
    }

    /** {@link Done}; 404 {@code unknown-sip-account}. */
    record DeleteSipAccount(String username) implements SipCommand {
        @Override
        public Deed deed() {
            return Deed.of("SIP account deleted", username);
        }
    }
}
