package dev.ratchet.activities.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A fresh, migrated database on the one server of this test JVM, which ends with the JVM. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "ratchet" + COUNT.incrementAndGet();
    private final DatabaseConfig config = Server.ONE.config(name);
    private final Database database = Database.open(config);

    public Database database() {
        return database;
    }

    public DatabaseConfig config() {
        return config;
    }

    /** As the superuser, who can do everything that the application cannot. */
    public Connection superuser() throws SQLException {
        Connection connection = Server.ONE.superuser(name);
        connection.setSchema(Migrations.SCHEMA);
        return connection;
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Server {
        static final EmbeddedDatabase ONE = start();

        private static EmbeddedDatabase start() {
            try {
                Path data = Files.createTempDirectory("ratchet-postgres");
                EmbeddedDatabase server = EmbeddedDatabase.start(data);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    delete(data);
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
