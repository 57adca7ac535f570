package io.parley.store;

import io.parley.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** H2 in a file, as Parley has it by default. */
final class H2Database implements Database {
    private final Path directory;

    H2Database() {
        try {
            directory = Files.createTempDirectory("parley-h2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Config.Store config() {
        return new Config.Store("jdbc:h2:file:" + directory.resolve("parley"), Optional.empty(), Optional.empty());
    }

    /** Ends it under the pool and leaves a file that is none. */
    @Override
    public void vanish() {
        end();
        try {
            Files.writeString(file(), "not a database");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it under the pool; the next connection opens it again. */
    void end() {
        try (Connection connection = DriverManager.getConnection(config().url(), "", "")) {
            connection.createStatement().execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return directory.resolve("parley.mv.db");
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
