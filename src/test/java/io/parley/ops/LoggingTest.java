package io.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** conf/logback.xml, which is in the JAR too. */
class LoggingTest {
    @Test
    void moreOfParleyIsNotMoreOfTheLibrariesThatShowBodiesAndPasswords() throws JoranException {
        LoggerContext context = configured("text", "TRACE");
        assertEquals(Level.TRACE, context.getLogger("io.parley.session.Session").getEffectiveLevel());
        for (String library : new String[] {"io.vertx.core", "io.netty.handler.logging", "org.jivesoftware.smack", "com.zaxxer",
                "org.flywaydb"}) {
            assertFalse(context.getLogger(library).isDebugEnabled(), library);
        }
        assertFalse(context.getLogger("org.jivesoftware.smack.parsing.ExceptionLoggingCallback").isErrorEnabled());
    }

    @Test
    void textIsOneLineWhateverItHolds() throws JoranException {
        String line = written(configured("text", "INFO"), "user {} logged in", "eve\r\n2026-01-01 INFO admin");
        assertTrue(line.endsWith("user eve | 2026-01-01 INFO admin logged in\n"), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void jsonIsAnObjectALine() throws JoranException {
        String line = written(configured("json", "INFO"), "said \"{}\"", "a\nb");
        assertEquals(1, line.lines().count());
        JsonObject json = new JsonObject(line);
        assertEquals("said \"a\nb\"", json.getString("formattedMessage"));
        assertEquals("INFO", json.getString("level"));
        assertEquals("io.parley.Some", json.getString("loggerName"));
    }

    private static LoggerContext configured(String format, String level) throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("PARLEY_LOG", format);
        context.putProperty("PARLEY_LOG_LEVEL", level);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("conf/logback.xml").toFile());
        return context;
    }

    private static String written(LoggerContext context, String message, String argument) {
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().next();
        LoggingEvent event = new LoggingEvent("", context.getLogger("io.parley.Some"), Level.INFO, message, null, new Object[] {argument});
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
