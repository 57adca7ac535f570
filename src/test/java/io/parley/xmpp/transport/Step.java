package io.parley.xmpp.transport;

import io.parley.xmpp.transport.ScriptedServer.Line;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/** Where a connection that is being made waits for the server. */
enum Step {
    HEADER(line -> line.hear("header")),
    FEATURES(line -> {
        line.hear("header");
        line.say(ScriptedServer.HEADER);
    }),
    STARTTLS(line -> {
        line.greet("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        line.hear("<starttls ");
    }),
    SASL(line -> {
        line.greet(ScriptedServer.SASL);
        line.hear("<auth ");
    }),
    CHALLENGE(line -> {
        line.greet(ScriptedServer.SASL.replace("PLAIN", "SCRAM-SHA-1"));
        String first = text(line.hear("<auth "));
        String nonce = first.substring(first.indexOf(",r=") + 3);
        line.say("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + base64("r=" + nonce + "more,s=c2FsdA==,i=4096") + "</challenge>");
        line.hear("<response ");
    }),
    SECOND_HEADER(line -> {
        line.greet(ScriptedServer.SASL);
        line.hear("<auth ");
        line.say(ScriptedServer.SUCCESS);
        line.hear("header");
    }),
    BIND(line -> line.authenticate().hear("<iq ")),
    ENABLE(line -> line.authenticate().bind().hear("<enable ")),
    RESUME(line -> line.authenticate().hear("<resume "));

    private final Consumer<Line> script;

    Step(Consumer<Line> script) {
        this.script = script;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String element) {
        String encoded = element.substring(element.indexOf('>') + 1, element.indexOf("</"));
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /** Leads a client up to there. */
    void reach(Line line) {
        script.accept(line);
    }

    /** What has to come before anything else that the server says there. */
    String prolog() {
        return this == HEADER || this == SECOND_HEADER ? ScriptedServer.HEADER : "";
    }

    boolean isBeforeLogin() {
        return compareTo(SECOND_HEADER) < 0;
    }

    LineSettings.Security security() {
        return this == STARTTLS ? LineSettings.Security.STARTTLS : LineSettings.Security.NONE;
    }
}
