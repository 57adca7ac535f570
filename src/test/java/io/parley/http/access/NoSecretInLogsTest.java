package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Everything that Parley logs, at the most talkative level, while all kinds of credentials go through the door. */
class NoSecretInLogsTest extends FrontDoorTest {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger parley = (Logger) LoggerFactory.getLogger("io.parley");
    private final AppenderBase<ILoggingEvent> capture = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLevel() + " " + event.getFormattedMessage() + trace);
        }
    };
    private Level before;

    @BeforeEach
    void captureLogs() {
        before = parley.getLevel();
        parley.setLevel(Level.ALL);
        capture.start();
        parley.addAppender(capture);
    }

    @AfterEach
    void stopCapturing() {
        parley.detachAppender(capture);
        parley.setLevel(before);
    }

    @Test
    void noSecretPasswordTokenOrCookieIsLogged() throws Exception {
        JsonObject alice = logIn("alice", "wonderland");
        String token = alice.getString("token");
        String streamToken = alice.getString("streamToken");
        nobody.bearer(token).get("chat/session");
        nobody.bearer(token + "x").get("chat/session");
        nobody.get("chat/events?token=" + streamToken);
        nobody.get("chat/events?token=" + streamToken + "x");
        nobody.with("Cookie", StreamCookie.NAME + "=" + streamToken).get("chat/events");
        for (int i = 0; i < 8; i++) {
            nobody.basic("alice", "guessed-password").get("chat/session");
            nobody.post("chat/alice/login", "guessed-password");
        }
        master.get("chat/session?user=alice&token=" + streamToken);
        master.post("chat/alice/login");

        for (String secret : List.of(House.SECRET, "wonderland", "guessed-password", token, streamToken, "Basic YWxpY2U6")) {
            assertFalse(lines.stream().anyMatch(line -> line.contains(secret)), () -> secret + " in " + lines);
        }
        assertTrue(lines.contains("INFO master secret used: GET /restapi/v1/chat/session, request request-1"), lines::toString);
        assertTrue(lines.contains("INFO master secret opens the session of alice"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("are slowed")), lines::toString);
    }

    @Test
    void noRecordOnTheBusPrintsAPassword() throws Exception {
        nobody.basic("alice", "wonderland").get("chat/session");
        logIn("alice", "wonderland");

        assertFalse(house.sessionSide.asked.isEmpty());
        assertFalse(house.sessionSide.asked.toString().contains("wonderland"), house.sessionSide.asked.toString());
    }
}
