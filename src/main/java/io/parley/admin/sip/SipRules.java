package io.parley.admin.sip;

import io.netty.util.NetUtil;
import io.parley.bus.Problem;
import io.parley.bus.Problem.Fault;
import io.parley.bus.SipReply.SipAccount;
import io.parley.bus.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a SIP account may be: names that fit into a SIP URI (RFC 3261, section 25.1), and servers with or without a port. */
final class SipRules {
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9_.!~*'()&=+$,;?/#%-]{1,255}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final int MAX_TEXT = 255;
    private static final int MAX_PASSWORD = 1024;
    private static final int DEFAULT_STUN_PORT = 3478;
    private static final int MAX_PORT = 65_535;

    private final List<Fault> faults = new ArrayList<>();

    /** The account with what is left out filled in; 400 {@code invalid-sip-account} with every fault. */
    static SipAccount complete(SipAccount given, String password) {
        SipRules rules = new SipRules();
        rules.check(given, password);
        if (!rules.faults.isEmpty()) {
            throw new Problem(400, "invalid-sip-account", "The SIP account cannot be like this.", null, null, rules.faults).exception();
        }
        boolean stun = Boolean.TRUE.equals(given.useStun());
        return new SipAccount(given.username(), given.sipUsername(),
                blank(given.authUsername()) ? given.sipUsername() : given.authUsername(), given.displayName(),
                given.server(), blank(given.outboundproxy()) ? null : given.outboundproxy(), stun,
                blank(given.stunServer()) ? null : given.stunServer(),
                given.stunPort() == null && stun ? Integer.valueOf(DEFAULT_STUN_PORT) : given.stunPort(), given.voiceMailNumber(),
                !Boolean.FALSE.equals(given.enabled()), Boolean.TRUE.equals(given.promptCredentials()));
    }

    private void check(SipAccount given, String password) {
        require(given.sipUsername() != null && EXTENSION.matcher(given.sipUsername()).matches(), "/sipUsername",
                "has 1 to 255 characters of those that the user part of a SIP URI takes");
        text("/authUsername", given.authUsername(), MAX_TEXT);
        text("/displayName", given.displayName(), MAX_TEXT);
        text("/voiceMailNumber", given.voiceMailNumber(), MAX_TEXT);
        text("/password", password, MAX_PASSWORD);
        require(isServer(given.server()), "/server", "is a host name or an address, with or without a port");
        require(blank(given.outboundproxy()) || isServer(given.outboundproxy()), "/outboundproxy",
                "is a host name or an address, with or without a port");
        require(blank(given.stunServer()) || isHost(given.stunServer()), "/stunServer", "is a host name or an address");
        require(!Boolean.TRUE.equals(given.useStun()) || !blank(given.stunServer()), "/stunServer", "is needed where useStun is true");
        require(given.stunPort() == null || given.stunPort() > 0 && given.stunPort() <= MAX_PORT, "/stunPort", "is a port");
    }

    private void text(String pointer, String text, int most) {
        require(text == null || text.length() <= most && XmlText.firstIllegal(text) < 0 && text.chars().noneMatch(Character::isISOControl),
                pointer, "has at most " + most + " characters, and no control characters");
    }

    private void require(boolean fits, String pointer, String wants) {
        if (!fits) {
            faults.add(new Fault(pointer, wants));
        }
    }

    private static boolean isServer(String text) {
        if (text == null) {
            return false;
        }
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && (text.charAt(colon - 1) == ']' || text.indexOf(':') == colon);
        return hasPort ? isPort(text.substring(colon + 1)) && isHost(text.substring(0, colon)) : isHost(text);
    }

    private static boolean isPort(String text) {
        return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= MAX_PORT;
    }

    /** An IPv6 address in brackets, as a SIP URI has it. */
    private static boolean isHost(String text) {
        return text.startsWith("[") && text.endsWith("]") ? NetUtil.isValidIpV6Address(text) : HOST.matcher(text).matches();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
