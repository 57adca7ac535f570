package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the shared server when the first test wants it, and stops it after the last. */
public final class XmppExtension implements ParameterResolver {
    /** There from the start; each one's password is its name. */
    public static final List<String> ACCOUNTS = List.of("admin", "alice", "bob", "carol", "expert1", "expert2", "visitor");
    private static final Namespace NAMESPACE = Namespace.create(XmppExtension.class);
    private static final Path DIRECTORY = Path.of("target", "xmpp");

    private record Shared(XmppServer server) implements Store.CloseableResource {
        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == XmppServer.class;
    }

    @Override
    public XmppServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /** The shared server, for other extensions that build on it. */
    public static XmppServer of(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.getOrComputeIfAbsent("server", key -> new Shared(started()), Shared.class).server();
    }

    private static XmppServer started() {
        XmppServer server = XmppServer.fresh(newDirectory());
        server.start();
        ACCOUNTS.forEach(name -> server.register(name, name));
        return server;
    }

    private static Path newDirectory() {
        try {
            Files.createDirectories(DIRECTORY);
            return Files.createTempDirectory(DIRECTORY, "shared");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
