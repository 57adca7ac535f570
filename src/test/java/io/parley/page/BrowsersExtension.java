package io.parley.page;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the {@link Browsers} that all tests of the JVM share, and closes them after the last. */
final class BrowsersExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrowsersExtension.class);

    private record Shared(Browsers browsers) implements Store.CloseableResource {
        @Override
        public void close() {
            browsers.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browsers.class;
    }

    @Override
    public Browsers resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE)
                .getOrComputeIfAbsent("browsers", key -> new Shared(new Browsers()), Shared.class).browsers();
    }
}
