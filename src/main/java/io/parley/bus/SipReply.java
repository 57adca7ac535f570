package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What is told of SIP accounts, in the field names of Openfire's SIP phone plugin; never a password. */
public sealed interface SipReply extends BusRecord {

    record SipAccounts(List<SipAccount> sipAccounts) implements SipReply {
    }

    /**
     * @param username          whose account it is: a local part
     * @param sipUsername       the extension, under which it is registered at the SIP server
     * @param authUsername      the name to authenticate with there
     * @param server            the registrar: host, or host and port
     * @param promptCredentials whether the client asks the user for the password
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SipAccount(String username, String sipUsername, String authUsername, String displayName, String server, String outboundproxy,
                      Boolean useStun, String stunServer, Integer stunPort, String voiceMailNumber, Boolean enabled,
                      Boolean promptCredentials) implements SipReply {
    }
}
