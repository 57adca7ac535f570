package io.parley.config;

import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.stringprep.XmppStringprepException;

/** What texts must look like; each gives the text in its normal form, or nothing. */
final class Checks {
    private Checks() {
    }

    static Optional<String> any(String text) {
        return Optional.of(text);
    }

    static Optional<String> path(String text) {
        try {
            return Optional.of(Path.of(text).toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Optional<String> existingFile(String text) {
        return path(text).filter(path -> Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path)));
    }

    /** Host and port of a node; an IPv6 address in brackets. */
    static Optional<String> node(String text) {
        int colon = text.lastIndexOf(':');
        boolean port = colon > 0 && text.substring(colon + 1).matches("[1-9]\\d{0,4}") && Integer.parseInt(text.substring(colon + 1)) <= 65535;
        String host = colon > 0 ? text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1") : "";
        return port ? host(host).map(good -> text) : Optional.empty();
    }

    /** A host name, an IPv4 or an IPv6 address, without a port. */
    static Optional<String> host(String text) {
        return text.matches("[A-Za-z0-9._-]{1,253}") || NetUtil.isValidIpV6Address(text) ? Optional.of(text) : Optional.empty();
    }

    /** An XMPP domain, prepared (RFC 7622, section 3.2). */
    static Optional<String> domain(String text) {
        try {
            return Optional.of(JidCreate.domainBareFrom(text)).filter(jid -> !text.contains("@") && !text.contains("/"))
                    .map(Object::toString);
        } catch (XmppStringprepException e) {
            return Optional.empty();
        }
    }

    /** One label of a domain: the name of a service below it. */
    static Optional<String> label(String text) {
        return text.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?") ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The local part of a JID, prepared (RFC 7622, section 3.3). */
    static Optional<String> user(String text) {
        try {
            return Optional.of(Localpart.from(text).toString());
        } catch (XmppStringprepException e) {
            return Optional.empty();
        }
    }

    /** It travels in a header: printable ASCII without spaces. */
    static Optional<String> secret(String text) {
        return text.matches("[\\x21-\\x7e]{16,512}") ? Optional.of(text) : Optional.empty();
    }

    /** An address, or a block of them such as {@code 10.0.0.0/8}. */
    static Optional<String> addresses(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null || slash >= 0 && !text.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        boolean fits = slash < 0 || Integer.parseInt(text.substring(slash + 1)) <= address.length * 8;
        return fits ? Optional.of(text) : Optional.empty();
    }

    /** As browsers write it in the Origin header: scheme, host, and the port unless it is the scheme's own (RFC 6454, section 6.2). */
    static Optional<String> origin(String text) {
        try {
            URI uri = new URI(text.toLowerCase(Locale.ROOT));
            boolean bare = uri.getRawPath() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null
                    && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if (!isHttp(uri) || !bare) {
                return Optional.empty();
            }
            boolean usual = uri.getPort() == -1 || uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
            return Optional.of(uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A URL once {@code {domain}} and {@code {room}} are filled in; without the room every meeting would be the same. */
    static Optional<String> meetingUrl(String text) {
        try {
            boolean url = isHttp(new URI(text.replace("{domain}", "example.org").replace("{room}", "room")));
            return url && text.contains("{room}") ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<String> jdbcUrl(String text) {
        return text.startsWith("jdbc:h2:") || text.startsWith("jdbc:postgresql:") ? Optional.of(text) : Optional.empty();
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    }
}
