package dev.ratchet.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** DBOS Transact on the same PostgreSQL, in a schema of its own, driven by as many callers as do it good. */
final class Dbos implements AutoCloseable {
    /** Where its throughput levels off here; more callers only wait for each other. */
    static final int CALLERS = 16;

    private final HikariDataSource pool;
    private final DBOS dbos;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @SuppressWarnings("removal") // without this call the admin server starts
    Dbos(Place place) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(place.databaseUrl());
        config.setUsername(place.owner().user());
        config.setPassword(place.owner().password());
        config.setMaximumPoolSize(CALLERS + 4);
        config.addDataSourceProperty("options", "-c synchronous_commit=on");
        this.pool = new HikariDataSource(config);
        this.dbos = new DBOS(DBOSConfig.defaults("bench")
                .withDataSource(pool)
                .withAppVersion("bench")
                .withAdminServer(false));
    }

    DBOS dbos() {
        return dbos;
    }

    /** After everything is registered. */
    Dbos launch() {
        dbos.launch();
        return this;
    }

    <T> void each(List<T> items, Consumer<T> run) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = IntStream.range(0, CALLERS)
                .<Future<?>>mapToObj(i -> callers.submit(() -> {
                    for (int at = next.getAndIncrement(); at < items.size(); at = next.getAndIncrement()) {
                        run.accept(items.get(at));
                    }
                }))
                .toList();
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a DBOS workflow failed", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
        dbos.shutdown();
        pool.close();
    }
}
