package io.parley.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Smack as the program sets it up, in classes of its own: other tests have loaded what they need into theirs. */
class SmackSetupTest {
    private static final String DISABLED = "smack.disabledClasses";

    /** Each that did would make something for every connection, and keep it in a map of its own. */
    @Test
    void noManagerOfSmacksWaitsForConnections() throws Exception {
        String disabled = System.clearProperty(DISABLED); // surefire's, which stands in for the setup in other tests
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader fresh = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(fresh); // Smack finds its parser by it
            call(fresh, "io.parley.xmpp.SmackSetup", "apply");
            call(fresh, "org.jivesoftware.smack.SmackConfiguration", "getVersion");
            Collection<?> listeners = (Collection<?>) call(fresh, "org.jivesoftware.smack.XMPPConnectionRegistry",
                    "getConnectionCreationListeners");
            assertEquals(List.of(), listeners.stream().map(one -> one.getClass().getName()).toList());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            if (disabled != null) {
                System.setProperty(DISABLED, disabled);
            }
        }
    }

    private static Object call(ClassLoader loader, String className, String method) throws ReflectiveOperationException {
        Method found = Class.forName(className, true, loader).getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(null);
    }

    private static URL[] classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator)).map(SmackSetupTest::url).toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
