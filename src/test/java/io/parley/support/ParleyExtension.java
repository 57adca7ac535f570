package io.parley.support;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the shared node when the first test wants it, and stops it after the last. */
public final class ParleyExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ParleyExtension.class);
    private static final Path DIRECTORY = Path.of("target", "parley");

    private record Shared(Vertx vertx, ParleyNode node) implements Store.CloseableResource {
        @Override
        public void close() {
            node.close();
            Await.await(vertx.close());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ParleyNode.class;
    }

    @Override
    public ParleyNode resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.getOrComputeIfAbsent("node", key -> started(XmppExtension.of(context)), Shared.class).node();
    }

    private static Shared started(XmppServer server) {
        Vertx vertx = Vertx.vertx();
        return new Shared(vertx, ParleyNode.start(vertx, server, newDirectory(), Map.of()));
    }

    /** For nodes of a test's own. */
    public static Path newDirectory() {
        try {
            Files.createDirectories(DIRECTORY);
            return Files.createTempDirectory(DIRECTORY, "node").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
